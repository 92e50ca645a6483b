"""Following the log of changes: what others wrote becomes stale pages here, and stale pages become fresh ones."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Final

from django.db.models import Count, Max

from groundwave.delivery import baking, store
from groundwave.delivery.core import address
from groundwave.delivery.models import Change
from groundwave.kit import clock

log = logging.getLogger("groundwave.pages")

# A transaction takes its number when it writes and shows it when it commits, so a lower number may appear after a
# higher one. Numbers this young are looked at again and again; longer than that no transaction of ours is open.
_LATE: Final = timedelta(minutes=5)
_KEPT: Final = timedelta(days=3)
_AT_A_TIME: Final = 500
_WANT: Final = "want:"
_WANT_EVERYTHING: Final = "want:*"
_MOST_READS: Final = 2**53  # beyond it, and for what is no number, the file is not the front's


class Follower:
    """One machine's place in the log."""

    @store.mending()
    def __init__(self) -> None:
        index = store.index()
        self._born = index.state("born")
        newest = Change.objects.aggregate(newest=Max("id"))["newest"]
        kept = index.state("floor")
        if not kept:  # a new store: what was changed before it began is in every page that it will make
            kept = str(newest or 0)
            index.remember("floor", kept)
        self._floor = int(kept)
        self._applied: dict[int, float] = {}  # when each was first seen here: the writers' clocks may differ
        self._looked = (-1, -1)
        at = clock.now().timestamp()
        if _was_away(at):
            index.all_stale(at=at, why="this machine was away for too long")
            self._move_floor(newest or 0)
        elif newest is not None and newest < self._floor:
            log.warning("The log of changes is an older one than was followed here: all pages are made anew.")
            index.all_stale(at=at, why="the station's database was put back")
            self._move_floor(newest)
        index.remember("followed at", repr(at))

    @store.mending()
    def follow(self) -> int:
        """Apply what is new; how many pages became stale. Raises IndexReplaced when there is another index now."""
        if store.index().state("born") != self._born:
            raise store.IndexReplaced("the index of pages was deleted and begins anew")
        found = Change.objects.filter(id__gt=self._floor).aggregate(newest=Max("id"), count=Count("id"))
        looked = (found["newest"] or 0, found["count"])
        if looked == self._looked:
            return 0
        stale = 0
        rows = Change.objects.filter(id__gt=self._floor).order_by("id").values_list("id", "keys")
        at = clock.now().timestamp()
        for number, keys in rows.iterator(_AT_A_TIME):
            if number not in self._applied:
                stale += self._apply(number, keys.split("\n"), at)
        late = [number for number, seen in self._applied.items() if seen < at - _LATE.total_seconds()]
        if late:
            self._move_floor(max(late))
        self._looked = looked
        return stale

    def _apply(self, number: int, keys: list[str], at: float) -> int:
        index = store.index()
        stale = index.apply([key for key in keys if not key.startswith(_WANT)], at=at)
        wanted = [key.removeprefix(_WANT) for key in keys if key.startswith(_WANT)]
        wanted = [key for key in wanted if address.is_sound(key)]
        if wanted:
            index.want(wanted, at=at, why="it was published, or asked for", published=True)
        if _WANT_EVERYTHING in keys:
            stale += index.all_stale(at=at, why="all pages were asked for")
        self._applied[number] = at
        return stale + len(wanted)

    def _move_floor(self, number: int) -> None:
        self._floor = number
        self._applied = {one: seen for one, seen in self._applied.items() if one > number}
        store.index().remember("floor", str(number))
        self._looked = (-1, -1)


def _was_away(at: float) -> bool:
    followed = store.index().state("followed at")
    away = bool(followed) and at - float(followed) > _KEPT.total_seconds() - 3_600
    if away:
        log.warning("This machine was away for longer than changes are kept: all its pages are made anew.")
    return away


@store.mending()
def bake_stale(*, most: int, stopped: Callable[[], bool] = lambda: False) -> int:
    """Make up to `most` stale pages anew, the most read first; how many were made."""
    index, made = store.index(), 0  # one look first: nothing is stale most of the time
    if not index.is_stale(at=clock.now().timestamp()):
        return 0
    while made < most and not stopped():
        claimed = index.claim(min(8, most - made), at=clock.now().timestamp())
        if not claimed:
            break
        for key in claimed:
            baking.bake(key)
            made += 1
    return made


@store.mending()
def come_due() -> int:
    """Mark pages whose time has come."""
    return store.index().come_due(at=clock.now().timestamp())


@store.mending()
def tidy() -> None:
    """Forget changes that everybody has followed or given up on; take over what the front says is read."""
    Change.objects.filter(made_at__lt=clock.now() - _KEPT).delete()
    index, at = store.index(), clock.now().timestamp()
    if _was_away(at):  # asleep in the middle of its work
        index.all_stale(at=at, why="this machine was away for too long")
    index.remember("followed at", repr(at))
    index.forget_recent(at=clock.now().timestamp())
    try:
        reads = json.loads((store.files().root / "reads.json").read_bytes())
    except (OSError, ValueError):
        return
    if isinstance(reads, dict):
        counted = {key: much for key, much in reads.items() if isinstance(much, int | float)}
        index.weigh({key: float(much) for key, much in counted.items() if 0 <= much < _MOST_READS})


def want_all(addresses: Iterable[str]) -> None:
    """Have all these pages made anew on this machine, those that readers ask for first."""
    at, index = clock.now().timestamp(), store.index()
    index.all_stale(at=at, why="all pages were asked for")
    index.want((key for key in addresses if address.is_sound(key)), at=at, why="all pages were asked for")


@store.mending()
def start(*, release: str, every: Callable[[], Iterable[str]]) -> None:
    """What a worker does before it follows: clear what a crash left, and have all made anew by another release.

    `every` gives the addresses of all pages. Those that have never been made are made too, after what readers have.
    Without an index (deleted, or broken) the files stay for readers, and each is made anew.
    """
    index, files, at = store.index(), store.files(), clock.now().timestamp()
    files.sweep_unfinished()
    there, known = set(files.pages()), set(index.pages())
    before = index.state("release")
    if before:
        for key in there - known:
            with files.alone(key):
                if index.page(key) is None:
                    files.remove(key)
    else:
        index.want((key for key in there if address.is_sound(key)), at=at, why="nothing is known of it")
    index.want(index.stored() - there, at=at, why="its files were not there")
    if before != release:
        index.all_stale(at=at, why="a new release, or another address of the station")
        index.want((key for key in every() if address.is_sound(key)), at=at, why="never made yet")
        index.remember("release", release)
