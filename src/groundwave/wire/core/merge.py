"""A new version meets a story that an editor has changed: what an editor touched stays, the rest follows the wire."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from html import unescape
from typing import Any, Final

FIELDS: Final = {
    "headline": "Headline",
    "teaser": "Teaser",
    "dateline": "Dateline",
    "body": "Text",
    "bylines": "Bylines",
    "topics": "Topics",
    "lead_photo": "Picture at the top",
}
_TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>", re.IGNORECASE)
_HREF = re.compile(r"""href=["']([^"']*)["']""", re.IGNORECASE)
_SAME_TAG: Final = {"em": "i", "strong": "b"}
_INLINE: Final = {"a", "b", "i", "sub", "sup", "code", "s", "br"}

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """Which fields stay an editor's, and in which of those the wire has something else to offer now."""

    kept: frozenset[str]
    differing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a difference. `kind` is same, ours (an editor's alone) or theirs (the wire's alone)."""

    kind: str
    words: str


def merge(*, ours: Mapping[str, Lines], before: Mapping[str, Lines] | None, now: Mapping[str, Lines]) -> Merged:
    """Compare the story as it stands with the version that was last taken. Without that version nothing can be told
    apart, and all that differs from the new one stays an editor's."""
    if before is None:
        kept = {field for field in FIELDS if ours[field] != now[field]}
    else:
        kept = {field for field in FIELDS if ours[field] != before[field] and ours[field] != now[field]}
    return Merged(frozenset(kept), frozenset(field for field in kept if before is None or now[field] != before[field]))


def merge_corrections(
    *, ours: Sequence[tuple[str, datetime]], before: Sequence[str], now: Sequence[tuple[str, datetime]]
) -> list[tuple[str, datetime]]:
    """The wire's corrections, and those of the newsroom, which the wire never gave and never takes away."""
    said = {words for words, _ in now}
    return [(words, at) for words, at in ours if words not in said and words not in before] + list(now)


def difference(ours: Lines, theirs: Lines) -> list[Piece]:
    """What to leave out of ours and put in to have theirs, word by word."""
    old, new = _words(ours), _words(theirs)
    pieces: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", " ".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece("ours", " ".join(old[a:b])))
        if d > c:
            pieces.append(Piece("theirs", " ".join(new[c:d])))
    return pieces


def lines_of_body(blocks: Sequence[tuple[str, Any]]) -> Lines:
    """A body as lines that can be compared: an editor's page writes the same words in other tags than the wire."""
    lines: list[str] = []
    for kind, value in blocks:
        if kind == "text":
            lines += lines_of_html(str(value))
        elif isinstance(value, Mapping):
            said = [str(one) for name, one in sorted(value.items()) if one not in ("", None, False)]
            lines.append(f"[{kind.replace('_', ' ')}: {' · '.join(said)}]")
        else:
            lines.append(f"[{kind}: {value}]")
    return tuple(lines)


def lines_of_html(html: str) -> Lines:
    """One line for each paragraph; links keep their address, other marks their tag, and no other attribute counts."""

    def tag(found: re.Match[str]) -> str:
        closing, name, more = found[1], _SAME_TAG.get(found[2].lower(), found[2].lower()), found[3]
        if name not in _INLINE:
            return "\n"
        if name == "br":
            return " "
        href = _HREF.search(more)
        return f"<{closing}{name}{' ' + unescape(href[1]) if href and not closing else ''}>"

    text = unescape(_TAG.sub(tag, html.replace("\n", " ")))
    return tuple(line for one in text.split("\n") if (line := " ".join(one.split())))


def _words(lines: Lines) -> list[str]:
    # More would take seconds to compare, and nobody reads it as a difference.
    return " ¶ ".join(lines).split()[:4000]
