"""A hundred items of the old site at a time: read, given their pictures, and put in, each batch whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import transaction

from groundwave.kit import text
from groundwave.kit.html import plain_text
from groundwave.newsroom import api as newsroom
from groundwave.wire.core.old_site import Card, LeftOut, OldItem, Picture, Quote, Sound, Words
from groundwave.wire.models import Moved
from groundwave.wire.moving import addresses
from groundwave.wire.moving.files import Files, NotThere
from groundwave.wire.moving.places import Places

_AHEAD: Final = 8  # stories whose pictures are fetched together
_SOUNDS: Final = (".mp3", ".m4a", ".ogg", ".aac")


@dataclass
class Put:
    """What became of one item."""

    item: OldItem
    page: Any = None
    why_not: str = ""
    notes: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass
class Body:
    """A body in the newsroom's blocks; `lost` are addresses of files that did not come."""

    blocks: list[tuple[str, Any]]
    notes: list[str]
    lost: list[str]


def put_in(items: Sequence[OldItem], *, places: Places, files: Files, known: dict[str, Moved]) -> list[Put]:
    """New stories together, changed ones each by itself; with their rows and their old addresses."""
    prepared = []
    for start in range(0, len(items), _AHEAD):
        some = items[start : start + _AHEAD]
        files.ahead(picture for item in some for picture in _pictures(item))
        prepared += [(item, *_prepared(item, places, files)) for item in some]
    done = [Put(item, notes=tuple(body.notes), lost=tuple(body.lost)) for item, _, body, _ in prepared]
    with transaction.atomic():
        fresh = [place for place, item in enumerate(items) if _page_of(known.get(item.source_id)) is None]
        arrivals = [
            newsroom.Arrival(prepared[place][1], prepared[place][3], publish=items[place].standing.is_public)
            for place in fresh
        ]
        for place, made in zip(fresh, newsroom.take_in_many(arrivals=arrivals) if arrivals else (), strict=True):
            if isinstance(made, newsroom.Story):
                done[place].page = made
            else:
                done[place].why_not = str(made)
        for place in set(range(len(items))) - set(fresh):
            _again(done[place], prepared[place][1], known[items[place].source_id], prepared[place][3])
        _remember(done, places, known)
        led = [
            addresses.Led(url, page=put.page)
            for put in done
            if put.page is not None and put.item.standing.is_public
            for url in put.item.urls
        ]
        addresses.lay(led, move=places.move, said=places.said)
    return done


def _pictures(item: OldItem) -> Iterator[Picture]:
    if item.lead is not None:
        yield item.lead
    yield from (piece for piece in item.body if isinstance(piece, Picture))


def _page_of(row: Moved | None) -> Any:
    return row.page if row else None


def _again(put: Put, incoming: newsroom.IncomingStory, row: Moved, section: newsroom.SectionPage) -> None:
    """Bring a story up to date that the old site changed, unless somebody has worked on it here."""
    story = newsroom.Story.objects.filter(pk=row.page_id).first()
    if story is None or story.latest_revision_id != row.revision:
        put.page = story
        put.why_not = "it was changed on the old site, but has been edited here since it came over; ours was kept"
        return
    try:
        put.page = newsroom.take_in(
            incoming=incoming, section=section, story=story, publish=put.item.standing.is_public
        )
        if story.live and not put.item.standing.is_public:
            put.page.unpublish()
    except newsroom.UnableToTakeIn as unable:
        put.page, put.why_not = story, str(unable)


def _remember(done: Sequence[Put], places: Places, known: dict[str, Moved]) -> None:
    rows = []
    for put in done:
        item, before = put.item, known.get(put.item.source_id)
        notes = [*item.notes, *put.notes]
        if not item.standing.is_public and put.page is not None:
            notes.insert(0, f"it was {item.standing} on the old site and waits as a draft")
        words = "; ".join(filter(None, (put.why_not, *notes)))
        row = Moved(
            pk=before.pk if before else None,
            move=places.move,
            kind=Moved.Kind.ITEM,
            source_id=item.source_id[:500],
            sha256=item.sha256,
            title=item.title[:300],
            page_id=put.page.pk if put.page is not None else None,
            revision=put.page.latest_revision_id if put.page is not None else None,
            came=put.page is not None,
            waits_for_files=bool(put.lost),
            words=words[:4_000],
            urls="\n".join([*(() if put.page is not None else item.urls), *put.lost])[:20_000],
            comments=item.comments,
        )
        if put.why_not and before and put.page is not None:
            row.revision = before.revision
        rows.append(row)
    fields = ["sha256", "title", "page", "revision", "came", "waits_for_files", "words", "urls", "comments"]
    Moved.objects.bulk_update([row for row in rows if row.pk], fields, batch_size=100)
    Moved.objects.bulk_create([row for row in rows if not row.pk], batch_size=200)


