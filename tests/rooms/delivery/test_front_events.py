"""The stream of events that tells players when what is on has changed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from groundwave.delivery.front.events import Events
from groundwave.delivery.front.shelf import Shelf
from groundwave.delivery.front.types import Message
from groundwave.kit.home import Home
from tests.rooms.delivery import stored
from tests.rooms.delivery.processes import until

pytestmark = pytest.mark.network

SERVICES = "/api/v1/services"


def test_a_change_of_what_is_on_is_told(home: Home, front: httpx.Client) -> None:
    pages = home.path / "pages"
    stored.store(pages, SERVICES, '{"at": 1}', content_type=stored.JSON)
    with front.stream("GET", "/api/v1/events") as answer:
        assert answer.headers["content-type"] == "text/event-stream"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["access-control-allow-origin"] == "*"
        lines = answer.iter_lines()
        assert next(lines) == "retry: 5000"
        stored.store(pages, SERVICES, '{"at": 2}', content_type=stored.JSON)
        stored.store(pages, "/news", "<p>another page</p>")
        said = [line for line in (next(lines) for _ in range(4)) if line]
    tag = front.get(SERVICES, headers={"accept-encoding": ""}).headers["etag"].strip('"')
    assert said == [f"id: {tag}", "event: on-air", f"data: {tag}"]
    with front.stream("GET", "/api/v1/events", headers={"last-event-id": "an older one"}) as answer:
        lines = answer.iter_lines()
        assert [next(lines) for _ in range(3)][2] == f"id: {tag}"


def test_it_can_only_be_read(front: httpx.Client) -> None:
    assert front.head("/api/v1/events").headers["content-type"] == "text/event-stream"
    assert front.post("/api/v1/events").status_code == 405
    assert front.options("/api/v1/events").headers["access-control-allow-methods"] == "GET, HEAD"


class Listener:
    """What one client of the stream has heard; it leaves when it is told to."""

    def __init__(self) -> None:
        self.heard: list[Message] = []
        self.left = asyncio.Event()

    async def send(self, message: Message) -> None:
        self.heard.append(message)

    async def receive(self) -> Message:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def listen(self, events: Events) -> None:
        await events.send(self.receive, self.send, None, head=False)

    @property
    def words(self) -> list[bytes]:
        return [message.get("body", b"") for message in self.heard]


def test_places_are_counted_and_silence_has_a_heartbeat(tmp_path: Path) -> None:
    async def all_of_it() -> None:
        events = Events(Shelf(tmp_path), most_listeners=2, heartbeat=0.01)
        first, second, third, fourth = (Listener() for _ in range(4))
        listening = [asyncio.create_task(one.listen(events)) for one in (first, second)]
        await asyncio.to_thread(until, lambda: b":\n\n" in first.words and b":\n\n" in second.words)
        await third.listen(events)
        assert third.heard[0]["status"] == 503
        first.left.set()
        await listening[0]
        listening.append(asyncio.create_task(fourth.listen(events)))
        await asyncio.to_thread(until, lambda: b":\n\n" in fourth.words)
        second.left.set()
        fourth.left.set()
        await asyncio.gather(*listening)
        await asyncio.sleep(0)
        assert len(asyncio.all_tasks()) == 1  # nothing watches when nobody listens

    asyncio.run(all_of_it())
