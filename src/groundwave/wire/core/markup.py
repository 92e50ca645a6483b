"""Elements of a document as HTML for the cleaner: XHTML as it is, NITF by the names that HTML has for the same."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element

from groundwave.kit.html import paragraphs_from_text
from groundwave.wire.core.bounds import MAX_BLOCKS, MAX_BODY_CHARS
from groundwave.wire.core.cds_body import text_pieces
from groundwave.wire.core.cds_document import Notes
from groundwave.wire.core.item import Block
from groundwave.wire.core.outcome import Refused

_AS_IS: Final[Mapping[str, str]] = MappingProxyType({})
_NITF_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"hl1": "h2", "hl2": "h3", "bq": "blockquote", "nitf-table": "table", "nitf-table-caption": "caption"}
)
# Pictures and what stands about the story, not in it.
_NITF_BESIDE: Final = frozenset({"media", "head", "body.head", "body.end", "copyrite", "nitf-table-metadata"})
_KEPT_ATTRIBUTES: Final = frozenset({"href", "src", "title", "colspan", "rowspan", "scope"})


def local_name(element: Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2]


def inner_markup(element: Element, *, names: Mapping[str, str] = _AS_IS, without: frozenset[str] = frozenset()) -> str:
    """What the element holds, as HTML that is not clean yet."""
    return html.escape(element.text or "", quote=False) + "".join(_markup(child, names, without) for child in element)


def _markup(element: Element, names: Mapping[str, str], without: frozenset[str]) -> str:
    name = local_name(element)
    tail = html.escape(element.tail or "", quote=False)
    if name in without:
        return tail
    inner = inner_markup(element, names=names, without=without)
    name = names.get(name, name)
    if not name.isalnum():
        return inner + tail
    given = "".join(
        f' {key}="{html.escape(value)}"' for key, value in element.attrib.items() if key in _KEPT_ATTRIBUTES
    )
    return f"<{name}{given}>{inner}</{name}>{tail}"


@dataclass(frozen=True, slots=True)
class NitfText:
    """A story in NITF (https://iptc.org/standards/nitf/): its text as HTML that is not clean yet, and its head."""

    body: str
    headline: str
    byline: str
    dateline: str
    tagline: str
    pictures: int


def nitf_text(root: Element) -> NitfText:
    """Read `nitf`, or a fragment of one, with or without its namespace."""
    by_name: dict[str, Element] = {}
    pictures = 0
    for element in root.iter():
        by_name.setdefault(local_name(element), element)
        pictures += local_name(element) == "media"
    content = by_name.get("body.content", by_name.get("body", root))

    def words_of(name: str) -> str:
        found = by_name.get(name)
        return " ".join("".join(found.itertext()).split()) if found is not None else ""

    return NitfText(
        body=inner_markup(content, names=_NITF_NAMES, without=_NITF_BESIDE),
        headline=words_of("hl1"),
        byline=words_of("byline"),
        dateline=words_of("dateline"),
        tagline=words_of("tagline"),
        pictures=pictures,
    )


def body_blocks(text: str, *, base: str | None, notes: Notes) -> tuple[Block, ...]:
    """HTML as blocks. Pictures inside it are left out: nothing says whose they are. Raises Refused."""
    blocks = tuple(text_pieces(text, base=base, field="body"))
    if len(blocks) > MAX_BLOCKS:
        raise Refused("body", f"{len(blocks):,} blocks; at most {MAX_BLOCKS:,} are read")
    lowered = text.lower()
    if pictures := lowered.count("<img"):
        notes.add(f"pictures inside the text were left out ({pictures}): they carry no credit")
    for name, what in _NOTED:
        if f"<{name}" in lowered:
            notes.add(f"the text held {what}, which was left out")
    return blocks


_NOTED: Final = (
    ("script", "a script"),
    ("form", "a form"),
    ("style", "a style sheet"),
    ("object", "an embedded object"),
    ("embed", "an embedded object"),
    ("frameset", "frames"),
)


def plain_blocks(text: str, *, base: str | None, notes: Notes) -> tuple[Block, ...]:
    """Plain text as paragraphs. Raises Refused."""
    if len(text) > MAX_BODY_CHARS:
        raise Refused("body", f"{len(text):,} characters; at most {MAX_BODY_CHARS:,} are read")
    return body_blocks(paragraphs_from_text(text), base=base, notes=notes)
