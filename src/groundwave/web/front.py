"""The composition of a home page: which story stands where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

SECONDS: Final = 2
RIVER: Final = 6
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
    lead: S | None
    seconds: tuple[S, ...]
    river: tuple[S, ...]
    strips: tuple[Strip[S], ...]


def compose(top: Sequence[S], newest: Sequence[S], sections: Sequence[Shelf]) -> Front[S]:
    """`top` in the editors' order fills lead, seconds and river; the shelves take what is left of `newest`.

    No story stands twice. A section with nothing left has no shelf.
    """
    above = top[: 1 + SECONDS + RIVER]
    shown = {story.pk for story in above}
    strips = []
    for section in sections:
        rest = [story for story in newest if story.pk not in shown and story.section.pk == section.pk][:STRIP]
        if rest:
            strips.append(Strip(section, tuple(rest)))
    return Front(
        lead=above[0] if above else None,
        seconds=tuple(above[1 : 1 + SECONDS]),
        river=tuple(above[1 + SECONDS :]),
        strips=tuple(strips),
    )
