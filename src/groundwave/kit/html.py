"""HTML from outside, made safe and regular: article bodies, single lines, plain text.

Everything that is given out is written tag by tag from a fixed list and every text is escaped again, so what
the input looked like does not matter. nh3 (Ammonia) reads the input first, as a browser would read it.
"""

import html as stdlib_html
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

import nh3

MAX_HTML_CHARS: Final = 300_000
MAX_HTML_DEPTH: Final = 150


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_INLINE: Final = _names("a b br em i s strong sub sup")
_STRUCK: Final = _names("del strike")  # words that no longer hold must not come out as words that do
_HEADINGS: Final = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_LISTS: Final = _names("ul ol")
_TABLE: Final = _names("table caption thead tbody tfoot tr th td")
_BREAKS: Final = _names(
    "address article aside center dd details div dl dt figcaption figure footer header main nav pre section summary"
)
_HOLDS_TEXT: Final = _names("p h2 h3 h4 li td th caption")
_CELLS: Final = _names("li td th caption")
_PARENTS: Final = {
    "li": _LISTS,
    "tr": _names("table thead tbody tfoot"),
    **dict.fromkeys(("td", "th"), _names("tr")),
    **dict.fromkeys(("caption", "thead", "tbody", "tfoot"), _names("table")),
}
_MAY_STAND_EMPTY: Final = _names("td th")
_DROPPED_WITH_CONTENT: Final = _names(
    "applet audio button canvas embed form head math noembed noframes noscript object option script "
    "select style svg template textarea title video xmp"
)
# These close by themselves in HTML, so a page of them is long, not deep.
_CLOSES_ITSELF: Final = _names(
    "area base br col dd dt embed hr img input li link meta option p param source td th tr track wbr"
)
_TAG = re.compile(r"<(/?)([a-z][^\s/>]*)[^>]*")
_FRAME_CONTENT = re.compile(r'<iframe((?:\s[^\s=>"]+="[^"]*")*)>.*?</iframe>', re.DOTALL)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_BLOCK_TAG = re.compile(r"</?(?:p|h[2-4]|ul|ol|li|blockquote|hr|br|table|caption|thead|tbody|tfoot|tr|t[hd])\b[^>]*>")
_ANY_TAG = re.compile(r"<[^>]*>")
_OPENINGS = ("<p", "<h", "<li", "<td", "<th", "<caption", "</ul", "</ol", "</table", "</blockquote")
_SPAN = re.compile(r"[1-9]\d?")

