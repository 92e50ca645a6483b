"""The front door of the newsroom: lists of stories the public may see, and the way a story comes in from a partner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q

from groundwave.kit import clock, deps
from groundwave.newsroom import in_series, lists
from groundwave.newsroom.core.credit import copyright_line, photo_credit
from groundwave.newsroom.core.visibility import Verdict, may_the_public_see
from groundwave.newsroom.corrected import Corrections, corrections, policy
from groundwave.newsroom.in_series import PlaceInSeries, SeriesShown, series_shown
from groundwave.newsroom.intake import (
    EDITORS_FIELDS,
    IncomingStory,
    UnableToTakeIn,
    attach_photo,
    place_photo,
    take_in,
)
from groundwave.newsroom.intake_of_many import Arrival, Returning, bring_back_many, take_in_many
from groundwave.newsroom.link_cards import link_cards
from groundwave.newsroom.living import Coverage, coverage, live_stories
from groundwave.newsroom.models import (
    Assignment,
    Attachment,
    Author,
    Byline,
    Correction,
    EmbargoBreak,
    FaqPage,
    HomePage,
    InfoPage,
    LinkCard,
    LiveBlog,
    LiveEntry,
    PartnerFeed,
    Photo,
    PhotoPull,
    PreviewAnswer,
    PreviewLink,
    SectionPage,
    Series,
    SeriesPart,
    Story,
    Topic,
    Upkeep,
    Withdrawal,
)
from groundwave.newsroom.models.section import RESERVED_SLUGS
from groundwave.newsroom.models.topic import StoryTopic
from groundwave.newsroom.months import Month, month, months, places
from groundwave.newsroom.passing_on import words_of_block
from groundwave.newsroom.photo_rights import hide_what_must_not_be_seen, showable
from groundwave.newsroom.photo_uses import is_held_back, uses_of
from groundwave.newsroom.previews import UnableToAnswer, answer_preview, offer_preview, preview_at
from groundwave.newsroom.pulling import photos_like, pull
from groundwave.newsroom.rights import is_shown
from groundwave.newsroom.signals import stories_arrived, story_changed, story_removed

__all__ = [
    "EDITORS_FIELDS",
    "RESERVED_SLUGS",
    "Arrival",
    "Assignment",
    "Attachment",
    "Author",
    "Byline",
    "Correction",
    "Corrections",
    "Coverage",
    "EmbargoBreak",
    "FaqPage",
    "HomePage",
    "IncomingStory",
    "InfoPage",
    "LinkCard",
    "Listing",
    "LiveBlog",
    "LiveEntry",
    "Month",
    "PartnerFeed",
    "Photo",
    "PhotoPull",
    "PlaceInSeries",
    "PreviewAnswer",
    "PreviewLink",
    "Returning",
    "SectionPage",
    "Series",
    "SeriesPart",
    "SeriesShown",
    "Story",
    "Topic",
    "UnableToAnswer",
    "UnableToTakeIn",
    "Upkeep",
    "Verdict",
    "Withdrawal",
    "answer_preview",
    "attach_photo",
    "author",
    "bring_back_many",
    "copyright_line",
    "corrections",
    "coverage",
    "faq",
    "for_its_page",
    "front_page",
    "hide_what_must_not_be_seen",
    "homes",
    "is_held_back",
    "is_shown",
    "link_cards",
    "list_of_all",
    "live_stories",
    "may_the_public_see",
    "month",
    "months",
    "offer_preview",
    "pages_beside_stories",
    "partner_feed",
    "photo_credit",
    "photos_like",
    "place_in_series",
    "place_photo",
    "places",
    "policy",
    "preview_at",
    "pull",
    "sections",
    "series",
    "series_shown",
    "showable",
    "standing_pages",
    "stories",
    "stories_arrived",
    "stories_by_id",
    "stories_of_series",
    "story_at",
    "story_changed",
    "story_removed",
    "take_in",
    "take_in_many",
    "topic",
    "uses_of",
    "withdraw",
    "words_of_block",
]


_MANY: Final = 400


class Listing(NamedTuple):
    """One page of a list, and whether there is an older one."""

    stories: list[Story]
    has_more: bool


def sections(*, language: str, in_navigation_only: bool = False) -> list[SectionPage]:
    """The live sections of a language in the order of the tree."""
    found = [section for section in lists.every(SectionPage) if section.live and section.language == language]
    return [section for section in found if section.in_navigation] if in_navigation_only else found


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
        if section:  # and so its language: two conditions would be a choice between two indexes
            found = found.filter(shelf=section)
        elif language:
            found = found.filter(written_in=language)
        if topic:
            found = found.filter(_among(StoryTopic.objects.filter(tag=topic), "content_object"))
        if author:
            found = found.filter(_among(Byline.objects.filter(author=author), "story"))
        got = list(found[offset : offset + limit + 1])
        lists.declare_next_change(at=at)
        return Listing(_with_sections(got[:limit]), len(got) > limit)


def _among(rows: Any, story: str) -> Q | Exists:
    """Stories that one of these rows points at. Few are named, and many are looked for among the newest.

    A database that does not count its rows takes one way for both, and goes through the whole archive for the author
    of three stories, or sorts all that the author of ten thousand has written.
    """
    few = list(rows.values_list(f"{story}_id", flat=True)[: _MANY + 1])
    return Q(pk__in=few) if len(few) <= _MANY else Exists(rows.filter(**{story: OuterRef("pk")}))


def stories_by_id(*, ids: Sequence[int], at: datetime) -> list[Story]:
    """Those of the given stories that the public may see at `at`, in the order given."""
    with deps.covered(*(f"wagtailcore.page:{pk}" for pk in ids)):
        asked = Story.objects.for_lists().select_related("withdrawal").filter(pk__in=ids)
        found = {}
        for story in asked:
            if is_shown(story, at=at):
                found[story.pk] = story
        return _with_sections([found[pk] for pk in ids if pk in found])


def for_its_page() -> tuple[Prefetch[Any] | str, ...]:
    """What to fetch ahead for a story's own page, with `prefetch_related_objects`."""
    return (
        Prefetch("bylines", Byline.objects.select_related("author__portrait").order_by("sort_order")),
        Prefetch("corrections", Correction.objects.select_related("made_by")),
        Prefetch("story_topics", StoryTopic.objects.select_related("tag").order_by("pk")),
    )


