"""WordPress eXtended RSS, read as it streams by: a site of 2 GB takes as much memory as its longest post.

No DTD, no entities of its own, nothing fetched; each item, and what stands between items, is bounded. Control
characters and broken UTF-8, which WordPress exports without a word, are mended before the parser sees them.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

from groundwave.kit.packed import GZIP
from groundwave.wire.core.outcome import Unreadable

_PIECE: Final = 256 * 1024
MAX_ITEM_CHARS: Final = 20_000_000
_MAX_DEPTH: Final = 64
_MAX_ELEMENTS: Final = 1_000_000  # in one item: a post with fifty thousand comments
_MAX_BYTES: Final = 64 * 1024**3
# Text shrinks to a tenth; what shrinks to a hundredth is a bomb, once there is enough of it to tell.
_MAX_RATIO: Final = 100
_ENOUGH: Final = 64 * 1024**2
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["'][^>]*\?>""")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_OF_THE_CHANNEL: Final = {
    "wp:author": "author", "wp:category": "category", "wp:tag": "tag", "wp:term": "term", "wp:wp_author": "author",
}  # fmt: skip


@dataclass(slots=True)
class Record:
    """An element of the export: `fields` by name; `categories` are (domain, nicename, words) of an item, `meta` its
    custom fields, `comments` how many readers' comments were approved. `too_long` when it was not read to its end.
    """

    kind: str
    fields: dict[str, str] = field(default_factory=dict)
    categories: list[tuple[str, str, str]] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)
    comments: int = 0
    too_long: bool = False


def records(read: Callable[[int], bytes], *, note: Callable[[str], None] = lambda words: None) -> Iterator[Record]:
    """What the file holds, in its order; the channel's own fields come as a record "site" before the first item.

    Raises Unreadable, and has then given what came before: look through the whole file first, and write later.
    """
    reader = _Reader()
    for text in _mended(_unpacked(read), note):
        reader.feed(text)
        yield from reader.take()
    reader.end()
    yield from reader.take()


