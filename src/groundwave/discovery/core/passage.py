"""The lines of a story that show why it was found, with the found words marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

AROUND = 200  # characters of a passage, about
_BEFORE = 60  # characters shown before the first found word


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
