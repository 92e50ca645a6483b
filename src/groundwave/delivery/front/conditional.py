"""Ranges and conditional requests of RFC 9110 (sections 13 and 14), as far as a file server needs them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

_ONE_RANGE = re.compile(r"\s*bytes\s*=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Representation:
    """One stored form of a file: its length in bytes and when it was last changed (nanoseconds, Unix time)."""

    length: int
    modified_ns: int
    encoding: str = ""

    @property
    def etag(self) -> str:
        return f'"{self.modified_ns:x}-{self.length:x}{"-" + self.encoding if self.encoding else ""}"'

    @property
    def last_modified(self) -> str:
        return format_datetime(datetime.fromtimestamp(self.modified_ns // 1_000_000_000, UTC), usegmt=True)


@dataclass(frozen=True)
class Whole:
    pass


@dataclass(frozen=True)
class Part:
    """Bytes `first` to `last`, both included."""

    first: int
    last: int


@dataclass(frozen=True)
class NotModified:
    pass


@dataclass(frozen=True)
class NotSatisfiable:
    pass


Answer = Whole | Part | NotModified | NotSatisfiable


def answer(headers: dict[str, str], representation: Representation) -> Answer:
    """What to send for these request headers (names in lower case). Several ranges at once get the whole file."""
    if _unchanged(headers, representation):
        return NotModified()
    asked = headers.get("range")
    if not asked or not _range_still_applies(headers.get("if-range"), representation):
        return Whole()
    return _range(asked, representation.length)


def _unchanged(headers: dict[str, str], representation: Representation) -> bool:
    if (known := headers.get("if-none-match")) is not None:
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return representation.etag in tags or "*" in tags
    since = _date(headers.get("if-modified-since"))
    return since is not None and representation.modified_ns // 1_000_000_000 <= since


def _range_still_applies(if_range: str | None, representation: Representation) -> bool:
    if if_range is None:
        return True
    if if_range.startswith('"'):
        return if_range == representation.etag
    return if_range == representation.last_modified


def _range(asked: str, length: int) -> Answer:
    if not (found := _ONE_RANGE.fullmatch(asked)) or not (found[1] or found[2]):
        return Whole()
    if not found[1]:
        wanted = min(int(found[2]), length)
        return Part(length - wanted, length - 1) if wanted else NotSatisfiable()
    first = int(found[1])
    last = min(int(found[2]), length - 1) if found[2] else length - 1
    if first >= length:
        return NotSatisfiable()
    return Part(first, last) if first <= last else Whole()


def _date(value: str | None) -> float | None:
    if not value:
        return None
    try:
        return parsedate_to_datetime(value).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
