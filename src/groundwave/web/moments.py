"""Times as a reader expects them: "Nov. 23, 2026, 2:30 p.m. EST", "23 de noviembre de 2026, 2:30 p. m."."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import dateformat

# Django's letters; N and P are AP style. Keys: language, then how much is said.
FORMATS: Final = {
    "en": {"full": "N j, Y, P T", "short": "N j, P", "day": "N j, Y", "clock": "P"},
    "es": {"full": r"j \d\e F \d\e Y, P", "short": r"j \d\e F, P", "day": r"j \d\e F \d\e Y", "clock": "P"},
}


def said(instant: datetime, *, zone: ZoneInfo, language: str, how: str = "full") -> str:
    """An aware instant in words, on the clock of `zone`; the month's name in the active language."""
    return _spaced(dateformat.format(instant.astimezone(zone), _format(language, how)), language)


def wall(value: time, *, language: str) -> str:
    """A time of the wall clock itself: "2:30 p.m.", "noon"; "2:30 p. m.", "mediodía"."""
    return _spaced(dateformat.time_format(value, _format(language, "clock")), language)


def day(value: date, *, language: str) -> str:
    """A day that has no hour and so no zone."""
    return dateformat.format(value, _format(language, "day"))


def length(seconds: int) -> str:
    """How long sound is: "4:05", "1:02:30"."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _spaced(words: str, language: str) -> str:
    """Spanish writes "p. m.", which Django does not; the space holds the two letters on one line."""
    return words.replace(".m.", ".\N{NO-BREAK SPACE}m.") if language == "es" else words


def _format(language: str, how: str) -> str:
    return FORMATS.get(language, FORMATS["en"])[how]
