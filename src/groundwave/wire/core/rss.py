"""RSS 2.0 (https://www.rssboard.org/rss-specification) with content, Dublin Core, Atom links and Media RSS."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from groundwave.wire.core.addresses import web_address
from groundwave.wire.core.bounds import ABSURD_LINE_CHARS, MAX_LINKS, MAX_TEASER_CHARS
from groundwave.wire.core.cds_document import Notes
from groundwave.wire.core.feed_media import audio_of, enclosures_of, gone_reason, lead_photo, restrictions
from groundwave.wire.core.feed_text import (
    base_of,
    copyright_owner,
    first,
    headline,
    identifier,
    language,
    line,
    moment,
    person,
    required_moment,
    serialized,
    terms,
    valid_period,
    words,
)
from groundwave.wire.core.holding import hold_reason
from groundwave.wire.core.item import Status, WireByline, WireItem, WireRef
from groundwave.wire.core.markup import body_blocks

TEASER_FROM_BODY_CHARS = 300


def rss_item(item: Element, channel: Element) -> WireItem:
    """The item as its channel offers it. Raises Refused.

    Relative links are read against `xml:base` or the channel's link. A withdrawn item needs nothing but its id.
    """
    notes = Notes()
    base = base_of(item.get("{xml}base"), channel.get("{xml}base"), words(channel.find("link")))
    guid = item.find("guid")
    link = words(item.find("link")) or _alternate(item)
    external_id = identifier("guid", words(guid), item.get("{rdf}about") or "", link)
    title = words(item.find("title"))
    provider = line("channel title", words(channel.find("title")), notes)
    if (gone := gone_reason(item, channel)) is not None:
        return withdrawn_item("rss", item, external_id, title, gone, provider)
    modified = words(first(item, "{dcterms}modified", "{atom}updated"))
    published = (words(first(item, "pubDate")), words(first(item, "{dc}date", "{dcterms}issued", "{atom}published")))
    content, description = words(item.find("{content}encoded")), words(item.find("description"))
    held, expires = valid_period(words(item.find("{dcterms}valid")), notes)
    permalink = words(guid) if guid is not None and guid.get("isPermaLink", "true") != "false" else ""
    name = headline(title, notes)
    files = enclosures_of(item)
    rights = words(first(item, "{media}copyright", "{dc}publisher")) or words(first(channel, "copyright", "{dc}rights"))
    return WireItem(
        format="rss",
        provider_key="rss",
        external_id=external_id,
        headline=name,
        teaser=line("description", description, notes, limit=MAX_TEASER_CHARS if content else TEASER_FROM_BODY_CHARS),
        language=language(words(item.find("{dc}language")), item.get("{xml}lang", ""), words(channel.find("language"))),
        body=body_blocks(content or description, base=base, notes=notes),
        lead_photo=lead_photo(item, files, base=base, notes=notes),
        audio=audio_of(item, files, base=base, notes=notes),
        bylines=tuple(_bylines(item, notes)),
        collections=tuple(_topics(item, notes)),
        canonical_url=web_address(link, base=base) or web_address(permalink),
        provider_name=provider,
        copyright_owner=copyright_owner(rights, notes),
        usage_terms=_terms(item, channel, notes),
        published_at=required_moment("pubDate", *published, modified),
        modified_at=moment("dcterms:modified", modified, notes),
        hold_until=held,
        expires_at=expires,
        needs_editor=hold_reason(name, doubt=notes.doubt),
        notes=notes.lines(),
        raw_sha256=hashlib.sha256(serialized(item)).hexdigest(),
    )


def withdrawn_item(key: str, source: Element, external_id: str, title: str, reason: str, provider: str) -> WireItem:
    """An item that its source took back. A kill must get through: whatever else is wrong with it is not read."""
    return WireItem(
        format=key,
        provider_key=key,
        external_id=external_id,
        headline=line("title", title[:ABSURD_LINE_CHARS], Notes()),
        published_at=None,
        provider_name=provider,
        withdrawn=True,
        withdrawn_reason=reason,
        status=Status.CANCELED,
        raw_sha256=hashlib.sha256(serialized(source)).hexdigest(),
    )


def _alternate(item: Element) -> str:
    for link in item.findall("{atom}link"):
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            return link.get("href") or ""
    return ""


def _terms(item: Element, channel: Element, notes: Notes) -> str:
    """What the owner allows, in the owner's words; a license that is only an address counts as its words."""
    found = first(item, "{dc}rights", "{media}license")
    said = words(found) or (found.get("href", "") if found is not None else "")
    limits = restrictions(item, *item.findall("{media}group"), channel)
    if limits:
        notes.hold(f"the source restricts its use: {limits}")
    return terms("; ".join(part for part in (said, limits) if part), notes)


def _bylines(item: Element, notes: Notes) -> Iterator[WireByline]:
    creators = [words(element) for element in item.findall("{dc}creator")[:MAX_LINKS]]
    single = words(first(item, "author", "{itunes}author"))
    names = (person(text, notes) for text in creators or [single] if text)
    for name in dict.fromkeys(names):
        if name:
            yield WireByline(name)
        else:
            notes.add("an author without a name was left out")


def _topics(item: Element, notes: Notes) -> Iterator[WireRef]:
    named = [*item.findall("category"), *item.findall("{dc}subject")][:MAX_LINKS]
    titles = (line("category", words(element), notes) for element in named)
    for title in dict.fromkeys(titles):
        if title:
            yield WireRef("", ("topic",), title)
