"""One CDS document or asset as hostile JSON: every field may be missing, of another type, or absurd."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from groundwave.kit.html import MAX_HTML_CHARS, UnableToClean, clean_html, clean_inline, plain_text
from groundwave.kit.text import cut
from groundwave.wire.core.addresses import asset_key, document_id, last_part, web_address
from groundwave.wire.core.bounds import (
    MAX_CAPTION_CHARS,
    MAX_LINE_CHARS,
    MAX_LINE_HTML_CHARS,
    MAX_LINKS,
    MAX_NOTES,
)
from groundwave.wire.core.item import DroppedAsset
from groundwave.wire.core.moments import UnableToDate, cds_instant
from groundwave.wire.core.outcome import Refused, one_line

RESTRICTED = "isRestrictedToAuthorizedOrgServiceIds"

# Neither spaces nor control characters nor halves of characters.
_HREF = re.compile(r"[^\s\x00-\x1f\x7f\ud800-\udfff]{1,2000}")
_REL = re.compile(r"[\w.:-]{1,60}", re.ASCII)

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Link:
    """A CDS link object: `href` and `rels`, which may be missing."""

    href: str
    rels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asset:
    """A part of a document, under its key, with the name of its type profile (or None)."""

    key: str
    kind: str | None
    fields: Fields


class Notes:
    """Lines for an editor about what was left out, each once, at most MAX_NOTES.

    `doubt` is the first thing that could not be read and may not be guessed: the item waits for a person then.
    """

    def __init__(self) -> None:
        self._lines: dict[str, None] = {}
        self.doubt = ""

    def hold(self, reason: str) -> None:
        """Say why nobody but a person may decide; the first reason stands."""
        self.doubt = self.doubt or cut(one_line(reason), MAX_LINE_CHARS)

    def add(self, line: str) -> None:
        """Keep the line, unless it is there already or there are enough."""
        if len(self._lines) < MAX_NOTES:
            self._lines.setdefault(cut(one_line(line), MAX_LINE_CHARS))

    def lines(self) -> tuple[str, ...]:
        """All lines in the order in which they were added."""
        return tuple(self._lines)


def link_of(value: object) -> Link | None:
    """The link object, or None if it has no usable href."""
    if not isinstance(value, dict):
        return None
    href, rels = value.get("href"), value.get("rels")
    if not isinstance(href, str) or not _HREF.fullmatch(href.strip()):
        return None
    names = rels[:50] if isinstance(rels, list) else []
    return Link(href.strip(), tuple(rel for rel in names if isinstance(rel, str) and _REL.fullmatch(rel)))


def links_of(fields: Fields, name: str, notes: Notes) -> Iterator[Link]:
    """The list of link objects in a field; what is no link is left out with a note."""
    value = fields.get(name)
    if value is None:
        return
    if not isinstance(value, list):
        notes.add(f"“{name}” is not a list and was left out")
        return
    if len(value) > MAX_LINKS:
        notes.add(f"“{name}” has {len(value):,} links; the first {MAX_LINKS} were read")
    for entry in value[:MAX_LINKS]:
        if link := link_of(entry):
            yield link
        else:
            notes.add(f"a link in “{name}” has no address and was left out")


def type_profile(fields: Fields) -> str | None:
    """The name of the one profile whose rels say "type", wherever it stands in the list; None if there is not one."""
    found = [last_part(link.href) for link in links_of(fields, "profiles", Notes()) if "type" in link.rels]
    return found[0] if len(set(found)) == 1 and found[0] else None


def flag(fields: Fields, name: str) -> bool:
    """True unless the flag is false, null or missing: an odd value never loosens a restriction."""
    return fields.get(name) not in (None, False)


def restricted_to_others(fields: Fields, our_services: frozenset[str]) -> bool:
    """Whether the owner keeps it to services of which none is ours."""
    allowed = fields.get("authorizedOrgServiceIds")
    named = {entry for entry in allowed if isinstance(entry, str)} if isinstance(allowed, list) else set()
    return flag(fields, RESTRICTED) and not named & our_services


def whole(fields: Fields, name: str, *, at_most: int) -> int | None:
    """A whole number from 1 to `at_most`, or None."""
    value = fields.get(name)
    return value if type(value) is int and 1 <= value <= at_most else None


def raw_text(fields: Fields, name: str) -> str:
    """The string as it came, or an empty one."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""


