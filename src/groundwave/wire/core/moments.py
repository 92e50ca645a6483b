"""Dates on the wire, read strictly. Every result is aware and in UTC."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime

_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*([Zz]|[+-]\d\d:?\d\d)?", re.ASCII
)
_BARE_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EASTERN_STANDARD = timezone(timedelta(hours=-5))
_YEARS = range(1900, 2200)


class UnableToDate(ValueError):
    """The text names no instant. The message says why."""


def instant(text: str) -> datetime:
    """RFC 3339 to the second; without a zone there is no instant, so it is refused. Raises UnableToDate."""
    found = _RFC3339.fullmatch(text.strip())
    if not found:
        raise UnableToDate(f"“{_shown(text)}” is not a date and time")
    year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
    zone = found[7]
    if zone is None:
        raise UnableToDate(f"“{_shown(text)}” has no time zone")
    second = min(int(found[6] or 0), 59)  # RFC 3339 allows a leap second, Python does not
    if zone in "Zz":
        offset = timedelta(0)
    else:
        hours, minutes = int(zone[1:3]), int(zone[-2:])
        if hours > 14 or minutes > 59:
            raise UnableToDate(f"“{_shown(text)}” has an impossible time zone")
        offset = (timedelta(hours=hours, minutes=minutes)) * (-1 if zone[0] == "-" else 1)
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=timezone(offset))
    except ValueError as wrong:
        raise UnableToDate(f"“{_shown(text)}” is not on the calendar") from wrong
    return _in_range(local, text)


def cds_instant(text: str) -> datetime:
    """As `instant`; a bare date is US Eastern standard time all year, as NPR's CDS reads it. Raises UnableToDate."""
    if _BARE_DATE.fullmatch(text.strip()):
        try:
            day = date.fromisoformat(text.strip())
        except ValueError as wrong:
            raise UnableToDate(f"“{_shown(text)}” is not on the calendar") from wrong
        return _in_range(datetime.combine(day, time(), _EASTERN_STANDARD), text)
    return instant(text)


def feed_instant(text: str) -> datetime:
    """An RFC 822 date as RSS writes it (`Mon, 23 Nov 2026 12:00:00 EST`), or RFC 3339. Raises UnableToDate.

    RFC 5322 section 3.3 reads `-0000` as UTC. Zone names beyond its list name no offset and are refused.
    """
    if _RFC3339.fullmatch(text.strip()):
        return instant(text)
    try:
        found = parsedate_to_datetime(text[:100])
    except (ValueError, TypeError, IndexError, OverflowError) as wrong:
        raise UnableToDate(f"“{_shown(text)}” is not a date and time") from wrong
    if found.tzinfo is None:
        if not re.search(r"-0000\s*(?:\(.*\))?\s*$", text):
            raise UnableToDate(f"“{_shown(text)}” has no time zone that names an offset")
        found = found.replace(tzinfo=UTC)
    return _in_range(found, text)


def _in_range(found: datetime, text: str) -> datetime:
    if found.year not in _YEARS:
        raise UnableToDate(f"“{_shown(text)}” is outside the years {_YEARS.start} to {_YEARS.stop - 1}")
    return found.astimezone(UTC)


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
