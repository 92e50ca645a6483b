"""Cards that lead to stories elsewhere, as lists show them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

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
            for field in ("published_at", "expires_at"):
                after = mine.filter(**{f"{field}__gt": at}).order_by(field)
                deps.changes_at(after.values_list(field, flat=True).first())
        return found


def _sections_in(language: str) -> list[int]:
    return [section.pk for section in lists.every(SectionPage) if section.language == language]
