"""What a page is made from: reads declare it, writes announce it, and the page store brings the two together.

A key is a short string: `wagtailcore.page:12` (a row), `newsroom.stories:section:7` (a list that changes when a story
enters or leaves it), `table:stations_station` (anything in that table). While nobody records, declaring costs a look
at one variable, so doors declare always.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar

from groundwave.kit import clock

T = TypeVar("T")
_MOST_KEPT: Final = 5_000  # parts of pages: the frame in each language, and the pictures shown last


@dataclass
class Record:
    """What was read while it was open. `until` is the first instant at which time alone may change it, or None."""

    keys: set[str] = field(default_factory=set)
    until: datetime | None = None
    rows: dict[str, int] = field(default_factory=dict)
    """A fingerprint of each row that was read, by key: evidence of which change was not announced."""
    memos: Memos | None = None
    version: int = 0

    def saw(self, keys: Iterable[str], until: datetime | None) -> None:
        self.keys.update(keys)
        if until is not None and (self.until is None or until < self.until):
            self.until = until


_record: ContextVar[Record | None] = ContextVar("what the page is made from", default=None)
_answered_for: ContextVar[bool] = ContextVar("a door answers for the SQL", default=False)
_listeners: Final[list[Callable[[frozenset[str]], None]]] = []


# ------------------------------------------------------------------ reads
def open_record() -> Record | None:
    """The record that is open here, or None."""
    return _record.get()


def touch(*keys: str) -> None:
    """Declare that what is being made depends on these."""
    record = _record.get()
    if record is not None:
        record.keys.update(keys)


def changes_at(at: datetime | None) -> None:
    """Declare that what is being made is other from this instant (aware) on; None declares nothing."""
    record = _record.get()
    if record is not None and at is not None:
        record.saw((), at)


@contextmanager
def covered(*keys: str) -> Iterator[None]:
    """Touch the keys, and answer for every query inside: what it depends on beside its rows is these keys alone."""
    touch(*keys)
    token = _answered_for.set(True)
    try:
        yield
    finally:
        _answered_for.reset(token)


def is_covered() -> bool:
    """Whether a door answers for the queries that are made here."""
    return _answered_for.get()


@contextmanager
def recording(*, memos: Memos | None = None, version: int = 0) -> Iterator[Record]:
    """Record what is read inside; what an inner record saw is the outer one's too."""
    outer = _record.get()
    record = Record(memos=outer.memos if outer else memos, version=outer.version if outer else version)
    token, answered = _record.set(record), _answered_for.set(False)
    try:
        yield record
    finally:
        _answered_for.reset(answered)
        _record.reset(token)
        if outer is not None:
            outer.saw(record.keys, record.until)
            outer.rows.update(record.rows)


# ------------------------------------------------------------------ writes
def announce(*keys: str) -> None:
    """Say that what these keys stand for has changed. Call it inside the transaction that changes it."""
    if keys:
        for listener in _listeners:
            listener(frozenset(keys))


def listen(listener: Callable[[frozenset[str]], None]) -> None:
    """Hear every announcement of this process, in the writer's own transaction."""
    if listener not in _listeners:
        _listeners.append(listener)


# ------------------------------------------------------------------ parts of pages that are made once
@dataclass(frozen=True)
class _Memo:
    value: Any
    keys: frozenset[str]
    until: datetime | None
    rows: dict[str, int]
    made_at: datetime

    def holds(self, at: datetime) -> bool:
        """Whether it is true at this instant; what was made later than now is not, for the clock was set back."""
        return self.made_at <= at and (self.until is None or at < self.until)


class Memos:
    """Parts of pages kept by one process as long as nothing changes that they were made from. Safe between threads."""

    def __init__(self) -> None:
        self._kept: dict[str, _Memo] = {}
        self._version = 0
        self._lock = threading.Lock()

    @property
    def version(self) -> int:
        """The number of the change up to which everything kept is true."""
        return self._version

    def catch_up(self, version: int, changed: frozenset[str] | None, *, at: datetime) -> None:
        """Forget what is made from `changed` (None: all) or has come to its time; the rest is true up to `version`."""
        with self._lock:
            self._version = max(version, self._version)
            for name, memo in list(self._kept.items()):
                if not memo.holds(at) or changed is None or not changed.isdisjoint(memo.keys):
                    del self._kept[name]

    def take(self, name: str, *, version: int) -> _Memo | None:
        with self._lock:
            if version != self._version or name not in self._kept:
                return None
            self._kept[name] = memo = self._kept.pop(name)  # the last to be forgotten
            return memo

    def keep(self, name: str, memo: _Memo, *, version: int) -> None:
        """Kept only when no change has come in since its making began."""
        with self._lock:
            if version == self._version:
                self._kept[name] = memo
                if len(self._kept) > _MOST_KEPT:
                    del self._kept[next(iter(self._kept))]


@contextmanager
def aside() -> Iterator[None]:
    """What is read inside is no part of what is being made: its result is kept elsewhere, or does not show."""
    outer = _record.get()
    inner = Record(memos=outer.memos, version=outer.version) if outer else None
    token = _record.set(inner)
    try:
        yield
    finally:
        _record.reset(token)


def memo(name: str, make: Callable[[], T], *, declares: bool = True) -> T:
    """What `make()` gives: made once for many pages while a store bakes, made anew everywhere else.

    `name` says everything that the result depends on beside what is recorded (the language, for one). Without
    `declares` the page does not come to depend on what the part was made from, only the part itself does.
    """
    if not declares:
        record = _record.get()
        with aside():
            return memo(name, make) if record is not None else make()
    record = _record.get()
    if record is None or record.memos is None:
        return make()
    kept = record.memos.take(name, version=record.version)
    at = clock.now()
    if kept is None or not kept.holds(at):
        with recording() as inner:
            value = make()
        kept = _Memo(value, frozenset(inner.keys), inner.until, inner.rows, at)
        record.memos.keep(name, kept, version=record.version)
        return value
    record.saw(kept.keys, kept.until)
    record.rows.update(kept.rows)
    return kept.value
