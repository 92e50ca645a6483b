"""Files on the air: what is published, and what happens to a service when its files, its plan or its disk fail."""

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from groundwave.air.engine.mix import TICK
from groundwave.air.engine.timeline import RATE, SEGMENT, chunk_path, hour_folder, number_of, place_in_hour, starts_at
from tests.playlists import check
from tests.rooms.air_engine.bench import (
    NOON,
    Driver,
    HandClock,
    Station,
    decoded,
    encoded,
    loudness,
    pitch,
    sine,
    wait_until,
    write_wav,
)

Drive = Callable[..., Driver]


def near(*pitches: float) -> list[object]:
    return [pytest.approx(value, abs=3) for value in pitches]


def test_a_file_goes_round_for_ever(station: Station, drive: Drive) -> None:
    write_wav(station.home / "sounds/a.wav", sine(440, 3))
    station.plan("sounds/a.wav")
    drive().run_segments(6)
    assert station.heard()[:5] == near(*[440] * 5)
    # 440 Hz fills three seconds a whole number of times: a hole or a click at the seam would show in the level.
    levels = [loudness(part) for part in np.split(station.sound()[SEGMENT : 5 * SEGMENT], 128)]
    assert max(levels) - min(levels) < 0.3


def test_what_is_published(station: Station, drive: Drive) -> None:
    write_wav(station.home / "a.wav", sine(440, 3))
    station.plan("a.wav", renditions=[64_000, 96_000])
    drive().run_segments(12)
    numbers = station.numbers()
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert numbers[0] == number_of(NOON + 12_345), "the segment that had begun is whole"
    assert station.numbers("mp3") == station.numbers("adts") == station.numbers("64/seg") == numbers
    assert station.listed == [chunk_path(number, "seg") for number in numbers[-8:]]
    assert check((station.live / "live.m3u8").read_text()) == ["96/live.m3u8", "64/live.m3u8"]
    assert check((station.rendition / "live.m3u8").read_text()) == station.listed
    outline = (station.live / "peaks" / f"{hour_folder(numbers[0])}.u8").read_bytes()
    assert set(outline[4 * place_in_hour(numbers[2]) : 4 * place_in_hour(numbers[-1])]) == {204}, "-12 dBFS"
    state = station.state
    assert state["service"] == "news"
    assert (state["source"], state["source_index"], state["on_fallback"]) == (str(station.home / "a.wav"), 0, False)
    assert state["newest_segment"] == numbers[-1]
    assert state["newest_segment_at"].startswith("2026-11-23T00:00:")
    assert state["level_dbfs"] == pytest.approx(-15.05, abs=0.2)
    assert state["peaks"] == [pytest.approx(0.25, abs=0.01)] * 10
    assert (state["last_error"], state["silence_seconds"], state["pid"]) == (None, 0, os.getpid())
    assert not list(station.live.rglob(".*")), "nothing unfinished is left"


def test_the_playlists_tell_what_is_on(station: Station, drive: Drive) -> None:
    write_wav(station.home / "a.wav", sine(440, 3))
    program = {"id": 17, "title": "Morning Tide", "starts": "2026-11-22T23:00:00Z", "ends": "2026-11-23T01:00:00Z"}
    station.plan("a.wav", name="Juniper News", programs=[program])
    driver = drive()
    driver.run_segments(3)
    (station.air / "nowplaying.json").write_text('{"title": "Marea", "artist": "Ana", "at": "2026-11-23T00:00:04Z"}')
    driver.run_segments(3)
    for rendition in ("48", "96", "160"):
        text = (station.live / rendition / "live.m3u8").read_text()
        check(text)
        assert 'X-TITLE="Morning Tide"' in text
        assert 'START-DATE="2026-11-23T00:00:04.000Z",END-ON-NEXT=YES,X-TITLE="Marea",X-ARTIST="Ana"' in text
    assert json.loads((station.live / "onair.json").read_text()) == {"name": "Juniper News", "title": "Ana - Marea"}


