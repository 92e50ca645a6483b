"""The Markdown that old editors kept, as HTML; whoever shows the result cleans it.

Read as Ghost reads it: CommonMark with HTML inside it, tables, struck words, and a line break where a line ends.
"""

from __future__ import annotations

from typing import Final

from markdown_it import MarkdownIt

_READER: Final = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable(["table", "strikethrough"])


def markdown_html(text: str) -> str:
    """Never raises: whatever is written is Markdown."""
    return str(_READER.render(text))
