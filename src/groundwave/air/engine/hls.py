"""HLS as a source (RFC 8216): its playlists read, its segments put end to end for the decoder."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin

from groundwave.air.engine.fetch import UnableToFetch, fetch_whole
from groundwave.air.engine.timeline import RATE

MOST_PLAYLIST_BYTES: Final = 2_000_000
MOST_SEGMENT_BYTES: Final = 20_000_000
MOST_BEHIND_SECONDS: Final = 18.0
"""With more at once the sender would seem to keep no time."""
_BEHIND: Final = 3
"""Segments from the end at which one begins (RFC 8216, 6.3.3)."""
_ATTRIBUTE: Final = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^,]*)')
_SEQUENCES: Final = 1 << 53


@dataclass(frozen=True, slots=True)
class Segment:
    """``map`` is the address of the initialization section that it needs, or nothing."""

    number: int
    url: str
    seconds: float
    map: str


@dataclass(slots=True)
class Playlist:
    """A playlist of segments, or of ``variants`` (bandwidth and address), whose audio renditions are by group."""

    target: float = 6.0
    is_ended: bool = False
    segments: list[Segment] = field(default_factory=list)
    variants: list[tuple[int, str]] = field(default_factory=list)


def read_playlist(text: str, base: str) -> Playlist:
    """Addresses are made whole from ``base``. Raises UnableToFetch for what cannot be played."""
    if not text.lstrip("\ufeff").startswith("#EXTM3U"):
        raise UnableToFetch("its playlist is none")
    found = Playlist()
    audio: dict[str, str] = {}
    waiting: list[tuple[int, str, str]] = []
    number, seconds, init, is_gap = 0, 0.0, "", False
    stream: dict[str, str] | None = None
    for line in map(str.strip, text.splitlines()):
        tag, _, value = line.partition(":")
        if tag == "#EXT-X-TARGETDURATION":
            found.target = min(max(_number(value), 1.0), 30.0)
        elif tag == "#EXT-X-MEDIA-SEQUENCE":
            number = int(_number(value))
        elif tag == "#EXTINF":
            seconds = _number(value.partition(",")[0])
        elif tag == "#EXT-X-MAP":
            init = urljoin(base, _attributes(value).get("URI", ""))
        elif tag == "#EXT-X-KEY" and _attributes(value).get("METHOD") != "NONE":
            raise UnableToFetch("its segments are encrypted, which is not read")
        elif tag == "#EXT-X-BYTERANGE":
            raise UnableToFetch("its segments are parts of files, which is not read")
        elif tag == "#EXT-X-GAP":
            is_gap = True
        elif tag == "#EXT-X-ENDLIST":
            found.is_ended = True
        elif tag == "#EXT-X-STREAM-INF":
            stream = _attributes(value)
        elif tag == "#EXT-X-MEDIA":
            about = _attributes(value)
            if about.get("TYPE") == "AUDIO" and about.get("URI"):
                audio.setdefault(about.get("GROUP-ID", ""), urljoin(base, about["URI"]))
        elif line and not line.startswith("#"):
            url = urljoin(base, line)
            if stream is not None:
                waiting.append((int(_number(stream.get("BANDWIDTH", "0"))), stream.get("AUDIO", ""), url))
                stream = None
                continue
            if not is_gap:
                found.segments.append(Segment(number, url, seconds, init))
            number, is_gap = number + 1, False
    found.variants = [(bandwidth, audio.get(group, url)) for bandwidth, group, url in waiting]
    return found


def _attributes(value: str) -> dict[str, str]:
    return {name: text.strip('"') for name, text in _ATTRIBUTE.findall(value)}


def _number(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found < _SEQUENCES:
        raise UnableToFetch(f"its playlist says {text[:20]!r} where a number belongs")
    return found


class HlsStream:
    """Reads as a stream of another kind does: the sound's bytes, one segment after the other."""

    title = ""

    def __init__(
        self,
        url: str,
        text: str,
        *,
        fetch: Callable[[str, int], bytes] = fetch_whole,
        wait: Callable[[float], object] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch, self._wait, self._now = fetch, wait, now
        playlist = read_playlist(text, url)
        if playlist.variants:
            url = max(playlist.variants)[1]
            playlist = read_playlist(self._text(url), url)
        if not playlist.segments:
            raise UnableToFetch("its playlist names no segment")
        self._url, self._playlist = url, playlist
        first = len(playlist.segments) - 1
        ahead = playlist.segments[first].seconds
        while not playlist.is_ended and first > max(0, len(playlist.segments) - _BEHIND):
            ahead += playlist.segments[first - 1].seconds
            if ahead > MOST_BEHIND_SECONDS:
                break
            first -= 1
        self._next = playlist.segments[0 if playlist.is_ended else first].number
        self._map = ""
        self._buffer = b""
        self._moved_at = now()
        self._buffer = self._take()
        self.demuxer = _demuxer(self._buffer)

    @property
    def late(self) -> int:
        """How much later than a steady stream its sound may come, in samples: it comes a segment at a time."""
        return int(min(2 * self._playlist.target, MOST_BEHIND_SECONDS) * RATE)

    def read(self, size: int = 8_192) -> bytes:
        """At least one byte and at most ``size``; none at the end. Raises UnableToFetch."""
        if not self._buffer:
            self._buffer = self._take()
        piece, self._buffer = self._buffer[:size], self._buffer[size:]
        return piece

    def close(self) -> None:
        """Nothing is open between two segments."""

    def _take(self) -> bytes:
        """The next segment whole; nothing at the end, and where another initialization begins."""
        while not (coming := [one for one in self._playlist.segments if one.number >= self._next]):
            if self._playlist.is_ended:
                return b""
            if self._now() - self._moved_at > 3 * self._playlist.target + 5:
                raise UnableToFetch(f"its playlist has not moved for {3 * self._playlist.target + 5:.0f} s")
            self._wait(self._playlist.target / 4)
            self._playlist = read_playlist(self._text(self._url), self._url)
            newest = max((one.number for one in self._playlist.segments), default=self._next)
            if newest < self._next - 2:
                raise UnableToFetch("its numbers began anew")
        segment = coming[0]
        if self._map and segment.map != self._map:
            return b""
        data = self._fetch(segment.url, MOST_SEGMENT_BYTES)
        if segment.map and not self._map:
            data = self._fetch(segment.map, MOST_SEGMENT_BYTES) + data
            self._map = segment.map
        self._next, self._moved_at = segment.number + 1, self._now()
        return _without_tag(data)

    def _text(self, url: str) -> str:
        return self._fetch(url, MOST_PLAYLIST_BYTES).decode("utf-8-sig", "replace")


def _without_tag(data: bytes) -> bytes:
    """Packed audio begins with an ID3 tag that says its time (RFC 8216, 3.4)."""
    if data[:3] != b"ID3" or len(data) < 10:
        return data
    length = 0
    for byte in data[6:10]:
        length = length << 7 | byte & 0x7F
    return data[10 + length :]


def _demuxer(data: bytes) -> str | None:
    if data[:1] == b"\x47":
        return "mpegts"
    if data[4:8] in (b"ftyp", b"styp", b"moov", b"moof"):
        return "mp4"
    if len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0:
        return "mp3" if data[1] & 0x06 else "aac"
    return None
