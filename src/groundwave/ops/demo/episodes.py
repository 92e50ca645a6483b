"""Some broadcasts of the demo that can be heard again, as the recorder would have made them."""

from __future__ import annotations

import io
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final

from av.audio.resampler import AudioResampler
from django.core.files import File
from django.core.files.storage import default_storage

from groundwave.air import api as air
from groundwave.air.engine import m4a
from groundwave.air.engine.cmaf import init_segment
from groundwave.air.engine.decode import frames, open_sound, packed
from groundwave.air.engine.encode import AacEncoder
from groundwave.air.engine.timeline import AAC_FRAME, RATE
from groundwave.ops.demo.copy.episodes import EPISODES, Heard
from groundwave.ops.demo.group import Made
from groundwave.schedule import api as schedule

SECONDS: Final = 90
_BITRATE: Final = 96_000
_PREROLL: Final = 2


def build(*, home_of_sounds: Path, service: Made, at: datetime) -> list[air.Episode]:
    """Mark their programs as recorded and ours to offer, and make the episodes."""
    sound = _encoded(home_of_sounds / "news.flac")
    made = []
    for heard in EPISODES:
        program = schedule.program(slug=heard.program)
        if program is not None:
            if not program.is_recorded:
                program.is_recorded, program.on_demand = True, schedule.Program.OnDemand.FOREVER
                program.save()
            made.append(_episode(heard, program, service, sound, at))
    return made


def _episode(heard: Heard, program: schedule.Program, service: Made, sound: list[bytes], at: datetime) -> air.Episode:
    zone = service.service.zone
    on = at.astimezone(zone).date() - timedelta(days=heard.days)
    begin = datetime.combine(on, time(5), zone).astimezone(at.tzinfo)
    end = begin + timedelta(seconds=SECONDS)
    air.podcast_of(program)
    name = f"recordings/{program.slug}/{on}.m4a"
    data = _file(heard, program, sound, begin)
    captions = _captions(heard)
    return air.Episode.objects.create(
        program=program,
        service=service.service,
        on=on,
        title=heard.title,
        hosts=program.hosts,
        summary=heard.summary,
        aired_from=begin,
        aired_until=end,
        starts=begin,
        ends=end,
        seconds=SECONDS,
        sound=default_storage.save(name, File(io.BytesIO(data))),
        sound_bytes=len(data),
        chapters=[{"at": second, "title": title} for second, title in heard.chapters],
        transcript=default_storage.save(f"recordings/{program.slug}/{on}.vtt", File(io.BytesIO(captions.encode())))
        if captions
        else "",
        transcript_text=" ".join(words for _, words in heard.said),
        is_on_demand=True,
        published_at=end,
        made_at=end,
    )


def _file(heard: Heard, program: schedule.Program, sound: list[bytes], begin: datetime) -> bytes:
    head, tail = m4a.header(
        sizes=[len(unit) for unit in sound],
        lead=_PREROLL * AAC_FRAME,
        samples=SECONDS * RATE,
        entry=m4a.entry_of(init_segment(_BITRATE)),
        made_at=begin.timestamp(),
        tags=m4a.Tags(title=heard.title, artist=program.hosts, album=program.title, day=f"{begin:%Y-%m-%d}"),
        chapters=[m4a.Chapter(second, title) for second, title in heard.chapters],
    )
    return head + b"".join(sound) + tail


def _encoded(path: Path) -> list[bytes]:
    """The first minute and a half of a bed as AAC frames, with pre-roll before it."""
    encoder = AacEncoder(0, _BITRATE)
    wanted = -(-SECONDS * RATE // AAC_FRAME) + _PREROLL
    units: list[bytes] = []
    resampler = AudioResampler(format="flt", layout="stereo", rate=RATE)
    with path.open("rb") as raw, open_sound(raw) as container:
        for frame in frames(container, container.streams.audio[0]):
            frame.pts = None
            for part in resampler.resample(frame):
                units += [unit for index, unit in encoder.encode(packed(part)) if index >= 0]
            if len(units) >= wanted:
                return units[:wanted]
    raise ValueError(f"{path} is shorter than an episode of the demo")


def _captions(heard: Heard) -> str:
    """WebVTT of what is said."""
    if not heard.said:
        return ""
    ends = [*(second for second, _ in heard.said[1:]), SECONDS]
    times = [f"{_clock(second)} --> {_clock(end)}" for (second, _), end in zip(heard.said, ends, strict=True)]
    cues = [f"{time}\n{words}\n" for time, (_, words) in zip(times, heard.said, strict=True)]
    return "\n".join(["WEBVTT\n", *cues])


def _clock(second: int) -> str:
    return f"{second // 60:02}:{second % 60:02}.000"
