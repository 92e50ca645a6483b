"""The lines of a story that show why it was found, with the found words marked."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from groundwave.discovery.core.words import Token, stem_of
from groundwave.kit.text import cut

AROUND = 200  # characters of a passage, about
_BEFORE = 60  # characters shown before the first found word
_LOOKED_AT = 10_000  # characters of a body; beyond it the teaser has to do
_WEIGHED = 60  # found words between which the best stretch is chosen; who asks for common words has them at once


class Piece(NamedTuple):
    """A run of a passage; `is_found` runs belong into <mark>. Plain text: escape it."""

    text: str
    is_found: bool


@dataclass(frozen=True)
class Passage:
    """Plain text, and where the found words are: half-open ranges of its characters, in order, none overlapping."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The whole text in order, cut at the marks."""
        made: list[Piece] = []
        done = 0
        for start, end in self.marks:
            if start > done:
                made.append(Piece(self.text[done:start], False))
            made.append(Piece(self.text[start:end], True))
            done = end
        if done < len(self.text):
            made.append(Piece(self.text[done:], False))
        return tuple(made)


class Sought:
    """The terms of one question in one language, ready to be found in many texts."""

    def __init__(self, stems: Collection[str], *, language: str) -> None:
        self.stems, self.language = frozenset(stems), language
        beginnings = sorted({stem[: max(2, len(stem) - 2)] for stem in self.stems}, key=lambda said: (-len(said), said))
        self._pattern = re.compile(_WORDS % "|".join(map(_as_written, beginnings)))

    def hits(self, text: str) -> list[Token]:
        """The first words of a composed text that have one of the stems, in order.

        Stemming changes the end of a word, so only words that begin like a stem are looked at.
        """
        if not self.stems:
            return []
        stems, language, low = self.stems, self.language, _lower(text)
        # Looked for without accents, which is several times as fast; read with them.
        found = (
            Token(stem, word.start(), word.end())
            for word in self._pattern.finditer(low.translate(_BARE))
            if (stem := stem_of(low[word.start() : word.end()], language)) in stems
        )
        return list(islice(found, _WEIGHED))


# No letter before; the rest of the word, with what a word may have inside.
_WORDS = r"(?<![^\W_])(?:%s)[^\W_]*(?:['’.,:][^\W_]+)*"
# A letter for a letter, so that each stays in its place.
_BARE = str.maketrans("áàâäãåéèêëíìîïóòôöõúùûüñç", "aaaaaaeeeeiiiiooooouuuunc")


def _lower(text: str) -> str:
    """Lower case, each letter in its place. Twice as fast to search as a pattern that ignores the case."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(small if len(small := one.lower()) == 1 else one for one in text)


def _as_written(beginning: str) -> str:
    """Letters as they may stand in a text: with stops or an apostrophe between them."""
    return "['’.]?".join(map(re.escape, beginning))


def passage(body: str, *, teaser: str, sought: Sought) -> Passage:
    """About 200 characters of the body around most of the terms; the marked teaser when the body has none of them.

    Both texts composed (`words.composed`).
    """
    hits = sought.hits(body[:_LOOKED_AT])
    if not hits:
        shown = teaser or cut(body, AROUND)
        return Passage(shown, tuple((hit.start, hit.end) for hit in sought.hits(shown)))
    first = _best(hits)
    start = _word_start(body, max(0, first.start - _BEFORE))
    end = _word_end(body, min(len(body), start + AROUND))
    before = "…" if start else ""
    moved = len(before) - start
    marks = tuple((hit.start + moved, hit.end + moved) for hit in hits if hit.start >= start and hit.end <= end)
    return Passage(f"{before}{body[start:end]}{'…' if end < len(body) else ''}", marks)


def _best(hits: list[Token]) -> Token:
    """The first word of the stretch with most different terms; of equals with most words; of equals the earliest."""
    best, most = hits[0], (0, 0)
    for place, hit in enumerate(hits):
        near = []
        for other in hits[place:]:
            if other.end > hit.start + AROUND - _BEFORE:
                break
            near.append(other.stem)
        if (len(set(near)), len(near)) > most:
            best, most = hit, (len(set(near)), len(near))
    return best


def _word_start(text: str, place: int) -> int:
    if place == 0:
        return 0
    sentence = text.find(". ", place, place + _BEFORE // 2)
    space = sentence + 1 if sentence >= 0 else text.find(" ", place, place + _BEFORE // 2)
    return space + 1 if space >= 0 else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - 40, place + 1)
    return space if space > 0 else place
