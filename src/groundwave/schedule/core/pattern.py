"""On which days: the part of RFC 5545's RRULE that a program schedule needs, and nothing that could run away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from dateutil.rrule import DAILY, FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_INTERVAL = 12
_WEEKDAYS = (MO, TU, WE, TH, FR, SA, SU)
_FREQUENCIES: dict[str, Literal[1, 2, 3]] = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY}
_PARTS = ("FREQ", "INTERVAL", "BYDAY", "BYMONTH", "WKST")
_EXAMPLE = "for example FREQ=WEEKLY;BYDAY=MO,WE or FREQ=MONTHLY;BYDAY=1SU"


class NotAPattern(ValueError):
    """The text is no RRULE that a schedule can use; the message says what is wrong and what to write."""


@dataclass(frozen=True)
class Pattern:
    """The days of a rule: every so many days, weeks or months, on these weekdays, in these months.

    `days` pairs a weekday (Monday is 0) with which one in the month (0: each; 1: first; -1: last).
    """

    frequency: str
    interval: int = 1
    days: tuple[tuple[int, int], ...] = ()
    months: tuple[int, ...] = ()

    def __str__(self) -> str:
        parts = [f"FREQ={self.frequency}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.days:
            parts.append("BYDAY=" + ",".join(f"{nth or ''}{WEEKDAYS[day]}" for day, nth in self.days))
        if self.months:
            parts.append("BYMONTH=" + ",".join(map(str, self.months)))
        return ";".join(parts)

    @property
    def weekdays(self) -> tuple[int, ...] | None:
        """The weekdays (Monday is 0) of a plain weekly pattern; None for anything else."""
        if self.interval != 1 or self.months or any(nth for _, nth in self.days):
            return None
        if self.frequency == "DAILY":
            return tuple(sorted(day for day, _ in self.days)) or tuple(range(7))
        return tuple(day for day, _ in self.days) if self.frequency == "WEEKLY" else None

    def dates(self, *, anchor: date, first: date, last: date) -> list[date]:
        """The days from `first` to `last`, both included, none before `anchor`, from which intervals are counted."""
        start = max(anchor, first) if self.interval == 1 else anchor
        if last < start:
            return []
        found = self._rule(start).between(
            datetime.combine(max(first, start), time()), datetime.combine(last, time()), inc=True
        )
        return [moment.date() for moment in found]

    @property
    def days_a_year(self) -> int:
        """How common the pattern is."""
        return _days_a_year(self)

    def _rule(self, start: date) -> rrule:
        return rrule(
            _FREQUENCIES[self.frequency],
            dtstart=datetime.combine(start, time()),
            interval=self.interval,
            wkst=0,
            byweekday=[_WEEKDAYS[day](nth) if nth else _WEEKDAYS[day] for day, nth in self.days] or None,
            bymonth=self.months or None,
        )


@lru_cache(maxsize=512)
def _days_a_year(pattern: Pattern) -> int:
    start = date(2024, 1, 1)  # a Monday
    return len(pattern.dates(anchor=start, first=start, last=start + timedelta(days=4 * 364 - 1))) // 4


def weekly(days: Iterable[int]) -> Pattern:
    """Each week on these weekdays, Monday being 0. Raises NotAPattern without a day."""
    chosen = tuple((day, 0) for day in sorted(set(days)))
    if not chosen:
        raise NotAPattern("No day of the week is chosen: choose at least one.")
    return Pattern("WEEKLY", days=chosen)


@lru_cache(maxsize=512)
def parse(text: str) -> Pattern:
    """Reads an RRULE. Raises NotAPattern.

    Refused, beside what is malformed: COUNT and UNTIL (a rule has a last day), times of day (a rule has a start),
    and combinations that may never come to pass.
    """
    parts = _parts(text)
    frequency = parts.get("FREQ", "")
    if frequency not in _FREQUENCIES:
        raise NotAPattern(f"FREQ must be DAILY, WEEKLY or MONTHLY, not “{frequency}”: {_EXAMPLE}.")
    if parts.get("WKST", "MO") != "MO":
        raise NotAPattern("Weeks begin on Monday here: leave WKST out.")
    pattern = Pattern(
        frequency,
        interval=_interval(parts.get("INTERVAL", "1")),
        days=_days(parts.get("BYDAY", ""), ordinals=frequency == "MONTHLY"),
        months=_months(parts.get("BYMONTH", "")),
    )
    if frequency != "DAILY" and not pattern.days:
        raise NotAPattern(f"{frequency} needs BYDAY, the days it is on: {_EXAMPLE}.")
    if pattern.interval > 1 and (pattern.months or (frequency == "DAILY" and pattern.days)):
        raise NotAPattern(
            "INTERVAL with BYMONTH, or with BYDAY of a DAILY rule, may never come to pass: make two rules."
        )
    return pattern


def _parts(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, sign, value = part.partition("=")
        if not sign or not value:
            raise NotAPattern(f"“{part[:40]}” is not NAME=VALUE: {_EXAMPLE}.")
        if name in ("COUNT", "UNTIL"):
            raise NotAPattern(f"{name} is not used here: give the rule a last day instead.")
        if name not in _PARTS:
            raise NotAPattern(f"“{name[:20]}” is not used here; the parts are {', '.join(_PARTS)}.")
        if name in found:
            raise NotAPattern(f"{name} is given twice.")
        found[name] = value
    return found


def _interval(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,2}", value) or not 1 <= int(value) <= MOST_INTERVAL:
        raise NotAPattern(f"INTERVAL must be a number from 1 to {MOST_INTERVAL}, not “{value[:20]}”.")
    return int(value)


def _days(value: str, *, ordinals: bool) -> tuple[tuple[int, int], ...]:
    found = set()
    for day in filter(None, value.split(",")):
        match = re.fullmatch(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)", day)
        if not match:
            raise NotAPattern(f"“{day[:20]}” is not a day of BYDAY; the days are {', '.join(WEEKDAYS)}.")
        if match[1] and not ordinals:
            raise NotAPattern(f"“{day}” counts days within a month: that needs FREQ=MONTHLY.")
        found.add((WEEKDAYS.index(match[2]), int(match[1] or 0)))
    return tuple(sorted(found))


def _months(value: str) -> tuple[int, ...]:
    found = set()
    for month in filter(None, value.split(",")):
        if not re.fullmatch(r"[0-9]{1,2}", month) or not 1 <= int(month) <= 12:
            raise NotAPattern(f"“{month[:20]}” is not a month from 1 to 12.")
        found.add(int(month))
    return tuple(sorted(found))
