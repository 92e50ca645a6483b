"""How many readers may wait for the website at once, so that no flood of addresses costs those whose page is stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# The website answers four requests at a time and the front keeps 32 connections to it: half of them stay for editors.
AT_ONCE = 16
WAITING = 256
_WAIT_SECONDS = 10.0


class TooMany(Exception):
    """More readers wait for the website than it can answer soon."""


class Gate:
    """Lets `at_once` through, holds `waiting` for at most 10 s, and refuses the rest at once."""

    def __init__(self, *, at_once: int = AT_ONCE, waiting: int = WAITING, seconds: float = _WAIT_SECONDS) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._most = waiting
        self._seconds = seconds
        self._waiting = 0

    @asynccontextmanager
    async def passage(self) -> AsyncIterator[None]:
        """Raises TooMany, at once or after the wait."""
        if self._waiting >= self._most:
            raise TooMany
        self._waiting += 1
        try:
            async with asyncio.timeout(self._seconds):
                await self._places.acquire()
        except TimeoutError as error:
            raise TooMany from error
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._places.release()


class Flights:
    """Which pages are being asked for: who wants one that another reader waits for already waits with that reader."""

    def __init__(self, *, seconds: float = _WAIT_SECONDS) -> None:
        self._seconds = seconds
        self._asked: dict[str, asyncio.Event] = {}

    async def landed(self, key: str) -> bool:
        """Wait for the one who asked for `key`, if there is one. False at once when there is none."""
        asked = self._asked.get(key)
        if asked is None:
            return False
        try:
            async with asyncio.timeout(self._seconds):
                await asked.wait()
        except TimeoutError:
            return False
        return True

    @asynccontextmanager
    async def asking(self, key: str) -> AsyncIterator[None]:
        """Be the one who asks; two who gave up waiting for a third may both be."""
        asked = asyncio.Event()
        first = self._asked.setdefault(key, asked) is asked
        try:
            yield
        finally:
            asked.set()
            if first:
                del self._asked[key]
