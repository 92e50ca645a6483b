"""Standing pages of the old site: about us, contact, how we work."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from groundwave.kit import clock, text
from groundwave.newsroom import api as newsroom
from groundwave.wire.core.old_site import Card, OldItem, Picture, Quote, Sound, Words
from groundwave.wire.models import Moved
from groundwave.wire.moving import addresses
from groundwave.wire.moving.places import Places


def put_in(items: Sequence[OldItem], *, places: Places) -> tuple[int, int]:
    """Every page below the one it lay under; how many came, and how many did not. Known ones are left alone."""
    by_id = {item.source_id: item for item in items}
    came = missed = 0
    for item in sorted(items, key=lambda one: len(_upwards(one, by_id))):
        with transaction.atomic():
            page, notes = _put(item, places, by_id)
            came, missed = came + (page is not None), missed + (page is None)
            Moved.objects.update_or_create(
                move=places.move,
                kind=Moved.Kind.ITEM,
                source_id=item.source_id[:500],
                defaults={
                    "sha256": item.sha256,
                    "title": item.title[:300],
                    "page_id": page.pk if page else None,
                    "revision": page.latest_revision_id if page else None,
                    "came": page is not None,
                    "words": "; ".join([*item.notes, *notes])[:4_000],
                    "urls": "" if page else "\n".join(item.urls),
                    "comments": item.comments,
                },
            )
            if page is not None and page.live:
                addresses.lay([addresses.Led(url, page=page) for url in item.urls], move=places.move, said=places.said)
    return came, missed


def _upwards(item: OldItem, by_id: dict[str, OldItem]) -> list[str]:
    """The pages above, nearest first; a circle of pages ends where it begins again."""
    above: list[str] = []
    while (parent := by_id.get(item.parent)) is not None and parent.source_id not in above:
        above.append(parent.source_id)
        item = parent
    return above


def _put(item: OldItem, places: Places, by_id: dict[str, OldItem]) -> tuple[Any, list[str]]:
    before = Moved.objects.filter(move=places.move, kind=Moved.Kind.ITEM, source_id=item.source_id[:500]).first()
    if before and before.page is not None:
        return before.page.specific, ["it was changed on the old site after it had come over; ours was kept"]
    notes: list[str] = []
    parent: Any = places.home
    if item.parent in by_id:
        if item.source_id in _upwards(item, by_id):
            notes.append("on the old site it lay below itself; here it lies below the home page")
        else:
            above = Moved.objects.filter(move=places.move, kind=Moved.Kind.ITEM, source_id=item.parent[:500]).first()
            parent = above.page.specific if above and above.page else places.home
    parent = type(parent).objects.get(pk=parent.pk)
    wanted = text.slug(item.slug or item.title) or "page"
    if parent.pk == places.home.pk and wanted in newsroom.RESERVED_SLUGS:
        notes.append(f"/{wanted} is an address of the site itself; the page has another")
        wanted = f"{wanted}-page"
    taken = set(parent.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    if slug != wanted and "has another" not in " ".join(notes):
        notes.append(f"there was a page “{wanted}” here already; this one has the address “{slug}”")
    html, left = _html(item)
    notes += left
    made = newsroom.InfoPage(
        title=text.cut(item.title, 250) or "Untitled",
        slug=slug,
        introduction=item.teaser[:400],
        body=html or "<p></p>",  # one that only had pages below it
        locale=places.home.locale,
        live=item.standing.is_public and (item.published_at is None or item.published_at <= clock.now()),
    )
    try:
        with transaction.atomic():
            parent.add_child(instance=made)
            revision = made.save_revision()
            if made.live:
                revision.publish()
            else:
                notes.insert(0, f"it was {item.standing} on the old site and waits as a draft")
    except ValidationError as error:
        return None, ["; ".join(error.messages)]
    made.refresh_from_db()
    return made, notes


def _html(item: OldItem) -> tuple[str, list[str]]:
    """A standing page is text alone: what else it had is a link, and said."""
    out, notes = [], []
    for piece in item.body:
        match piece:
            case Words(html):
                out.append(html)
            case Quote(quote, who):
                out.append(f"<blockquote>{escape(quote)}{f' ({escape(who)})' if who else ''}</blockquote>")
            case Card(url, title):
                out.append(f'<p><a href="{escape(url)}">{escape(title or url)}</a></p>')
            case Sound(url, title):
                out.append(f'<p><a href="{escape(url)}">{escape(title or "Audio")}</a></p>')
            case Picture(url):
                notes.append(f"standing pages show no pictures: {url} was left out")
    return "".join(out), notes
