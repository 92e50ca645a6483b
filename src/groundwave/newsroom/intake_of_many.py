"""New stories, one or hundreds at once: the rows that Wagtail leaves for a page, in a few statements.

Wagtail makes a page with more than a hundred statements, which is right for an editor and too slow for a wire or an
archive of twenty years. Here each table is written once for all stories. tests/rooms/newsroom/test_intake_of_many.py
holds both ways against each other, table by table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from modelsearch.backends import get_search_backends
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from groundwave.base import tracking
from groundwave.kit import clock, deps
from groundwave.newsroom import lists
from groundwave.newsroom.core.address import free_slug
from groundwave.newsroom.intake import IncomingStory, UnableToTakeIn, fill, refusal, topic_name, wanted_slug
from groundwave.newsroom.models import Byline, Correction, SectionPage, Story, Topic
from groundwave.newsroom.models.topic import StoryTopic
from groundwave.newsroom.signals import stories_arrived, story_changed

_AT_ONCE: Final = 100  # rows of a wide table in one statement: databases count the values


@dataclass(frozen=True)
class Arrival:
    """A story, where it goes, and whether the public may have it; otherwise it waits as a draft."""

    incoming: IncomingStory
    section: SectionPage
    publish: bool = True
    by: Any = None  # who asked for it, where somebody did


def take_in_many(*, arrivals: Sequence[Arrival]) -> list[Story | UnableToTakeIn]:
    """New stories, in one transaction: for each arrival its page, or why it could not become one.

    What cannot be taken leaves nothing behind and does not keep the others out. A few hundred at a time are best.
    """
    with transaction.atomic():
        return _take_in_many(arrivals)


def _take_in_many(arrivals: Sequence[Arrival]) -> list[Story | UnableToTakeIn]:
    returning = []
    for arrival in arrivals:
        story = Story(live=arrival.publish, slug=wanted_slug(arrival.incoming))
        fill(story, arrival.incoming)
        returning.append(Returning(story, arrival.section, arrival.incoming.topics, arrival.by))
    return _bring_back_many(returning)


@dataclass(frozen=True)
class Returning:
    """A whole story that is not in the database, with its bylines and corrections, and where it goes.

    Its guid, slug (if it is free), dates, and whether it is live are its own; a draft's topics are in its revision.
    """

    story: Story
    section: SectionPage
    topics: Sequence[str] = ()
    by: Any = None  # who asked for it, where somebody did


def bring_back_many(*, returning: Sequence[Returning]) -> list[Story | UnableToTakeIn]:
    """As `take_in_many`, for stories of ours that were somewhere else meanwhile. What comes is not checked against
    what is here: a guid, or a translation of the same language, that is here already is an IntegrityError."""
    with transaction.atomic():
        return _bring_back_many(returning)


def _bring_back_many(returning: Sequence[Returning]) -> list[Story | UnableToTakeIn]:
    shelves = _locked({one.section.pk for one in returning})
    slugs = _Slugs(returning)
    made = [_checked(one.story, shelves[one.section.pk], slugs) for one in returning]
    stories = [story for story in made if isinstance(story, Story)]
    if not stories:
        return made
    _place(stories, shelves)
    at = clock.now()
    _insert(stories, at)
    children = _bylines_and_corrections(stories)
    tagged = _tag(stories, {id(one.story): one.topics for one in returning})
    _revisions(stories, at, {id(one.story): one.by for one in returning})
    _references(stories)
    for some in _stretches(tagged):  # a draft's are in its revision alone
        StoryTopic.objects.bulk_create(some)
    _say(stories, [*children, *tagged])
    return made


# ------------------------------------------------------------------ one story, not yet in the database
def _checked(story: Story, shelf: SectionPage, slugs: _Slugs) -> Story | UnableToTakeIn:
    story.locale, story.content_type = shelf.locale, _content_type(Story)
    story.slug = slugs.free(shelf, story.slug)
    story.shelf, story.written_in = shelf, shelf.locale.language_code
    story._date_it()
    try:
        story.clean_fields(exclude={"path", "depth", "url_path", *_RELATIONS})
        for child in (*story.bylines.all(), *story.corrections.all()):
            child.clean_fields(exclude={"story", "author", "made_by"})
    except ValidationError as error:
        slugs.give_back(shelf, story.slug)
        return refusal(error)
    return story


_RELATIONS: Final = frozenset(field.name for field in Story._meta.concrete_fields if field.is_relation)


class _Slugs:
    """Which last parts of addresses are free in each section, asked for all stories at once."""

    def __init__(self, returning: Sequence[Returning]) -> None:
        wanted = defaultdict(set)
        for one in returning:
            wanted[one.section.pk].add(one.story.slug)
        self._taken: dict[int, set[str]] = {}
        self._known: set[tuple[int, str]] = set()
        for section, slugs in wanted.items():
            found = Story.objects.filter(shelf=section, slug__in=slugs)
            self._taken[section] = set(found.values_list("slug", flat=True))

    def free(self, shelf: SectionPage, wanted: str) -> str:
        taken = self._taken[shelf.pk]
        if wanted in taken and (shelf.pk, wanted) not in self._known:
            taken.update(Story.objects.filter(shelf=shelf, slug__startswith=wanted).values_list("slug", flat=True))
            self._known.add((shelf.pk, wanted))
        slug = free_slug(wanted, taken=taken)
        taken.add(slug)
        return slug

    def give_back(self, shelf: SectionPage, slug: str) -> None:
        self._taken[shelf.pk].discard(slug)


# ------------------------------------------------------------------ the tree and the rows
def _locked(keys: Iterable[int]) -> dict[int, SectionPage]:
    """The sections, held until the end of the transaction: two imports must not give one place to two pages."""
    keys = sorted(keys)
    list(Page.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    return {shelf.pk: shelf for shelf in SectionPage.objects.filter(pk__in=keys).select_related("locale")}


def _place(stories: Sequence[Story], shelves: dict[int, SectionPage]) -> None:
    steps: dict[int, int] = {}
    for shelf in shelves.values():
        last = shelf.get_last_child()
        steps[shelf.pk] = Page._str2int(last.path[-Page.steplen :]) if last else 0
    for story in stories:
        shelf = shelves[story.shelf_id]
        steps[shelf.pk] += 1
        shelf.numchild += 1
        story.depth = shelf.depth + 1
        story.path = Page._get_path(shelf.path, story.depth, steps[shelf.pk])
        story.set_url_path(shelf)
    for shelf in shelves.values():
        Page.objects.filter(pk=shelf.pk).update(numchild=shelf.numchild)


def _insert(stories: Sequence[Story], at: datetime) -> None:
    columns = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    pages = []
    for story in stories:
        story.draft_title = story.title
        page = Page(**{name: getattr(story, name) for name in columns})
        page.latest_revision_created_at = at
        page.has_unpublished_changes = not story.live
        if story.live:
            page.first_published_at, page.last_published_at = story.first_published_at or at, at
        pages.append(page)
    for some in _stretches(pages):
        Page.objects.bulk_create(some)
    for story, page in zip(stories, pages, strict=True):
        story.pk = story.id = story.page_ptr_id = page.pk
        story._state.adding = False
        story._state.db = page._state.db
    for part in _stretches(stories):  # Django's own bulk_create refuses models of more than one table
        Story._base_manager._insert(part, fields=Story._meta.local_concrete_fields, using=connection.alias)


def _bylines_and_corrections(stories: Sequence[Story]) -> list[models.Model]:
    bylines: list[Byline] = []
    corrections: list[Correction] = []
    for story in stories:
        for mine, all_of_them in ((story.bylines.all(), bylines), (story.corrections.all(), corrections)):
            for child in mine:
                child.story = story
                all_of_them.append(child)
    for some in _stretches(bylines):
        Byline.objects.bulk_create(some)
    for some in _stretches(corrections):
        Correction.objects.bulk_create(some)
    return [*bylines, *corrections]


def _tag(stories: Sequence[Story], topics: dict[int, Sequence[str]]) -> list[StoryTopic]:
    """The topics of each story in hand; those of published stories are still to be written."""
    by_name = _topics(topic_name(name) for names in topics.values() for name in names)
    tagged = []
    for story in stories:
        own = dict.fromkeys(by_name[topic_name(name).casefold()] for name in topics[id(story)] if topic_name(name))
        story.story_topics = [StoryTopic(tag=topic, content_object=story) for topic in own]
        if story.live:
            tagged += story.story_topics.all()
    return tagged


def _topics(names: Iterable[str]) -> dict[str, Topic]:
    """By folded name. A database's own folding stops at ASCII, so new names are compared here as well."""
    wanted = {name.casefold(): name for name in names if name}
    found: dict[str, Topic] = {}
    exact = Topic.objects.filter(name__in=wanted.values())
    found.update((topic.name.casefold(), topic) for topic in exact)
    for folded, name in wanted.items():
        if folded not in found:
            found[folded] = Topic.objects.filter(name__iexact=name).first() or Topic.objects.create(name=name)
    return found


