"""Small parts of a NewsML-G2 item: paths without their namespace, names, codes, links, bylines."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from groundwave.wire.core.bounds import MAX_ID_CHARS, MAX_LINKS
from groundwave.wire.core.cds_document import Notes
from groundwave.wire.core.feed_text import line, words
from groundwave.wire.core.item import WireByline
from groundwave.wire.core.ninjs_text import without_by
from groundwave.wire.core.outcome import one_line
from groundwave.wire.core.signals import code_of


def _path(path: str) -> str:
    return "/".join(f"{{nar}}{name}" for name in path.split("/"))


def find(entry: Element, path: str) -> Element | None:
    """The first element at `itemMeta/title` and the like."""
    return entry.find(_path(path))


def findall(entry: Element, path: str) -> list[Element]:
    """The elements at the path, as many as are read of anything."""
    return entry.findall(_path(path))[:MAX_LINKS]


def say(entry: Element, *paths: str) -> str:
    """The words at the first of the paths that has any."""
    return next((text for path in paths if (text := words(find(entry, path)))), "")


def qcode(element: Element | None) -> str:
    """What identifies a concept: its QCode, URI or literal."""
    if element is None:
        return ""
    return element.get("qcode") or element.get("uri") or element.get("literal") or ""


def name_of(element: Element) -> str:
    """A concept's name: the child `name`, a literal, or else nothing."""
    return words(element.find("{nar}name")) or words(element.find("{nar}definition")) or element.get("literal") or ""


def named(entry: Element, *paths: str) -> str:
    """The name of the first concept at the paths; where it has none, the code of its QCode or URI."""
    for path in paths:
        for element in findall(entry, path):
            if found := name_of(element) or words(element) or qcode(element).rpartition(":")[2].rpartition("/")[2]:
                return found
    return ""


def links(entry: Element) -> Iterator[tuple[str, str]]:
    """Each link to another item: the code of its relation and the id of the item."""
    for link in findall(entry, "itemMeta/link"):
        if residref := one_line((link.get("residref") or "")[:MAX_ID_CHARS]):
            yield code_of(link.get("rel") or "seealso"), residref


def in_its_language(entry: Element, tongue: str | None) -> Element:
    """The item without what says the same in other languages; the item as it is where it speaks one alone.

    What says no language is in the item's. Where nothing of a kind is in it (a headline in another language only),
    that stays.
    """
    if not tongue or not _in_others(entry, tongue):
        return entry
    found = copy.deepcopy(entry)
    for holder, child in _in_others(found, tongue):
        holder.remove(child)
    return found


def _in_others(entry: Element, tongue: str) -> list[tuple[Element, Element]]:
    groups: dict[str, list[tuple[Element, Element]]] = {}
    for name in ("contentMeta", "contentSet"):
        for holder in entry.findall(f"{{nar}}{name}"):
            for child in holder:
                groups.setdefault(child.tag if name == "contentMeta" else name, []).append((holder, child))
    wanted = tongue.partition("-")[0].lower()
    others = []
    for group in groups.values():
        foreign = [pair for pair in group if _tongue(pair[1]) not in ("", wanted)]
        others += foreign if len(foreign) < len(group) else []
    return others


def _tongue(element: Element) -> str:
    return (element.get("{xml}lang") or "").partition("-")[0].lower()


def bylines_of(entry: Element, in_the_text: str, notes: Notes) -> Iterator[WireByline]:
    """Who wrote it: the line as it is printed (`by`), else the creators by name, else the byline of the text."""
    printed = [words(by) for by in findall(entry, "contentMeta/by")]
    creators = [name_of(creator) for creator in findall(entry, "contentMeta/creator")]
    chosen = next((found for found in (printed, creators, [in_the_text]) if any(found)), [])
    for text in dict.fromkeys(chosen):
        name, _, organization = without_by(line("by", text, notes)).partition(", ")
        if name:
            yield WireByline(name, organization)
