"""The pages that are read most, in memory: bounded by bytes, and never behind the files that they were read from."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .generation import Generation
from .pages import Page, Signature, UnableToReadPage, load, signature

MOST_BYTES = 64 * 1024**2
_EMPTY = 512  # bytes that are counted for a page whose files cannot be used
_UNUSABLE_SECONDS = 2.0
_ROUNDS = 3


@dataclass
class _Held:
    """`page` is None when the files did not fit each other; `until` is when they are looked at again (monotonic)."""

    page: Page | None
    signature: Signature
    seen: bytes | None
    reads: int = 0
    until: float = 0.0

    @property
    def memory(self) -> int:
        return _EMPTY if self.page is None else self.page.memory


class Shelf:
    """The front of `pages/` of one home, which others write."""

    def __init__(self, pages: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self._tree = pages / "tree"
        self._generation = Generation(pages / "generation")
        self._most = most_bytes
        self._bytes = 0
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._loading: dict[str, asyncio.Future[None]] = {}
        # Threads of its own: a slow disk under media/ must not hold pages back.
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="pages")

    @property
    def memory(self) -> int:
        """Bytes held, about."""
        return self._bytes

    def at_hand(self, key: str) -> Page | None:
        """The page when it is in memory and its files are still the same. Asks the disk for one stat at most, and that
        only when something in the store has changed since the page was last asked for.
        """
        held = self._held.get(key)
        if held is None:
            return None
        now = self._generation.read()
        if held.seen != now or now is None:
            if signature(self._tree, key) != held.signature:
                return None
            held.seen = now
        self._held.move_to_end(key)
        held.reads += 1
        return held.page

    async def fetch(self, key: str) -> Page | None:
        """The page from memory or from the disk; None when it is not stored or its files cannot be used."""
        for _ in range(_ROUNDS):
            if page := self.at_hand(key):
                return page
            # Read before the files are: what changes after this moment is seen by the next who asks.
            generation = self._generation.read()
            found = signature(self._tree, key)
            if found is None:
                self._drop(key)
                return None
            if self._is_unusable(key, found):
                return None
            loading = self._loading.get(key)
            if loading is None:
                loading = self._loading[key] = asyncio.ensure_future(self._load(key, found, generation))
                loading.add_done_callback(lambda _: self._loading.pop(key, None))
            await asyncio.shield(loading)
        held = self._held.get(key)  # replaced many times a second: the newest that could be read
        return held.page if held else None

    def reads(self) -> dict[str, int]:
        """How often each page was given since this was last asked."""
        counted = {key: held.reads for key, held in self._held.items() if held.reads}
        for held in self._held.values():
            held.reads = 0
        return counted

    async def _load(self, key: str, found: Signature, generation: bytes | None) -> None:
        page: Page | None = None
        try:
            page = await asyncio.get_running_loop().run_in_executor(self._threads, load, self._tree, key)
        except UnableToReadPage:
            page = None
        self._put(key, _Held(page, found, generation, until=time.monotonic() + _UNUSABLE_SECONDS))

    def _is_unusable(self, key: str, found: Signature) -> bool:
        held = self._held.get(key)
        return held is not None and held.page is None and held.signature == found and time.monotonic() < held.until

    def _put(self, key: str, held: _Held) -> None:
        before = self._drop(key)
        held.reads = before.reads if before else 0
        self._held[key] = held
        self._bytes += held.memory
        while self._bytes > self._most and len(self._held) > 1:
            self._drop(next(iter(self._held)))

    def _drop(self, key: str) -> _Held | None:
        held = self._held.pop(key, None)
        if held is not None:
            self._bytes -= held.memory
        return held