def _revisions(stories: Sequence[Story], at: datetime, by: dict[int, Any]) -> None:
    """The version that an editor finds, and the history that says since when it is there."""
    own, base = _content_type(Story), _content_type(Page)
    made = [
        Revision(
            content_type=own,
            base_content_type=base,
            object_id=str(story.pk),
            created_at=at,
            user=by[id(story)],
            content=story.serializable_data(),
            object_str=str(story),
        )
        for story in stories
    ]
    for some in _stretches(made):
        Revision.objects.bulk_create(some)
    logs, pages = [], []
    for story, revision in zip(stories, made, strict=True):
        page = Page(pk=story.pk, latest_revision=revision, live_revision=revision if story.live else None)
        pages.append(page)
        entry = {"page_id": story.pk, "content_type": own, "label": story.get_admin_display_title(), "timestamp": at}
        entry["user"] = by[id(story)]
        logs.append(PageLogEntry(action="wagtail.create", content_changed=True, **entry))
        if story.live:
            logs.append(PageLogEntry(action="wagtail.publish", content_changed=True, revision=revision, **entry))
            story.first_published_at, story.last_published_at = story.first_published_at or at, at
        story.latest_revision, story.live_revision = page.latest_revision, page.live_revision
        story.latest_revision_created_at = at
        story.has_unpublished_changes = not story.live
    for part in _stretches(pages):
        Page.objects.bulk_update(part, ["latest_revision", "live_revision"])
    PageLogEntry.objects.bulk_create(logs, batch_size=_AT_ONCE)


