"""What was corrected, across all stories that the public may see: the archive that readers can look through."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from groundwave.kit import deps
from groundwave.newsroom import lists
from groundwave.newsroom.models import Correction, InfoPage, Story


class Corrections(NamedTuple):
    """One page of the archive, and whether there is an older one."""

    stories: list[Correction]
    has_more: bool


def corrections(*, at: datetime, language: str, limit: int = 20, offset: int = 0) -> Corrections:
    """Corrections, clarifications and notes to stories that the public may see at `at`, the newest first."""
    with deps.covered(lists.key(language=language), "newsroom.corrections"):
        shown = Story.objects.public(at=at).filter(written_in=language)
        found = Correction.objects.filter(story__in=shown.values("pk"), made_at__lte=at)
        rows = list(
            found.select_related("story", "made_by")
            .defer("story__body")
            .order_by("-made_at", "-pk")[offset : offset + limit + 1]
        )
        lists.declare_next_change(at=at)
        later = Correction.objects.filter(made_at__gt=at).order_by("made_at").values_list("made_at", flat=True)
        deps.changes_at(later.first())
    return Corrections(rows[:limit], len(rows) > limit)


def policy(*, slug: str, language: str) -> InfoPage | None:
    """The station's own words on something ("corrections"), in this language if there are any."""
    named = InfoPage.objects.live().filter(slug=slug).select_related("locale").first()
    if named is None or named.language == language:
        return named
    return next((page for page in named.translations_shown() if page.language == language), None)
