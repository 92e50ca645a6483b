"""XML from outside without its traps: no DTD, no entities of its own, nothing fetched, no bottomless nesting."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException, DTDForbidden, EntitiesForbidden
from defusedxml.ElementTree import DefusedXMLParser

from groundwave.wire.core.bounds import MAX_DEPTH, MAX_ELEMENTS
from groundwave.wire.core.outcome import Unreadable

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_UTF8_BOM: Final = b"\xef\xbb\xbf"
_UTF16_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")

# Feeds write these with and without the slash, and over http or https.
_NAMESPACES: Final = {
    "search.yahoo.com/mrss": "media",
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/terms": "dcterms",
    "www.w3.org/2005/atom": "atom",
    "purl.org/atompub/tombstones/1.0": "at",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "www.w3.org/1999/xhtml": "xhtml",
    "iptc.org/std/nar/2006-10-01": "nar",
    "iptc.org/std/nitf/2006-10-18": "nitf",
    "www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "www.w3.org/xml/1998/namespace": "xml",
}

# RSS 1.0, and what some call RSS 2.0, though it has no namespace.
_PLAIN: Final = frozenset({"purl.org/rss/1.0", "backend.userland.com/rss2", "my.netscape.com/rdf/simple/0.9"})


class _Builder(TreeBuilder):
    """Stops at once when a document is deeper or larger than any feed."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.depth += 1
        self.count += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable("xml", f"nested more than {MAX_DEPTH} deep")
        if self.count > MAX_ELEMENTS:
            raise Unreadable("xml", f"more than {MAX_ELEMENTS:,} elements in one file")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def read_xml(data: bytes) -> tuple[Element, str | None]:
    """The root element with short names (`{media}content`, `title`), and a note when the file lied about its
    encoding. Raises Unreadable with the line and column where that is known.
    """
    encoding, note = _encoding(data)
    parser = DefusedXMLParser(target=_Builder(), encoding=encoding, forbid_dtd=True)
    try:
        parser.feed(data)
        root = parser.close()
    except (DTDForbidden, EntitiesForbidden) as wrong:
        raise Unreadable("xml", "it declares a DTD or entities, which feeds do not need and attacks use") from wrong
    except DefusedXmlException as wrong:
        raise Unreadable("xml", "it refers to another file, which is never fetched") from wrong
    except ParseError as wrong:
        line, column = wrong.position
        what = str(wrong).partition(":")[0]
        if what in {"no element found", "unclosed token"}:
            what = "the file ends too early (truncated)"
        raise Unreadable("xml", f"{what} at line {line}, column {column + 1}") from wrong
    except (LookupError, ValueError) as wrong:
        raise Unreadable("encoding", f"cannot be read as it says it is: {str(wrong)[:100]}") from wrong
    for element in root.iter():
        element.tag = short_name(element.tag)
        element.attrib = {short_name(name): value for name, value in element.attrib.items()}
    return root, note


def short_name(tag: str) -> str:
    """`{http://search.yahoo.com/mrss/}content` is `{media}content`; a namespace that we do not know is `{?}name`."""
    if not tag.startswith("{"):
        return tag
    space, _, name = tag[1:].partition("}")
    address = space.lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    if address in _PLAIN:
        return name
    return f"{{{_NAMESPACES.get(address, '?')}}}{name}"


def _encoding(data: bytes) -> tuple[str | None, str | None]:
    """The encoding to read with, when it is not the one the file claims, and a note about that."""
    if data.startswith((_UTF8_BOM, *_UTF16_BOMS)):
        return None, None
    found = _DECLARED.match(data[:400])
    claimed = found[1].decode().lower() if found else "utf-8"
    if claimed in {"utf-8", "utf8", "utf-16", "us-ascii", "ascii"}:
        return None, None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None, None
    if data.isascii():
        return None, None
    # Bytes above 127 that form valid UTF-8 by chance do not occur in real copy.
    return "utf-8", f"the file says that it is {claimed}, but it is UTF-8 and was read so"
