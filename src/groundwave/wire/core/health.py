"""How a source is doing, in a sentence."""

from __future__ import annotations

from datetime import datetime, timedelta


def health_words(
    *,
    at: datetime,
    enabled: bool,
    pulled_at: datetime | None,
    ok_at: datetime | None,
    next_at: datetime | None,
    words: str,
    error: str,
) -> str:
    """“Last pulled 3 minutes ago: 4 new, 1 refused; next in 2 minutes.”"""
    after = _next(at, next_at) if enabled else "switched off"
    if pulled_at is None:
        return f"Never pulled yet; {after}."
    if error:
        since = f" since {span(at - ok_at)} ago" if ok_at else ""
        return f"Failing{since}: {error.rstrip('.')}; {after}."
    return f"Last pulled {span(at - pulled_at)} ago: {words or 'nothing new'}; {after}."


def _next(at: datetime, next_at: datetime | None) -> str:
    return f"next in {span(next_at - at)}" if next_at and next_at > at else "next at once"


def span(length: timedelta) -> str:
    """A length of time in its largest whole unit."""
    seconds = max(0, int(length.total_seconds()))
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= size:
            return f"{seconds // size} {unit}{'s' if seconds // size != 1 else ''}"
    return "a moment"
