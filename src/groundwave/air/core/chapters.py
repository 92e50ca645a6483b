"""Chapters of an episode: from what was on the air, from what a producer types, and as podcast apps want them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

MOST = 200
LONGEST = 200
SHORTEST_SECONDS = 5.0
_LINE = re.compile(r"\s*(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:\.(\d{1,3}))?\s+(\S.*?)\s*")


class UnableToReadChapters(ValueError):
    """A line is no chapter; the message says which and what one looks like."""


@dataclass(frozen=True)
class Chapter:
    """`at` is in seconds from the beginning of the episode."""

    at: float
    title: str


def from_titles(told: Iterable[tuple[float, str]], *, seconds: float) -> list[Chapter]:
    """Chapters from titles as they came on the air, each with its second (below zero: it was on when we began).

    A title that was on for less than five seconds is a slip of the automation; a single one is no list of chapters.
    """
    ordered = sorted((at, " ".join(title.split())[:LONGEST]) for at, title in told if at < seconds)
    before = [(0.0, title) for at, title in ordered if at <= 0][-1:]
    found: list[Chapter] = []
    for at, title in [*before, *((at, title) for at, title in ordered if at > 0)]:
        if found and at - found[-1].at < SHORTEST_SECONDS:
            found.pop()
        if title and (not found or found[-1].title != title):
            found.append(Chapter(round(at, 3), title))
    if found and seconds - found[-1].at < SHORTEST_SECONDS:
        found.pop()
    return found[:MOST] if len(found) > 1 else []


def from_text(text: str, *, seconds: float) -> list[Chapter]:
    """Lines such as "12:05 Fog over the marsh". Raises UnableToReadChapters."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        parts = _LINE.fullmatch(line)
        if parts is None:
            raise UnableToReadChapters(
                f"“{line.strip()[:60]}” is no chapter. Write the time, then the title: 12:05 Fog."
            )
        hours, minutes, whole, rest, title = parts.groups()
        at = int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + float(f"0.{rest or 0}")
        if at >= seconds:
            raise UnableToReadChapters(f"“{line.strip()[:60]}” is after the end of the episode.")
        found.append(Chapter(at, title[:LONGEST]))
    if len(found) > MOST:
        raise UnableToReadChapters(f"{len(found)} chapters are more than the {MOST} that players show.")
    return sorted(found, key=lambda chapter: chapter.at)


def as_text(chapters: Sequence[Chapter]) -> str:
    return "\n".join(f"{clock(chapter.at)} {chapter.title}" for chapter in chapters)


def moved(chapters: Sequence[Chapter], by: float, *, seconds: float) -> list[Chapter]:
    """The same chapters when the episode begins so many seconds later (below zero: earlier), and lasts `seconds`."""
    there = [(chapter.at - by, chapter.title) for chapter in chapters]
    before = [Chapter(0.0, title) for at, title in there if at < 0][-1:]
    kept = [Chapter(round(at, 3), title) for at, title in there if 0 <= at < seconds]
    return kept if kept[:1] and kept[0].at == 0 else [*before, *kept]


def as_json(chapters: Sequence[Chapter]) -> str:
    """The chapters file of the Podcast Namespace, version 1.2.0 (application/json+chapters)."""
    listed: list[dict[str, Any]] = [{"startTime": chapter.at, "title": chapter.title} for chapter in chapters]
    return json.dumps({"version": "1.2.0", "chapters": listed}, ensure_ascii=False)


def clock(seconds: float) -> str:
    """ "12:05", "1:02:05", with what is behind the second where there is something: "12:05.5"."""
    thousandths = round(seconds * 1000)
    whole, rest = divmod(thousandths, 1000)
    minutes, whole = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    tail = f".{rest:03}".rstrip("0") if rest else ""
    return f"{hours}:{minutes:02}:{whole:02}{tail}" if hours else f"{minutes}:{whole:02}{tail}"
