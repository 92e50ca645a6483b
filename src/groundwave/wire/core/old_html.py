"""HTML of an old site as pieces of a story: text, pictures with captions, sounds, quotes, links.

Pictures and the like are taken out and an empty frame is left in their place, since `kit.html.pieces` splits the text
just there: a picture inside a list stands after the list, and what surrounds it stays well-formed.
"""

from __future__ import annotations

import html as stdlib_html
import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

from groundwave.kit.html import Frame, UnableToClean, pieces, plain_text
from groundwave.kit.text import cut
from groundwave.wire.core.old_site import Card, Picture, Piece, Quote, Sound, Words
from groundwave.wire.core.picture_address import original, uploaded

_PLACE: Final = "https://piece.invalid/"
_MOST_PIECES: Final = 1_000
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"']+")
_PICTURE_FILE: Final = re.compile(r"\.(?:avif|gif|jpe?g|png|webp)$", re.IGNORECASE)
_CAPTIONS: Final = frozenset({"wp-caption-text", "gallery-caption", "blocks-gallery-item__caption", "kg-image-caption"})
_VOID: Final = frozenset({"img", "br", "hr", "source", "input", "embed", "track", "wbr", "area", "col", "link", "meta"})
_LEFT_OUT: Final = {
    "form": "a form", "script": "a script", "style": "a style sheet", "object": "an embedded object",
    "canvas": "a drawing made by a script", "math": "a formula", "svg": "an SVG drawing",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """The pieces in reading order, and what was left out, in words."""

    pieces: tuple[Piece, ...]
    notes: tuple[str, ...]


def body_of(html: str, *, base: str | None) -> Body:
    """Raises UnableToClean when the markup is too long or too deep to be read."""
    gatherer = _Gatherer(base)
    gatherer.feed(html)
    gatherer.close()
    gatherer.end()
    found: list[Piece] = []
    for piece in pieces("".join(gatherer.out), base=base):
        if isinstance(piece, str):
            if plain_text(piece) or "<hr>" in piece:
                found.append(Words(piece))
        elif piece.src.startswith(_PLACE):
            number = piece.src.removeprefix(_PLACE)
            if number.isdigit() and int(number) < len(gatherer.objects):
                found.append(gatherer.objects[int(number)])
        else:
            found.append(_card(piece))
    return Body(tuple(found), tuple(dict.fromkeys(gatherer.notes)))


def _card(frame: Frame) -> Card:
    return Card(watch_address(frame.src), frame.title)


def watch_address(url: str) -> str:
    """The page that a person can open, for the frame that a player embeds."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    last = parts.path.rstrip("/").rpartition("/")[2]
    if host in {"youtube.com", "youtube-nocookie.com"} and parts.path.startswith("/embed/") and last:
        return f"https://www.youtube.com/watch?v={last}"
    if host == "player.vimeo.com" and last.isdigit():
        return f"https://vimeo.com/{last}"
    if host == "open.spotify.com" and parts.path.startswith("/embed/"):
        return f"https://open.spotify.com{parts.path.removeprefix('/embed')}"
    return url


class _Gatherer(HTMLParser):
    """Copies the markup and takes out what becomes a piece of its own."""

    def __init__(self, base: str | None) -> None:
        super().__init__(convert_charrefs=False)
        self.base = base
        self.out: list[str] = []
        self.objects: list[Piece] = []
        self.notes: list[str] = []
        # Of each open figure: its first object, whether it is an embed, and whether it sets a quote large.
        self.figures: list[tuple[int, bool, bool]] = []
        self.catching: list[str] = []  # tags whose text is caught: a caption, a quote, the inside of a player
        self.caught: list[list[str]] = []
        self.depth: list[int] = []
        self.links: list[str] = []
        self.cite: list[str] | None = None
        self.media: dict[str, str] = {}
        self.pre = 0

    # -------------------------------------------------------------- tags
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = set(given.get("class", "").split())
        if tag in _LEFT_OUT:
            self.notes.append(f"{_LEFT_OUT[tag]} was left out")
        if self.catching and tag == self.catching[-1]:
            self.depth[-1] += 1
        if tag == "img":
            self._picture(given)
        elif tag in {"audio", "video"}:
            self.media = {"kind": tag, "src": given.get("src", ""), "title": given.get("title", "")}
            self._catch(tag)
        elif tag == "source" and self.media:
            self.media["src"] = self.media["src"] or given.get("src", "")
        elif tag == "embed" or (tag == "object" and given.get("data")):
            if address := self._address(given.get("src") or given.get("data", "")):
                self._put(Card(watch_address(address)))
        elif tag == "figure":
            embed = bool(classes & {"wp-block-embed", "kg-embed-card"})
            self.figures.append((len(self.objects), embed, self._is_large(classes)))
        elif tag == "figcaption" or classes & _CAPTIONS:
            self._catch(tag)
        elif tag == "blockquote" and (self._is_large(classes) or (self.figures and self.figures[-1][2])):
            self._catch(tag)
            self.cite = []
        elif tag == "cite" and self.cite is not None:
            self._catch(tag)
        elif not (self.catching and self.catching[-1] in {"audio", "video"}):
            if tag == "a":
                self.links.append(given.get("href", ""))
            if tag == "pre":
                self.pre += 1
            self._copy(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.catching and tag == self.catching[-1]:
            self.depth[-1] -= 1
            if self.depth[-1] == 0:
                self._caught(tag)
                return
        if tag == "figure":
            if self.figures:
                self.figures.pop()
            return
        if tag == "a" and self.links:
            self.links.pop()
        if tag == "pre" and self.pre:
            self.pre -= 1
        if tag not in _VOID:
            self._copy(f"</{tag}>")

    # -------------------------------------------------------------- text
    def handle_data(self, data: str) -> None:
        if self.figures and self.figures[-1][1] and not self.catching:
            found = _ADDRESS.search(stdlib_html.unescape(data))
            if found and found[0] == stdlib_html.unescape(data).strip():
                self._put(Card(found[0]))
                return
        self._copy(data.replace("\n", "<br>") if self.pre else data)

    def handle_entityref(self, name: str) -> None:
        self._copy(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._copy(f"&#{name};")

    def _copy(self, written: str) -> None:
        (self.caught[-1] if self.caught else self.out).append(written)

    # -------------------------------------------------------------- what is caught
    def _catch(self, tag: str) -> None:
        self.catching.append(tag)
        self.caught.append([])
        self.depth.append(1)

    def _caught(self, tag: str) -> None:
        self.catching.pop()
        self.depth.pop()
        written = "".join(self.caught.pop())
        if tag in {"audio", "video"}:
            self._player()
        elif tag == "cite" and self.cite is not None:
            self.cite.append(_plain(written))
        elif tag == "blockquote":
            self._quote(written)
        else:
            self._caption(written)

    def end(self) -> None:
        """What the markup never closed is text."""
        while self.catching:
            self._caught(self.catching[-1])

    def _caption(self, written: str) -> None:
        """To the one picture of the figure; the caption of several, or of none, is text."""
        first = self.figures[-1][0] if self.figures else max(0, len(self.objects) - 1)
        mine = range(first, len(self.objects))
        if not self.figures and self.objects:
            mine = range(first, first + 1)
        text = _plain(written)
        if len(mine) == 1 and text:
            one = self.objects[mine[0]]
            if isinstance(one, Picture) and not one.caption:
                self.objects[mine[0]] = replace(one, caption=cut(text, 600))
                return
            if isinstance(one, Sound | Card) and not one.title:
                self.objects[mine[0]] = replace(one, title=cut(text, 200))
                return
        if text:
            self._copy(f"<p>{written}</p>")

    def _quote(self, written: str) -> None:
        who = " ".join(self.cite or [])
        self.cite = None
        quote = _plain(written)
        if not quote:
            return
        if len(quote) > 500 or len(who) > 160:
            self._copy(f"<blockquote>{written}<p>{stdlib_html.escape(who)}</p></blockquote>")
        else:
            self._put(Quote(quote, who))

    def _player(self) -> None:
        media, self.media = self.media, {}
        address = self._address(media.get("src", ""))
        if not address:
            self.notes.append(f"{media.get('kind', 'a player')} without an address was left out")
        elif media["kind"] == "audio":
            self._put(Sound(address, media["title"]))
        else:
            self._put(Card(address, media["title"] or "Video"))

    def _picture(self, given: dict[str, str]) -> None:
        source = given.get("src", "")
        if not source or source.startswith("data:"):
            source = given.get("data-src") or given.get("data-orig-file") or given.get("data-lazy-src") or source
        address = self._address(source)
        if not address:
            if source:
                self.notes.append("a picture inside the text itself (data:) was left out")
            return
        address, served = original(address), address
        linked = self._address(self.links[-1]) if self.links else None
        others = [linked] if linked and _PICTURE_FILE.search(urlsplit(linked).path) else []
        number = next((name[9:] for name in given.get("class", "").split() if name.startswith("wp-image-")), "")
        number = number if number.isdigit() else given.get("data-id", "")
        candidates = tuple(dict.fromkeys(one for one in (*others, uploaded(address), served) if one != address))
        alt = cut(given.get("alt", ""), 300)
        self._put(Picture(address, alt=alt, source_id=number if number.isdigit() else "", others=candidates))

    # -------------------------------------------------------------- places
    def _put(self, piece: Piece) -> None:
        if len(self.objects) >= _MOST_PIECES:
            self.notes.append(f"beyond {_MOST_PIECES:,} pictures and links were left out")
            return
        self.out.append(f'<iframe src="{_PLACE}{len(self.objects)}"></iframe>')
        self.objects.append(piece)

    def _is_large(self, classes: set[str]) -> bool:
        return bool(classes & {"pullquote", "wp-block-pullquote", "kg-blockquote-alt", "is-style-large", "pull-quote"})

    def _address(self, given: str) -> str | None:
        try:
            joined = urljoin(self.base or "", given.strip()) if self.base or given.startswith("http") else given
            joined = f"https:{joined}" if joined.startswith("//") else joined
            parts = urlsplit(joined)
        except ValueError:
            return None
        bad = parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", joined)
        return None if bad or len(joined) > 1_000 else joined


def _plain(html: str) -> str:
    try:
        return plain_text(html)
    except UnableToClean:
        return ""
