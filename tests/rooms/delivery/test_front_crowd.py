"""Many readers at once: a page that is not there is made once, and no flood of addresses costs those who read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from groundwave.delivery.front.shelf import Shelf
from groundwave.kit.home import Home
from tests.rooms.delivery import stored
from tests.rooms.delivery.processes import until

pytestmark = pytest.mark.network


@pytest.fixture(autouse=True)
def _still(home: Home) -> Iterator[None]:
    """The website waits until a test lets it go, and goes on by itself at the end."""
    go, asked = home.path / "go", home.path / "asked"
    go.unlink(missing_ok=True)
    asked.write_text("")
    yield
    go.touch()


def asked(home: Home) -> list[str]:
    return (home.path / "asked").read_text().splitlines()


async def ask(front: httpx.Client, paths: list[str], done: list[httpx.Response]) -> None:
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=front.base_url, limits=limits, timeout=60, trust_env=False) as client:

        async def one(path: str) -> None:
            done.append(await client.get(path))

        await asyncio.gather(*(one(path) for path in paths))


def test_a_cold_page_under_load_is_made_once(home: Home, front: httpx.Client, website: None) -> None:
    done: list[httpx.Response] = []

    async def crowd() -> None:
        asking = asyncio.create_task(ask(front, ["/waits/one"] * 40, done))
        await asyncio.to_thread(until, lambda: asked(home))
        # The others have come too when a request that was sent after them is answered.
        await asyncio.to_thread(front.get, "/healthz")
        (home.path / "go").touch()
        await asking

    asyncio.run(crowd())
    assert asked(home) == ["/waits/one"]
    assert sorted(answer.text for answer in done) == ["<p>/waits/one</p>"] * 39 + ["<p>from the website</p>"]


def test_a_flood_of_addresses_is_refused_at_once_and_hits_do_not_suffer(
    home: Home, front: httpx.Client, website: None
) -> None:
    stored.store(home.path / "pages", "/news", "<p>news</p>")
    done: list[httpx.Response] = []

    async def flood() -> None:
        asking = asyncio.create_task(ask(front, [f"/waits/{number}" for number in range(400)], done))
        await asyncio.to_thread(until, lambda: len(done) >= 128)
        refused = list(done)
        assert {answer.status_code for answer in refused} == {503}
        assert all(answer.headers["retry-after"] == "5" for answer in refused)
        hits = [await asyncio.to_thread(front.get, "/news") for _ in range(50)]
        assert {answer.text for answer in hits} == {"<p>news</p>"}
        assert not asking.done()
        assert len(asked(home)) <= 16
        (home.path / "go").touch()
        await asking

    asyncio.run(flood())
    assert sorted(answer.status_code for answer in done) == [200] * 272 + [503] * 128


def test_ten_thousand_addresses_leave_nothing_behind(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, most_bytes=100_000)

    async def strangers() -> None:
        for number in range(10_000):
            assert await shelf.fetch(f"/stranger-{number}") is None
        assert shelf.memory == 0
        for number in range(100):
            stored.store(tmp_path, f"/page-{number}", f"{number} " * 1000)
            page = await shelf.fetch(f"/page-{number}")
            assert page is not None
            assert shelf.at_hand(f"/page-{number}") is page
            assert shelf.memory <= 100_000
        assert shelf.at_hand("/page-99") is not None
        assert shelf.at_hand("/page-0") is None

    asyncio.run(strangers())


def test_the_newest_of_many_replacements_is_read_whole(tmp_path: Path) -> None:
    """Readers in one thread, the writer in another: each answer is a whole page, and none is older than one before."""
    shelf = Shelf(tmp_path)
    stored.store(tmp_path, "/news", "0 " * 500)

    def write() -> None:
        for number in range(1, 150):
            stored.store(tmp_path, "/news", f"{number} " * 500)

    async def read() -> None:
        newest = 0
        writing = asyncio.create_task(asyncio.to_thread(write))
        while not writing.done():
            page = await shelf.fetch("/news")
            if page is not None:
                words = page.form("").body["body"].decode().split()
                assert len(words) == 500
                assert set(words) == {words[0]}
                assert int(words[0]) >= newest
                newest = int(words[0])
            await asyncio.sleep(0)
        page = await shelf.fetch("/news")
        assert page is not None
        assert page.form("").body["body"].startswith(b"149 ")

    asyncio.run(read())


def test_a_generation_that_is_made_late_replaced_or_cut_short_is_lived_with(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    generation = tmp_path / "generation"

    async def read(body: str) -> None:
        page = await shelf.fetch("/news")
        assert page is not None
        assert page.form("").body["body"] == body.encode()

    async def all_of_it() -> None:
        stored.store(tmp_path, "/news", "none", bumped=False)
        await read("none")
        stored.store(tmp_path, "/news", "still none", bumped=False)
        await read("still none")
        for content in (b"12345678", b"", b"1234", b"87654321", b"12345678 and more"):
            stored.replace(generation, content)
            stored.store(tmp_path, "/news", repr(content), bumped=False)
            await asyncio.to_thread(until, lambda: shelf.at_hand("/news") is None)
            await read(repr(content))

    asyncio.run(all_of_it())
