"""Half-open spans of time, in UTC at rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, order=True)
class Period:
    """From `starts` up to but not including `ends`; both aware, kept in UTC.

    Raises ValueError for naive times or an end that is not after its start.
    """

    starts: datetime
    ends: datetime

    def __post_init__(self) -> None:
        if self.starts.tzinfo is None or self.ends.tzinfo is None:
            raise ValueError("A period needs times with a zone.")
        if self.ends <= self.starts:
            raise ValueError(f"A period must end after it starts: {self.starts} to {self.ends}.")
        object.__setattr__(self, "starts", self.starts.astimezone(UTC))
        object.__setattr__(self, "ends", self.ends.astimezone(UTC))

    def __contains__(self, at: datetime) -> bool:
        return self.starts <= at < self.ends

    @property
    def length(self) -> timedelta:
        return self.ends - self.starts

    def overlaps(self, other: Period) -> bool:
        return self.starts < other.ends and other.starts < self.ends

    def meet(self, other: Period) -> Period | None:
        """The part that both share, or None."""
        starts, ends = max(self.starts, other.starts), min(self.ends, other.ends)
        return Period(starts, ends) if starts < ends else None

    def without(self, other: Period) -> tuple[Period, ...]:
        """What is left of this period when `other` is cut out: none, one or two pieces."""
        if not self.overlaps(other):
            return (self,)
        pieces = []
        if self.starts < other.starts:
            pieces.append(Period(self.starts, other.starts))
        if other.ends < self.ends:
            pieces.append(Period(other.ends, self.ends))
        return tuple(pieces)
