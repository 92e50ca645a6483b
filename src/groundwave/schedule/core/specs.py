"""Rules and one-off changes as values, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import NamedTuple

from groundwave.kit.period import Period
from groundwave.schedule.core.pattern import Pattern

LONGEST_RULE = 24 * 60
"""Minutes. Also what keeps an expansion local: a rule's day can reach only into the next."""

LONGEST_OVERRIDE = timedelta(days=7)

LONGEST = timedelta(days=8)
"""No broadcast is longer, so whatever overlaps an instant started at most this long before."""

Rank = tuple[int, ...]


class Show(NamedTuple):
    """What is on. `program_id` is None for a one-off without a program of its own."""

    program_id: int | None
    title: str
    hosts: str = ""


@dataclass(frozen=True)
class RuleSpec:
    """A place in the week, by the clock on the wall. `valid_from` and `valid_until` are both included."""

    id: int
    show: Show
    pattern: Pattern
    starts_at: time
    minutes: int
    valid_from: date
    valid_until: date | None = None

    @property
    def rank(self) -> Rank:
        """Which of two rules for the same time is on: the rarer, then the shorter, then the one made later."""
        return (0, -self.pattern.days_a_year, -self.minutes, self.id)


@dataclass(frozen=True)
class OverrideSpec:
    """Something else, once."""

    id: int
    show: Show
    period: Period

    @property
    def rank(self) -> Rank:
        """Above every rule; among themselves the one made later."""
        return (1, self.id)


@dataclass(frozen=True)
class Piece:
    """A stretch of one show without a break, from one rule or one override."""

    period: Period
    show: Show
    rule_id: int | None = None
    override_id: int | None = None

    def is_the_same_as(self, other: Piece) -> bool:
        """Whether it is the same broadcast, perhaps with another end: a renamed program is, another program is not."""
        if self.show.program_id != other.show.program_id:
            return False
        origin, others = (self.rule_id, self.override_id), (other.rule_id, other.override_id)
        return self.show.title == other.show.title or (self.show.program_id is not None and origin == others)
