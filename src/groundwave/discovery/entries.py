"""The kinds of things that this station has from the start: stories, programs, people, stations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from groundwave.discovery.core.entry import Entry
from groundwave.discovery.kinds import Kind, Shown
from groundwave.kit import html
from groundwave.newsroom import api as newsroom
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations


def kind_of(name: str, rows: type[Model], entry: Any, title: Any, **only: Any) -> Kind:
    """A kind of plain rows that are public as soon as they are there (or as `only` says)."""

    def wanted() -> QuerySet[Any]:
        return rows._default_manager.filter(**only)

    def shown(ids: Sequence[int], at: datetime) -> Mapping[int, Shown]:
        return {row.pk: Shown(title(row), row.get_absolute_url()) for row in wanted().filter(pk__in=ids)}

    return Kind(
        name=name,
        ids=lambda after, limit: list(
            wanted().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit]
        ),
        count=lambda: wanted().count(),
        entries=lambda ids: [entry(row) for row in wanted().filter(pk__in=ids)],
        public=lambda ids, at: set(wanted().filter(pk__in=ids).values_list("pk", flat=True)),
        shown=shown,
    )


def _person(row: newsroom.Author) -> Entry:
    return Entry(
        kind="person",
        object_id=row.pk,
        title=row.name,
        lead=". ".join(filter(None, (row.title, row.beat))),
        body=html.plain_text(row.bio),
    )


def _program(row: schedule.Program) -> Entry:
    return Entry(
        kind="program",
        object_id=row.pk,
        title=row.title,
        lead=row.summary,
        names=[row.hosts] if row.hosts else [],
        body=html.plain_text(row.description),
    )


def _station(row: stations.Station) -> Entry:
    return Entry(
        kind="station",
        object_id=row.pk,
        title=row.call_sign,
        lead=f"{row.community}, {row.state}",
        names=[f"{row.frequency} FM" if row.frequency else f"Channel {row.channel}"],
    )


# ------------------------------------------------------------------ stories
def _live() -> Any:
    return newsroom.Story.objects.live()


def _story_ids(after: int, limit: int) -> list[int]:
    return list(_live().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


def story_entry(story: newsroom.Story) -> Entry:
    """A story under embargo or withdrawn is indexed like any other; whether it may be seen is asked at each search, so
    that nothing has to happen at the instant when the answer changes.
    """
    return Entry(
        kind="story",
        object_id=story.pk,
        language=story.written_in or story.language,
        title=story.title,
        lead=story.teaser,
        names=[*(line.name for line in story.bylines.all()), *([story.dateline] if story.dateline else [])],
        topics=[(link.tag.slug, link.tag.name) for link in story.story_topics.all()],
        body=story.plain_body,
        published_at=story.published_at,
        section=story.shelf_id or 0,
        revision=story.live_revision_id or 0,
    )


def _story_entries(ids: Sequence[int]) -> list[Entry]:
    rows = (
        _live()
        .filter(pk__in=ids)
        .select_related("locale", "live_blog")
        .prefetch_related("bylines__author", "story_topics__tag")
    )
    return [story_entry(row) for row in rows.order_by("pk")]


def _public_stories(ids: Sequence[int], at: datetime) -> set[int]:
    public = newsroom.Story.objects.public(at=at).filter(pk__in=ids)
    return set(public.order_by().values_list("pk", flat=True))


def _shown_stories(ids: Sequence[int], at: datetime) -> Mapping[int, Shown]:
    """Two queries, of the few columns that a result prints."""
    rows = list(newsroom.Story.objects.public(at=at).filter(pk__in=ids).order_by().only(*_PRINTED))
    shelves = newsroom.SectionPage.objects.only("title", "url_path")
    sections = shelves.in_bulk({row.shelf_id for row in rows if row.shelf_id})
    return {
        row.pk: Shown(
            title=row.title,
            url=row.url,
            language=row.written_in,
            revision=row.live_revision_id or 0,
            teaser=row.teaser,
            published_at=row.published_at,
            section=sections.get(row.shelf_id),
        )
        for row in rows
    }


_PRINTED = ("title", "teaser", "url_path", "published_at", "written_in", "shelf", "live_revision")

STORIES = Kind(
    name="story",
    ids=_story_ids,
    count=lambda: _live().count(),
    entries=_story_entries,
    public=_public_stories,
    shown=_shown_stories,
)
PROGRAMS = kind_of("program", schedule.Program, _program, lambda row: row.title, is_current=True)
PEOPLE = kind_of("person", newsroom.Author, _person, lambda row: row.name)
STATIONS = kind_of("station", stations.Station, _station, lambda row: row.call_sign)