_READER = nh3.Cleaner(
    tags={*_INLINE, *_STRUCK, *_HEADINGS, *_LISTS, *_TABLE, *_BREAKS, "p", "li", "blockquote", "hr", "iframe"},
    clean_content_tags=set(_DROPPED_WITH_CONTENT),
    attributes={
        "a": {"href"},
        "iframe": {"src", "title"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


class UnableToClean(ValueError):
    """The markup is too long or too deeply nested to be read in reasonable time. The message says which."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A page that the markup embedded. It is never embedded again: a reader meets no third party unasked."""

    src: str
    title: str


def clean_html(html: str, *, base: str | None = None) -> str:
    """An article body: p, h2 to h4, lists, blockquote, a, strong, em, s, sup, sub, br, hr and plain tables.

    Loose text is wrapped in paragraphs, h1 becomes h2. Classes, styles and ids go, scripts go with what they
    hold. Links are http, https or mailto; relative ones are resolved against `base` or lose their link.
    Raises UnableToClean.
    """
    return "".join(piece for piece in pieces(html, base=base) if isinstance(piece, str))


def pieces(html: str, *, base: str | None = None) -> tuple[str | Frame, ...]:
    """The same as `clean_html`, split where a page was embedded, in reading order. Raises UnableToClean."""
    flow = _Flow(base)
    flow.feed(_FRAME_CONTENT.sub(r"<iframe\1></iframe>", _READER.clean(_bounded(html))))
    flow.close()
    return flow.finish()


def iframes(html: str) -> tuple[Frame, ...]:
    """The pages that the markup embeds, http and https only. Raises UnableToClean."""
    return tuple(piece for piece in pieces(html) if isinstance(piece, Frame))


def clean_inline(html: str, *, base: str | None = None) -> str:
    """One line, as in a caption: a, strong, em, s, sup, sub. Blocks become spaces. Raises UnableToClean."""
    return _SPACES.sub(" ", _BLOCK_TAG.sub(" ", clean_html(html, base=base))).strip()


def plain_text(html: str) -> str:
    """The words on one line, entities decoded. The result is text: escape it. Raises UnableToClean."""
    if "<" not in html and "&" not in html:
        return _SPACES.sub(" ", printable(html)).strip()
    return stdlib_html.unescape(_ANY_TAG.sub("", clean_inline(html))).strip()


def paragraphs_from_text(text: str) -> str:
    """Plain text as paragraphs: a blank line ends one, a line end becomes a br. Everything is escaped."""
    written = []
    for part in re.split(r"\n[ \t\r]*\n", printable(text).replace("\r\n", "\n")):
        lines = [_SPACES.sub(" ", line).strip() for line in part.split("\n")]
        if any(lines):
            written.append("<p>" + "<br>".join(_escape(line) for line in lines if line) + "</p>")
    return "".join(written)


def printable(text: str) -> str:
    """The text without control characters and halves of characters, so that it can be stored and shown."""
    # A JSON string may carry half of a surrogate pair, which no encoder can write.
    return _UNPRINTABLE.sub("", text).encode("utf-8", "replace").decode("utf-8")


def _bounded(html: str) -> str:
    if len(html) > MAX_HTML_CHARS:
        raise UnableToClean(f"{len(html):,} characters of HTML; at most {MAX_HTML_CHARS:,} are read")
    open_tags: list[str] = []
    for closing, name in _TAG.findall(html.lower()):
        if name in _CLOSES_ITSELF:
            continue
        if not closing:
            open_tags.append(name)
        elif open_tags and open_tags[-1] == name:
            open_tags.pop()
        # html5ever's time grows with the square of the depth.
        if len(open_tags) > MAX_HTML_DEPTH:
            raise UnableToClean(f"HTML nested more than {MAX_HTML_DEPTH} deep")
    return printable(html)


def _escape(text: str) -> str:
    return stdlib_html.escape(text, quote=False)


def _address(value: str | None, base: str | None, schemes: frozenset[str]) -> str | None:
    if value is None:
        return None
    try:
        joined = urljoin(base or "https:", value.strip()) if base or value.startswith("//") else value.strip()
        parts = urlsplit(joined)
    except ValueError:
        return None
    if parts.scheme not in schemes or re.search(r"\s", joined):
        return None
    return joined if parts.scheme == "mailto" or parts.hostname else None


class _Flow(HTMLParser):
    """Writes the reader's well-formed output again as a regular flow of blocks.

    `opened` has one entry for each source element that is open: how to end it. `blocks` and `inline` are what
    is open in the output. Inline elements are written only when text comes, so none is empty and a block may
    end inside one.
    """

    def __init__(self, base: str | None) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.out: list[str] = []
        self.done: list[str | Frame] = []
        self.frames: list[Frame] = []
        self.opened: list[tuple[str, int]] = []
        self.blocks: list[str] = []
        self.inline: list[tuple[str, str] | None] = []
        self.written = 0
        self.break_due = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        tag = "s" if tag in _STRUCK else tag
        if tag == "br":
            self.break_due = self._has_text()
        elif tag == "hr":
            self._end_paragraph()
            if not self.blocks:
                self.out.append("<hr>")
        elif tag in _INLINE:
            self.inline.append(self._inline_tag(tag, given))
            self.opened.append(("inline", 0))
        elif tag == "iframe":
            if src := _address(given.get("src"), self.base, frozenset({"http", "https"})):
                self.frames.append(Frame(src, _SPACES.sub(" ", given.get("title") or "").strip()))
            self._end_paragraph()
            self._flush_frames()
            self.opened.append(("break", 0))
        else:
            self._start_block(_HEADINGS.get(tag, tag), given)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"br", "hr"} or not self.opened:
            return
        how, depth = self.opened.pop()
        if how == "inline":
            ended = self.inline.pop()
            if self.written > len(self.inline):
                self.written = len(self.inline)
                if ended:
                    self.out.append(f"</{ended[0]}>")
        elif how == "break":
            self._end_paragraph()
        else:
            self._close_to(depth)

    def handle_data(self, data: str) -> None:
        text = _SPACES.sub(" ", data)
        if not self._has_text() or self.break_due or self.out[-1].endswith(" "):
            text = text.lstrip()
        if not text.strip():
            if text:
                self.out.append(" ")
            return
        top = self.blocks[-1] if self.blocks else ""
        if top in _LISTS:
            self._open("li")
        elif top in _TABLE and top not in _HOLDS_TEXT:
            return
        elif top not in _HOLDS_TEXT:
            self._open("p")
        if self.break_due:
            self.out.append("<br>")
            self.break_due = False
        for entry in self.inline[self.written :]:
            if entry:
                self.out.append(f"<{entry[0]}{entry[1]}>")
        self.written = len(self.inline)
        self.out.append(_escape(text))

    def finish(self) -> tuple[str | Frame, ...]:
        self._close_to(0)
        self._flush_text()
        return tuple(self.done)

    def _inline_tag(self, tag: str, given: dict[str, str | None]) -> tuple[str, str] | None:
        if any(entry and entry[0] == tag for entry in self.inline):
            return None
        if tag != "a":
            return tag, ""
        href = _address(given.get("href"), self.base, frozenset({"http", "https", "mailto"}))
        return ("a", f' href="{stdlib_html.escape(href)}" rel="noopener"') if href else None

    def _start_block(self, tag: str, given: dict[str, str | None]) -> None:
        self._end_paragraph()
        top = self.blocks[-1] if self.blocks else ""
        if not self._fits(tag, top):
            self.opened.append(("break", 0))
            return
        self.opened.append(("block", len(self.blocks)))
        if top in _LISTS and tag != "li":
            self._open("li")
        attributes = ""
        if tag in {"td", "th"}:
            for name in ("colspan", "rowspan"):
                if _SPAN.fullmatch(given.get(name) or ""):
                    attributes += f' {name}="{given[name]}"'
            if tag == "th" and given.get("scope") in {"row", "col"}:
                attributes += f' scope="{given["scope"]}"'
        self._open(tag, attributes)

    def _fits(self, tag: str, top: str) -> bool:
        """Whether the block may stand in the open one; else it only ends a line there."""
        if tag in _BREAKS:
            return False
        if tag in _PARENTS:
            return top in _PARENTS[tag]
        if tag == "table" and "table" in self.blocks:
            return False
        if top in _TABLE or top in _LISTS or top in _CELLS:
            return tag in _LISTS and (top in _LISTS or top in {"li", "td", "th"})
        return True

    def _open(self, tag: str, attributes: str = "") -> None:
        self.break_due = False
        self.out.append(f"<{tag}{attributes}>")
        self.blocks.append(tag)

    def _has_text(self) -> bool:
        """Whether the open block already holds words: a space or a line break would mean something there."""
        in_text = bool(self.blocks) and self.blocks[-1] in _HOLDS_TEXT
        return in_text and not self.out[-1].startswith(_OPENINGS)

    def _end_inline(self) -> None:
        for entry in reversed(self.inline[: self.written]):
            if entry:
                self.out.append(f"</{entry[0]}>")
        self.written = 0

    def _end_paragraph(self) -> None:
        if self.blocks and self.blocks[-1] in _CELLS:
            due = self._has_text()
            self._end_inline()
            self.break_due = due
        elif self.blocks and self.blocks[-1] in _HOLDS_TEXT:
            self._close_to(len(self.blocks) - 1)

    def _close_to(self, depth: int) -> None:
        while len(self.blocks) > depth:
            self._end_inline()
            self.break_due = False
            tag = self.blocks.pop()
            if self.out[-1] == f"<{tag}>" and tag not in _MAY_STAND_EMPTY:
                self.out.pop()
                continue
            if tag in _HOLDS_TEXT and not self.out[-1].startswith("<"):
                self.out[-1] = self.out[-1].rstrip(" ")
            self.out.append(f"</{tag}>")
        self._flush_frames()

    def _flush_frames(self) -> None:
        if self.frames and not self.blocks:
            self._flush_text()
            self.done.extend(self.frames)
            self.frames.clear()

    def _flush_text(self) -> None:
        if self.out:
            self.done.append("".join(self.out))
            self.out.clear()
