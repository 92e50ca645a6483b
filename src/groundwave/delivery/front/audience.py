"""How many listen to each service, told to the control room in run/listeners.json. No address of anybody."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from groundwave.kit.files import write_atomically

from .timeline import SECONDS_PER_CHUNK

log = logging.getLogger("groundwave.front")

_EACH_SECONDS = 10.0
_SPAN_SECONDS = 60.0


class Audience:
    """`{service: {"segments": listeners, "streams": connections}}`, every ten seconds while anyone is there.

    A listener to segments fetches one each 1.92 s, so a minute's requests say how many there are. What nginx or a CDN
    hands out by itself is not seen here.
    """

    def __init__(self, run: Path, streams: Callable[[], dict[str, int]]) -> None:
        self._path = run / "listeners.json"
        self._streams = streams
        self._asked: dict[str, deque[float]] = {}
        self._task: asyncio.Task[None] | None = None
        self._refused = False

    def asked(self, service: str) -> None:
        """A segment of this service was asked for."""
        self._asked.setdefault(service, deque(maxlen=1_000_000)).append(time.monotonic())

    def begin(self) -> None:
        """Start to tell; more than once is once."""
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._go_on())

    async def _go_on(self) -> None:
        while True:
            await asyncio.sleep(_EACH_SECONDS)
            await asyncio.to_thread(self._write, self.counted(now=time.monotonic()))

    def counted(self, *, now: float) -> dict[str, dict[str, int]]:
        """How many there are, by service."""
        streams = self._streams()
        found = {}
        for service in {*streams, *self._asked}:
            asked = self._asked.get(service, deque())
            while asked and asked[0] < now - _SPAN_SECONDS:
                asked.popleft()
            segments = round(len(asked) * SECONDS_PER_CHUNK / _SPAN_SECONDS)
            found[service] = {"segments": segments, "streams": streams.get(service, 0)}
        return found

    def _write(self, counted: dict[str, dict[str, int]]) -> None:
        try:
            if self._path.parent.is_dir():
                write_atomically(self._path, json.dumps(counted).encode())
            self._refused = False
        except OSError as error:
            if not self._refused:  # once, not each ten seconds of a full disk
                log.warning("%s was not written (%s): the control room does not see listeners.", self._path, error)
            self._refused = True
