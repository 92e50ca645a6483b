"""Ghost's Mobiledoc (Ghost 1 to 5, version 0.3 of the format) as the HTML that Ghost would have shown."""

from __future__ import annotations

from html import escape
from typing import Any, Final

from groundwave.wire.core.ghost_cards import card_html
from groundwave.wire.core.lexical import UnableToReadDocument

_BLOCKS: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "pull-quote"})
_MARKUPS: Final = frozenset({"a", "b", "strong", "i", "em", "sub", "sup", "code", "u", "s"})
_MOST: Final = 20_000


def mobiledoc_html(document: Any, *, notes: list[str]) -> str:
    """Raises UnableToReadDocument."""
    if not isinstance(document, dict) or not isinstance(document.get("sections"), list):
        raise UnableToReadDocument("a Mobiledoc has sections")
    sections = document["sections"]
    if len(sections) > _MOST:
        raise UnableToReadDocument(f"more than {_MOST:,} sections")
    return "".join(_section(section, document, notes) for section in sections if isinstance(section, list) and section)


def _section(section: list[Any], document: dict[str, Any], notes: list[str]) -> str:
    match section:
        case [1, str(tag), list(markers), *_]:
            tag = tag.lower() if tag.lower() in _BLOCKS else "p"
            if tag in {"aside", "pull-quote"}:
                return f'<blockquote class="kg-blockquote-alt">{_markers(markers, document)}</blockquote>'
            return f"<{tag}>{_markers(markers, document)}</{tag}>"
        case [2, str(source), *_]:
            return f'<figure><img src="{escape(source)}"></figure>'
        case [3, str(tag), list(items), *_]:
            tag = "ol" if tag.lower() == "ol" else "ul"
            written = "".join(f"<li>{_markers(item, document)}</li>" for item in items if isinstance(item, list))
            return f"<{tag}>{written}</{tag}>"
        case [10, int(place), *_]:
            card = _nth(document.get("cards"), place)
            if isinstance(card, list) and card and isinstance(card[0], str):
                payload = card[1] if len(card) > 1 and isinstance(card[1], dict) else {}
                return card_html(card[0].removeprefix("card-"), payload, notes)
    notes.append("a part of a kind that nobody knows was left out")
    return ""


def _markers(markers: list[Any], document: dict[str, Any]) -> str:
    """Each opens some markups, says its words, and closes the innermost ones."""
    out: list[str] = []
    opened: list[str] = []
    for marker in markers:
        match marker:
            case [int(kind), list(opens), int(closes), value, *_]:
                for place in opens:
                    tag, written = _opening(_nth(document.get("markups"), place))
                    opened.append(tag)
                    out.append(written)
                if kind == 0:
                    out.append(escape(str(value), quote=False))
                else:
                    atom = _nth(document.get("atoms"), value)
                    name = atom[0] if isinstance(atom, list) and atom else ""
                    out.append("<br>" if name == "soft-return" else escape(str(atom[1])) if _has_words(atom) else "")
                for _ in range(min(closes, len(opened))):
                    tag = opened.pop()
                    out.append(f"</{tag}>" if tag else "")
    out += [f"</{tag}>" for tag in reversed(opened) if tag]
    return "".join(out)


def _has_words(atom: Any) -> bool:
    return isinstance(atom, list) and len(atom) > 1 and isinstance(atom[1], str)


def _opening(markup: Any) -> tuple[str, str]:
    if not (isinstance(markup, list) and markup and isinstance(markup[0], str) and markup[0].lower() in _MARKUPS):
        return "", ""
    tag = markup[0].lower()
    pairs = markup[1] if len(markup) > 1 and isinstance(markup[1], list) else []
    given = dict(zip(pairs[::2], pairs[1::2], strict=False)) if all(isinstance(one, str) for one in pairs) else {}
    return tag, f'<a href="{escape(given.get("href", ""))}">' if tag == "a" else f"<{tag}>"


def _nth(things: Any, place: Any) -> Any:
    is_there = isinstance(things, list) and isinstance(place, int) and 0 <= place < len(things)
    return things[place] if is_there else None
