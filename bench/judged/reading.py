"""The judged stories and questions, read from their files."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from groundwave.discovery.api import Entry

HERE: Final = Path(__file__).resolve().parent
AT: Final = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAME_STRAND, SAME_MATTER, NEIGHBOR = 3, 2, 1


@dataclass(frozen=True)
class Judged:
    """One story, and where it stands among the matters."""

    entry: Entry
    matter: str
    strand: str
    neighbors: frozenset[str]

    def grade(self, other: Judged) -> int:
        """How much a reader of this one is served by the other, 0 to 3."""
        if other.entry.object_id == self.entry.object_id or other.entry.language != self.entry.language:
            return 0
        if other.matter == self.matter:
            return SAME_STRAND if other.strand == self.strand else SAME_MATTER
        return NEIGHBOR if other.matter in self.neighbors or self.matter in other.neighbors else 0


@dataclass(frozen=True)
class Question:
    typed: str
    language: str
    grades: dict[int, int]


def stories() -> list[Judged]:
    found: list[Judged] = []
    language, matter, neighbors = "", "", frozenset[str]()
    for line in _lines("stories.txt"):
        if line.startswith("@"):
            language = line[1:].strip()
        elif line.startswith("="):
            matter, _, near = (part.strip() for part in line[1:].partition("/"))
            neighbors = frozenset(name.strip() for name in near.split(","))
        else:
            day, strand, tags, title, lead, body = (part.strip() for part in line.split("|"))
            entry = Entry(
                kind="story",
                object_id=len(found) + 1,
                language=language,
                title=title,
                lead=lead,
                body=body,
                topics=[(tag.strip().lower().replace(" ", "-"), tag.strip()) for tag in tags.split(",")],
                published_at=datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC),
            )
            found.append(Judged(entry, matter, strand, neighbors))
    return found


def questions(among: Sequence[Judged]) -> list[Question]:
    """Raises ValueError for a headline that stands in no story."""
    found: list[Question] = []
    language = ""
    for line in _lines("queries.txt"):
        if line.startswith("@"):
            language = line[1:].strip()
            continue
        typed, _, wanted = (part.strip() for part in line.partition("|"))
        grades = {}
        for place, beginning in enumerate(part.strip() for part in wanted.split(";")):
            [story] = [one for one in among if one.entry.title.startswith(beginning) and one.entry.language == language]
            grades[story.entry.object_id] = 2 if place else 3
        found.append(Question(typed, language, grades))
    return found


def ndcg(grades: Sequence[int], ideal: Sequence[int], *, at: int) -> float:
    """Järvelin and Kekäläinen (2002), with 2^grade - 1 as the gain: 1 when the best come first, best first."""

    def gain(of: Sequence[int]) -> float:
        return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(of[:at]))

    best = gain(sorted(ideal, reverse=True))
    return gain(grades) / best if best else 1.0


def related_ndcg(offered: Callable[[Judged], Sequence[int]], among: Sequence[Judged]) -> float:
    """Mean nDCG@5 of what `offered` puts after each story that has any other of its matter."""
    by_id = {one.entry.object_id: one for one in among}
    scores = []
    for one in among:
        ideal = [one.grade(other) for other in among]
        if max(ideal) >= SAME_MATTER:
            scores.append(ndcg([one.grade(by_id[pk]) for pk in offered(one)[:5]], ideal, at=5))
    return sum(scores) / len(scores)


def by_tags(among: Sequence[Judged]) -> Callable[[Judged], list[int]]:
    """The baseline: who shares most tags, the newest first."""

    def offered(one: Judged) -> list[int]:
        mine = {slug for slug, _ in one.entry.topics}
        sharing = [
            (len(mine & {slug for slug, _ in other.entry.topics}), other.entry.published_at or AT, other)
            for other in among
            if other.entry.language == one.entry.language and other.entry.object_id != one.entry.object_id
        ]
        sharing.sort(key=lambda item: (-item[0], -item[1].timestamp()))
        return [other.entry.object_id for shared, _, other in sharing if shared]

    return offered


def _lines(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
