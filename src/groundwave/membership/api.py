"""The front door of membership: the appeal for a page."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db.models import Q, QuerySet

from groundwave.kit import deps
from groundwave.membership.core import choose
from groundwave.membership.models import Appeal
from groundwave.newsroom import api as newsroom

__all__ = ["Appeal", "Place", "appeal_changes_after", "appeal_for"]

Place = Literal["body", "foot"]


def appeal_for(
    *, language: str, section: newsroom.SectionPage | None = None, placement: Place, at: datetime
) -> Appeal | None:
    """The one appeal for this place at `at` (aware), or None. Two queries at most.

    `placement` is "body" (in the break of a story) or "foot" (at the foot of any page).
    """
    if deps.open_record() is not None:
        changes = appeal_changes_after(language=language, section=section, placement=placement, at=at)
        deps.changes_at(changes)
    rows = _rows(language, placement).filter(starts__lte=at).filter(Q(ends=None) | Q(ends__gt=at))
    by_key = {appeal.pk: appeal for appeal in rows}
    section_id = section.pk if section else None
    chosen = choose.choose(_candidates(by_key), language=language, section_id=section_id, placement=placement, at=at)
    return by_key[chosen.key] if chosen else None


def appeal_changes_after(
    *, language: str, section: newsroom.SectionPage | None = None, placement: Place, at: datetime
) -> datetime | None:
    """The next instant at which `appeal_for` answers otherwise without anybody's editing, or None."""
    by_key = {appeal.pk: appeal for appeal in _rows(language, placement).filter(Q(ends=None) | Q(ends__gt=at))}
    section_id = section.pk if section else None
    return choose.changes_after(
        _candidates(by_key), language=language, section_id=section_id, placement=placement, at=at
    )


def _rows(language: str, placement: str) -> QuerySet[Appeal]:
    return Appeal.objects.filter(is_active=True, language=language, placement__in=(placement, Appeal.Placement.BOTH))


def _candidates(appeals: dict[int, Appeal]) -> list[choose.Candidate]:
    sections: dict[int, set[int]] = {}
    if appeals:
        links = Appeal.sections.through.objects.filter(appeal_id__in=appeals)
        for appeal_id, section_id in links.values_list("appeal_id", "sectionpage_id"):
            sections.setdefault(appeal_id, set()).add(section_id)
    return [appeal.candidate(frozenset(sections.get(key, ()))) for key, appeal in appeals.items()]