@contextmanager
def list_of_all(*, at: datetime) -> Iterator[None]:
    """Answer for one's own questions about stories, inside.

    What is made there is made again when a story enters or leaves the public, or does so by itself after `at`.
    """
    with deps.covered(lists.EVERY):
        yield
    lists.declare_next_change(at=at)


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


def series(*, slug: str, language: str) -> Series | None:
    with deps.covered(f"newsroom.series:{slug}"):
        return Series.objects.filter(slug=slug, language=language).first()


def stories_of_series(*, series: Series, at: datetime) -> list[Story]:
    """Those of its stories that the public may see at `at`, in the order of reading."""
    return stories_by_id(ids=in_series.stories_in_order(series), at=at)


def place_in_series(story: Story, *, at: datetime) -> PlaceInSeries | None:
    """What comes before and after a story in its series, of what the public may see at `at`; None without any."""
    part = getattr(story, "series_part", None) if story.pk else None
    if part is None:
        return None
    return in_series.place_among(story, series=part.series, shown=stories_of_series(series=part.series, at=at))


def partner_feed(*, token: str) -> PartnerFeed | None:
    """What the partner with this token may have; None when nobody has it any more."""
    return PartnerFeed.objects.filter(token=token, enabled=True).first()


def standing_pages(*, language: str) -> list[InfoPage]:
    """About us, contact, privacy: the standing pages right under the home page of a language.

    One whose slug is an address of the site itself ("support") is part of that page and not listed.
    """
    found = [page for page in lists.every(InfoPage) if page.live and page.language == language and page.depth == 3]
    return [page for page in found if page.slug not in RESERVED_SLUGS]


def faq(*, topic: str, language: str) -> FaqPage | None:
    """The questions and answers whose slug begins with `topic`: in this language if there is one, else in any."""
    found = [page for page in lists.every(FaqPage) if page.live and page.slug.startswith(topic)]
    return min(found, key=lambda page: page.language != language, default=None)


def homes() -> list[HomePage]:
    """The front page of each language, live or not."""
    return lists.every(HomePage)


def pages_beside_stories() -> list[HomePage | SectionPage | InfoPage | FaqPage]:
    """Every live page of the tree that is no story, kind by kind."""
    kinds = (HomePage, SectionPage, InfoPage, FaqPage)
    return [page for kind in kinds for page in lists.every(kind) if page.live]


def story_at(*, language: str, section: str, on: date, slug: str) -> Story | None:
    """The story of an address, whoever may see it, with what its page shows beside lists in hand."""
    shelf = next((one for one in lists.every(SectionPage) if one.slug == section and one.language == language), None)
    if shelf is None:
        return None
    with deps.covered():  # its row declares itself; what is not found is not stored
        found = Story.objects.filter(slug=slug, shelf=shelf, dated=on).for_a_page().first()
    if found is not None:
        found.__dict__["section"] = shelf
    return found


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
    by_key = {section.pk: section for section in lists.every(SectionPage)} if found else {}
    for story in found:
        if section := by_key.get(story.shelf_id):
            story.__dict__["section"] = section
    return found
