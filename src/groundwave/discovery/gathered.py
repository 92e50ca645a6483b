"""Two kinds of things that lead to stories: series, and cards whose headline leads to its publisher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zlib import crc32

from groundwave.discovery.core.entry import Entry
from groundwave.discovery.kinds import Kind, Shown
from groundwave.newsroom import api as newsroom


def _revision(*words: str) -> int:
    """Another number for other words, so that nobody is shown what was taken out since."""
    return crc32(repr(words).encode())


# ------------------------------------------------------------------ series
def _series_entries(ids: Sequence[int]) -> list[Entry]:
    return [
        Entry(
            kind="series",
            object_id=row.pk,
            language=row.language,
            title=row.name,
            lead=row.description,
            revision=_revision(row.name, row.description),
        )
        for row in newsroom.Series.objects.filter(pk__in=ids).order_by("pk")
    ]


def _shown_series(ids: Sequence[int], at: datetime) -> Mapping[int, Shown]:
    out = {one.series.pk: one.series for one in newsroom.series_shown(at=at)}
    return {
        pk: Shown(
            title=row.name,
            url=row.get_absolute_url(),
            language=row.language,
            revision=_revision(row.name, row.description),
            teaser=row.description,
        )
        for pk in ids
        if (row := out.get(pk)) is not None
    }


SERIES = Kind(
    name="series",
    ids=lambda after, limit: list(
        newsroom.Series.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit]
    ),
    count=lambda: newsroom.Series.objects.count(),
    entries=_series_entries,
    public=lambda ids, at: {one.series.pk for one in newsroom.series_shown(at=at)} & set(ids),
    shown=_shown_series,
)


# ------------------------------------------------------------------ cards
def _card_entries(ids: Sequence[int]) -> list[Entry]:
    rows = newsroom.LinkCard.objects.filter(pk__in=ids).select_related("section__locale").order_by("pk")
    return [
        Entry(
            kind="link",
            object_id=row.pk,
            language=row.section.language,
            title=row.headline,
            lead=row.summary,
            names=[row.source],
            section=row.section_id,
            published_at=row.published_at,
            revision=_revision(row.headline, row.summary, row.source),
        )
        for row in rows
    ]


def _shown_cards(ids: Sequence[int], at: datetime) -> Mapping[int, Shown]:
    rows = newsroom.LinkCard.objects.public(at=at).filter(pk__in=ids).select_related("section__locale")
    return {
        row.pk: Shown(
            title=row.headline,
            url=row.url,
            language=row.section.language,
            revision=_revision(row.headline, row.summary, row.source),
            teaser=row.summary,
            published_at=row.published_at,
            source=row.source,
        )
        for row in rows
    }


CARDS = Kind(
    name="link",
    ids=lambda after, limit: list(
        newsroom.LinkCard.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit]
    ),
    count=lambda: newsroom.LinkCard.objects.count(),
    entries=_card_entries,
    public=lambda ids, at: set(
        newsroom.LinkCard.objects.public(at=at).filter(pk__in=ids).order_by().values_list("pk", flat=True)
    ),
    shown=_shown_cards,
)
