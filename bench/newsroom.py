"""An archive of many stories, made in a minute: what lists, pages and publishing are measured against.

In a home that has a station: `GROUNDWAVE_HOME=… python -m bench.newsroom 100000`. Stories come in several sections of
both languages, over twelve years, with bylines, topics and the photos that the station has. The same count gives the
same archive.
"""

from __future__ import annotations

import json
import random
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

_NAMES: Final = ("News", "Government", "Environment", "Arts", "Education", "Health")
_SPANISH: Final = ("Comunidad", "Cultura")
_YEARS: Final = 12
_AUTHORS: Final = 60
_TOPICS: Final = 300
_AT_ONCE: Final = 2_000
_VOCABULARY: Final = (
    "harbor council tide budget ferry school bridge water forest county hospital student market road river teacher "
    "winter storm farm island library vote mayor hearing permit salmon engine orchestra museum clinic power station"
)
_WORDS: Final = tuple(_VOCABULARY.split())


def make_archive(count: int) -> None:
    """Add `count` stories to the station that Django is set up for. Raises LookupError where there is no home page."""
    from django.db import transaction

    dice = random.Random(count)  # noqa: S311 - the same archive each time, not a secret
    with transaction.atomic():
        shelves = _shelves()
        authors, topics, photos = _authors(), _topics(), _photos()
        numbers = iter(range(count))
        while stretch := [number for number, _ in zip(numbers, range(_AT_ONCE), strict=False)]:
            _add(stretch, count, dice, shelves, authors, topics, photos)
        for shelf in shelves:
            type(shelf).objects.filter(pk=shelf.pk).update(numchild=shelf.numchild)


def _shelves() -> list[Any]:
    from groundwave.newsroom import api as newsroom

    homes = {home.language: home for home in newsroom.HomePage.objects.select_related("locale")}
    if "en" not in homes:
        raise LookupError("This home has no front page yet: make the demo station first.")
    found = []
    for language, names in (("en", _NAMES), ("es", _SPANISH)):
        for name in names if language in homes else ():
            slug = f"archive-{name.lower()}"
            home = homes[language]
            shelf = newsroom.SectionPage.objects.filter(slug=slug).first()
            if shelf is None:
                made = newsroom.SectionPage(title=f"{name} archive", slug=slug, locale=home.locale, in_navigation=False)
                shelf = type(home).objects.get(pk=home.pk).add_child(instance=made)
            found.append(shelf)
    return found


def _add(
    stretch: list[int],
    count: int,
    dice: random.Random,
    shelves: list[Any],
    authors: list[int],
    topics: list[int],
    photos: list[int],
) -> None:
    """Rows of three tables at once; Django's own `bulk_create` refuses models of more than one table."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    from groundwave.newsroom import api as newsroom
    from groundwave.newsroom.models import StoryTopic

    kind = ContentType.objects.get_for_model(newsroom.Story)
    first = Page.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    pages, stories, bylines, tagged = [], [], [], []
    for pk, number in enumerate(stretch, start=first):
        shelf = dice.choice(shelves)
        shelf.numchild += 1
        at = _moment(number, count)
        title = f"{' '.join(dice.sample(_WORDS, 6)).capitalize()} {number}"
        slug = f"story-{number}"
        story = newsroom.Story(
            id=pk, page_ptr_id=pk, title=title, draft_title=title, slug=slug, content_type=kind, live=True,
            path=newsroom.SectionPage._get_path(shelf.path, shelf.depth + 1, shelf.numchild), depth=shelf.depth + 1,
            url_path=f"{shelf.url_path}{at.date().isoformat()}/{slug}/", locale_id=shelf.locale_id,
            first_published_at=at, last_published_at=at, published_at=at, dated=at.date(), shelf=shelf,
            written_in=shelf.locale.language_code, teaser=f"{' '.join(dice.sample(_WORDS, 14)).capitalize()}.",
            lead_photo_id=dice.choice(photos) if photos and number % 5 < 3 else None, body=_body(dice),
        )  # fmt: skip
        stories.append(story)
        fields = (one for one in Page._meta.concrete_fields if one.name != "id")
        pages.append(Page(id=pk, **{one.attname: getattr(story, one.attname) for one in fields}))
        # A few people write most of it.
        author = authors[min(int(dice.expovariate(0.12)), len(authors) - 1)]
        bylines.append(newsroom.Byline(story_id=pk, author_id=author, sort_order=0))
        tagged += [StoryTopic(content_object_id=pk, tag_id=topic) for topic in dice.sample(topics, 3)]
    Page.objects.bulk_create(pages)
    for some in range(0, len(stories), 500):
        newsroom.Story._base_manager._insert(  # type: ignore[attr-defined]
            stories[some : some + 500], fields=newsroom.Story._meta.local_concrete_fields, using="default"
        )
    newsroom.Byline.objects.bulk_create(bylines)
    StoryTopic.objects.bulk_create(tagged)


def _moment(number: int, count: int) -> datetime:
    """Evenly over the years, the last one an hour ago."""
    from groundwave.kit import clock

    now = clock.now().replace(minute=0, second=0, microsecond=0)
    return now - timedelta(hours=1) - timedelta(days=365 * _YEARS) * (number / count)


def _body(dice: random.Random) -> str:
    """Some 3,500 characters in ten paragraphs."""
    blocks = []
    for paragraphs in (4, 6):
        text = "".join(f"<p>{' '.join(dice.choices(_WORDS, k=55)).capitalize()}.</p>" for _ in range(paragraphs))
        blocks.append({"type": "text", "value": text, "id": str(uuid.UUID(int=dice.getrandbits(128)))})
    return json.dumps(blocks)


def _authors() -> list[int]:
    from groundwave.newsroom import api as newsroom

    for number in range(_AUTHORS):
        newsroom.Author.objects.get_or_create(
            slug=f"archive-author-{number}", defaults={"name": f"Archive Author {number}", "title": "Reporter"}
        )
    return _keys(newsroom.Author.objects.filter(slug__startswith="archive-author-"))


def _topics() -> list[int]:
    from groundwave.newsroom import api as newsroom

    for number in range(_TOPICS):
        slug = f"archive-topic-{number}"
        newsroom.Topic.objects.get_or_create(slug=slug, defaults={"name": f"Archive topic {number}"})
    return _keys(newsroom.Topic.objects.filter(slug__startswith="archive-topic-"))


def _photos() -> list[int]:
    from groundwave.newsroom import api as newsroom

    return _keys(newsroom.Photo.objects.exclude(renditions=None).distinct())


def _keys(found: Any) -> list[int]:
    return list(found.order_by("pk").values_list("pk", flat=True))


def _set_up() -> Iterator[None]:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundwave.config.settings")
    django.setup()
    yield


def main() -> None:
    for _ in _set_up():
        began = time.perf_counter()
        make_archive(int(sys.argv[1]))
        print(f"{sys.argv[1]} stories in {time.perf_counter() - began:.0f} s")  # noqa: T201


if __name__ == "__main__":
    main()