def remember_left_out(left: Sequence[tuple[LeftOut, str]], *, places: Places) -> None:
    """Write down what does not come over, so that the report says it each time. (item, fingerprint)"""
    for one, sha256 in left:
        Moved.objects.update_or_create(
            move=places.move,
            kind=Moved.Kind.ITEM,
            source_id=one.source_id[:500],
            defaults={
                "sha256": sha256,
                "title": one.title[:300],
                "came": False,
                "words": one.reason[:4_000],
                "urls": "\n".join(one.urls)[:20_000],
                "comments": one.comments,
            },
        )


# ------------------------------------------------------------------ one item
def _prepared(item: OldItem, places: Places, files: Files) -> tuple[newsroom.IncomingStory, Body, newsroom.SectionPage]:
    body = body_of(item, files)
    lead = None
    if item.lead is not None:
        lead = _photo(item.lead, files, body)
    section = places.section(item)
    published = item.published_at or item.updated_at or places.move.began_at
    headline = text.cut(item.title, 250) or _first_words(item) or "Untitled"
    incoming = newsroom.IncomingStory(
        headline=headline,
        slug=item.slug or item.title,
        published_at=published,
        provider="",
        is_own=True,
        teaser=item.teaser or _teaser(item),
        body=body.blocks,
        authors=places.authors(item),
        topics=places.topics(item),
        corrections=item.corrections,
        seo_title=text.cut(item.seo_title, 250),
        search_description=text.cut(item.search_description, 300),
        canonical_url=item.canonical_url,
        no_index=item.no_index,
        copyright_year=published.year,
        lead_photo=lead,
        lead_caption=(item.lead.caption[:1_000] if item.lead and lead and item.lead.caption != lead.caption else ""),
    )
    return incoming, body, section


def _first_words(item: OldItem) -> str:
    """A post without a title is known by how it begins."""
    first = next((plain_text(piece.html) for piece in item.body if isinstance(piece, Words)), "")
    return text.cut(first, 60)


def _teaser(item: OldItem) -> str:
    first = next((plain_text(piece.html) for piece in item.body if isinstance(piece, Words)), "")
    return text.cut(first, 220)


def body_of(item: OldItem, files: Files) -> Body:
    """The pieces as blocks; a picture that did not come leaves no hole, and is said."""
    body = Body([], [], [])
    for piece in item.body:
        match piece:
            case Words(html):
                body.blocks.append(("text", html))
            case Picture():
                if (photo := _photo(piece, files, body)) is not None:
                    caption = "" if piece.caption == photo.caption else piece.caption
                    body.blocks.append(("photo", {"photo": photo, "caption": caption[:600], "size": "column"}))
            case Quote(quote, who):
                body.blocks.append(("pull_quote", {"quote": quote, "who": who, "context": ""}))
            case Sound():
                body.blocks.append(_sound(piece, files, body))
            case Card(url, title, description):
                shown = {"url": url, "title": text.cut(title or _host(url), 200), "description": description[:300]}
                body.blocks.append(("link_card", shown))
    return body


def _photo(picture: Picture, files: Files, body: Body) -> newsroom.Photo | None:
    try:
        return files.photo(picture)
    except NotThere as why:
        body.lost.append(picture.url)
        body.notes.append(f"the picture {picture.url} did not come: {why}")
        return None


def _sound(sound: Sound, files: Files, body: Body) -> tuple[str, Any]:
    """Our own copy if it can be had, else from where it is."""
    shown: dict[str, Any] = {
        "title": text.cut(sound.title, 200) or "Audio",
        "file": None,
        "url": "",
        "seconds": None,
        "credit": "",
        "transcript": "",
        "downloadable": True,
        "message": "",
    }
    try:
        shown["file"] = files.attachment(sound.url, sound.title)
    except NotThere as why:
        shown["url"], shown["downloadable"] = sound.url, False
        body.lost.append(sound.url)
        body.notes.append(f"the sound {sound.url} stays at its old address: {why}")
    return "audio", shown


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")