def test_sound_is_brought_to_its_loudness_and_peaks_are_held(station: Station, drive: Drive) -> None:
    write_wav(station.home / "a.wav", sine(997, 3))
    station.plan("a.wav", loudness=-9)
    driver = drive()
    driver.run_segments(12)
    assert station.state["gain_db"] == pytest.approx(0.1 * 12 * 1.92, abs=0.7)
    assert station.state["level_dbfs"] == pytest.approx(-15.05 + station.state["gain_db"], abs=0.3)
    assert station.state["loudness_lufs"] == pytest.approx(-12 + station.state["gain_db"], abs=0.5)


def test_an_identification_is_heard_over_the_program_and_is_on_record(station: Station, drive: Drive) -> None:
    write_wav(station.home / "a.wav", sine(440, 3))
    write_wav(station.home / "id.wav", sine(1_500, 3.84))
    ids = [
        {"at": "2026-11-23T00:00:08Z", "file": "id.wav", "text": "KTDL, Port Ansel"},
        {"at": "2026-11-23T00:00:20Z", "file": "gone.wav", "text": "KTDL, Port Ansel"},
    ]
    station.plan("a.wav", ids=ids)
    drive().run_segments(14)
    told = [record for record in station.asrun if record["event"].startswith("legal id")]
    assert [(record["event"], record["at"]) for record in told] == [
        ("legal id", "2026-11-23T00:00:08.000Z"),
        ("legal id missed", "2026-11-23T00:00:20.000Z"),
    ]
    assert (told[0]["text"], told[0]["seconds"]) == ("KTDL, Port Ansel", 3.8)
    assert "No such file" in told[1]["reason"]
    heard = dict(zip(station.numbers(), station.heard(), strict=True))
    said = number_of(NOON + 9 * RATE) + 1
    assert heard[said] == pytest.approx(1_500, abs=3)
    assert heard[said + 3] == pytest.approx(440, abs=3)


def test_who_held_and_let_go_of_a_source_is_on_record(station: Station, drive: Drive) -> None:
    for name, hertz in (("a", 300), ("b", 500)):
        write_wav(station.home / f"{name}.wav", sine(hertz, 3))
    station.plan("a.wav", "b.wav")
    driver = drive()
    driver.run_segments(2)
    station.plan("a.wav", "b.wav", held=1)
    driver.run_segments(3)
    assert station.state["source_index"] == 1
    station.plan("a.wav", "b.wav")
    driver.run_segments(5)
    assert station.state["source_index"] == 0
    assert station.events == ["started", "source taken", "held", "source taken", "released", "source taken"]
    numbers = station.numbers()
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_chunks_put_end_to_end_are_one_stream(station: Station, drive: Drive) -> None:
    write_wav(station.home / "a.wav", sine(440, 3))
    station.plan("a.wav")
    drive().run_segments(6)
    for kind, frame in (("mp3", 1_152), ("adts", 1_024)):
        chunks = [path.read_bytes() for path in sorted(station.live.glob(f"{kind}/*/*"))]
        sound = decoded(b"".join(chunks))
        # A decoder may hold back its first frame.
        assert 0 <= len(chunks) * SEGMENT - len(sound) <= frame + 1_105
        middle = sound[SEGMENT : 4 * SEGMENT]
        assert pitch(middle) == pytest.approx(440, abs=1)
        levels = [loudness(part) for part in np.split(middle, 64)]
        assert max(levels) - min(levels) < 0.3
    assert {path.stat().st_size for path in station.live.glob("mp3/*/*")} == {80 * 384}


@pytest.mark.parametrize(
    ("codec", "container", "suffix", "rate"),
    [
        ("libmp3lame", "mp3", ".mp3", 44_100),
        ("aac", "adts", ".aac", 32_000),
        ("aac", "mp4", ".m4a", 44_100),
        ("flac", "flac", ".flac", 48_000),
        ("libopus", "ogg", ".opus", 48_000),
        ("vorbis", "ogg", ".ogg", 44_100),
    ],
)
def test_formats(station: Station, drive: Drive, codec: str, container: str, suffix: str, rate: int) -> None:
    (station.home / f"a{suffix}").write_bytes(
        encoded(sine(500, 4, rate=rate), codec=codec, container=container, rate=rate)
    )
    station.plan(f"a{suffix}")
    drive().run_segments(3)
    assert station.heard() == near(500, 500, 500)[: len(station.numbers())]
    assert len(station.numbers()) >= 2


