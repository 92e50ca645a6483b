"""The front door of the newsroom: lists of stories the public may see, and the way a story comes in from a partner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from groundwave.kit import clock, deps
from groundwave.newsroom import lists
from groundwave.newsroom.core.credit import copyright_line, photo_credit
from groundwave.newsroom.core.visibility import Verdict, may_the_public_see
from groundwave.newsroom.intake import IncomingStory, UnableToTakeIn, attach_photo, place_photo, take_in
from groundwave.newsroom.models import (
    Attachment,
    Author,
    Byline,
    Correction,
    FaqPage,
    HomePage,
    InfoPage,
    Photo,
    SectionPage,
    Story,
    Topic,
    Withdrawal,
)
from groundwave.newsroom.models.section import RESERVED_SLUGS
from groundwave.newsroom.signals import story_changed, story_removed

__all__ = [
    "RESERVED_SLUGS",
    "Attachment",
    "Author",
    "Byline",
    "Correction",
    "FaqPage",
    "HomePage",
    "IncomingStory",
    "InfoPage",
    "Listing",
    "Photo",
    "SectionPage",
    "Story",
    "Topic",
    "UnableToTakeIn",
    "Verdict",
    "Withdrawal",
    "attach_photo",
    "author",
    "copyright_line",
    "faq",
    "front_page",
    "may_the_public_see",
    "photo_credit",
    "place_photo",
    "sections",
    "standing_pages",
    "stories",
    "stories_by_id",
    "story_changed",
    "story_removed",
    "take_in",
    "topic",
    "withdraw",
]


class Listing(NamedTuple):
    """One page of a list, and whether there is an older one."""

    stories: list[Story]
    has_more: bool


def sections(*, language: str, in_navigation_only: bool = False) -> list[SectionPage]:
    """The live sections of a language in the order of the tree."""
    with deps.covered(lists.TREE):
        found = SectionPage.objects.live().filter(locale__language_code=language).order_by("path")
        return list(found.filter(in_navigation=True) if in_navigation_only else found)


def stories(
    *,
    at: datetime,
    language: str | None = None,
    section: SectionPage | None = None,
    topic: Topic | None = None,
    author: Author | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Listing:
    """The newest stories that the public may see at `at`, with section, photo and bylines in hand."""
    key = lists.key(language=language, section=section, topic=topic, author=author)
    with deps.covered(key):
        found = Story.objects.public(at=at).for_lists().newest_first()
        if language:
            found = found.filter(written_in=language)
        if section:
            found = found.filter(shelf=section)
        if topic:
            found = found.filter(story_topics__tag=topic)
        if author:
            found = found.filter(bylines__author=author).distinct()
        got = list(found[offset : offset + limit + 1])
        lists.declare_next_change(at=at)
        return Listing(_with_sections(got[:limit]), len(got) > limit)


def stories_by_id(*, ids: Sequence[int], at: datetime) -> list[Story]:
    """Those of the given stories that the public may see at `at`, in the order given."""
    with deps.covered(*(f"wagtailcore.page:{pk}" for pk in ids)):
        found = {story.pk: story for story in Story.objects.public(at=at).for_lists().filter(pk__in=ids)}
        lists.declare_next_change(at=at)
        return _with_sections([found[pk] for pk in ids if pk in found])


def front_page(*, home: HomePage, at: datetime, limit: int = 24) -> list[Story]:
    """The editors' picks first, then the newest of the language, none twice."""
    picked = stories_by_id(ids=list(home.picks.values_list("story_id", flat=True)), at=at)
    chosen = {story.pk for story in picked}
    newest = stories(at=at, language=home.language, limit=limit + len(chosen)).stories
    return [*picked, *(story for story in newest if story.pk not in chosen)][:limit]


def author(*, slug: str) -> Author | None:
    with deps.covered(f"newsroom.author:{slug}"):
        return Author.objects.select_related("portrait").filter(slug=slug).first()


def topic(*, slug: str) -> Topic | None:
    with deps.covered(f"newsroom.topic:{slug}"):
        return Topic.objects.filter(slug=slug).first()


def standing_pages(*, language: str) -> list[InfoPage]:
    """About us, contact, privacy: the standing pages right under the home page of a language.

    One whose slug is an address of the site itself ("support") is part of that page and not listed.
    """
    with deps.covered(lists.TREE):
        found = InfoPage.objects.live().filter(locale__language_code=language, depth=3)
        return list(found.exclude(slug__in=RESERVED_SLUGS).select_related("locale").order_by("path"))


def faq(*, topic: str, language: str) -> FaqPage | None:
    """The questions and answers whose slug begins with `topic`: in this language if there is one, else in any."""
    with deps.covered(lists.TREE):
        found = FaqPage.objects.live().filter(slug__startswith=topic).select_related("locale").order_by("path")
        return min(found, key=lambda page: page.language != language, default=None)


def withdraw(*, story: Story, by: Any, reason: str, at: datetime | None = None) -> Withdrawal:
    """Take a story back: its address answers 410 and nothing else shows it. Raises ValueError without a reason."""
    if not reason.strip():
        raise ValueError("A withdrawal needs a reason; it stays on record.")
    row, _ = Withdrawal.objects.get_or_create(
        story=story, defaults={"made_by": by, "reason": reason, "made_at": at or clock.now()}
    )
    story_id = story.pk
    transaction.on_commit(lambda: story_removed.send(sender=Story, story_id=story_id))
    return row


def _with_sections(found: Iterable[Story]) -> list[Story]:
    found = list(found)
    by_path = {section.path: section for section in SectionPage.objects.select_related("locale")} if found else {}
    for story in found:
        if section := by_path.get(story.path[: -Story.steplen]):
            story.__dict__["section"] = section
    return found
