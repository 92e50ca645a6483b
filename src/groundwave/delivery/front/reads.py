"""Which pages are read most, told to the baker in pages/reads.json, so that it renews those first."""

from __future__ import annotations

import asyncio
import heapq
import json
import logging
from pathlib import Path

from groundwave.kit.files import write_atomically

from .shelf import Shelf

log = logging.getLogger("groundwave.front")

MOST_PAGES = 5_000
_SECONDS = 30.0
_HALF_LIFE_SECONDS = 30 * 60
_LEAST = 0.05
_LARGEST_BYTES = 8 * 1024**2


class Reads:
    """`{"/key": count, …}` of the most read pages; a count is half as much half an hour later.

    The only thing that the front writes. A disk that refuses costs the order of baking and nothing else.
    """

    def __init__(self, pages: Path, shelf: Shelf, *, seconds: float = _SECONDS) -> None:
        self._path = pages / "reads.json"
        self._shelf = shelf
        self._seconds = seconds
        self._counts: dict[str, float] = {}
        self._task: asyncio.Task[None] | None = None
        self._refused = False

    def begin(self) -> None:
        """Start to write it regularly; more than once is once."""
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._go_on())

    async def _go_on(self) -> None:
        self._counts = await asyncio.to_thread(_read, self._path)
        while True:
            await asyncio.sleep(self._seconds)
            await self.tell()

    async def tell(self) -> None:
        """Add what was read since the last time and write the file, if anything was."""
        read = self._shelf.reads()
        self._counts = after(self._counts, read, seconds=self._seconds)
        if read and self._path.parent.is_dir():
            await asyncio.to_thread(self._write)

    def _write(self) -> None:
        whole = {key: round(count, 2) for key, count in self._counts.items()}
        try:
            write_atomically(self._path, json.dumps(whole, ensure_ascii=False).encode(errors="replace"))
            self._refused = False
        except OSError as error:
            if not self._refused:  # once, not each half minute of a full disk
                log.warning("%s was not written (%s): pages are renewed in no special order.", self._path, error)
            self._refused = True


def after(before: dict[str, float], read: dict[str, int], *, seconds: float) -> dict[str, float]:
    """The counts `seconds` later, with what was read meanwhile; the most read pages only."""
    left = 0.5 ** (seconds / _HALF_LIFE_SECONDS)
    counts = {key: count * left for key, count in before.items() if count * left >= _LEAST}
    for key, more in read.items():
        counts[key] = counts.get(key, 0.0) + more
    if len(counts) <= MOST_PAGES:
        return counts
    return dict(heapq.nlargest(MOST_PAGES, counts.items(), key=lambda one: one[1]))


def _read(path: Path) -> dict[str, float]:
    """What an earlier front wrote, as far as it is that."""
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_LARGEST_BYTES))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    counts = {key: float(count) for key, count in found.items() if isinstance(count, int | float)}
    return dict(list(counts.items())[:MOST_PAGES])
