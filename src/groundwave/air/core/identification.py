"""When station identifications are due: hourly, as close to the hour as a natural break allows (47 CFR 73.1201(a))."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

CLOSE: Final = 5
"""Minutes from the hour that still count as close to it."""
_MINUTE: Final = re.compile(r"[0-5]?\d")


class UnableToReadMinutes(ValueError):
    """The message says what is wrong with them."""


def read_minutes(said: str) -> tuple[int, ...]:
    """The minutes of the hour in "0" or "0, 30", in order. Raises UnableToReadMinutes."""
    parts = [part.strip().removeprefix(":") for part in said.split(",")]
    if not said.strip() or not all(_MINUTE.fullmatch(part) for part in parts):
        raise UnableToReadMinutes("Write the minutes of the hour with commas between them: 0, or 0, 30.")
    minutes = sorted({int(part) for part in parts})
    if not any(minute <= CLOSE or minute >= 60 - CLOSE for minute in minutes):
        raise UnableToReadMinutes(f"One of them must be within {CLOSE} minutes of the hour (47 CFR 73.1201(a)).")
    return tuple(minutes)


def instants(minutes: Sequence[int], *, starts: datetime, hours: int, zone: ZoneInfo) -> list[datetime]:
    """Those minutes of the next `hours` on the wall of `zone`, in UTC; `starts` is aware."""
    hour = starts.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    found = []
    for quarter in range(hours * 60):
        at = hour + timedelta(minutes=quarter)
        if at.astimezone(zone).minute in minutes:
            found.append(at)
    return found
