"""Atom 1.0 (RFC 4287) and the tombstones of RFC 6721."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterator
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from groundwave.wire.core.addresses import web_address
from groundwave.wire.core.bounds import MAX_LINKS, MAX_TEASER_CHARS
from groundwave.wire.core.cds_document import Notes
from groundwave.wire.core.feed_media import audio_of, enclosures_of, gone_reason, lead_photo
from groundwave.wire.core.feed_text import (
    base_of,
    copyright_owner,
    headline,
    identifier,
    language,
    line,
    moment,
    required_moment,
    serialized,
    terms,
    valid_period,
    words,
)
from groundwave.wire.core.holding import hold_reason
from groundwave.wire.core.item import WireByline, WireItem, WireRef
from groundwave.wire.core.markup import body_blocks, inner_markup
from groundwave.wire.core.outcome import Refused, one_line
from groundwave.wire.core.rss import TEASER_FROM_BODY_CHARS, withdrawn_item


def atom_item(entry: Element, feed: Element) -> WireItem:
    """The entry as its feed offers it. Raises Refused. A withdrawn entry needs nothing but its id."""
    notes = Notes()
    feed_page = _link(feed, "alternate", None) or _link(feed, "self", None)
    base = _base(entry, feed, feed_page)
    external_id = identifier("id", words(entry.find("{atom}id")), _link(entry, "alternate", base) or "")
    provider = line("feed title", _as_html(feed.find("{atom}title")), notes) if feed is not entry else ""
    if (gone := gone_reason(entry, feed)) is not None:
        return withdrawn_item("atom", entry, external_id, words(entry.find("{atom}title")), gone, provider)
    updated, published = words(entry.find("{atom}updated")), words(entry.find("{atom}published"))
    title = _as_html(entry.find("{atom}title"))
    summary = _as_html(entry.find("{atom}summary"))
    content = entry.find("{atom}content")
    if content is not None and content.get("src"):
        notes.add("the text is in another file, which is not fetched")
    text = _as_html(content, field="content") or summary
    name = headline(title, notes)
    held, expires = valid_period(words(entry.find("{dcterms}valid")), notes)
    rights = _as_html(entry.find("{atom}rights"))
    files = enclosures_of(entry)
    return WireItem(
        format="atom",
        provider_key="atom",
        external_id=external_id,
        version=one_line(updated[:40]) or None,
        headline=name,
        teaser=line("summary", summary or text, notes, limit=MAX_TEASER_CHARS if summary else TEASER_FROM_BODY_CHARS),
        language=language(
            content.get("{xml}lang", "") if content is not None else "",
            entry.get("{xml}lang", ""),
            feed.get("{xml}lang", ""),
        ),
        body=body_blocks(text, base=_deeper(content, base), notes=notes),
        lead_photo=lead_photo(entry, files, base=base, notes=notes),
        audio=audio_of(entry, files, base=base, notes=notes),
        bylines=tuple(_bylines(entry, feed, notes)),
        collections=tuple(_topics(entry, notes)),
        canonical_url=_link(entry, "alternate", base),
        provider_name=provider,
        copyright_owner=copyright_owner(_as_html(feed.find("{atom}rights")) or rights, notes),
        usage_terms=terms(rights, notes),
        published_at=required_moment("published", published, updated),
        modified_at=moment("updated", updated, notes),
        hold_until=held,
        expires_at=expires,
        needs_editor=hold_reason(name, doubt=notes.doubt),
        notes=notes.lines(),
        raw_sha256=hashlib.sha256(serialized(entry)).hexdigest(),
    )


def deleted_item(entry: Element, feed: Element) -> WireItem:
    """A tombstone: the entry of this id is gone. RFC 6721 section 3. Raises Refused."""
    notes = Notes()
    reason = line("at:comment", words(entry.find("{at}comment")), notes) or "the source deleted it"
    provider = line("feed title", _as_html(feed.find("{atom}title")), notes)
    return withdrawn_item("atom", entry, identifier("ref", entry.get("ref") or ""), "", reason, provider)


def _as_html(element: Element | None, *, field: str = "text") -> str:
    """An Atom text construct as HTML, whatever its type; text is escaped. Raises Refused for other media."""
    if element is None:
        return ""
    kind = (element.get("type") or "text").lower()
    if kind in {"html", "text/html"}:
        return words(element)
    if kind in {"xhtml", "application/xhtml+xml"}:
        return inner_markup(element)
    if kind in {"text", "text/plain"}:
        return html.escape(words(element), quote=False)
    if element.get("src"):
        return ""
    raise Refused(field, f"the type “{kind[:60]}” cannot be shown")


def _link(holder: Element, rel: str, base: str | None) -> str | None:
    for link in holder.findall("{atom}link"):
        if link.get("rel", "alternate") == rel and (found := web_address(link.get("href"), base=base)):
            return found
    return None


def _base(entry: Element, feed: Element, feed_page: str | None) -> str | None:
    outer = base_of(feed.get("{xml}base"), feed_page)
    inner = entry.get("{xml}base")
    try:
        return base_of(urljoin(outer or "", inner)) if inner else outer
    except ValueError:
        return outer


def _deeper(content: Element | None, base: str | None) -> str | None:
    """Against what links of the text are read: its own `xml:base`, which may be relative."""
    own = content.get("{xml}base") if content is not None else None
    try:
        return base_of(urljoin(base or "", own)) or base if own else base
    except ValueError:
        return base


def _bylines(entry: Element, feed: Element, notes: Notes) -> Iterator[WireByline]:
    """RFC 4287 section 4.2.1: without an author of its own an entry has its source's or the feed's."""
    found = entry.findall("{atom}author") or entry.findall("{atom}source/{atom}author") or feed.findall("{atom}author")
    names = (line("author", words(author.find("{atom}name")), notes) for author in found[:MAX_LINKS])
    for name in dict.fromkeys(names):
        if name:
            yield WireByline(name)


def _topics(entry: Element, notes: Notes) -> Iterator[WireRef]:
    for category in entry.findall("{atom}category")[:MAX_LINKS]:
        if title := line("category", category.get("label") or category.get("term") or "", notes):
            yield WireRef("", ("topic",), title)