class _Reader:
    def __init__(self) -> None:
        self._parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        self._parser.StartDoctypeDeclHandler = _no_dtd
        self._parser.EntityDeclHandler = _no_dtd
        self._parser.ExternalEntityRefHandler = _no_dtd
        self._names: dict[str, str] = {}
        self._path: list[str] = []
        self._text: list[str] = []
        self._chars = self._elements = 0
        self._site: Record | None = Record("site")
        self._record: Record | None = None
        self._part: dict[str, str] = {}
        self._category = ("", "")
        self._done: list[Record] = []
        self._found_channel = False

    def feed(self, text: str) -> None:
        self._parse(text.encode("utf-8"), final=False)

    def end(self) -> None:
        self._parse(b"", final=True)
        if not self._found_channel:
            raise Unreadable("format", "it is XML, but no export of WordPress: no channel is in it")
        self._give_site()

    def take(self) -> list[Record]:
        done, self._done = self._done, []
        return done

    def _parse(self, data: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as wrong:
            what = expat.ErrorString(wrong.code)
            if what in {"no element found", "unclosed token", "unclosed CDATA section"}:
                what = "the file ends too early (truncated)"
            raise Unreadable("xml", f"{what} at line {wrong.lineno}, column {wrong.offset + 1}") from wrong

    # -------------------------------------------------------------- handlers
    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._name(tag)
        self._path.append(name)
        self._text = []
        self._elements += 1
        if len(self._path) > _MAX_DEPTH:
            raise Unreadable("xml", f"nested more than {_MAX_DEPTH} deep")
        depth = len(self._path)
        if depth == 1 and name not in {"rss", "rdf"}:
            raise Unreadable("format", f"the root element is “{name[:40]}”, not the RSS of a WordPress export")
        if depth == 2 and name == "channel":
            self._found_channel = True
        if depth == 3:
            kind = "item" if name == "item" else _OF_THE_CHANNEL.get(name)
            self._chars = self._elements = 0
            if kind:
                self._give_site()
                self._record = Record(kind)
        if depth == 4:
            self._part = {}
            self._category = (attributes.get("domain", ""), attributes.get("nicename", ""))

    def _data(self, text: str) -> None:
        self._chars += len(text)
        if self._chars > MAX_ITEM_CHARS or self._elements > _MAX_ELEMENTS:
            if self._record is None:
                raise Unreadable("xml", f"more than {MAX_ITEM_CHARS:,} characters between two items")
            self._record.too_long = True
            return
        self._text.append(text)

    def _end(self, tag: str) -> None:
        name = self._path.pop()
        depth = len(self._path) + 1
        text = "".join(self._text)
        self._text = []
        record = self._record
        if record is None:
            if depth == 3 and self._site is not None and text.strip():
                self._site.fields.setdefault(name, text.strip())
            return
        if depth == 3:
            self._done.append(record)
            self._record = None
            self._chars = self._elements = 0
        elif depth == 4:
            self._field(record, name, text)
        elif depth == 5:
            self._part[name] = text

    def _field(self, record: Record, name: str, text: str) -> None:
        if record.too_long and name in {"content:encoded", "excerpt:encoded"}:
            return
        if name == "category":
            record.categories.append((*self._category, text.strip()))
        elif name == "wp:postmeta":
            record.meta.append((self._part.get("wp:meta_key", ""), self._part.get("wp:meta_value", "")))
        elif name == "wp:comment":
            approved = self._part.get("wp:comment_approved", "1").strip() == "1"
            by_a_reader = self._part.get("wp:comment_type", "").strip() in {"", "comment"}
            record.comments += approved and by_a_reader
        else:
            record.fields.setdefault(name, text)

    def _give_site(self) -> None:
        if self._site is not None:
            self._done.append(self._site)
            self._site = None

    def _name(self, tag: str) -> str:
        known = self._names.get(tag)
        if known is None:
            known = self._names[tag] = _short_name(tag)
            if len(self._names) > 10_000:
                raise Unreadable("xml", "more than 10,000 kinds of elements")
        return known


def _short_name(tag: str) -> str:
    """By the namespace's address, never by its prefix, which anyone may choose."""
    space, _, name = tag.rpartition(" ")
    space = space.lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    if not space:
        return name
    if space.startswith("wordpress.org/export/"):
        return f"excerpt:{name}" if space.endswith("/excerpt") else f"wp:{name}"
    known = {"purl.org/rss/1.0/modules/content": "content", "purl.org/dc/elements/1.1": "dc"}
    return f"{known.get(space, '?')}:{name}"


def _no_dtd(*_: Any) -> int:
    raise Unreadable("xml", "it declares a DTD or entities, which exports do not need and attacks use")


# ------------------------------------------------------------------ bytes
def _unpacked(read: Callable[[int], bytes]) -> Iterator[bytes]:
    first = read(_PIECE)
    if not first.startswith(GZIP):
        size = 0
        while first:
            size += len(first)
            if size > _MAX_BYTES:
                raise Unreadable("size", f"more than {_MAX_BYTES:,} bytes")
            yield first
            first = read(_PIECE)
        return
    packed = unpacked = 0
    opened = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    while first:
        packed += len(first)
        while first:
            try:
                made = opened.decompress(first, _PIECE)
            except zlib.error as wrong:
                raise Unreadable("gzip", "is damaged: it cannot be unpacked") from wrong
            unpacked += len(made)
            if unpacked > _MAX_BYTES or (unpacked > _ENOUGH and unpacked > packed * _MAX_RATIO):
                raise Unreadable("gzip", f"unpacks to more than {_MAX_RATIO} times its size, as bombs do")
            if made:
                yield made
            if opened.eof:
                first = opened.unused_data
                opened = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
                if not first.startswith(GZIP):
                    first = b""
            else:
                first = opened.unconsumed_tail
                if not first and not made:
                    break
        first = read(_PIECE)


def _mended(pieces: Iterator[bytes], note: Callable[[str], None]) -> Iterator[str]:
    """Text that an XML parser takes, without the declaration, which may lie about the encoding."""
    encoding = ""
    decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    began = mended = False
    for data in pieces:
        if not encoding:
            encoding = _encoding(data, note)
            decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        text = decoder.decode(data)
        if not began and text.strip():
            text = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).lstrip()
            began = True
            if text[:1] != "<":
                raise Unreadable("format", "no XML: an export of WordPress begins with “<?xml” or “<rss”")
        clean = _FORBIDDEN.sub("", text)
        if not mended and (len(clean) != len(text) or "\ufffd" in text):
            mended = True
            note("control characters and bytes that are no text were left out")
        yield clean
    if not began:
        raise Unreadable("file", "empty")
    yield decoder.decode(b"", final=True)


def _encoding(start: bytes, note: Callable[[str], None]) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    found = _DECLARED.match(start[:400])
    claimed = found[1].decode().lower() if found else "utf-8"
    if claimed in {"utf-8", "utf8", "us-ascii", "ascii"}:
        return "utf-8"
    try:
        codecs.lookup(claimed)
        "".encode(claimed)
    except (LookupError, UnicodeError) as wrong:
        raise Unreadable("encoding", f"says that it is “{claimed}”, which nobody knows") from wrong
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return claimed
    if not start.isascii():
        # Bytes above 127 that form valid UTF-8 by chance do not occur in real copy.
        note(f"the file says that it is {claimed}, but it is UTF-8 and was read so")
        return "utf-8"
    return claimed
