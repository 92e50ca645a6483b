"""What the desk is told of each document: a verdict, its id, and words."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from groundwave.newsroom import api as newsroom


class Verdict(enum.Enum):
    """What became of one document."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    HELD = "held for an editor"
    KEPT = "kept"
    REFUSED = "refused"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Line:
    """One line of the desk's report."""

    verdict: Verdict
    filename: str
    document_id: str
    words: str
    story: newsroom.Story | None = None


_TOLD = (Verdict.NEW, Verdict.UPDATED, Verdict.WITHDRAWN, Verdict.HELD, Verdict.KEPT, Verdict.REFUSED)


def summary(lines: Iterable[Line]) -> str:
    """“4 new, 1 refused”; empty when nothing happened."""
    counted = Counter(line.verdict for line in lines)
    return ", ".join(f"{counted[verdict]:,} {verdict.value}" for verdict in _TOLD if counted[verdict])