class CdsDocument:
    """A document, what we may take from it, and the notes about what we could not take."""

    def __init__(
        self, fields: Fields, *, our_services: frozenset[str], beside: Mapping[str, Fields] = MappingProxyType({})
    ) -> None:
        """`beside` are the documents, by id, that came in the same answer."""
        self.fields = fields
        self._beside = beside
        self.our_services = our_services
        self.notes = Notes()
        self.dropped: dict[str, DroppedAsset] = {}
        assets = fields.get("assets")
        if assets is not None and not isinstance(assets, dict):
            self.notes.add("“assets” is not an object; every part of the story is missing")
        self._taken: set[tuple[str, str]] = set()
        self._assets: Fields = assets if isinstance(assets, dict) else {}
        self.canonical_url = self._canonical_url()

    def links(self, name: str) -> Iterator[Link]:
        """The links of one field of the document."""
        return links_of(self.fields, name, self.notes)

    def asset(self, link: Link, *, where: str) -> Asset | None:
        """The part that a link points to; a note when it is not here, a `dropped` entry when it is not ours."""
        key = asset_key(link.href)
        other = document_id(link.href) if key is None else None
        fields: object
        if other and other in self._beside and other != raw_text(self.fields, "id"):
            key, fields = other, self._beside[other]
        else:
            fields = self._assets.get(key) if key is not None else None
        if key is None:
            self.notes.add(
                f"{where}: part of another document ({other}), which is not fetched"
                if other
                else f"{where}: “{link.href[:80]}” points to nothing known"
            )
            return None
        if (where, key) in self._taken:
            self.notes.add(f"{where}: part “{key[:80]}” is linked twice and was taken once")
            return None
        self._taken.add((where, key))
        if not isinstance(fields, dict):
            self.notes.add(f"{where}: part “{key[:80]}” is missing from the document")
            return None
        if restricted_to_others(fields, self.our_services):
            kind = type_profile(fields) or "part"
            self.dropped.setdefault(key, DroppedAsset(one_line(key), f"{kind} restricted to other services"))
            self.notes.add(f"{where}: {kind} “{key[:80]}” is restricted to other services and was left out")
            return None
        return Asset(one_line(key), type_profile(fields), fields)

    def line(self, fields: Fields, name: str, *, limit: int = MAX_LINE_CHARS) -> str:
        """Plain text on one line, cut at a word with a note."""
        text = self._cleaned(fields, name, lambda html: plain_text(html[:MAX_LINE_HTML_CHARS]))
        if len(text) > limit:
            self.notes.add(f"“{name}” was cut to {limit:,} characters")
            return cut(text, limit)
        return text

    def caption(self, fields: Fields, name: str) -> str:
        """Clean inline HTML; an absurdly long one loses its markup and its end."""
        written = self._cleaned(fields, name, self._inline)
        if len(written) <= MAX_CAPTION_CHARS:
            return written
        self.notes.add(f"“{name}” was cut to {MAX_CAPTION_CHARS:,} characters")
        return clean_inline(cut(plain_text(written), MAX_CAPTION_CHARS).replace("&", "&amp;").replace("<", "&lt;"))

    def _inline(self, html: str) -> str:
        return clean_inline(html[:MAX_LINE_HTML_CHARS], base=self.canonical_url)

    def html(self, fields: Fields, name: str) -> str:
        """Clean HTML of a text of any usual length."""
        return self._cleaned(fields, name, lambda html: clean_html(html, base=self.canonical_url))

    def moment(self, fields: Fields, name: str) -> datetime | None:
        """A date in UTC; an unreadable one is left out with a note."""
        value = fields.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            self.notes.add(f"“{name}” is not a date and was left out")
            return None
        try:
            return cds_instant(value)
        except UnableToDate as wrong:
            self.notes.add(f"“{name}” was left out: {wrong}")
            return None

    def required_moment(self, name: str) -> datetime:
        """A date in UTC. Raises Refused when it is missing or names no instant."""
        value = self.fields.get(name)
        if value is None:
            raise Refused(name, "missing")
        if not isinstance(value, str):
            raise Refused(name, "is not a text with a date")
        try:
            return cds_instant(value)
        except UnableToDate as wrong:
            raise Refused(name, str(wrong)) from wrong

    def _canonical_url(self) -> str | None:
        for link in links_of(self.fields, "webPages", self.notes):
            if "canonical" in link.rels:
                if address := web_address(link.href):
                    return address
                self.notes.add("the canonical web page is not an http or https address")
        return None

    def _cleaned(self, fields: Fields, name: str, clean: Callable[[str], str]) -> str:
        value = raw_text(fields, name)
        if fields.get(name) is not None and not isinstance(fields[name], str):
            self.notes.add(f"“{name}” is not text and was left out")
        if len(value) > MAX_HTML_CHARS:
            raise Refused(name, f"{len(value):,} characters; at most {MAX_HTML_CHARS:,} are read")
        try:
            return clean(value)
        except UnableToClean as wrong:
            raise Refused(name, str(wrong)) from wrong
