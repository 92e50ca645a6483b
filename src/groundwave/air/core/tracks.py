"""What is playing: who may say it, which word counts, and how long it holds. Values in, values out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final

LASTS: Final = timedelta(minutes=15)
"""A track of which nobody said how long it lasts is believed for so long."""
GRACE: Final = timedelta(seconds=15)
"""A track may run on: automation rounds its lengths."""
LONGEST: Final = timedelta(hours=3)
SAME_WITHIN: Final = timedelta(minutes=5)
SAME_NUMBER: Final = timedelta(days=2)
"""A number names the same play for so long; automation begins its numbers anew."""
MOST_TEXT: Final = 200


class Origin(IntEnum):
    """Who said it. The lower number wins while its word holds: what a person or the automation sends us comes before
    what we ask for, and that before what the source's stream carries."""

    PUSHED = 1
    POLLED = 2
    STREAM = 3


@dataclass(frozen=True)
class Play:
    """One play of a track. `at` and `ends` are aware; `ends` is None where nobody knows."""

    title: str
    artist: str = ""
    album: str = ""
    label: str = ""
    composer: str = ""
    host: str = ""
    at: datetime | None = None
    ends: datetime | None = None
    uid: str = ""


@dataclass(frozen=True)
class Word:
    """What an origin said last. `play` None: that nothing is playing. `said_at` is when it began to hold."""

    origin: Origin
    said_at: datetime
    play: Play | None


def holds_until(word: Word) -> datetime:
    """When a word stops to count."""
    ends = word.play.ends if word.play else None
    if ends is None:
        return word.said_at + LASTS
    return min(ends + GRACE, word.said_at + LONGEST)


def current(words: Iterable[Word], *, at: datetime) -> Word | None:
    """The one rule of precedence: of the words that hold at `at`, that of the first origin; its latest.

    "Nothing is playing" is a word too, and hides what a lesser origin says until it stops to count.
    """
    holding = [word for word in words if word.said_at <= at < holds_until(word)]
    return min(holding, key=lambda word: (word.origin, -word.said_at.timestamp()), default=None)


def changes_at(words: Iterable[Word], *, at: datetime) -> datetime | None:
    """When time alone next changes what `current` says, at the earliest; None for never."""
    edges = [edge for word in words for edge in (word.said_at, holds_until(word)) if edge > at]
    return min(edges, default=None)


def merged(words: Sequence[Word]) -> list[Word]:
    """A list of plays without those that a lesser origin told as well, or told meanwhile; in order of time."""
    kept: list[Word] = []
    for word in sorted(words, key=lambda one: (one.origin, one.said_at)):
        if word.play and not any(
            other.play
            and other.origin < word.origin
            and abs(other.said_at - word.said_at) <= SAME_WITHIN
            and _alike(other.play, word.play)
            for other in kept
        ):
            kept.append(word)
    return sorted(kept, key=lambda one: (one.said_at, one.origin))


def is_the_same_play(before: Play | None, now: Play | None) -> bool:
    """Whether a word repeats the one before: the same number, or the same names where there is none."""
    if before is None or now is None:
        return before is None and now is None
    if before.uid and now.uid:
        return before.uid == now.uid
    return _alike(before, now)


@dataclass(frozen=True)
class Told:
    """A play as it was told before; `play` None: that nothing was playing."""

    at: datetime
    until: datetime
    play: Play | None


def known_as(told: Sequence[Told], play: Play | None, *, at: datetime) -> int | None:
    """Which of those that an origin told (the latest first) a play is when it is told again; None for a new one.

    By its number, which names a play and not a piece; else by its names and when it began, as lists repeat what they
    told; else, without a time, it is the latest for as long as that lasts.
    """
    if play is not None and play.uid:
        near = LONGEST if play.at else SAME_NUMBER
        for place, one in enumerate(told):
            if one.play and one.play.uid == play.uid and abs(one.at - (play.at or at)) <= near:
                return place
    same = [place for place, one in enumerate(told) if is_the_same_play(one.play, play)]
    if play is not None and play.at is not None:
        begun = play.at
        close = [place for place in same if abs(told[place].at - begun) <= SAME_WITHIN]
        if close:
            return min(close, key=lambda place: abs(told[place].at - begun))
    if 0 in same and (play is None or told[0].at - LASTS < (play.at or at) < told[0].until):
        return 0
    return None


def from_stream_title(said: str) -> Play | None:
    """A StreamTitle as stations send it: "Artist - Title". None for an empty one."""
    text = clean(said)
    if not text.strip(" -"):
        return None
    artist, dash, title = text.partition(" - ")
    return Play(title=title.strip(), artist=artist.strip()) if dash and title.strip() and artist.strip() else Play(text)


def clean(said: object, most: int = MOST_TEXT) -> str:
    """Text from outside as one line without what cannot be printed; "" for what is no text. Never markup to us."""
    if not isinstance(said, str):
        return ""
    kept = "".join(" " if letter.isspace() else letter for letter in said[: most * 4])
    kept = "".join(letter for letter in kept if unicodedata.category(letter)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", kept).split())[:most].strip()


def _alike(one: Play, other: Play) -> bool:
    return _plain(one.title) == _plain(other.title) and _plain(one.artist) == _plain(other.artist)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
