"""A disk that is full and an archive that is read-only, by the kernel's own word, to engines in processes of their own.

Full: the most that the process may write to a file (RLIMIT_FSIZE) is set to next to nothing from outside, and back. It
holds for root as well, and half a segment gets onto the disk, as with the last free block of one.
Read-only: folders that may not be written. Root gives up its right to write nevertheless.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from groundwave.air.engine.archive import Archive
from groundwave.air.engine.timeline import SEGMENT, chunk_path, number_of, starts_at
from tests.playlists import check
from tests.rooms.air_engine.bench import Driver, FastClock, Station, sine, wait_until, write_wav
from tests.rooms.air_engine.child import Child

HELD = 8
"""Segments that an engine keeps in memory for a disk that refuses them."""
AS_ANYBODY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all") if os.getuid() == 0 else ()


@pytest.fixture
def clock(station: Station) -> FastClock:
    write_wav(station.home / "a.wav", sine(440, 3))
    station.plan("a.wav", renditions=[96_000])
    return FastClock(8)


@contextmanager
def full(child: Child) -> Iterator[None]:
    """No file may become longer than a thousand bytes."""
    _, hard = resource.prlimit(child.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(child.process.pid, resource.RLIMIT_FSIZE, (1_000, hard))
    yield
    resource.prlimit(child.process.pid, resource.RLIMIT_FSIZE, (hard, hard))


def more(station: Station, count: int) -> None:
    """Wait for so many more segments."""
    before = len(station.numbers())
    wait_until(lambda: len(station.numbers()) >= before + count, f"{count} more segments")


def pass_by(clock: FastClock, segments: int) -> None:
    """Wait until so much time of the air is over."""
    until = clock.now() + segments * SEGMENT
    wait_until(lambda: clock.now() >= until, "time goes by")


def is_right(station: Station, clock: FastClock) -> None:
    """Sequence, times, sound and place of what was published at last."""
    numbers = station.numbers()
    text = (station.rendition / "live.m3u8").read_text()
    listed = check(text)
    assert listed[-1] == chunk_path(numbers[-1], "seg")
    first = numbers[-len(listed)]
    assert listed == [chunk_path(number, "seg") for number in range(first, first + len(listed))]
    assert f"#EXT-X-MEDIA-SEQUENCE:{first}\n" in text
    assert f"#EXT-X-PROGRAM-DATE-TIME:{starts_at(first):%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z\n" in text
    assert numbers[-1] <= number_of(clock.now())
    assert len(station.segment(numbers[-1])) >= SEGMENT
    assert not list(station.live.rglob(".*")), "nothing unfinished is left"


def said_once(child: Child) -> None:
    """Not with every try."""
    said = [line.partition(" ")[2] for line in child.lines("cannot write to")]
    assert len(said) == len(set(said)) <= 2, "of the renditions' folder and of that of the continuous streams"


def test_a_full_disk_is_outlived_and_what_was_lost_is_on_record(station: Station, clock: FastClock) -> None:
    with Child(station, clock) as child:
        more(station, 2)
        with full(child):
            wait_until(lambda: child.lines("cannot write to"), "it says so")
            wait_until(lambda: child.lines("is given up"), "its memory is full")
            assert child.process.poll() is None
            before = station.numbers()
        more(station, HELD + 1)
        said_once(child)
        wait_until(lambda: child.lines("works again") and child.lines("are lost"), "it says that this is over")
        assert len(child.lines("is given up")) == 1
        assert child.stop() == 0
    is_right(station, clock)
    numbers = station.numbers()
    assert before == numbers[: len(before)]
    behind = numbers[len(before)]
    assert behind > before[-1] + 1
    assert numbers[len(before) :] == list(range(behind, numbers[-1] + 1)), "what was held was written"
    (gap,) = [one for one in station.asrun if one["event"] == "gap"]
    assert datetime.fromisoformat(gap["from"]) == starts_at(before[-1] + 1)
    assert datetime.fromisoformat(gap["to"]) == starts_at(behind)
    assert (station.events[0], station.events[-1]) == ("started", "stopped"), "its record went on"


def test_an_engine_starts_on_a_full_disk_for_it_is_the_one_that_makes_room(station: Station, clock: FastClock) -> None:
    Archive(station.live).write_chunk(number_of(clock.now()) - 40_000, "mp3", b"old")
    (old,) = station.live.glob("mp3/*")
    with Child(station, clock) as child:
        with full(child):
            wait_until(lambda: child.lines("cannot write to"), "it says so")
            wait_until(lambda: not old.exists(), "old hours give way")
            pass_by(clock, 2)
        more(station, 3)
        assert child.stop() == 0
    is_right(station, clock)
    assert station.events[0] == "started"


def test_the_words_of_a_disk_without_space(
    station: Station, drive: Callable[..., Driver], caplog: pytest.LogCaptureFixture
) -> None:
    write_wav(station.home / "a.wav", sine(440, 3))
    station.plan("a.wav", renditions=[96_000])
    driver = drive()
    driver.run_segments(2)
    number = number_of(driver.clock.index)
    for at in (number, number + 1):  # a first try of each leads to a device that is always full
        path = station.rendition / chunk_path(at, "seg")
        path.with_name(f".{path.name}.part").symlink_to("/dev/full")
    driver.run_segments(4)
    assert [one.message for one in caplog.records if "full" in one.message] == [
        f"cannot write to {station.rendition}: the disk is full; trying again"
    ]
    numbers = station.numbers()
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
    assert station.state["last_error"] is None


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    places = [folder, *(place for place in folder.rglob("*") if place.is_dir())]
    for place in places:
        place.chmod(0o555)
    try:
        yield
    finally:
        for place in places:
            place.chmod(0o755)


def test_a_read_only_archive_is_outlived_from_the_start_and_in_the_middle(station: Station, clock: FastClock) -> None:
    station.live.mkdir(parents=True)
    with Child(station, clock, before=AS_ANYBODY) as child:
        with read_only(station.live):
            wait_until(lambda: child.lines("cannot write to"), "it says so")
            wait_until(lambda: "source taken" in station.events, "its record goes on")
        more(station, 2)
        wait_until(lambda: child.lines("works again"), "and that it is over")
        with read_only(station.live):
            said = len(child.lines("cannot write to"))
            wait_until(lambda: len(child.lines("cannot write to")) > said, "it says so")
            before = station.numbers()
            wait_until(lambda: "Permission denied" in str(station.state["last_error"]), "its state says so")
            pass_by(clock, 2)
            assert station.numbers() == before
            assert station.state["source_index"] == 0
        more(station, 3)
        wait_until(lambda: station.state["last_error"] is None, "all is well again")
        wait_until(lambda: len(child.lines("works again")) == 2, "it says so")
        assert child.stop() == 0
    is_right(station, clock)
    numbers = station.numbers()
    assert numbers == list(range(numbers[0], numbers[-1] + 1)), "what waited was written"
    assert (station.events[0], station.events[-1]) == ("started", "stopped")
