"""The front door of discovery: search, related stories, and the index behind them."""

from __future__ import annotations

from collections.abc import Callable

from groundwave.discovery.core.entry import Entry
from groundwave.discovery.core.passage import Passage, Piece
from groundwave.discovery.feeding import State, building, index_state
from groundwave.discovery.finding import Filters, Hit, Results, search
from groundwave.discovery.generations import BuildingAlready
from groundwave.discovery.kinds import Kind, Shown, add_kind, kinds
from groundwave.discovery.kinship import related
from groundwave.discovery.listening import changed
from groundwave.discovery.tasks import feed
from groundwave.kit import clock

__all__ = [
    "BuildingAlready",
    "Entry",
    "Filters",
    "Hit",
    "Kind",
    "Passage",
    "Piece",
    "Results",
    "Shown",
    "State",
    "add_kind",
    "changed",
    "feed",
    "index_state",
    "kinds",
    "reindex",
    "related",
    "search",
]


def reindex(*, progress: Callable[[int, int], None] | None = None) -> int:
    """Build the index anew while search goes on with the old one; calls progress(done, total). Returns how many
    things it holds. Raises BuildingAlready, and OSError on a full disk.
    """
    done = 0
    for done, total in building(at=clock.now()):
        if progress:
            progress(done, total)
    return done