def _stretches(rows: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield list(rows[start : start + _AT_ONCE])


# ------------------------------------------------------------------ who must hear of it
def _say(stories: Sequence[Story], children: Sequence[models.Model]) -> None:
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Story, stories)
    keys: set[str] = set()
    rows: list[models.Model] = [*stories, *children]
    for row in rows:
        keys |= tracking.keys_of_row(row)
        keys.update(row.announces() if hasattr(row, "announces") else ())
    for story in stories:
        keys.update(lists.of_new(story))
    deps.announce(*keys)
    live = [story for story in stories if story.live]
    stories_arrived.send(sender=Story, stories=stories)
    ids = [story.pk for story in live]
    transaction.on_commit(lambda: [story_changed.send(sender=Story, story_id=pk) for pk in ids])


def _references(stories: Sequence[Story]) -> None:
    """What `ReferenceIndex.create_or_update_for_object` writes for an object that it does not know yet."""
    own, base = _content_type(Story), _content_type(Page)
    rows = [
        ReferenceIndex(
            content_type=own,
            base_content_type=base,
            object_id=story.pk,
            to_content_type_id=to_type,
            to_object_id=to_object,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
        for story in stories
        for to_type, to_object, model_path, content_path in set(ReferenceIndex._extract_references_from_object(story))
        if not model_path.startswith("story_topics.")  # Wagtail notes them with an editor's next save
    ]
    ReferenceIndex.objects.bulk_create(rows, batch_size=_AT_ONCE * 4)


def _content_type(model: type[models.Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)
