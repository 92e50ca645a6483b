"""Lines of asrun.jsonl, the engine's own record of what was on the air (docs/contracts/air-files.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from groundwave.air.engine.timeline import number_at, starts_at

MOST_LINE: Final = 16_384
_MOST_NAME: Final = 40
_EARLIEST: Final = datetime(2020, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)


class UnableToReadLine(ValueError):
    """The line is no record; the message says why."""


@dataclass(frozen=True)
class Event:
    """Something that happened on the air at `at` (UTC). `about` is what the engine said of it, not looked into yet."""

    at: datetime
    name: str
    about: Mapping[str, Any] = field(default_factory=dict)

    def text(self, key: str, most: int = 500) -> str:
        """What it says under a key, as one line of text; "" for nothing or for what is no text."""
        said = self.about.get(key)
        return " ".join(said.split())[:most] if isinstance(said, str) else ""

    def number(self, key: str) -> float | None:
        said = self.about.get(key)
        return float(said) if isinstance(said, int | float) and not isinstance(said, bool) else None

    def moment(self, key: str) -> datetime | None:
        """An instant, written as one or as the number of the segment that starts then; None for anything else."""
        said = self.about.get(key)
        if isinstance(said, str):
            return _moment(said)
        if isinstance(said, int) and not isinstance(said, bool):
            low, high = number_at(_EARLIEST.timestamp()), number_at(_LATEST.timestamp())
            return starts_at(said) if low <= said <= high else None
        return None


def read_line(line: bytes) -> Event:
    """One line without its end. Raises UnableToReadLine."""
    if len(line) > MOST_LINE:
        raise UnableToReadLine(f"it is longer than {MOST_LINE:,} bytes")
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise UnableToReadLine("it is not JSON, perhaps torn by a power cut") from None
    if not isinstance(said, dict):
        raise UnableToReadLine("it is not a JSON object")
    name = said.pop("event", None)
    if not isinstance(name, str) or not name.strip() or len(name) > _MOST_NAME or "\x00" in name:
        raise UnableToReadLine("it does not name an event")
    at = said.pop("at", None)
    moment = _moment(at) if isinstance(at, str) else None
    if moment is None:
        raise UnableToReadLine("it does not say when, in UTC")
    if b"\\u0000" in line:  # PostgreSQL keeps no NUL in a text
        raise UnableToReadLine("it holds a control character")
    return Event(moment, name.strip(), said)


def _moment(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    if found.tzinfo is None:
        return None
    try:
        found = found.astimezone(UTC)
    except OverflowError:
        return None
    return found if _EARLIEST <= found <= _LATEST else None


def effective(event: Event) -> datetime:
    """When an event counts: a start counts from the first segment that it made, which may be seconds earlier.

    An engine that comes back fills the seconds in which it was down, and tells what was in them under their own times.
    """
    first = event.moment("first_segment") if event.name == "started" else None
    return min(event.at, first - timedelta(seconds=1)) if first else event.at
