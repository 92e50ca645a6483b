"""When all places are taken, a listener is told so and when to come back. In this process, without a server."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

from groundwave.delivery.front.paths import Stream
from groundwave.delivery.front.stream import Streams
from groundwave.delivery.front.timeline import chunk_at, hour_folder
from tests.rooms.delivery.conftest import put


def test_a_listener_beyond_the_last_place_is_refused_honestly(tmp_path: Path) -> None:
    number = chunk_at(time.time()) - 2
    put(tmp_path / "news" / "mp3" / hour_folder(number) / f"{number}.mp3", b"sound")

    async def run() -> tuple[list[Any], int]:
        streams = Streams(tmp_path, most_listeners=1)
        playing, leave = asyncio.Event(), asyncio.Event()
        said: list[Any] = []

        async def first_hears(message: Any) -> None:
            if message.get("body"):
                playing.set()

        async def until_left() -> Any:
            await leave.wait()
            return {"type": "http.disconnect"}

        async def second_hears(message: Any) -> None:
            said.append(message)

        place = Stream("news", "mp3")
        first = asyncio.create_task(streams.send(until_left, first_hears, place, head=False))
        await asyncio.wait_for(playing.wait(), 5)
        await streams.send(until_left, second_hears, place, head=False)
        leave.set()
        await first
        return said, streams.listeners

    said, left = asyncio.run(run())
    assert said[0]["status"] == 503
    assert (b"retry-after", b"20") in said[0]["headers"]
    assert left == 0
