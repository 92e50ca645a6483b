"""The Markdown that old editors kept, as HTML: what people write in stories, and no more.

HTML inside it is handed on as it is, as Markdown has it; whoever shows the result cleans it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Final

_MOST_LINES: Final = 20_000
_HEADING: Final = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_RULE: Final = re.compile(r"(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$")
_BULLET: Final = re.compile(r"[ \t]{0,3}[-*+][ \t]+(.*)$")
_NUMBER: Final = re.compile(r"[ \t]{0,3}\d{1,9}[.)][ \t]+(.*)$")
_FENCE: Final = re.compile(r"(`{3,}|~{3,})")
_BLOCK_HTML: Final = re.compile(
    r"</?(?:address|article|aside|audio|blockquote|details|div|dl|figure|figcaption|footer|form|h[1-6]|header|hr|iframe"
    r"|img|li|ol|p|pre|script|section|style|summary|table|t[bdhr]\w*|ul|video|!--)\b",
    re.IGNORECASE,
)
_TITLE: Final = r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'))?"
_IMAGE: Final = re.compile(rf"!\[([^\]\n]{{0,500}})\]\(<?([^()\s<>]{{1,2000}})>?{_TITLE}\)")
_LINK: Final = re.compile(rf"\[([^\]\n]{{1,1000}})\]\(<?([^()\s<>]{{1,2000}})>?{_TITLE}\)")
_BARE: Final = re.compile(r"<(https?://[^\s<>]{1,2000})>")
_CODE: Final = re.compile(r"(`+)([^`\n]{1,2000})\1(?!`)")
_STRONG: Final = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,2000}?\S)\1")
_EM: Final = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^\n*_]{0,2000}?[^\s*_])\1(?![\w*])")


def markdown_html(text: str) -> str:
    """Headings, paragraphs, lists, quotes, code, rules; links, pictures, bold and italics. Never raises."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_MOST_LINES]
    return "\n".join(_blocks(lines, 0))


def _blocks(lines: list[str], depth: int) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif fence := _FENCE.match(line):
            end = next((n for n in range(at + 1, len(lines)) if lines[n].startswith(fence[1])), len(lines))
            yield f"<pre>{escape(chr(10).join(lines[at + 1 : end]))}</pre>"
            at = end + 1
        elif heading := _HEADING.match(line):
            level = len(heading[1])
            yield f"<h{level}>{_inline(heading[2])}</h{level}>"
            at += 1
        elif _RULE.match(line.strip()):
            yield "<hr>"
            at += 1
        elif line.lstrip().startswith(">") and depth < 4:
            end = _until(lines, at, lambda one: one.lstrip().startswith(">"))
            inner = [re.sub(r"^[ \t]*>[ \t]?", "", one) for one in lines[at:end]]
            yield f"<blockquote>{''.join(_blocks(inner, depth + 1))}</blockquote>"
            at = end
        elif _BULLET.match(line) or _NUMBER.match(line):
            kind = _BULLET if _BULLET.match(line) else _NUMBER
            end = _until(lines, at, lambda one: bool(one.strip()))
            yield _list(lines[at:end], kind)
            at = end
        elif _BLOCK_HTML.match(line.lstrip()):
            end = _until(lines, at, lambda one: bool(one.strip()))
            yield "\n".join(lines[at:end])
            at = end
        else:
            end = _until(lines, at, lambda one: bool(one.strip()) and not _begins_block(one))
            end = max(end, at + 1)
            yield f"<p>{'<br>'.join(_inline(one.strip()) for one in lines[at:end])}</p>"
            at = end


def _until(lines: list[str], at: int, belongs: Callable[[str], bool]) -> int:
    """Where the first line from `at` on stands that does not belong."""
    return next((n for n in range(at, len(lines)) if not belongs(lines[n])), len(lines))


def _begins_block(line: str) -> bool:
    return bool(_HEADING.match(line) or _FENCE.match(line) or line.lstrip().startswith(">") or _BULLET.match(line))


def _list(lines: list[str], kind: re.Pattern[str]) -> str:
    items: list[str] = []
    for line in lines:
        if found := _BULLET.match(line) or _NUMBER.match(line):
            items.append(found[1])
        elif items:
            items[-1] += f" {line.strip()}"
    tag = "ul" if kind is _BULLET else "ol"
    return f"<{tag}>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</{tag}>"


def _inline(text: str) -> str:
    kept: list[str] = []

    def keep(html: str) -> str:
        kept.append(html)
        return f"\x02{len(kept) - 1}\x03"

    text = text.replace("\x02", "").replace("\x03", "")
    text = _CODE.sub(lambda found: keep(f"<code>{escape(found[2].strip())}</code>"), text)
    text = _IMAGE.sub(lambda found: keep(f'<img src="{escape(found[2])}" alt="{escape(found[1])}">'), text)
    text = _LINK.sub(lambda found: keep(f'<a href="{escape(found[2])}">') + found[1] + keep("</a>"), text)
    text = _BARE.sub(lambda found: keep(f'<a href="{escape(found[1])}">{escape(found[1])}</a>'), text)
    text = re.sub(r"<[^<>\n]{1,2000}>", lambda found: keep(found[0]), text)  # emphasis is never inside a tag
    text = _EM.sub(r"<em>\2</em>", _STRONG.sub(r"<strong>\2</strong>", text))
    return re.sub("\x02(\\d+)\x03", lambda found: kept[int(found[1])], text)
