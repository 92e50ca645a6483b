"""reads.json: which pages are read most, for the baker; and disks that refuse it."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path

import pytest

from groundwave.delivery.front.reads import MOST_PAGES, Reads, after
from groundwave.delivery.front.shelf import Shelf
from tests.rooms.delivery import stored
from tests.rooms.delivery.processes import until


async def read(shelf: Shelf, key: str, times: int) -> None:
    for _ in range(times):
        assert await shelf.fetch(key) is not None


def test_what_is_read_is_told_and_only_then(tmp_path: Path) -> None:
    stored.store(tmp_path, "/news", "<p>news</p>")
    stored.store(tmp_path, "/es/año", "<p>año</p>")
    shelf = Shelf(tmp_path)
    reads = Reads(tmp_path, shelf)

    async def all_of_it() -> None:
        await reads.tell()
        assert not (tmp_path / "reads.json").exists()
        await read(shelf, "/news", 7)
        await read(shelf, "/es/año", 2)
        await reads.tell()

    asyncio.run(all_of_it())
    assert json.loads((tmp_path / "reads.json").read_text()) == {"/news": 7, "/es/año": 2}


def test_it_goes_on_where_the_last_front_ended(tmp_path: Path) -> None:
    stored.store(tmp_path, "/news", "<p>news</p>")
    (tmp_path / "reads.json").write_text('{"/news": 100, "/older": 10, "/broken": "x"}')
    shelf = Shelf(tmp_path)

    async def all_of_it() -> None:
        reads = Reads(tmp_path, shelf, seconds=0.01)
        reads.begin()
        reads.begin()
        assert len(asyncio.all_tasks()) == 2
        await read(shelf, "/news", 3)
        await asyncio.to_thread(_until_written, tmp_path / "reads.json")

    asyncio.run(all_of_it())
    told = json.loads((tmp_path / "reads.json").read_text())
    assert list(told) == ["/news", "/older"]
    assert 102 < told["/news"] <= 103


def _until_written(path: Path) -> None:
    until(lambda: "/broken" not in path.read_text())


@pytest.mark.parametrize("content", ["", "[]", "{", "7", '{"/a": null}', "\x00" * 100])
def test_a_spoiled_file_is_begun_anew(tmp_path: Path, content: str) -> None:
    stored.store(tmp_path, "/news", "<p>news</p>")
    (tmp_path / "reads.json").write_text(content)
    shelf = Shelf(tmp_path)

    async def all_of_it() -> None:
        reads = Reads(tmp_path, shelf, seconds=0.01)
        await read(shelf, "/news", 1)
        reads.begin()
        await asyncio.to_thread(_until_written_anew, tmp_path / "reads.json", content)

    asyncio.run(all_of_it())
    assert list(json.loads((tmp_path / "reads.json").read_text())) == ["/news"]


def _until_written_anew(path: Path, content: str) -> None:
    until(lambda: path.read_text() != content)


def test_a_disk_that_refuses_is_said_once_and_readers_do_not_notice(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stored.store(tmp_path, "/news", "<p>news</p>")
    (tmp_path / "reads.json").mkdir()  # no file can take its place
    shelf = Shelf(tmp_path)
    reads = Reads(tmp_path, shelf)

    async def all_of_it() -> None:
        for _ in range(3):
            await read(shelf, "/news", 5)
            await reads.tell()

    with caplog.at_level(logging.WARNING, "groundwave.front"):
        asyncio.run(all_of_it())
    assert len(caplog.records) == 1
    assert "reads.json was not written" in caplog.text
    assert not list(tmp_path.glob(".reads*"))


def test_counts_fade_and_are_bounded() -> None:
    assert after({"/a": 100.0}, {"/a": 1, "/b": 3}, seconds=1800) == {"/a": 51.0, "/b": 3.0}
    assert after({"/a": 0.09}, {}, seconds=1800) == {}
    many = after({}, {f"/{number}": number for number in range(1, MOST_PAGES * 2)}, seconds=30)
    assert len(many) == MOST_PAGES
    assert min(many.values()) == MOST_PAGES
