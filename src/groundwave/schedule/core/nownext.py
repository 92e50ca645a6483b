"""What is on, and what comes after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Generic, NamedTuple, Protocol, TypeVar

from groundwave.kit.period import Period


class Timed(Protocol):
    @property
    def period(self) -> Period: ...


T = TypeVar("T", bound=Timed)


class NowNext(NamedTuple, Generic[T]):
    """Either may be None: nothing is scheduled now (then `next` says when it goes on), or nothing after it."""

    now: T | None
    next: T | None


def now_next(broadcasts: Iterable[T], *, at: datetime) -> NowNext[T]:
    """Of broadcasts in any order that do not overlap."""
    later = sorted((one for one in broadcasts if one.period.ends > at), key=lambda one: one.period)
    on = later.pop(0) if later and at in later[0].period else None
    return NowNext(on, later[0] if later else None)