def test_a_folder_is_played_in_order_and_a_broken_file_is_passed_over(station: Station, drive: Drive) -> None:
    folder = station.home / "sounds"
    write_wav(folder / "1.wav", sine(300, 1.92 * 2))
    (folder / "2.mp3").write_bytes(b"this is no sound" * 500)
    (folder / "3.txt").write_text("nor is this")
    write_wav(folder / "4.wav", sine(700, 1.92 * 2))
    station.plan("sounds")
    drive(HandClock(NOON - NOON % (4 * SEGMENT))).run_segments(9)
    found = station.heard()
    assert found[:8] == near(300, 300, 700, 700, 300, 300, 700, 700)


def test_a_playlist_names_its_files(station: Station, drive: Drive) -> None:
    write_wav(station.home / "music/one.wav", sine(300, 1.92))
    write_wav(station.home / "music/two.wav", sine(700, 1.92))
    (station.home / "music/all.m3u").write_text("#EXTM3U\n#EXTINF:2,One\none.wav\nhttp://example.org/x.mp3\ntwo.wav\n")
    station.plan("music/all.m3u")
    drive(HandClock(NOON - NOON % (2 * SEGMENT))).run_segments(5)
    assert station.heard()[:4] == near(300, 700, 300, 700)


def test_a_file_cannot_have_the_engine_fetch_something(station: Station, drive: Drive) -> None:
    write_wav(station.home / "secret.wav", sine(900, 4))
    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile://{station.home}/secret.wav\n#EXT-X-ENDLIST\n"
    (station.home / "a.mp3").write_text(playlist)
    (station.home / "b.wav").write_text(f"ffconcat version 1.0\nfile {station.home}/secret.wav\n")
    station.plan("a.mp3", "b.wav")
    drive(ready="tone").run_segments(3)
    assert 900 not in [round(value) for value in station.heard()]
    assert station.state["on_fallback"]


def test_a_restart_goes_on_where_it_would_have_been(station: Station, drive: Drive) -> None:
    sweep = np.concatenate([sine(300 + 100 * n, 1.92) for n in range(10)])
    write_wav(station.home / "a.wav", sweep)
    station.plan("a.wav")
    first = drive()
    first.run_segments(4)
    first.engine.stop()
    again = drive(HandClock(first.clock.index + 3 * SEGMENT))
    again.run_segments(4)
    numbers = station.numbers()
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), "the hole was rendered late"
    assert len(numbers) >= 10
    expected = [300 + 100 * (number % 10) for number in numbers]
    assert station.heard() == near(*expected)


def test_a_long_hole_stays_and_the_playlist_begins_behind_it(station: Station, drive: Drive) -> None:
    write_wav(station.home / "a.wav", sine(440, 3))
    station.plan("a.wav")
    first = drive()
    first.run_segments(4)
    first.engine.stop()
    again = drive(HandClock(first.clock.index + 50 * SEGMENT))
    again.run_segments(3)
    begins = number_of(first.clock.index + 50 * SEGMENT)
    assert station.listed[0] == chunk_path(begins, "seg")


def test_a_dead_source_goes_to_the_next_then_the_fallback_then_the_tone(station: Station, drive: Drive) -> None:
    for name, tone in (("a", 300), ("b", 500), ("slate", 700)):
        write_wav(station.home / f"{name}.wav", sine(tone, 1.92))
    station.plan("a.wav", "b.wav", fallback="slate.wav")
    driver = drive()
    driver.run_segments(3)
    for name in ("a", "b", "slate"):
        (station.home / f"{name}.wav").unlink()
        driver.run_segments(6)
        wait_until(lambda: not driver.engine.heard or driver.engine.heard.sound.lead(driver.engine.at), "sound")
    found = [round(value, -1) for value in station.heard()]
    order = [value for at, value in enumerate(found) if at == 0 or value != found[at - 1]]
    assert [value for value in order if value in (300, 500, 700)] == [300, 500, 700]
    assert station.state["source"] == "built-in tone"
    assert station.state["on_fallback"]
    assert "there is no such file" in station.state["last_error"]
    assert station.events.count("fallback") == 2
    lost = [record for record in station.asrun if record["event"] == "source lost"]
    assert [record["index"] for record in lost] == [0, 1, None]
    numbers = station.numbers()
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert min(loudness(station.segment(number)) for number in numbers) > -45


