"""Sound of episodes: a ticket says what readers may have and until when (docs/contracts/episode-files.md).

The website writes tickets; this only reads them, so sound goes out, and stops going out, without it.
"""

from __future__ import annotations

import json
import math
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from .answers import OPEN_TO_OTHER_SITES, send_whole
from .files import Offer
from .paths import EpisodeFile
from .types import Send

_MOST_BYTES: Final = 256 * 1024
_KEPT_SECONDS: Final = 300  # what was taken back is still at a CDN for so long
_TYPES: Final = {
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "vtt": "text/vtt; charset=utf-8",
    "srt": "application/x-subrip",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json+chapters",
}
_NO_SUCH: Final = "There is no such episode here."
_OVER: Final = "This episode can no longer be heard."


@dataclass(frozen=True)
class NotHere:
    """404 for what was never there, as far as anyone may know; 410 for what was."""

    status: int
    words: str


@dataclass(frozen=True)
class Found:
    """A file of an episode. `minute` is how many bytes a minute of its sound has, 0 for what is no sound."""

    episode: int
    offer: Offer
    is_here: bool
    minute: int = 0
    text: str | None = None


def look_up(home: Path, place: EpisodeFile) -> Found | NotHere:
    """What may be given out at this instant."""
    try:
        path = home / "episodes" / place.program / f"{place.name}.json"
        with path.open("rb") as file:
            ticket = json.loads(file.read(_MOST_BYTES))
        return _read(ticket, home, place, time.time())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return NotHere(404, _NO_SUCH)


def _read(ticket: dict[str, Any], home: Path, place: EpisodeFile, now: float) -> Found | NotHere:
    if ticket.get("gone"):
        return NotHere(410, _OVER)
    until = _instant(ticket["until"]) if ticket.get("until") else math.inf
    if until <= now:
        return NotHere(410, _OVER)
    if ticket.get("never") or now < _instant(ticket["from"]):
        return NotHere(404, _NO_SUCH)
    cache = f"public, max-age={int(max(0, min(_KEPT_SECONDS, until - now)))}"
    if place.ending == "json":
        offer = Offer(home, (), _TYPES["json"], cache, extra=OPEN_TO_OTHER_SITES)
        return Found(int(ticket["episode"]), offer, True, text=str(ticket["chapters"]))
    file = ticket["files"][place.ending]
    parts = tuple(str(file["name"]).split("/"))
    media = home / "media"
    offer = Offer(media, parts, _TYPES[place.ending], cache, extra=OPEN_TO_OTHER_SITES)
    return Found(int(ticket["episode"]), offer, media.joinpath(*parts).is_file(), int(file.get("minute", 0)))


async def send_chapters(send: Send, found: Found, *, head: bool) -> None:
    said = (("content-type", found.offer.mime), ("cache-control", found.offer.cache), *found.offer.extra)
    await send_whole(send, 200, (found.text or "").encode(), said, head=head)


def _instant(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
