"""Texts, dates and addresses of a feed item, as hostile as any other input."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from xml.etree.ElementTree import Element, tostring

from groundwave.kit.html import MAX_HTML_CHARS, UnableToClean, clean_inline, plain_text
from groundwave.kit.text import cut
from groundwave.wire.core.addresses import web_address
from groundwave.wire.core.bounds import (
    ABSURD_LINE_CHARS,
    MAX_CAPTION_CHARS,
    MAX_ID_CHARS,
    MAX_LINE_CHARS,
    MAX_LINE_HTML_CHARS,
    MAX_TEASER_CHARS,
)
from groundwave.wire.core.cds_document import Notes
from groundwave.wire.core.moments import UnableToDate, feed_instant
from groundwave.wire.core.outcome import Refused

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_COPYRIGHT = re.compile(
    r"(?:copyright|\(c\)|©|&copy;|all rights reserved\.?|\d{4}(?:\s*[-–]\s*\d{4})?|by\b|[\s,.:;]+)", re.I
)
_MAILBOX = re.compile(r"[^\s@()]+@[^\s@()]+")
_VALID = re.compile(r"\b(start|end)\s*=\s*([^;]+)", re.IGNORECASE)


def words(element: Element | None) -> str:
    """All text inside the element; empty when there is none."""
    return "".join(element.itertext()).strip() if element is not None else ""


def first(parent: Element, *names: str) -> Element | None:
    """The first child of the first of these names that has any text or attributes."""
    for name in names:
        for element in parent.findall(name):
            if words(element) or element.attrib:
                return element
    return None


def read_html(field: str, html: str, clean: Callable[[str], str]) -> str:
    """The cleaned text. Raises Refused when it is too long or too deep to be read."""
    if len(html) > MAX_HTML_CHARS:
        raise Refused(field, f"{len(html):,} characters; at most {MAX_HTML_CHARS:,} are read")
    try:
        return clean(html)
    except UnableToClean as wrong:
        raise Refused(field, str(wrong)) from wrong


def line(field: str, html: str, notes: Notes, *, limit: int = MAX_LINE_CHARS) -> str:
    """Plain text on one line, cut at a word with a note; what cannot be read is left out with a note."""
    try:
        text = read_html(field, html[:MAX_LINE_HTML_CHARS], plain_text)
    except Refused as refused:
        notes.add(f"“{field}” was left out: {refused.reason}")
        return ""
    if len(text) > limit:
        notes.add(f"“{field}” was cut to {limit:,} characters")
        return cut(text, limit)
    return text


def caption(field: str, text: str, *, is_html: bool, base: str | None, notes: Notes) -> str:
    """Clean inline HTML of a text or of HTML; an absurdly long one is left out."""
    if not is_html:
        text = text.replace("&", "&amp;").replace("<", "&lt;")
    written = read_html(field, text[:MAX_LINE_HTML_CHARS], lambda html: clean_inline(html, base=base))
    if len(written) > MAX_CAPTION_CHARS:
        notes.add(f"“{field}” is longer than {MAX_CAPTION_CHARS:,} characters and was left out")
        return ""
    return written


def headline(text: str, notes: Notes) -> str:
    """The title. Raises Refused when it is missing or absurd."""
    if len(text) > ABSURD_LINE_CHARS:
        raise Refused("title", f"{len(text):,} characters; at most {ABSURD_LINE_CHARS:,}")
    found = line("title", text, notes)
    if not found:
        raise Refused("title", "missing")
    return found


def identifier(field: str, *candidates: str) -> str:
    """The first that is not empty, taken as it is: it means nothing to us. Raises Refused."""
    for candidate in candidates:
        if candidate:
            if len(candidate) > MAX_ID_CHARS:
                raise Refused(field, f"{len(candidate):,} characters; at most {MAX_ID_CHARS}")
            if re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", candidate):
                raise Refused(field, "is not an identifier")
            return candidate
    raise Refused(field, "missing")


def moment(field: str, text: str, notes: Notes) -> datetime | None:
    """A date in UTC; an unreadable one is left out with a note."""
    if not text:
        return None
    try:
        return feed_instant(text)
    except UnableToDate as wrong:
        notes.add(f"“{field}” was left out: {wrong}")
        return None


def required_moment(field: str, *texts: str) -> datetime:
    """The first date that is there, in UTC. Raises Refused when there is none or it names no instant."""
    for text in texts:
        if text:
            try:
                return feed_instant(text)
            except UnableToDate as wrong:
                raise Refused(field, str(wrong)) from wrong
    raise Refused(field, "missing")


def valid_period(text: str, notes: Notes) -> tuple[datetime | None, datetime | None]:
    """`dcterms:valid` as DCMI Period writes it (`start=…; end=…; scheme=W3C-DTF`): held until, expires at."""
    found = {name.lower(): value.strip() for name, value in _VALID.findall(text[:300])}
    return embargo("dcterms:valid", found.get("start", ""), notes), expiry("dcterms:valid", found.get("end", ""), notes)


def embargo(field: str, text: str, notes: Notes) -> datetime | None:
    """The instant until which an item is hidden. One that names no instant is not guessed: a person must look."""
    found = moment(field, text, notes)
    if text and found is None:
        notes.hold(f"its embargo ({field}) names no instant: “{text[:40]}”")
    return found


def expiry(field: str, text: str, notes: Notes) -> datetime | None:
    """The instant after which an item may not be shown; one that names none needs a person."""
    found = moment(field, text, notes)
    if text and found is None:
        notes.hold(f"its end ({field}) names no instant: “{text[:40]}”")
    return found


def language(*tags: str) -> str | None:
    """The first that is a BCP 47 tag, or None."""
    for tag in tags:
        if _LANGUAGE.fullmatch(tag.strip()):
            return tag.strip().replace("_", "-")
    return None


def copyright_owner(text: str, notes: Notes) -> str:
    """Whom a copyright line names: “Copyright 2026 Example Media” is “Example Media”."""
    found = line("copyright", text, notes)
    while found and (lead := _COPYRIGHT.match(found)):
        found = found[lead.end() :]
    return re.sub(r"[\s,.]*all rights reserved\.?$", "", found, flags=re.IGNORECASE).strip()


def person(text: str, notes: Notes) -> str:
    """A name as RSS writes an author: `mailbox (Name)`, `Name <mailbox>` or a name. A mailbox is never shown."""
    inside = re.fullmatch(r"\s*\S+@\S+\s*\(([^()]{1,200})\)\s*", text[:400])
    name = inside[1] if inside else _MAILBOX.sub("", text[:ABSURD_LINE_CHARS].replace("<", " ").replace(">", " "))
    return line("author", name, notes).strip(" ()")


def terms(text: str, notes: Notes) -> str:
    """Usage terms in the owner's words, for editors."""
    return line("rights", text, notes, limit=MAX_TEASER_CHARS)


def base_of(*candidates: str | None) -> str | None:
    """The first absolute web address, against which relative links are read."""
    return next((found for text in candidates if text and (found := web_address(text))), None)


def serialized(element: Element) -> bytes:
    """The element as bytes that are the same whenever its content is the same."""
    return tostring(element, encoding="utf-8").strip()
