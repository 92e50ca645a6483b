"""Ghost's Lexical documents (since Ghost 5) as the HTML that Ghost would have shown."""

from __future__ import annotations

from html import escape
from typing import Any, Final

from groundwave.wire.core.ghost_cards import card_html, text_of

_DEEPEST: Final = 60
_MOST_NODES: Final = 50_000
# One bit each: https://lexical.dev/docs/concepts/serialization
_FORMATS: Final = ((1, "strong"), (2, "em"), (4, "s"), (16, "code"), (32, "sub"), (64, "sup"))
_INLINE: Final = frozenset({"text", "extended-text", "link", "autolink", "at-link", "linebreak", "tab", "zwnj"})


class UnableToReadDocument(ValueError):
    """It is no document of this kind; the message says why."""


def lexical_html(document: Any, *, notes: list[str]) -> str:
    """Raises UnableToReadDocument."""
    root = document.get("root") if isinstance(document, dict) else None
    if not isinstance(root, dict):
        raise UnableToReadDocument("a Lexical document has a root")
    return _Writer(notes).children(root, 0)


class _Writer:
    def __init__(self, notes: list[str]) -> None:
        self.notes, self.count = notes, 0

    def children(self, node: dict[str, Any], depth: int) -> str:
        if depth > _DEEPEST:
            raise UnableToReadDocument(f"nested more than {_DEEPEST} deep")
        children = node.get("children")
        found = children if isinstance(children, list) else []
        return "".join(self.node(child, depth + 1) for child in found if isinstance(child, dict))

    def node(self, node: dict[str, Any], depth: int) -> str:
        self.count += 1
        if self.count > _MOST_NODES:
            raise UnableToReadDocument(f"more than {_MOST_NODES:,} nodes")
        kind = str(node.get("type", "")).removeprefix("extended-")
        if kind in _INLINE:
            return self.inline(kind, node, depth)
        match kind:
            case "paragraph":
                return f"<p>{self.children(node, depth)}</p>"
            case "heading":
                tag = node.get("tag") if node.get("tag") in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"
                return f"<{tag}>{self.children(node, depth)}</{tag}>"
            case "list":
                tag = "ol" if node.get("listType") == "number" or node.get("tag") == "ol" else "ul"
                return f"<{tag}>{self.children(node, depth)}</{tag}>"
            case "listitem":
                return f"<li>{self.children(node, depth)}</li>"
            case "quote":
                return f"<blockquote><p>{self.children(node, depth)}</p></blockquote>"
            case "aside":
                return f'<blockquote class="kg-blockquote-alt">{self.children(node, depth)}</blockquote>'
            case "code" | "code-highlight":
                return f"<pre>{self.children(node, depth)}</pre>"
        if isinstance(node.get("children"), list) and node["children"]:
            return self.children(node, depth)
        return card_html(kind, node, self.notes)

    def inline(self, kind: str, node: dict[str, Any], depth: int) -> str:
        if kind in {"linebreak", "tab", "zwnj"}:
            return "<br>" if kind == "linebreak" else " "
        if kind in {"link", "autolink", "at-link"}:
            return f'<a href="{escape(text_of(node, "url"))}">{self.children(node, depth)}</a>'
        written = escape(text_of(node, "text"), quote=False)
        bits = node.get("format")
        if isinstance(bits, int):
            for bit, tag in _FORMATS:
                if bits & bit:
                    written = f"<{tag}>{written}</{tag}>"
        return written
