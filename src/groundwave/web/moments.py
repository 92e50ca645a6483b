"""Times as a reader of this language expects them: "Nov. 23, 2026, 2:30 p.m. EST", "23 de noviembre de 2026, 14:30"."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import dateformat

# Django's letters; N and P are AP style. Keys: language, then how much is said.
FORMATS: Final = {
    "en": {"full": "N j, Y, P T", "short": "N j, P", "day": "N j, Y", "clock": "P"},
    "es": {"full": r"j \d\e F \d\e Y, H:i", "short": r"j \d\e F, H:i", "day": r"j \d\e F \d\e Y", "clock": "H:i"},
}


def said(instant: datetime, *, zone: ZoneInfo, language: str, how: str = "full") -> str:
    """An aware instant in words, on the clock of `zone`; the month's name in the active language."""
    return dateformat.format(instant.astimezone(zone), _format(language, how))


def day(value: date, *, language: str) -> str:
    """A day that has no hour and so no zone."""
    return dateformat.format(value, _format(language, "day"))


def length(seconds: int) -> str:
    """How long sound is: "4:05", "1:02:30"."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _format(language: str, how: str) -> str:
    return FORMATS.get(language, FORMATS["en"])[how]
