"""Our own export, read back: its lines, and what in them names other things by number. Pure.

docs/contracts/export.md says what a line holds. A folder that says so is still from outside: text is cleaned again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from groundwave.kit.html import UnableToClean, clean_html
from groundwave.wire.core.outcome import Unreadable
from groundwave.wire.core.strict_json import read_json

FORMAT: Final = "groundwave export 1"
MAX_LINE: Final = 8 * 1024 * 1024

Line = Mapping[str, Any]

# Links to pages and files of ours have no address in rich text; the cleaner keeps addresses alone.
_OWN_LINK: Final = re.compile(r"<a\b[^>]*?\blinktype=\"(page|document)\"[^>]*>", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\bid=\"(\d{1,12})\"")
_STAND_IN: Final = "https://own.invalid/"
_STOOD_IN: Final = re.compile(rf'<a href="{re.escape(_STAND_IN)}(page|document)/(\d+)"[^>]*>')


@dataclass
class Numbers:
    """What the numbers of the export are here. `lost` collects those that are nothing here (yet)."""

    pages: Callable[[int], int | None]
    photos: Callable[[int], int | None]
    files: Callable[[int], int | None]
    lost: list[str] = field(default_factory=list)

    def find(self, kind: str, number: Any) -> int | None:
        """The number here, or None, which is noted."""
        if not isinstance(number, int) or isinstance(number, bool):
            return None
        look = {"page": self.pages, "photo": self.photos, "file": self.files}[kind]
        found = look(number)
        if found is None:
            self.lost.append(f"{kind} {number}")
        return found


def line_of(data: bytes) -> Line:
    """One line of a file. Raises Unreadable."""
    value = read_json(data)
    if not isinstance(value, dict):
        raise Unreadable("line", "not an object")
    return value


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data.strip()).hexdigest()


def text_here(html: Any, numbers: Numbers) -> str:
    """Rich text, clean, with links to pages and files as they are numbered here. A link that leads nowhere is words.

    Raises Unreadable.
    """
    if not isinstance(html, str):
        return ""
    cleaned = clean(_OWN_LINK.sub(_stand_in, html))
    return _STOOD_IN.sub(lambda found: _own_link(found, numbers), cleaned)


def clean(html: str) -> str:
    """Rich text as the cleaner leaves it. Raises Unreadable."""
    try:
        return clean_html(html)
    except UnableToClean as wrong:
        raise Unreadable("text", str(wrong)) from wrong


def body_here(blocks: Any, numbers: Numbers) -> list[dict[str, Any]]:
    """The blocks with what they name as it is numbered here; a block whose photo or story is not here is left out.

    Raises Unreadable.
    """
    found = []
    for block in blocks if isinstance(blocks, list) else []:
        if not (isinstance(block, dict) and isinstance(block.get("type"), str)):
            raise Unreadable("body", "a block without a type")
        value = _value_here(block["type"], block.get("value"), numbers)
        if value is not None:
            found.append({"type": block["type"], "value": value, **({"id": block["id"]} if "id" in block else {})})
    return found


def _value_here(kind: str, value: Any, numbers: Numbers) -> Any:
    if kind == "text":
        return text_here(value, numbers)
    if not isinstance(value, dict):
        raise Unreadable("body", f"a block “{kind[:40]}” without values")
    match kind:
        case "photo":
            photo = numbers.find("photo", value.get("photo"))
            return None if photo is None else {**value, "photo": photo}
        case "audio":
            return {**value, "file": numbers.find("file", value.get("file"))}
        case "related_story":
            story = numbers.find("page", value.get("story"))
            return None if story is None else {**value, "story": story}
        case "aside":
            return {**value, "text": text_here(value.get("text"), numbers)}
        case "question":
            return {**value, "answer": text_here(value.get("answer"), numbers)}
        case "pull_quote" | "link_card":
            return value
    raise Unreadable("body", f"a block “{kind[:40]}”, which this version does not know")


def _stand_in(found: re.Match[str]) -> str:
    number = _NUMBER.search(found[0])
    return f'<a href="{_STAND_IN}{found[1].lower()}/{number[1]}">' if number else "<a>"


def _own_link(found: re.Match[str], numbers: Numbers) -> str:
    kind = "page" if found[1] == "page" else "file"
    here = numbers.find(kind, int(found[2]))
    return f'<a linktype="{found[1]}" id="{here}">' if here is not None else "<a>"
