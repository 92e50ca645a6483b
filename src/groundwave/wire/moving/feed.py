"""An old site of which only a feed is left: RSS, Atom or JSON Feed, as far back as the feed goes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from groundwave.kit.fetch import UnableToFetch, fetch
from groundwave.kit.html import plain_text
from groundwave.kit.text import cut, slug
from groundwave.wire.core.bounds import MAX_DOCUMENT_BYTES
from groundwave.wire.core.document import parse_document
from groundwave.wire.core.item import (
    AudioBlock,
    Block,
    LinkCard,
    Paragraphs,
    PhotoBlock,
    PullQuote,
    RelatedRef,
    WireItem,
    WirePhoto,
)
from groundwave.wire.core.old_site import (
    Card,
    LeftOut,
    OldAuthor,
    OldFile,
    OldItem,
    OldSite,
    OldTerm,
    Picture,
    Piece,
    Quote,
    Sound,
    Standing,
    Words,
)
from groundwave.wire.core.outcome import Outcome, Parsed, Rejected, UnableToRead
from groundwave.wire.moving.source import Waiting

_SECONDS: Final = 60.0


class Feed:
    """Raises UnableToRead."""

    def __init__(self, url: str, *, private_hosts: frozenset[str]) -> None:
        self.notes: list[str] = []
        try:
            found = fetch(url, at_most=MAX_DOCUMENT_BYTES, seconds=_SECONDS, private_hosts=private_hosts)
        except UnableToFetch as unable:
            raise UnableToRead(url, "address", str(unable)) from unable
        outcomes = parse_document(found.data, filename=url)
        self._outcomes = [one for one in outcomes if isinstance(one, Parsed | Rejected)]
        self.total = len(self._outcomes)
        items = [one.item for one in self._outcomes if isinstance(one, Parsed)]
        names = dict.fromkeys(line.name for item in items for line in item.bylines if line.name)
        topics = dict.fromkeys(ref.title for item in items for ref in item.topics if ref.title)
        parts = urlsplit(url)
        self.site = OldSite(
            "feed",
            f"{parts.scheme}://{parts.netloc}",
            language=next((item.language for item in items if item.language), "") or "",
            authors={name: OldAuthor(name, name, slug(name) or "author") for name in names},
            tags={name: OldTerm(name, name, slug(name) or "topic") for name in topics},
            feeds=(url,),
        )

    def items(self) -> Iterator[Waiting]:
        for one in self._outcomes:
            if isinstance(one, Parsed):
                yield Waiting(one.item.external_id, one.item.raw_sha256, partial(item_of, one))
            else:
                said = f"{one.field}: {one.reason}"
                yield Waiting(one.document_id, hashlib.sha256(said.encode()).hexdigest(), partial(item_of, one))

    def files(self) -> Iterator[OldFile]:
        """A feed lists none."""
        return iter(())


def item_of(outcome: Outcome) -> OldItem | LeftOut | None:
    """What a document of the wire is where its site moves in; None where only others point to it."""
    if isinstance(outcome, Rejected):
        return LeftOut(outcome.document_id, outcome.document_id, f"{outcome.field}: {outcome.reason}")
    if not isinstance(outcome, Parsed):
        return None
    item = outcome.item
    urls = (item.canonical_url,) if item.canonical_url else ()
    if item.withdrawn:
        return LeftOut(item.external_id, item.headline, "its source says that it was taken back")
    path = urlsplit(item.canonical_url or "").path.rstrip("/").rpartition("/")[2]
    pieces = [Sound(sound.url, sound.title) for sound in item.audio[:1] if sound.url]
    return OldItem(
        source_id=item.external_id,
        kind="story",
        title=item.headline,
        slug=path.partition(".")[0],
        standing=Standing.PUBLIC if _is_for_everybody(item) else Standing.PENDING,
        published_at=item.published_at,
        sha256=item.raw_sha256,
        updated_at=item.modified_at,
        teaser=cut(item.teaser or item.subtitle, 320),
        body=(*pieces, *(piece for block in item.body if (piece := _piece(block)) is not None)),
        authors=tuple(line.name for line in item.bylines if line.name),
        tags=tuple(ref.title for ref in item.topics if ref.title),
        lead=_picture(item.lead_photo) if item.lead_photo else None,
        urls=urls,
        language=(item.language or "").partition("-")[0].lower(),
        corrections=tuple(
            (fix.text, when) for fix in item.corrections if (when := fix.at or item.modified_at or item.published_at)
        ),
        notes=(*item.notes, *(f"{gone.external_id}: {gone.reason}" for gone in item.dropped)),
    )


def _is_for_everybody(item: WireItem) -> bool:
    """What has an embargo, an end or a doubt waits for an editor: a move knows nothing of hours to come."""
    return not (item.needs_editor or item.hold_until or item.expires_at)


def _piece(block: Block) -> Piece | None:
    match block:
        case Paragraphs(html):
            return Words(html) if plain_text(html) else None
        case PhotoBlock(photo):
            return _picture(photo)
        case PullQuote(quote, who, _):
            return Quote(quote[:500], who[:160])
        case AudioBlock(audio):
            return Sound(audio.url, audio.title) if audio.url else None
        case LinkCard(url, title):
            return Card(url, title)
        case RelatedRef(_, url, title) if url:
            return Card(url, title)
    return None


def _picture(photo: WirePhoto) -> Picture:
    return Picture(
        photo.url,
        plain_text(photo.caption)[:600],
        photo.alt[:300],
        photo.photographer[:160],
        agency=photo.agency[:160],
        usage_terms=photo.usage_terms,
        copyright_notice=photo.copyright_notice[:300],
        expires_at=photo.expires_at,
    )
