"""The composition of a home page: which story stands where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

SECONDS: Final = 3
UNDERS: Final = 2
RIVER: Final = 4
STRIP: Final = 4


class Placed(Protocol):
    """What of a story the composition looks at."""

    pk: int

    @property
    def section(self) -> Shelf: ...


class Shelf(Protocol):
    pk: int


S = TypeVar("S", bound=Placed)


@dataclass(frozen=True)
class Strip(Generic[S]):
    """A section's shelf on the home page."""

    section: Shelf
    stories: tuple[S, ...]


@dataclass(frozen=True)
class Front(Generic[S]):
    """The lead, beside it the seconds, below it the unders, the river of short lines, a shelf for each section."""

    lead: S | None
    seconds: tuple[S, ...]
    unders: tuple[S, ...]
    river: tuple[S, ...]
    strips: tuple[Strip[S], ...]


def compose(top: Sequence[S], newest: Sequence[S], sections: Sequence[Shelf]) -> Front[S]:
    """`top` in the editors' order fills lead, seconds, unders and river; the shelves take what is left of `newest`.

    No story stands twice. A section with nothing left has no shelf.
    """
    above = list(top[: 1 + SECONDS + UNDERS + RIVER])
    shown = {story.pk for story in above}
    strips = []
    for section in sections:
        rest = [story for story in newest if story.pk not in shown and story.section.pk == section.pk][:STRIP]
        if rest:
            strips.append(Strip(section, tuple(rest)))
    lead, seconds, rest = above[:1], above[1 : 1 + SECONDS], above[1 + SECONDS :]
    return Front(
        lead=lead[0] if lead else None,
        seconds=tuple(seconds),
        unders=tuple(rest[:UNDERS]),
        river=tuple(rest[UNDERS:]),
        strips=tuple(strips),
    )
