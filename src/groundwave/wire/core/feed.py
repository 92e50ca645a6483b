"""Syndication feeds: which kind a root element is, and one outcome for each of its items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from groundwave.wire.core.atom import atom_item, deleted_item
from groundwave.wire.core.bounds import MAX_DOCUMENTS
from groundwave.wire.core.feed_text import words
from groundwave.wire.core.item import WireItem
from groundwave.wire.core.outcome import Outcome, Parsed, Refused, Rejected, Unreadable, one_line
from groundwave.wire.core.rss import rss_item

Reader = Callable[[Element, Element], WireItem]


def feed_outcomes(root: Element) -> Iterator[Outcome]:
    """One outcome for each item of RSS 1.0 or 2.0 or entry of Atom 1.0. Raises Unreadable."""
    entries = list(_entries(root))
    if len(entries) > MAX_DOCUMENTS:
        raise Unreadable("item", f"{len(entries):,} items; at most {MAX_DOCUMENTS:,} in one file")
    for number, (entry, holder, read) in enumerate(entries, start=1):
        try:
            yield Parsed(read(entry, holder))
        except Refused as refused:
            yield Rejected(one_line(_name(entry)) or f"#{number}", refused.field, refused.reason)


def _entries(root: Element) -> Iterator[tuple[Element, Element, Reader]]:
    if root.tag == "rss":
        channels = root.findall("channel")
        if not channels:
            raise Unreadable("channel", "missing: this RSS file has no channel")
        for channel in channels:
            for item in channel.findall("item"):
                yield item, channel, rss_item
    elif root.tag == "{rdf}RDF":
        about = root.find("channel")
        for item in root.findall("item"):
            yield item, root if about is None else about, rss_item
    elif root.tag == "{atom}feed":
        for element in root:
            if element.tag == "{atom}entry":
                yield element, root, atom_item
            elif element.tag == "{at}deleted-entry":
                yield element, root, deleted_item
    elif root.tag == "{atom}entry":
        yield root, root, atom_item
    else:
        raise Unreadable("format", f"the root element is “{root.tag[:40]}”, not RSS, Atom or NewsML-G2")


def _name(entry: Element) -> str:
    found = (words(entry.find(name)) for name in ("guid", "link", "{atom}id"))
    return next((text for text in found if text), entry.get("ref") or entry.get("{rdf}about") or "")
