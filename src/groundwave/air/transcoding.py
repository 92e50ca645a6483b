"""The MP3 of each episode, its loudness and its peaks: made by a process of the lowest priority beside the worker.

One at a time. A worker that dies takes its process with it, and the next one begins anew.
"""

from __future__ import annotations

import base64
import json
import logging
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from groundwave.air import labels, storing
from groundwave.air.engine.archive import said
from groundwave.air.engine.cut import PEAK, sample_at
from groundwave.air.machine import here
from groundwave.air.models import Episode, Mp3Work, Take
from groundwave.kit.home import Home

_HELD: Final = timedelta(minutes=5)  # taken anew at each look
_TRIES: Final = 3

log = logging.getLogger(__name__)


@dataclass
class _Running:
    episode_id: int
    revision: int
    process: subprocess.Popen[str]
    room: Path
    held: ExitStack

    def leave(self) -> None:
        self.held.close()
        shutil.rmtree(self.room, ignore_errors=True)


_running: _Running | None = None


def step(*, at: datetime) -> Episode | None:
    """Look at what runs, take in what is finished, begin the next. Returns the episode whose MP3 has come."""
    global _running
    if _running is not None:
        if _running.process.poll() is None:
            Mp3Work.objects.filter(episode=_running.episode_id).update(held_until=at + _HELD)
            return None
        ended, _running = _running, None
        try:
            return _take_in(ended)
        finally:
            ended.leave()
    for episode in _waiting(at):
        if _hold(episode, at):
            try:
                _running = _begin(episode, at)
            except OSError as error:
                _failed(episode.pk, f"its sound cannot be read: {said(error)}")
                continue
            return None
    return None


def _waiting(at: datetime) -> list[Episode]:
    work = Mp3Work.objects.filter(episode=OuterRef("pk"), revision=OuterRef("revision"))
    spent = Q(attempts__gte=_TRIES) | (Q(held_until__gte=at) & ~Q(held_by=here()))
    found = Episode.objects.filter(~Exists(work.filter(spent)), mp3="").exclude(sound="")
    return list(found.select_related("program__tile").order_by("pk")[:5])


def _hold(episode: Episode, at: datetime) -> bool:
    work, _ = Mp3Work.objects.get_or_create(episode=episode, defaults={"revision": episode.revision})
    if work.revision != episode.revision:
        Mp3Work.objects.filter(pk=work.pk).update(revision=episode.revision, attempts=0, held_by="", held_until=None)
    free = Q(held_until=None) | Q(held_until__lt=at) | Q(held_by=here())
    mine = Mp3Work.objects.filter(free, pk=work.pk, attempts__lt=_TRIES)
    return bool(mine.update(held_by=here(), held_until=at + _HELD))


def _begin(episode: Episode, at: datetime) -> _Running:
    base = Home(Path(settings.HOME)).run / storing.FOLDER
    base.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(dir=base))
    held = ExitStack()
    try:
        source = held.enter_context(storing.at_hand(str(episode.sound.name)))
        tags = labels.tags_of(episode, at=at)
        (room / "cover").write_bytes(tags.cover)
        words = {name: getattr(tags, name) for name in ("title", "artist", "album", "day", "comment", "copyright")}
        about: dict[str, Any] = {
            "tags": words,
            "cover": str(room / "cover") if tags.cover else "",
            "chapters": [[one.at, one.title] for one in episode.listed_chapters],
        }
        (room / "about.json").write_text(json.dumps(about), encoding="utf-8")
        names = [str(path) for path in (source, room / "out.mp3", room / "said.json", room / "about.json")]
        with (room / "stderr").open("wb") as errors:
            # Ended with the thread that starts it, which is the worker's own.
            process = subprocess.Popen(
                [sys.executable, "-m", "groundwave.air.engine.transcode", *names],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                text=True,
            )
    except BaseException:
        held.close()
        shutil.rmtree(room, ignore_errors=True)
        raise
    return _Running(episode.pk, episode.revision, process, room, held)


def _take_in(ended: _Running) -> Episode | None:
    try:
        heard = json.loads((ended.room / "said.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        why = (ended.room / "stderr").read_text(encoding="utf-8", errors="replace").strip()[-300:]
        _failed(ended.episode_id, why or f"its process ended with {ended.process.returncode}")
        return None
    kept = Episode.objects.filter(pk=ended.episode_id, revision=ended.revision).first()
    if kept is None:  # trimmed meanwhile, or deleted: this sound is nobody's
        return None
    name = f"{str(kept.sound.name).removesuffix('.m4a')}.mp3"
    try:
        size = storing.put(ended.room / "out.mp3", name)
    except OSError as error:
        _failed(ended.episode_id, f"it could not be kept: {said(error)}")
        return None
    with transaction.atomic():
        episode = Episode.objects.select_for_update(of=("self",)).get(pk=kept.pk)
        if episode.revision != ended.revision:
            storing.remove(name)
            return None
        episode.mp3, episode.mp3_bytes, episode.loudness = name, size, heard["lufs"]
        episode.save(update_fields=["mp3", "mp3_bytes", "loudness"])
        Mp3Work.objects.filter(episode=episode).update(trouble="", held_by="", held_until=None)
        _keep_peaks(episode, base64.b64decode(heard["peaks"]))
    return episode


def _keep_peaks(episode: Episode, peaks: bytes) -> None:
    """For the waveform, where the archive had no peaks; what lies before and after the episode stays blank."""
    take = Take.objects.filter(episode=episode).first()
    if take is None or take.peaks:
        return
    first, begin = sample_at(take.starts) // PEAK, sample_at(episode.starts) // PEAK
    places = -(-sample_at(take.ends) // PEAK) - first
    blank = bytes(max(0, begin - first))
    take.peaks = (blank + peaks).ljust(places, b"\0")[:places]
    take.save(update_fields=["peaks"])


def _failed(episode_id: int, why: str) -> None:
    log.error("the MP3 of episode %d: %s", episode_id, why)
    # Only what fails counts: a worker that is started anew in the middle has not failed.
    Mp3Work.objects.filter(episode=episode_id).update(
        trouble=why[:400], held_by="", held_until=None, attempts=F("attempts") + 1
    )
