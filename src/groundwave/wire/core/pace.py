"""When a source is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_LONGEST: Final = timedelta(hours=6)
_LONGEST_ASKED: Final = timedelta(hours=24)


def next_pull(
    *, at: datetime, every: timedelta, failures: int, retry_after: timedelta | None = None, luck: float
) -> datetime:
    """After a success in a tenth more or less than `every`, so that not all stations ask at the same second; after
    failures in twice the time for each, up to six hours, by up to a half less; never before the partner allows it.

    `luck` is from 0 to 1.
    """
    if failures == 0:
        wait = every * (0.9 + 0.2 * luck)
    else:
        wait = min(every * 2 ** min(failures, 12), max(_LONGEST, every)) * (1 - luck / 2)
    return at + max(wait, min(retry_after or timedelta(), _LONGEST_ASKED))


def retry_after(header: str, *, at: datetime) -> timedelta | None:
    """`Retry-After` (RFC 9110 section 10.2.3), seconds or a date; None when it says nothing that can be read."""
    text = header.strip()
    if text.isascii() and text.isdigit() and len(text) < 9:
        return timedelta(seconds=int(text))
    try:
        found = parsedate_to_datetime(text[:60])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return max(timedelta(), found - at)
