"""Which one appeal a reader sees here and now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

EVERYWHERE: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """An appeal, as far as the choice needs it. Times aware; `ends` is the first instant without it."""

    key: int
    language: str
    placement: str  # body, foot or both
    starts: datetime
    ends: datetime | None = None
    section_ids: frozenset[int] = EVERYWHERE
    priority: int = 0
    is_active: bool = True

    def fits(self, *, language: str, section_id: int | None, placement: str) -> bool:
        """Whether it could ever be shown there, whatever the time."""
        return (
            self.is_active
            and self.language == language
            and self.placement in (placement, "both")
            and (not self.section_ids or section_id in self.section_ids)
        )

    def runs(self, at: datetime) -> bool:
        return self.starts <= at and (self.ends is None or at < self.ends)


def choose(
    appeals: Iterable[Candidate], *, language: str, section_id: int | None, placement: str, at: datetime
) -> Candidate | None:
    """The highest priority; then one made for the section before one for everywhere; then the newest start."""
    running = [
        appeal
        for appeal in appeals
        if appeal.fits(language=language, section_id=section_id, placement=placement) and appeal.runs(at)
    ]
    return max(running, key=_rank, default=None)


def changes_after(
    appeals: Iterable[Candidate], *, language: str, section_id: int | None, placement: str, at: datetime
) -> datetime | None:
    """The next instant at which `choose` answers otherwise by itself, or None when it never does."""
    fitting = [a for a in appeals if a.fits(language=language, section_id=section_id, placement=placement)]
    shown = _chosen(fitting, at)
    moments = sorted({m for a in fitting for m in (a.starts, a.ends) if m is not None and m > at})
    return next((moment for moment in moments if _chosen(fitting, moment) != shown), None)


def _chosen(fitting: Iterable[Candidate], at: datetime) -> Candidate | None:
    return max((appeal for appeal in fitting if appeal.runs(at)), key=_rank, default=None)


def _rank(appeal: Candidate) -> tuple[int, bool, datetime, int]:
    return appeal.priority, bool(appeal.section_ids), appeal.starts, appeal.key
