"""The lines of a story that show why it was found, with the found words marked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from groundwave.discovery.core.words import Token, tokens
from groundwave.kit.text import cut

AROUND = 200  # characters of a passage, about
_BEFORE = 60  # characters shown before the first found word
_LOOKED_AT = 10_000  # characters of a body; beyond it the teaser has to do


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


def passage(body: str, *, teaser: str, stems: Collection[str], language: str) -> Passage:
    """About 200 characters of the body around most of the terms; the marked teaser when the body has none of them.

    Both texts composed (`words.composed`).
    """
    text = body[:_LOOKED_AT]
    hits = [token for token in tokens(text, language=language) if token.stem in stems]
    if not hits:
        shown = teaser or cut(body, AROUND)
        return Passage(shown, _marks(shown, stems, language))
    first = _best(hits)
    start = _word_start(text, max(0, first.start - _BEFORE))
    end = _word_end(body, min(len(body), start + AROUND))
    shown = ("…" if start else "") + body[start:end] + ("…" if end < len(body) else "")
    return Passage(shown, _marks(shown, stems, language))


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


def _marks(text: str, stems: Collection[str], language: str) -> tuple[tuple[int, int], ...]:
    return tuple((token.start, token.end) for token in tokens(text, language=language) if token.stem in stems)


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
