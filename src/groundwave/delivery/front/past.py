"""What a service's archive keeps, and the playlists made of it."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from .answers import OPEN_TO_OTHER_SITES, send_text, send_whole
from .encodings import accepted
from .health import renditions
from .paths import Rewound, Window
from .rewind import NoSuchStretch, media_playlist, multivariant, offset, stretch, window
from .timeline import hour_folder
from .types import TYPES, Send

_MOST_FOLDERS, _MOST_PLAYLISTS = 512, 64
_WORTH_PACKING = 1_400  # bytes; what is smaller goes in one packet as it is
_GROWING, _ENDED = "public, max-age=1, stale-while-revalidate=2", "public, max-age=60"
_MOST_MARKS = 200_000  # characters of an hour
_ENDING = ".m4s"


@dataclass(frozen=True)
class _Made:
    plain: bytes
    packed: bytes
    mime: str
    cache: str


class Past:
    """The archives below `live/`. A folder is read again only when something in it has changed, and a playlist is made
    once for all who listen to the same stretch.
    """

    def __init__(self, live: Path) -> None:
        self._live = live
        self._folders: OrderedDict[Path, tuple[int, list[int]]] = OrderedDict()
        self._made: OrderedDict[tuple[Rewound, int, int], _Made] = OrderedDict()

    async def send(self, send: Send, headers: dict[str, str], place: Rewound | Window, *, head: bool) -> None:
        """The playlist or the window; 404 with a sentence where nothing is kept."""
        try:
            made = await asyncio.to_thread(self._answer, place)
        except (NoSuchStretch, OSError) as none:
            words = str(none) if isinstance(none, NoSuchStretch) else "There is no such service here."
            await send_text(send, 404, words, head=head, extra=OPEN_TO_OTHER_SITES)
            return
        said = [("content-type", made.mime), ("cache-control", made.cache), *OPEN_TO_OTHER_SITES]
        body = made.plain
        if made.packed:
            said.append(("vary", "accept-encoding"))
            if "gzip" in accepted(headers.get("accept-encoding", "")):
                body = made.packed
                said.append(("content-encoding", "gzip"))
        await send_whole(send, 200, body, said, head=head)

    def _answer(self, place: Rewound | Window) -> _Made:
        """Raises NoSuchStretch, OSError."""
        folder = self._live / place.service
        if isinstance(place, Window):
            return self._window(folder)
        if place.rendition is None:
            return self._list_of_renditions(folder, place)
        asked = stretch(place.since, place.until)
        segments = folder / place.rendition / "seg"
        kept, newest = self._numbers(segments, asked), self._end(segments, newest=True)
        key = place, len(kept), newest
        if (made := self._made.get(key)) is None:
            marks = _marks(folder, kept)
            text = media_playlist(kept, asked, begins=offset(place.since), newest=newest, marks=marks)
            made = self._made[key] = _of_text(text, cache=_ENDED if newest >= asked[-1] else _GROWING)
            while len(self._made) > _MOST_PLAYLISTS:
                self._made.popitem(last=False)
        return made

    def _list_of_renditions(self, folder: Path, place: Rewound) -> _Made:
        asked = stretch(place.since, place.until)
        live = (folder / "live.m3u8").read_text(encoding="utf-8")
        if not any(self._numbers(one / "seg", asked) for one in renditions(folder)):
            raise NoSuchStretch("Nothing of this is kept any more.")
        text = multivariant(live, service=place.service, since=place.since, until=place.until)
        return _of_text(text, cache=_ENDED)

    def _window(self, folder: Path) -> _Made:
        every = [one for one in renditions(folder) if self._hours(one / "seg")]
        if not every:
            raise NoSuchStretch("Nothing of this service is kept.")
        oldest = min(self._end(one / "seg", newest=False) for one in every)
        newest = max(self._end(one / "seg", newest=True) for one in every)
        said = window(oldest, newest, [int(one.name) for one in every])
        return _Made(json.dumps(said).encode() + b"\n", b"", "application/json", "public, max-age=2")

    def _numbers(self, segments: Path, asked: range) -> list[int]:
        """Those of the asked segments that are there, in order."""
        hours = dict.fromkeys(hour_folder(number) for number in (*asked[:: len(asked) // 8 or 1], asked[-1]))
        return [number for hour in hours for number in self._in(segments / hour) if number in asked]

    def _end(self, segments: Path, *, newest: bool) -> int:
        """The newest or the oldest segment. Raises NoSuchStretch when there is none."""
        for hour in sorted(self._hours(segments), reverse=newest):
            if numbers := self._in(segments / hour):
                return numbers[-1 if newest else 0]
        raise NoSuchStretch("Nothing of this service is kept.")

    def _hours(self, segments: Path) -> list[str]:
        try:
            with os.scandir(segments) as found:
                return [one.name for one in found if len(one.name) == 10 and one.name.isdigit()]
        except OSError:
            return []

    def _in(self, folder: Path) -> list[int]:
        """The numbers of the segments in one hour's folder."""
        try:
            changed = folder.stat().st_mtime_ns
        except OSError:
            return []
        known = self._folders.get(folder)
        if known is None or known[0] != changed:
            with os.scandir(folder) as found:
                names = [one.name.removesuffix(_ENDING) for one in found if one.name.endswith(_ENDING)]
            known = self._folders[folder] = changed, sorted(int(name) for name in names if name.isdigit())
            while len(self._folders) > _MOST_FOLDERS:
                self._folders.popitem(last=False)
        return known[1]


def _marks(folder: Path, kept: list[int]) -> list[str]:
    """What the engine wrote down of the hours of these segments, each line once."""
    lines: dict[str, None] = {}
    for hour in dict.fromkeys(hour_folder(number) for number in (*kept[:: len(kept) // 8 or 1], *kept[-1:])):
        try:
            with (folder / "marks" / f"{hour}.txt").open(encoding="utf-8") as file:
                said = file.read(_MOST_MARKS).splitlines()
        except (OSError, ValueError):
            continue
        lines |= dict.fromkeys(line for line in said if line.startswith("#EXT-X-DATERANGE:"))
    return list(lines)


def _of_text(text: str, *, cache: str) -> _Made:
    plain = text.encode()
    packed = gzip.compress(plain, 5, mtime=0) if len(plain) > _WORTH_PACKING else b""
    return _Made(plain, packed, TYPES["m3u8"], cache)