def test_a_file_that_comes_back_is_taken_back(station: Station, drive: Drive) -> None:
    write_wav(station.home / "slate.wav", sine(700, 3))
    station.plan("a.wav", fallback="slate.wav")
    driver = drive(ready="fallback")
    driver.run_segments(2)
    write_wav(station.home / "a.wav", sine(300, 3))
    wait_until(lambda: [driver.run(TICK / RATE), driver.engine.heard.role == "source"][1], "the file is taken")
    driver.run_segments(2)
    assert station.events == ["started", "fallback", "source taken"]
    assert station.state["last_error"] is None


def test_a_new_plan_is_taken_without_a_hole(station: Station, drive: Drive) -> None:
    write_wav(station.home / "a.wav", sine(300, 3))
    write_wav(station.home / "b.wav", sine(500, 3))
    station.plan("a.wav")
    driver = drive()
    driver.run_segments(3)
    changed_at = driver.engine.at
    station.plan("b.wav", renditions=[32_000, 96_000])
    wait_until(
        lambda: [driver.run(TICK / RATE), driver.engine.heard.sound.label.endswith("b.wav")][1], "the new source"
    )
    driver.run_segments(4)
    taken = [record for record in station.asrun if record["event"] == "source taken"]
    assert [Path(record["source"]).name for record in taken] == ["a.wav", "b.wav"]
    assert "source lost" not in station.events
    numbers = station.numbers()
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert pitch(station.segment(numbers[-1])) == pytest.approx(500, abs=3)
    assert min(loudness(part) for n in numbers for part in np.split(station.segment(n)[:92_160], 10)) > -20
    assert station.numbers("160/seg")[0] == station.numbers("48/seg")[0] == numbers[0], "the rates of before"
    assert station.numbers("32/seg")[-1] == numbers[-1] > station.numbers("160/seg")[-1]
    assert station.numbers("32/seg")[0] == station.numbers("160/seg")[-1] + 1
    assert [line for line in (station.live / "live.m3u8").read_text().splitlines() if line[0] != "#"] == [
        "96/live.m3u8",
        "32/live.m3u8",
    ]
    assert number_of(changed_at) < numbers[-2]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"{", "not JSON"), (b'{"version": 1, "service": "news", "bitrate": "loud"}', "bitrate: a number was expected")],
)
def test_a_broken_plan_is_not_taken(station: Station, drive: Drive, data: bytes, said: str) -> None:
    write_wav(station.home / "a.wav", sine(300, 3))
    station.plan("a.wav")
    driver = drive()
    driver.run_segments(2)
    station.plan_bytes(data)
    driver.run_segments(3)
    assert station.state["source_index"] == 0
    assert said in station.state["last_error"]
    station.plan("a.wav")
    driver.run_segments(2)
    assert station.state["last_error"] is None
    assert station.events == ["started", "source taken"]


def test_no_plan_at_all_is_still_a_service(station: Station, drive: Drive) -> None:
    drive(ready="tone").run_segments(3)
    assert station.state["on_fallback"]
    assert "plan.json cannot be read" in station.state["last_error"]
    assert -45 < station.state["level_dbfs"] < -15


def test_silence_is_recorded(station: Station, drive: Drive) -> None:
    write_wav(station.home / "a.wav", np.concatenate([sine(300, 4), sine(300, 4, amplitude=0), sine(300, 4)]))
    station.plan("a.wav", silence_seconds=2)
    drive(HandClock(NOON - NOON % (12 * RATE))).run(13)
    assert [event for event in station.events if "silence" in event] == ["silence begins", "silence ends"]
    lost = next(record for record in station.asrun if record["event"] == "source lost")
    assert lost["reason"] == "it has been silent for 2 s"
    assert station.state["on_fallback"]


