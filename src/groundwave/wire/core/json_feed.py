"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from groundwave.kit.text import cut
from groundwave.wire.core.addresses import mime_type, original_name, web_address
from groundwave.wire.core.bounds import (
    MAX_AUDIO_SECONDS,
    MAX_DOCUMENTS,
    MAX_LINE_CHARS,
    MAX_LINKS,
    MAX_TEASER_CHARS,
)
from groundwave.wire.core.cds_document import Notes
from groundwave.wire.core.feed_text import headline, identifier, language, line, moment, required_moment
from groundwave.wire.core.holding import hold_reason
from groundwave.wire.core.item import Block, LinkCard, WireAudio, WireByline, WireItem, WirePhoto, WireRef
from groundwave.wire.core.json_fields import Fields, number, objects, said
from groundwave.wire.core.markup import body_blocks, plain_blocks
from groundwave.wire.core.outcome import Outcome, Parsed, Refused, Rejected, Unreadable, one_line
from groundwave.wire.core.rss import TEASER_FROM_BODY_CHARS

_VERSION: Final = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/(1(?:\.\d)?)/?")
_TITLE_FROM_TEXT_CHARS: Final = 90


@dataclass(frozen=True, slots=True)
class _Feed:
    fields: Fields
    version: str
    title: str
    base: str | None


def is_json_feed(value: object) -> bool:
    """Whether the file says that it is a JSON Feed, of any version."""
    return isinstance(value, dict) and "jsonfeed.org/version/" in said(value, "version")


def json_feed_outcomes(value: object) -> Iterator[Outcome]:
    """One outcome for each item. Raises Unreadable."""
    if not isinstance(value, dict) or not (found := _VERSION.fullmatch(said(value, "version"))):
        raise Unreadable("version", "a JSON Feed of a version that is not read; 1 and 1.1 are")
    items = value.get("items")
    if not isinstance(items, list):
        raise Unreadable("items", "is not a list of items")
    if len(items) > MAX_DOCUMENTS:
        raise Unreadable("items", f"{len(items):,} items; at most {MAX_DOCUMENTS:,} in one file")
    base = web_address(said(value, "home_page_url")) or web_address(said(value, "feed_url"))
    feed = _Feed(value, found[1], line("title", said(value, "title"), Notes()), base)
    for place, fields in enumerate(items, start=1):
        if not isinstance(fields, dict):
            yield Rejected(f"#{place}", "items", "is not a JSON object")
            continue
        try:
            yield Parsed(_item(fields, feed))
        except Refused as refused:
            yield Rejected(one_line(said(fields, "id", "url")) or f"#{place}", refused.field, refused.reason)


def _item(fields: Fields, feed: _Feed) -> WireItem:
    notes = Notes()
    page = web_address(said(fields, "url"), base=feed.base)
    body = _body(fields, page or feed.base, notes)
    text = said(fields, "summary") or said(fields, "content_text", "content_html")
    name = _title(fields, text, notes)
    published, modified = said(fields, "date_published"), said(fields, "date_modified")
    if other := web_address(said(fields, "external_url"), base=feed.base):
        body = (*body, LinkCard(other, other))
    limit = MAX_TEASER_CHARS if said(fields, "summary") else TEASER_FROM_BODY_CHARS
    return WireItem(
        format="json feed",
        format_version=feed.version,
        provider_key="json_feed",
        external_id=identifier("id", said(fields, "id")),
        headline=name,
        teaser=line("summary", text, notes, limit=limit),
        language=language(said(fields, "language"), said(feed.fields, "language")),
        body=body,
        lead_photo=_photo(fields, feed, notes),
        audio=tuple(_sounds(fields, feed, notes)),
        bylines=tuple(_bylines(fields, feed, notes)),
        collections=tuple(_topics(fields, notes)),
        canonical_url=page,
        provider_name=feed.title,
        published_at=required_moment("date_published", published, modified),
        modified_at=moment("date_modified", modified, notes),
        needs_editor=hold_reason(name, doubt=notes.doubt),
        notes=notes.lines(),
        raw_sha256=hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest(),
    )


def _title(fields: Fields, text: str, notes: Notes) -> str:
    """A title is optional: without one, the first words stand for it."""
    if title := said(fields, "title"):
        return headline(title, notes)
    words = cut(line("content", text, Notes(), limit=MAX_LINE_CHARS), _TITLE_FROM_TEXT_CHARS)
    if not words:
        raise Refused("title", "missing, and there is no text to take one from")
    notes.add("it has no title; its first words were taken")
    return words


def _body(fields: Fields, base: str | None, notes: Notes) -> tuple[Block, ...]:
    if text := said(fields, "content_html"):
        return body_blocks(text, base=base, notes=notes)
    return plain_blocks(said(fields, "content_text"), base=base, notes=notes)


def _photo(fields: Fields, feed: _Feed, notes: Notes) -> WirePhoto | None:
    addresses = [said(fields, "image"), said(fields, "banner_image")]
    addresses += [said(entry, "url") for entry in _attachments(fields, "image")]
    url = next((found for text in addresses if (found := web_address(text, base=feed.base))), None)
    if url is None:
        return None
    notes.add("the picture carries no credit")
    return WirePhoto(url[-500:], url, original_name(url), None, None, None, "", "", "", "")


def _sounds(fields: Fields, feed: _Feed, notes: Notes) -> Iterator[WireAudio]:
    """Attachments of the same title are the same sound in other formats: the first is taken."""
    seen: set[str] = set()
    titles: set[str] = set()
    for entry in _attachments(fields, "audio"):
        url = web_address(said(entry, "url"), base=feed.base)
        if url is None:
            notes.add("a sound without a file was left out")
        elif url not in seen:
            seen.add(url)
            title = line("attachments.title", said(entry, "title"), notes)
            if title in titles:
                continue
            titles |= {title} - {""}
            lasts = number(entry, "duration_in_seconds", at_most=MAX_AUDIO_SECONDS)
            yield WireAudio(url[-500:], url, mime_type(said(entry, "mime_type")), lasts, title, True, True, False, "")


def _attachments(fields: Fields, kind: str) -> Iterator[Fields]:
    for _, entry in objects(fields, "attachments"):
        if mime_type(said(entry, "mime_type")).startswith(f"{kind}/"):
            yield entry


def _bylines(fields: Fields, feed: _Feed, notes: Notes) -> Iterator[WireByline]:
    """Version 1.1 has `authors`, 1.0 `author`; an item without any has the feed's."""
    for holder in (fields, feed.fields):
        named = [line("authors", said(entry, "name"), notes) for _, entry in objects(holder, "authors", "author")]
        found = [WireByline(name) for name in dict.fromkeys(named) if name]
        if found:
            yield from found
            return


def _topics(fields: Fields, notes: Notes) -> Iterator[WireRef]:
    tags = fields.get("tags")
    texts = [tag for tag in tags[:MAX_LINKS] if isinstance(tag, str)] if isinstance(tags, list) else []
    for title in dict.fromkeys(line("tags", text, notes) for text in texts):
        if title:
            yield WireRef("", ("topic",), title)
