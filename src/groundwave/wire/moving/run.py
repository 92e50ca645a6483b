"""The move itself: batch after batch, each whole or not at all, so that it can be killed and begun again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from django.db import reset_queries

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.wire.core.old_site import LeftOut, OldItem
from groundwave.wire.models import Move, Moved
from groundwave.wire.moving import addresses, pages, stories
from groundwave.wire.moving.files import Files
from groundwave.wire.moving.places import Places
from groundwave.wire.moving.source import Source, Waiting

_AT_ONCE: Final = 200
_MOST_PAGES: Final = 20_000  # kept until their parents are known

Progress = Callable[[int, int, str], None]


@dataclass
class Outcome:
    """Counts for the person, and the sentences that they must read."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    left_out: int = 0
    pages: int = 0
    files: int = 0
    files_missing: int = 0
    comments: int = 0
    standings: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)


def move_in(source: Source, *, places: Places, files: Files, progress: Progress) -> Outcome:
    """Everything of the export. What is known by its fingerprint is passed over without being read."""
    outcome = Outcome(said=places.said)
    standing_pages: list[OldItem] = []
    sticky: list[tuple[OldItem, int]] = []
    done = 0
    for batch in _batches(source.items()):
        _one_batch(batch, places, files, outcome, standing_pages, sticky)
        done += len(batch)
        progress(done, source.total, "stories")
        reset_queries()
    outcome.pages, lost = pages.put_in(standing_pages, places=places)
    outcome.left_out += lost
    _library(source, places, files, outcome, progress)
    _of_the_site(source, places)
    _pick(sticky, places)
    outcome.comments = sum(Moved.objects.filter(move=places.move, comments__gt=0).values_list("comments", flat=True))
    outcome.files, outcome.files_missing = files.came, files.missed
    Move.objects.filter(pk=places.move.pk).update(ended_at=clock.now())
    return outcome


def _batches(items: Iterator[Waiting]) -> Iterator[list[Waiting]]:
    while batch := list(islice(items, _AT_ONCE)):
        yield batch


def _one_batch(
    batch: list[Waiting],
    places: Places,
    files: Files,
    outcome: Outcome,
    standing_pages: list[OldItem],
    sticky: list[tuple[OldItem, int]],
) -> None:
    ids = [waiting.source_id for waiting in batch]
    rows = Moved.objects.filter(move=places.move, kind=Moved.Kind.ITEM, source_id__in=ids).select_related("page")
    known = {row.source_id: row for row in rows.defer("words", "urls")}
    items: dict[str, OldItem] = {}
    left: list[tuple[LeftOut, str]] = []
    for waiting in batch:
        before = known.get(waiting.source_id)
        waits = before is not None and before.waits_for_files and files.wanted and files.retries
        if before and before.sha256 == waiting.sha256 and not waits:
            outcome.unchanged += 1
            continue
        found = waiting.read()
        if isinstance(found, LeftOut):
            left.append((found, waiting.sha256))
        elif found is not None and found.kind == "page":
            standing_pages.append(found)
            if len(standing_pages) > _MOST_PAGES:
                raise ValueError(f"There are more than {_MOST_PAGES:,} standing pages, which no site has.")
        elif found is not None:
            if found.source_id in items:
                outcome.said.append(f"Two items of the export have the number {found.source_id}; the first was taken.")
            else:
                items[found.source_id] = found
    outcome.left_out += len(left)
    stories.remember_left_out(left, places=places)
    if not items:
        return
    for put in stories.put_in(list(items.values()), places=places, files=files, known=known):
        before = known.get(put.item.source_id)
        if put.page is None:
            outcome.left_out += 1
        elif put.why_not:
            outcome.kept += 1
            outcome.said.append(f"“{put.item.title}”: {put.why_not}.")
        elif before and before.page_id:
            outcome.updated += 1
        else:
            outcome.new += 1
            outcome.standings[str(put.item.standing)] += 1
        if put.item.sticky and put.page is not None and put.page.live and not put.why_not:
            sticky.append((put.item, put.page.pk))


def _library(source: Source, places: Places, files: Files, outcome: Outcome, progress: Progress) -> None:
    """Files that no story shows come too, and the address of each file and of its page."""
    from groundwave.wire.core.wordpress import picture_of

    done = 0
    library = source.files()
    while batch := list(islice(library, _AT_ONCE)):
        led = []
        parents = {file.parent for file in batch if file.parent}
        above = dict(
            Moved.objects.filter(
                move=places.move, kind=Moved.Kind.ITEM, source_id__in=parents, page__isnull=False
            ).values_list("source_id", "page_id")
        )
        for file in batch:
            row = files.anything(picture_of(file))
            if row.came:
                led.append(addresses.Led(file.url, photo=row.photo, file=row.file))
            page = newsroom.Story.objects.filter(pk=above[file.parent]).first() if file.parent in above else None
            if page is not None or row.came:
                photo, attached = (None, None) if page else (row.photo, row.file)
                led += [addresses.Led(url, page=page, photo=photo, file=attached) for url in file.pages]
        addresses.lay(led, move=places.move, said=outcome.said)
        done += len(batch)
        progress(done, done, "files")


def _of_the_site(source: Source, places: Places) -> None:
    """Addresses of authors, categories, tags and feeds."""
    site, led = source.site, []
    prefix = "" if places.language == "en" else f"/{places.language}"
    led += [addresses.Led(url, target=f"{prefix}/feed.xml") for url in site.feeds]
    for author in site.authors.values():
        moved = Moved.objects.filter(move=places.move, kind=Moved.Kind.AUTHOR, source_id=author.key[:500]).first()
        target = f"{prefix}{moved.author.get_absolute_url()}" if moved and moved.author else f"{prefix}/"
        led += [addresses.Led(url, target=target) for url in author.urls]
    topics = {topic.name.casefold(): topic for topic in _topics(source)}
    for kind in (site.categories, site.tags):
        for term in kind.values():
            section = places.section_of_category(term.key) if kind is site.categories else None
            topic = topics.get(term.name.casefold())
            target = section.get_url() if section else f"{prefix}{topic.get_absolute_url()}" if topic else f"{prefix}/"
            above = "/".join(reversed(places.upwards(term.key))) if kind is site.categories else term.slug
            nested = f"{site.url}/category/{above}/" if above != term.slug else ""
            led += [addresses.Led(url, target=target or "/") for url in (*term.urls, nested) if url]
    addresses.lay(led, move=places.move, said=places.said)


def _topics(source: Source) -> Iterator[newsroom.Topic]:
    names = list({term.name for kind in (source.site.categories, source.site.tags) for term in kind.values()})
    for start in range(0, len(names), _AT_ONCE):
        yield from newsroom.Topic.objects.filter(name__in=names[start : start + _AT_ONCE])


def _pick(sticky: list[tuple[OldItem, int]], places: Places) -> None:
    """What stood at the top of the old site stands at the top here, unless editors have chosen already."""
    if not sticky:
        return
    home = newsroom.HomePage.objects.get(pk=places.home.pk)
    titles = ", ".join(f"“{item.title}”" for item, _ in sticky[:7])
    if home.picks.exists():
        places.said.append(f"On the old site {titles} stood at the top; the editors' choice here was kept.")
        return
    for place, (_, page) in enumerate(sticky[:7]):
        home.picks.add(home.picks.model(story_id=page, sort_order=place))
    home.save_revision().publish()
    places.said.append(f"At the top of the old site, and here: {titles}.")
