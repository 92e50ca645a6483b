"""A program cut out of an archive that the engine made: where the sound is, what players read of it."""

from __future__ import annotations

import base64
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from groundwave.air.engine import cut as cutter
from groundwave.air.engine.cmaf import init_segment, media_segment
from groundwave.air.engine.encode import AacEncoder
from groundwave.air.engine.measuring import measure_cut
from groundwave.air.engine.timeline import AAC_FRAME, AAC_PER_SEGMENT, RATE, SEGMENT, chunk_path, first_sample
from tests.rooms.air_engine.bench import NOON, Driver, Station, decoded, encoded, loudness, pitch, sine, write_wav

FIRST = NOON // SEGMENT
LENGTH = 12  # segments
CLICKS = (first_sample(FIRST + 3) + 12_345, first_sample(FIRST + 8) + 54_321)
TAGS = cutter.Tags("Owls & Fog", "Rosa Quill", "Owl Talk", "2026-11-24", "From the mill.", "© 2026 Owl")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve segments with a click at two samples that are known."""
    live = tmp_path_factory.mktemp("live") / "news"
    sound = np.zeros((LENGTH * SEGMENT, 2), np.float32)
    for click in CLICKS:
        sound[click - first_sample(FIRST)] = 0.9
    encoder = AacEncoder(first_sample(FIRST), 160_000)
    units = [unit for index, unit in encoder.encode(sound) if index >= first_sample(FIRST)]
    (live / "160").mkdir(parents=True)
    (live / "160" / "init.mp4").write_bytes(init_segment(160_000))
    for at in range(0, len(units) - AAC_PER_SEGMENT + 1, AAC_PER_SEGMENT):
        number = FIRST + at // AAC_PER_SEGMENT
        path = live / "160" / chunk_path(number, "seg")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(media_segment(number, first_sample(number), units[at : at + AAC_PER_SEGMENT]))
    return live


def made(live: Path, out: Path, begin: int, end: int, **about: object) -> cutter.Cut:
    found, entry = cutter.cut_archive(live, begin, end)
    cutter.write(out, found, entry, made_at=1_795_392_000, **about)  # type: ignore[arg-type]
    return found


def clicks(sound: np.ndarray) -> list[int]:
    """The samples at which clicks stand."""
    loud = np.flatnonzero(np.abs(sound) > 0.25)
    return [
        int(group[np.argmax(np.abs(sound[group]))])
        for group in np.split(loud, np.flatnonzero(np.diff(loud) > RATE) + 1)
    ]


@pytest.mark.parametrize("before", [0, 1, 511, 1_023, 1_024, 30_000])
def test_a_click_is_where_it_was_to_the_millisecond(archive: Path, tmp_path: Path, before: int) -> None:
    out = tmp_path / "cut.m4a"
    begin, end = CLICKS[0] - before - 500, CLICKS[1] + 2_000
    made(archive, out, begin, end)
    sound = decoded(out.read_bytes())
    for heard, true in zip(clicks(sound), CLICKS, strict=True):
        assert abs(heard - (true - begin)) <= RATE // 1_000
    assert 0 <= len(sound) - (end - begin) <= AAC_FRAME


def test_what_players_read_of_it(archive: Path, tmp_path: Path) -> None:
    out, cover = tmp_path / "cut.m4a", io.BytesIO()
    Image.new("RGB", (30, 30), (70, 90, 110)).save(cover, "JPEG")
    chapters = [cutter.Chapter(0.0, "Fog"), cutter.Chapter(4.5, "Búhos en el molino")]
    begin = first_sample(FIRST) + 5_000
    tags = cutter.Tags(**{**TAGS.__dict__, "cover": cover.getvalue()})
    made(archive, out, begin, begin + 10 * RATE, tags=tags, chapters=chapters)
    asked = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json", str(out)]
    ran = subprocess.run(asked, capture_output=True, check=True, text=True)
    assert ran.stderr == ""
    said = json.loads(ran.stdout)
    (sound,) = [stream for stream in said["streams"] if stream["codec_type"] == "audio"]
    assert (sound["codec_name"], sound["profile"], sound["sample_rate"]) == ("aac", "LC", "48000")
    assert abs(float(said["format"]["duration"]) - 10) < 0.001
    assert {"mjpeg"} == {stream["codec_name"] for stream in said["streams"] if stream["codec_type"] == "video"}
    tagged = said["format"]["tags"]
    assert {name: tagged[name] for name in ("title", "artist", "album", "date", "comment", "copyright")} == {
        **{name: getattr(TAGS, name) for name in ("title", "artist", "album", "comment", "copyright")},
        "date": TAGS.day,
    }
    assert [(float(one["start_time"]), float(one["end_time"]), one["tags"]["title"]) for one in said["chapters"]] == [
        (0, 4.5, "Fog"),
        (4.5, 10, "Búhos en el molino"),
    ]
    data = out.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat"), "a player needs the tables first"


def test_another_program_finds_no_fault_in_it(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "cut.m4a"
    made(archive, out, CLICKS[0], CLICKS[1], chapters=[cutter.Chapter(1, "One"), cutter.Chapter(2, "Two")])
    ran = subprocess.run(
        ["ffmpeg", "-v", "warning", "-xerror", "-i", str(out), "-f", "null", "-"], capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("damage", ["missing", "cut short", "empty"])
def test_a_hole_is_silence_of_its_length_and_is_told(archive: Path, tmp_path: Path, damage: str) -> None:
    live = tmp_path / "news"
    shutil.copytree(archive, live)
    lost = live / "160" / chunk_path(FIRST + 5, "seg")
    whole = lost.read_bytes()
    lost.unlink()
    if damage != "missing":
        lost.write_bytes(whole[: len(whole) // 2] if damage == "cut short" else b"")
    begin = CLICKS[0] - 1_000
    found = made(live, tmp_path / "cut.m4a", begin, CLICKS[1] + 1_000)
    assert [(hole.begin, hole.end) for hole in found.holes] == [(first_sample(FIRST + 5), first_sample(FIRST + 6))]
    heard = clicks(decoded((tmp_path / "cut.m4a").read_bytes()))
    assert abs(heard[1] - (CLICKS[1] - begin)) <= RATE // 1_000


def test_a_lesser_rendition_stands_in_for_a_segment_that_the_best_has_not(archive: Path, tmp_path: Path) -> None:
    live = tmp_path / "news"
    shutil.copytree(archive / "160", live)  # as the archive was before there were several renditions
    shutil.copytree(archive / "160", live / "160")
    (live / "160" / chunk_path(FIRST + 5, "seg")).unlink()
    found = made(live, tmp_path / "cut.m4a", CLICKS[0], CLICKS[1])
    assert found.holes == []
    assert {piece.path.relative_to(live).parts[0] for piece in found.pieces if piece.path} == {"160", "seg"}


def test_a_recording_is_cut_again_from_what_was_kept(archive: Path, tmp_path: Path) -> None:
    kept, out = tmp_path / "kept.m4a", tmp_path / "cut.m4a"
    begin = CLICKS[0] - 20_000
    first = made(archive, kept, begin, CLICKS[1] + 20_000, chapters=[cutter.Chapter(1, "One")]).first
    for outward in (0, 15_000):
        found, entry = cutter.cut_recording(kept, first, CLICKS[0] - 777 - outward, CLICKS[1] + 2_000 + outward)
        cutter.write(out, found, entry, made_at=0)
        assert abs(clicks(decoded(out.read_bytes()))[0] - 777 - outward) <= RATE // 1_000
    with pytest.raises(ValueError, match="no sound"):
        cutter.cut_recording(Path(__file__), first, CLICKS[0], CLICKS[1])


def test_the_archive_says_how_far_it_reaches(archive: Path, tmp_path: Path) -> None:
    assert cutter.newest_end(archive) == datetime.fromtimestamp((FIRST + LENGTH - 1) * SEGMENT / RATE, UTC)
    assert cutter.newest_end(tmp_path) is None


def test_an_instant_is_a_sample_exactly() -> None:
    assert cutter.sample_at(datetime(2026, 11, 24, 19, 30, 0, 500_000, UTC)) == 1_795_548_600 * RATE + RATE // 2


def test_a_program_of_a_running_engine(station: Station, drive: Callable[..., Driver], tmp_path: Path) -> None:
    """A tone that begins at the second that the schedule names begins with the file."""
    tone = write_wav(tmp_path / "tone.wav", sine(440, 30))
    station.plan(str(tone))
    driver = drive()
    driver.run_segments(8)
    begin = first_sample(station.numbers()[2]) + 333
    found = made(station.live, tmp_path / "cut.m4a", begin, begin + 4 * RATE)
    sound = decoded((tmp_path / "cut.m4a").read_bytes())
    assert found.holes == []
    assert abs(pitch(sound[RATE : 2 * RATE]) - 440) < 2
    assert loudness(sound[:2_400]) > -30, "there is sound from the first sample on"
    with av.open(str(tmp_path / "cut.m4a")) as file:
        assert abs((file.duration or 0) / av.time_base - 4) < 0.001


def test_the_mp3_is_made_beside_with_what_was_heard(tmp_path: Path) -> None:
    source, out, report = tmp_path / "tone.m4a", tmp_path / "tone.mp3", tmp_path / "said.json"
    source.write_bytes(encoded(sine(997, 6, amplitude=0.1), codec="aac", container="mp4"))
    about, cover = tmp_path / "tags.json", tmp_path / "cover.jpg"
    Image.new("RGB", (30, 30)).save(cover)
    told = {name: getattr(TAGS, name) for name in ("title", "artist", "album", "day", "comment", "copyright")}
    about.write_text(json.dumps({"tags": told, "cover": str(cover), "chapters": [[0, "Fog"], [2.5, "Búhos"]]}))
    asked = [sys.executable, "-m", "groundwave.air.engine.transcode", *map(str, (source, out, report, about))]
    subprocess.run(asked, check=True)
    heard = json.loads(report.read_text())
    # A stereo sine of 997 Hz at -20 dBFS is -20 LUFS (ITU-R BS.1770).
    assert abs(heard["lufs"] + 20) < 0.3
    assert -21 < heard["peak_dbfs"] < -17  # AAC overshoots where the tone begins
    assert {round(byte / 255 * 60 - 60) for byte in base64.b64decode(heard["peaks"])[1:-1]} == {-20}
    asked = ["ffprobe", "-v", "error", "-show_format", "-show_chapters", "-show_streams", "-of", "json", str(out)]
    ran = subprocess.run(asked, capture_output=True, check=True, text=True)
    assert ran.stderr == ""
    said = json.loads(ran.stdout)
    assert {"mp3", "mjpeg"} == {stream["codec_name"] for stream in said["streams"]}
    assert said["format"]["tags"]["title"] == "Owls & Fog"
    assert said["format"]["tags"]["comment"] == "From the mill."
    assert [(float(one["start_time"]), one["tags"]["title"]) for one in said["chapters"]] == [
        (0, "Fog"),
        (2.5, "Búhos"),
    ]
    assert abs(float(said["format"]["duration"]) - 6) < 0.15
    assert abs(pitch(decoded(out.read_bytes())[RATE : 2 * RATE]) - 997) < 2


def test_what_is_no_sound_is_refused_in_a_line(tmp_path: Path) -> None:
    asked = [sys.executable, "-m", "groundwave.air.engine.transcode", __file__, "out.mp3", "said.json"]
    ran = subprocess.run(asked, capture_output=True, text=True, cwd=tmp_path)
    assert ran.returncode == 2
    assert "no sound format" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_what_the_benchmark_measures_is_true_of_a_short_cut(tmp_path: Path) -> None:
    found = measure_cut(tmp_path, seconds=40)
    assert abs(found.start_error_ms) < 1
    assert 0 <= found.end_error_ms <= AAC_FRAME * 1000 / RATE
