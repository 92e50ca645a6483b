"""Two rules for the same time: who wins, and when it happens first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from groundwave.kit.period import Period
from groundwave.schedule.core.expansion import occurrences
from groundwave.schedule.core.specs import RuleSpec
from groundwave.schedule.core.wallclock import instant, wall

WEEKS_AHEAD = 8


@dataclass(frozen=True)
class Clash:
    """From `on` (a local day) on, `winner` is heard and `loser` is cut or dropped. Both are ids of rules."""

    winner: int
    loser: int
    on: date


def clashes(rule: RuleSpec, others: Iterable[RuleSpec], *, zone: ZoneInfo, today: date) -> list[Clash]:
    """One for each other rule that wants some of the same time in the first weeks in which both are valid."""
    return [clash for other in others if other.id != rule.id and (clash := _clash(rule, other, zone, today))]


def _clash(rule: RuleSpec, other: RuleSpec, zone: ZoneInfo, today: date) -> Clash | None:
    first = max(rule.valid_from, other.valid_from, today)
    begins = instant(datetime.combine(first, time()), zone)
    window = Period(begins, begins + timedelta(weeks=WEEKS_AHEAD))
    mine = [piece.period for _, piece in occurrences(rule, zone=zone, window=window)]
    theirs = [piece.period for _, piece in occurrences(other, zone=zone, window=window)]
    shared = [part for a in mine for b in theirs if (part := a.meet(b))]
    if not shared:
        return None
    winner, loser = (rule.id, other.id) if rule.rank > other.rank else (other.id, rule.id)
    return Clash(winner, loser, wall(min(shared).starts, zone).date())
