"""What WordPress keeps of a body, made into the HTML that it would have shown: blocks, shortcodes, bare paragraphs."""

from __future__ import annotations

import html as stdlib_html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from groundwave.wire.core.old_site import FileById, FilesOf, OldFile

_BLOCK: Final = re.compile(
    r"<!--\s+(?P<close>/)?wp:(?P<name>[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s+(?P<attrs>\{.*?\}\s+)?(?P<empty>/)?-->",
    re.DOTALL,
)
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_DEEPEST: Final = 8
# Blocks that hold nothing: WordPress fills them from the rest of the site, and so does ours.
_BY_ITSELF: Final = frozenset({"more", "nextpage", "spacer", "separator", "paragraph", "column", "columns", "group"})
_BLOCK_TAGS: Final = (
    "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address|"
    "style|p|h[1-6]|hr|fieldset|legend|section|article|aside|header|footer|nav|figure|figcaption|details|summary|"
    "iframe|script|audio|video|object"
)
_OPENS: Final = re.compile(rf"(<(?:{_BLOCK_TAGS})[\s/>])", re.IGNORECASE)
_CLOSES: Final = re.compile(rf"(</(?:{_BLOCK_TAGS})>)", re.IGNORECASE)
_STARTS_WITH_BLOCK: Final = re.compile(rf"</?(?:{_BLOCK_TAGS})[\s/>]", re.IGNORECASE)
_PRE: Final = re.compile(r"<(pre|script|style|textarea)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_ALONE: Final = re.compile(r"^[ \t]*(https?://[^\s<>\"]+)[ \t]*$", re.MULTILINE)
_SHORTCODE: Final = re.compile(
    r"\[(?P<escaped>\[)?(?P<close>/)?(?P<name>[A-Za-z][\w-]*)(?P<attrs>(?:\s+[^\[\]]*?)?)(?P<empty>/)?\](?(escaped)\])"
)
_ATTRIBUTE: Final = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s'"]+))""")
# Beside the link to a file WordPress shows the file itself and a button with the same link.
_FILE_EXTRAS: Final = re.compile(
    r"<object\b[^>]*\bwp-block-file__embed\b.*?</object>|<a\b[^>]*\bwp-block-file__button\b.*?</a>", re.DOTALL
)
_SUMMARY: Final = re.compile(r"<summary\b[^>]*>(.*?)</summary>", re.DOTALL | re.IGNORECASE)
_KNOWN: Final = frozenset(
    {"caption", "wp_caption", "gallery", "playlist", "audio", "video", "embed", "youtube", "vimeo"}
)


def html_of(
    content: str,
    *,
    file: FileById,
    files_of: FilesOf,
    block: Callable[[str], str],
    item: str,
    notes: list[str],
    footnotes: str = "",
) -> str:
    """The HTML of a body. `block` gives the content of a reusable block by its number; `footnotes` are as WordPress
    keeps them beside the text, as JSON. What is left out is noted."""
    making = _Making(file, files_of, block, item, notes, footnotes)
    return making.html(content.replace("\r\n", "\n").replace("\r", "\n"), 0)


class _Making:
    def __init__(
        self,
        file: FileById,
        files_of: FilesOf,
        block: Callable[[str], str],
        item: str,
        notes: list[str],
        footnotes: str,
    ) -> None:
        self.file, self.files_of, self.block, self.item, self.notes = file, files_of, block, item, notes
        self.footnotes = footnotes

    def html(self, content: str, depth: int) -> str:
        if "<!-- wp:" not in content:
            return paragraphs(self.shortcodes(_COMMENT.sub("", content)))
        content = _SUMMARY.sub(r"<h3>\1</h3>", _FILE_EXTRAS.sub("", content))
        return "".join(self._blocks(content, depth))

    # -------------------------------------------------------------- blocks
    def _blocks(self, content: str, depth: int) -> Iterator[str]:
        at = 0
        inside: list[str] = []
        for found in _BLOCK.finditer(content):
            yield self._between(content[at : found.start()], inside)
            at = found.end()
            if found["close"]:
                del inside[-1:]
                continue
            attrs, name = _attributes_of_block(found["attrs"]), found["name"].removeprefix("core/")
            yield self._opening(name, attrs, bool(found["empty"]), content, depth)
            if not found["empty"]:
                inside.append(name)
        yield self._between(content[at:], inside)

    def _between(self, text: str, inside: list[str]) -> str:
        """Markup of a block as it is; what stands outside of blocks, or in one of the classic editor, is bare text."""
        text = self.shortcodes(_COMMENT.sub("", text))
        return text if inside and inside[-1] != "freeform" else paragraphs(text)

    def _opening(self, name: str, attrs: dict[str, Any], empty: bool, content: str, depth: int) -> str:
        """What a block brings that is not in its HTML."""
        url = str(attrs.get("url", ""))
        if name == "block":
            ref = str(attrs.get("ref", ""))
            inner = self.block(ref)
            if not inner or depth >= _DEEPEST:
                self.notes.append(f"the reusable block {ref or '(without a number)'} was not in the export")
                return ""
            return self.html(inner, depth + 1)
        if name in {"cover", "media-text"} and url and f'src="{url}"' not in content:
            return _picture(url, str(attrs.get("alt", "")), str(attrs.get("id", "")), "")
        if not empty or name in _BY_ITSELF:
            return ""
        if name == "footnotes" and (found := _footnotes(self.footnotes)):
            return found
        if (name == "embed" or name.startswith("core-embed/")) and url:
            return _embed(url)
        if name in {"image", "gallery"} and (ids := attrs.get("ids") or [attrs.get("id")]):
            return "".join(self._picture_of(str(one)) for one in ids if one)
        self.notes.append(f"the block “{name[:60]}” is made by WordPress itself and was left out")
        return ""

    # -------------------------------------------------------------- shortcodes
    def shortcodes(self, text: str) -> str:
        if "[" not in text:
            return text
        kept = [(found.group(0), found.span()) for found in _PRE.finditer(text)]
        out: list[str] = []
        at = 0
        while found := _SHORTCODE.search(text, at):
            start, end = found.span()
            out.append(text[at:start])
            at = end
            name = found["name"].lower()
            if found["escaped"]:
                out.append(found[0][1:-1])
                continue
            if any(low <= start < high for _, (low, high) in kept):
                out.append(found[0])
                continue
            attrs = _attributes_of_shortcode(found["attrs"])
            inner, after = ("", end) if found["close"] or found["empty"] else _inside(text, found["name"], end)
            if name in _KNOWN:
                out.append("" if found["close"] else self._shortcode(name, attrs, found["attrs"], inner))
                at = after
            elif attrs or inner or found["close"] or found["empty"]:
                self.notes.append(f"the shortcode [{name[:60]}] was left out")
            else:
                out.append(found[0])  # words in brackets: [sic]
        out.append(text[at:])
        return "".join(out)

    def _shortcode(self, name: str, attrs: dict[str, str], raw: str, inner: str) -> str:
        if name in {"caption", "wp_caption"}:
            return _captioned(attrs, self.shortcodes(inner))
        if name in {"gallery", "playlist"}:
            ids = re.findall(r"\d+", attrs.get("ids") or attrs.get("include") or "")
            files = [self.file(one) for one in ids] if ids else list(self.files_of(attrs.get("id") or self.item))
            lost = sum(one is None for one in files)
            if lost:
                self.notes.append(f"{lost} files of a [{name}] were not in the export")
            return "".join(_of_file(one) for one in files if one)
        if name in {"audio", "video"}:
            formats = ("src", "mp3", "m4a", "ogg", "wav", "mp4", "webm", "m4v", "ogv")
            source = next((attrs[one] for one in formats if attrs.get(one)), "") or inner.strip() or raw.strip(" '\"")
            if not source.startswith(("http", "/")):
                mine = [one for one in self.files_of(self.item) if one.url.lower().endswith((".mp3", ".m4a", ".ogg"))]
                return "".join(map(_of_file, mine))
            return f'<{name} src="{stdlib_html.escape(source)}"></{name}>'
        return _embed(inner.strip() or attrs.get("src", "") or attrs.get("url", "") or raw.strip(" ='\""))

    def _picture_of(self, number: str) -> str:
        found = self.file(number)
        if found is None:
            self.notes.append(f"the picture {number} was not in the export")
            return ""
        return _of_file(found)


def _footnotes(written: str) -> str:
    """In the order of their marks, which are numbers in the text."""
    try:
        notes = json.loads(written or "[]")
    except (ValueError, RecursionError):
        return ""
    said = [str(note.get("content", "")) for note in notes if isinstance(note, dict)] if isinstance(notes, list) else []
    return f"<ol>{''.join(f'<li>{words}</li>' for words in said[:500])}</ol>" if said else ""


def _inside(text: str, name: str, start: int) -> tuple[str, int]:
    """What stands between a shortcode and its end, if it has one, and where to go on.

    An end that comes after the same shortcode opens once more is that one's.
    """
    end = text.find(f"[/{name}]", start)
    if end >= 0 and re.search(rf"\[{re.escape(name)}[\s\]/]", text[start:end]):
        end = -1
    return ("", start) if end < 0 else (text[start:end], end + len(name) + 3)


def _attributes_of_block(written: str | None) -> dict[str, Any]:
    try:
        found = json.loads(written or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _attributes_of_shortcode(written: str) -> dict[str, str]:
    written = stdlib_html.unescape(written or "").translate({0x201C: '"', 0x201D: '"', 0x2033: '"'})
    return {
        name.lower(): double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(written[:10_000])
    }


def _captioned(attrs: dict[str, str], inner: str) -> str:
    """`[caption caption="…"]<img>[/caption]`, or since WordPress 3.4 the words after the picture."""
    picture = re.match(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)", inner, re.IGNORECASE)
    if picture is None:
        return inner
    words = inner[picture.end() :].strip() or stdlib_html.escape(attrs.get("caption", ""))
    return f"\n\n<figure>{picture[1]}<figcaption>{words}</figcaption></figure>\n\n"


def _of_file(file: OldFile) -> str:
    if file.url.lower().rpartition(".")[2] in {"mp3", "m4a", "ogg", "wav", "aac", "flac"}:
        return f'<audio src="{stdlib_html.escape(file.url)}" title="{stdlib_html.escape(file.title)}"></audio>'
    return _picture(file.url, file.alt, file.source_id, file.caption)


def _picture(url: str, alt: str, number: str, caption: str) -> str:
    escape = stdlib_html.escape
    words = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    image = f'<img src="{escape(url)}" alt="{escape(alt)}" class="wp-image-{escape(number)}">'
    return f"\n\n<figure>{image}{words}</figure>\n\n"


def _embed(url: str) -> str:
    url = stdlib_html.unescape(re.sub(r"<[^>]*>", "", url)).strip()
    return f'\n\n<figure class="wp-block-embed">{stdlib_html.escape(url)}</figure>\n\n' if url else ""


# ------------------------------------------------------------------ paragraphs
def paragraphs(text: str) -> str:
    """Bare text as WordPress shows it: a blank line ends a paragraph, a line end is a break, unless tags say it."""
    if not text.strip():
        return ""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\n\n<pre {len(kept) - 1}>\n\n"

    text = _PRE.sub(keep, text)
    text = _ALONE.sub(lambda found: _embed(found[1]), text)
    text = _CLOSES.sub(r"\1\n\n", _OPENS.sub(r"\n\n\1", text))
    out = []
    for part in re.split(r"\n[ \t]*\n", text):
        part = part.strip()
        if held := re.fullmatch(r"<pre (\d+)>", part):
            out.append(kept[int(held[1])])
        elif _STARTS_WITH_BLOCK.match(part):
            out.append(part)
        elif part:
            out.append(f"<p>{part.replace(chr(10), '<br>')}</p>")
    return "\n".join(out)
