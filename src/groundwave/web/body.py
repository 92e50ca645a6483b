"""Where a story's body is broken for an appeal: in its middle, between two paragraphs, never early or near the end."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

AT_LEAST_BEFORE: Final = 3  # paragraphs read before anything is asked
AT_LEAST_AFTER: Final = 2
_TAG = re.compile(r"<(/?)(blockquote|ul|ol|table|p)\b[^>]*>")


class Break(NamedTuple):
    """After which piece of the body; `paragraphs` of that piece come before the break (None: all of it)."""

    piece: int
    paragraphs: int | None


def paragraph_ends(text: str) -> list[int]:
    """Where each paragraph at the top level of the HTML ends."""
    ends, depth = [], 0
    for tag in _TAG.finditer(text):
        closing, name = tag.groups()
        if name == "p":
            if closing and depth == 0:
                ends.append(tag.end())
        else:
            depth += -1 if closing else 1
    return ends


def split_after(text: str, paragraphs: int) -> tuple[str, str]:
    """The HTML up to the end of that many paragraphs, and the rest."""
    ends = paragraph_ends(text)
    if not 0 < paragraphs <= len(ends):
        return text, ""
    at = ends[paragraphs - 1]
    return text[:at], text[at:]


def with_dateline(paragraphs: str, place: str) -> str:
    """The HTML with the town set before its first words, as in print: "PORT ANSEL —"."""
    opening = paragraphs.index(">") + 1
    return f'{paragraphs[:opening]}<span class="dateline">{html.escape(place)}</span> — {paragraphs[opening:]}'


def where_to_break(paragraphs: Sequence[int]) -> Break | None:
    """`paragraphs`: how many each piece of the body has (0 for photos, sound and the like). None: too short."""
    total = sum(paragraphs)
    if total < AT_LEAST_BEFORE + AT_LEAST_AFTER:
        return None
    wanted = min(max(AT_LEAST_BEFORE, total // 2), total - AT_LEAST_AFTER)
    passed = 0
    for piece, count in enumerate(paragraphs):
        if passed + count >= wanted:
            within = wanted - passed
            return Break(piece, None if within == count else within)
        passed += count
    return None
