"""Cards that lead to stories elsewhere, as lists show them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Min, Q

from groundwave.kit import deps
from groundwave.newsroom import lists
from groundwave.newsroom.models import LinkCard, SectionPage

_EVERY: Final = "newsroom.link_cards"


def link_cards(*, at: datetime, language: str, section: SectionPage | None = None, limit: int = 6) -> list[LinkCard]:
    """The newest that the public may see at `at` (aware), of a language or of one section of it."""
    with deps.covered(_EVERY, lists.TREE):
        mine = LinkCard.objects.filter(section__in=[section.pk] if section else _sections_in(language))
        found = list(mine.public(at=at).order_by("-published_at", "-pk")[:limit])
    if deps.open_record() is not None:
        deps.memo("the next change of link cards", lambda: _declare_next_change(at))
    return found


def _declare_next_change(at: datetime) -> None:
    """The first of all cards, of whatever section: asked once for many pages, which are then made once too often."""
    with deps.covered(_EVERY):
        moments = LinkCard.objects.aggregate(
            opens=Min("published_at", filter=Q(published_at__gt=at)),
            ends=Min("expires_at", filter=Q(expires_at__gt=at)),
        )
    for moment in moments.values():
        deps.changes_at(moment)


def _sections_in(language: str) -> list[int]:
    return [section.pk for section in lists.every(SectionPage) if section.language == language]