def test_old_hours_are_removed(station: Station, drive: Drive) -> None:
    write_wav(station.home / "a.wav", sine(300, 3))
    station.plan("a.wav", retention_hours=2)
    now = number_of(NOON)
    folders = {}
    for hours in (1, 2, 3, 4, 30):
        number = now - 1875 * hours
        for kind in ("96/seg", "seg", "mp3", "adts"):
            folder = station.live / kind / hour_folder(number)
            folder.mkdir(parents=True)
            (folder / f"{number}.x").write_text("")
        folders[hours] = hour_folder(number)
    (station.live / "96" / "seg" / "keep me").mkdir()
    drive().run_segments(1)
    assert starts_at(now) - timedelta(hours=2)
    left = {path.name for path in (station.live / "96" / "seg").iterdir()}
    assert {path.name for path in (station.live / "seg").iterdir()} == {folders[1], folders[2]}
    assert left == {"keep me", folders[1], folders[2], hour_folder(now)}


def test_the_oldest_hours_give_way_before_the_disk_is_full_and_that_is_on_record(
    station: Station, drive: Drive
) -> None:
    write_wav(station.home / "a.wav", sine(300, 3))
    station.plan("a.wav", retention_hours=48, disk_floor_mb=900_000_000)
    now = number_of(NOON)
    for hours in (1, 2, 3, 30):
        for kind in ("96/seg", "mp3"):
            folder = station.live / kind / hour_folder(now - 1875 * hours)
            folder.mkdir(parents=True)
            (folder / f"{now - 1875 * hours}.x").write_text("")
        (station.live / "peaks").mkdir(exist_ok=True)
        (station.live / "peaks" / f"{hour_folder(now - 1875 * hours)}.u8").write_bytes(b"")
    drive().run_segments(3)
    left = {hour_folder(now), hour_folder(now - 1875), hour_folder(now - 2 * 1875)}
    assert {path.name for path in (station.live / "96" / "seg").iterdir()} == left, "the newest two of before, and now"
    assert {path.stem for path in (station.live / "peaks").iterdir()} == left
    told = [record for record in station.asrun if record["event"] == "disk"]
    assert told[0]["removed"] == ["2026-11-21T18:00:00.000Z", "2026-11-22T21:00:00.000Z"]
    assert station.events.count("source lost") == 0


def test_what_a_crash_left_unfinished_is_removed(station: Station, drive: Drive) -> None:
    write_wav(station.home / "a.wav", sine(300, 3))
    station.plan("a.wav")
    folder = station.rendition / "seg" / hour_folder(number_of(NOON))
    folder.mkdir(parents=True)
    (folder / ".1.m4s.part").write_bytes(b"half")
    (station.air / "asrun.jsonl").write_text('{"at": "2026-11-22T')
    drive().run_segments(1)
    assert not list(station.live.rglob(".*"))
    lines = (station.air / "asrun.jsonl").read_text().splitlines()
    assert lines[0] == '{"at": "2026-11-22T'
    assert '"started"' in lines[1]


def test_a_step_of_the_clock_begins_anew(station: Station, drive: Drive) -> None:
    write_wav(station.home / "a.wav", sine(300, 3))
    station.plan("a.wav")
    driver = drive()
    driver.run_segments(2)
    driver.clock.index += 3_600 * RATE
    wait_until(lambda: [driver.run(TICK / RATE), station.numbers()[-1] > number_of(NOON) + 1_800][1], "a new beginning")
    gap = next(record for record in station.asrun if record["event"] == "gap")
    assert (gap["from"][:16], gap["to"][:16]) == ("2026-11-23T00:00", "2026-11-23T01:00")
    assert station.state["sources"] == [
        {"index": 0, "label": str(station.home / "a.wav"), "ready": True, "trouble": None}
    ]
    driver.run_segments(1)
    assert (station.live / "live.m3u8").read_text().count("seg/") < 5
    assert pitch(station.segment(station.numbers()[-1])) == pytest.approx(300, abs=3)
