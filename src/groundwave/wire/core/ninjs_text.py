"""Headlines, descriptions and bodies of a ninjs item, whose names and kinds differ by version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from groundwave.kit.html import UnableToClean, plain_text
from groundwave.wire.core.addresses import mime_type
from groundwave.wire.core.bounds import MAX_LINE_HTML_CHARS
from groundwave.wire.core.cds_document import Notes
from groundwave.wire.core.feed_text import line
from groundwave.wire.core.item import Block, Paragraphs
from groundwave.wire.core.json_fields import Fields, objects, said
from groundwave.wire.core.markup import body_blocks, nitf_text, plain_blocks
from groundwave.wire.core.outcome import Refused, Unreadable
from groundwave.wire.core.strict_xml import read_xml

_BODY_ROLES: Final = ("main", "text", "body", "story", "")
_NOT_A_TEASER: Final = frozenset({"caption", "creditline", "alt", "alttext"})
_HTML: Final = frozenset({"text/html", "application/xhtml+xml", "text/xhtml", "application/xhtml"})
_NITF: Final = frozenset({"application/nitf+xml", "application/vnd.iptc.nitf", "text/nitf"})
_LINE_HTML: Final = 4_000
_BY: Final = re.compile(r"(?:by|por)\s+(?=\S)", re.IGNORECASE)
# “PORT ANSEL, Wash. (Example Wire) — ” and its like at the beginning of a text.
_HAS_DATELINE: Final = re.compile(r"[^\s—–-][^—–]{1,70}?\s(?:—|–|--)\s")


def by_role(fields: Fields, name: str, *roles: str) -> str:
    """A headline or description: the first of its roles, else the first that is no caption; of any ninjs version."""
    found = [
        (said(entry, "role").lower(), said(entry, "value", "text")) for _, entry in objects(fields, f"{name}s", name)
    ]
    for role in roles:
        for known, value in found:
            if known == role and value:
                return value
    plain = [value for known, value in found if value and known not in _NOT_A_TEASER]
    if plain:
        return plain[0]
    return said(fields, f"{name}_text", f"{name}_xhtml", f"{name}_html") or said(fields, name)


def with_role(fields: Fields, name: str, role: str) -> str:
    """The headline or description of exactly this role, or an empty string; `description_caption` in version 1."""
    for _, entry in objects(fields, f"{name}s", name):
        if said(entry, "role").lower() == role and (value := said(entry, "value", "text")):
            return value
    return said(fields, f"{name}_{role}")


def without_by(text: str) -> str:
    """“By DANA COLE” without its preposition."""
    return _BY.sub("", text, count=1) if _BY.match(text) else text


def body_of(fields: Fields, notes: Notes) -> tuple[tuple[Block, ...], str]:
    """The text as blocks, and the dateline where the text does not begin with one already. Raises Refused."""
    given = [body for body in _bodies(fields) if body[2]]
    blocks: tuple[Block, ...] = ()
    if given:
        best = min(given, key=_preference)
        others = len({value for _, _, value in given}) - 1
        if others and best[0] not in _BODY_ROLES:
            notes.add(f"{others} other texts were left out")
        blocks = _blocks(best[1], best[2], notes)
    located = line("located", said(fields, "located"), notes, limit=80)
    return blocks, dateline_for(located, blocks)


def dateline_for(located: str, blocks: tuple[Block, ...]) -> str:
    """`located`, unless the text already begins with a place and a dash."""
    if not located or not blocks or not isinstance(blocks[0], Paragraphs):
        return ""
    try:
        begins = plain_text(blocks[0].html[:_LINE_HTML].partition("</p>")[0])
    except UnableToClean:
        return ""
    if begins.lower().startswith(located.partition(",")[0].lower()) or _HAS_DATELINE.match(begins):
        return ""
    return located


def _bodies(fields: Fields) -> Iterator[tuple[str, str, str]]:
    """Role, media type and text of each body."""
    for _, entry in objects(fields, "bodies", "body"):
        yield said(entry, "role").lower(), mime_type(said(entry, "contenttype", "contentType")), said(entry, "value")
    for name, media in (("xhtml", "text/html"), ("html", "text/html"), ("nitf", "application/nitf+xml"), ("text", "")):
        if value := said(fields, f"body_{name}"):
            yield "main", media or "text/plain", value
    for name, other in fields.items():
        known = name.startswith("body_") and name not in {"body_xhtml", "body_html", "body_nitf", "body_text"}
        if known and isinstance(other, str):
            yield name.removeprefix("body_"), "", other


def _preference(body: tuple[str, str, str]) -> tuple[int, int]:
    role, media, _ = body
    roles = _BODY_ROLES.index(role) if role in _BODY_ROLES else len(_BODY_ROLES)
    kinds = 0 if media in _HTML else 1 if media in _NITF else 2 if media == "text/plain" else 3
    return (0 if roles < len(_BODY_ROLES) else 1), kinds


def _blocks(media: str, value: str, notes: Notes) -> tuple[Block, ...]:
    if media in _NITF:
        return _nitf(value, notes)
    if media in _HTML or (media in {"", "text/plain"} and re.match(r"\s*<(?:p|div|html|h\d|ul|ol)\b", value, re.I)):
        if media == "text/plain":
            notes.add("the text says that it is plain, but it is HTML and was read so")
        return body_blocks(value, base=None, notes=notes)
    if media in {"", "text/plain"}:
        return plain_blocks(value, base=None, notes=notes)
    raise Refused("body", f"the type “{media[:60]}” cannot be shown")


def _nitf(value: str, notes: Notes) -> tuple[Block, ...]:
    """NITF inside JSON: a whole document, or the paragraphs of one."""
    data = value.encode("utf-8", "replace")
    try:
        root, _ = read_xml(data if value.lstrip()[:5] in ("<?xml", "<nitf") else b"<nitf>" + data + b"</nitf>")
    except Unreadable as wrong:
        raise Refused("body_nitf", wrong.reason) from wrong
    found = nitf_text(root)
    if found.pictures:
        notes.add(f"pictures inside the text were left out ({found.pictures}): they come as associations")
    return body_blocks(found.body, base=None, notes=notes)


def caption_line(fields: Fields) -> str:
    """A picture's caption as it came."""
    return (
        with_role(fields, "description", "caption")
        or with_role(fields, "description", "summary")
        or by_role(fields, "description")
    )[:MAX_LINE_HTML_CHARS]
