"""The one place that reads the wall clock, so that a test can move it by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_source: ContextVar[Callable[[], datetime] | None] = ContextVar("clock_source", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    source = _source.get()
    return source() if source else datetime.now(UTC)


@contextmanager
def standing_at(instant: datetime) -> Iterator[None]:
    """Within the block every `now()` of this context is `instant`."""
    token = _source.set(lambda: instant.astimezone(UTC))
    try:
        yield
    finally:
        _source.reset(token)
