"""The story plan (a newsroom's "budget"): which stories are to come, who does them, by when, and for which slot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class Stage(StrEnum):
    """How far a story has come; in this order, but for SPIKED, which is dropped for good."""

    PITCHED = "pitched"
    ASSIGNED = "assigned"
    FILED = "filed"
    EDITED = "edited"
    READY = "ready"
    OUT = "out"
    SPIKED = "spiked"


OPEN = (Stage.PITCHED, Stage.ASSIGNED, Stage.FILED, Stage.EDITED)
"""Where somebody still has to do something before it can run."""


@dataclass(frozen=True)
class Line:
    """One story of the plan. Times are aware; `air_slot` names the program or newscast; `seconds` is its length on
    the air."""

    pk: int
    slug: str
    what: str
    stage: Stage
    reporter: str = ""
    editor: str = ""
    due_at: datetime | None = None
    air_slot: str = ""
    air_at: datetime | None = None
    seconds: int | None = None
    web_at: datetime | None = None
    section: str = ""

    def is_overdue(self, at: datetime) -> bool:
        """Whether its time has come and the reporter's part is not done."""
        return self.due_at is not None and self.due_at < at and self.stage in (Stage.PITCHED, Stage.ASSIGNED)

    def is_late(self, at: datetime) -> bool:
        """Whether it should have run, on the air or on the web, and is not ready."""
        runs = [when for when in (self.air_at, self.web_at) if when]
        return bool(runs) and min(runs) < at and self.stage in OPEN


@dataclass(frozen=True)
class Group:
    """Lines under one heading: a slot, or a person."""

    title: str
    lines: Sequence[Line]

    @property
    def seconds(self) -> int:
        """How long they are together on the air."""
        return sum(line.seconds or 0 for line in self.lines if line.stage is not Stage.SPIKED)


@dataclass(frozen=True)
class Review:
    """A story that is out and is to be gone through by `due_on` (a day of the licensee's)."""

    pk: int
    title: str
    due_on: date
    reviewed_on: date

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.due_on < today


def by_slot(lines: Iterable[Line]) -> list[Group]:
    """The air first, slot by slot in the order of the clock; then the web by its hours; then what has no slot.

    A story that is for both stands under both.
    """
    lines = list(lines)
    slots: dict[tuple[str, datetime | None], list[Line]] = {}
    for line in lines:
        if line.air_at or line.air_slot:
            slots.setdefault((line.air_slot or "On the air", line.air_at), []).append(line)
    found = [Group(name, _ordered(own)) for (name, _), own in sorted(slots.items(), key=lambda one: _when(one[0]))]
    web = [line for line in lines if line.web_at]
    if web:
        found.append(Group("Web", sorted(web, key=lambda line: (line.web_at, line.slug))))
    without = [line for line in lines if not (line.air_at or line.air_slot or line.web_at)]
    if without:
        found.append(Group("No slot yet", _ordered(without)))
    return found


def by_person(lines: Iterable[Line]) -> list[Group]:
    """Each reporter's own, by name; what nobody has, first."""
    people: dict[str, list[Line]] = {}
    for line in lines:
        people.setdefault(line.reporter, []).append(line)
    return [Group(name or "Nobody yet", _ordered(people[name])) for name in sorted(people)]


def as_text(
    title: str, groups: Sequence[Group], *, zone: ZoneInfo, at: datetime, reviews: Sequence[Review] = ()
) -> str:
    """The plan as it is read out in a meeting, printed, or sent by mail: at most 78 columns wide where words allow."""
    said = [title, "=" * len(title), ""]
    for group in groups:
        first = group.lines[0]
        when = f", {_clock(first.air_at, zone)}" if first.air_at and group.title == (first.air_slot or "") else ""
        length = f" ({_length(group.seconds)})" if group.seconds else ""
        said += [f"{group.title.upper()}{when}{length}", ""]
        for line in group.lines:
            facts = [line.stage.value, line.reporter or "nobody yet"]
            if line.due_at:
                facts.append(f"due {_clock(line.due_at, zone)}{' OVERDUE' if line.is_overdue(at) else ''}")
            if line.web_at:
                facts.append(f"web {_clock(line.web_at, zone)}")
            if line.seconds:
                facts.append(_length(line.seconds))
            said += [f"{line.slug.upper()}: {' '.join(line.what.split())}", f"    {'; '.join(facts)}", ""]
    if not groups:
        said += ["Nothing is planned.", ""]
    if reviews:
        today = at.astimezone(zone).date()
        said += ["TO BE REVIEWED", ""]
        for one in reviews:
            late = " OVERDUE" if one.is_overdue(today) else ""
            said += [one.title, f"    due {one.due_on:%a %b %-d}{late}; last reviewed {one.reviewed_on:%b %-d, %Y}", ""]
    return "\n".join(said)


def _ordered(lines: Iterable[Line]) -> list[Line]:
    return sorted(
        lines, key=lambda line: (line.due_at is None, line.due_at.timestamp() if line.due_at else 0, line.slug)
    )


def _when(slot: tuple[str, datetime | None]) -> tuple[bool, float, str]:
    name, at = slot
    return (at is None, at.timestamp() if at else 0.0, name)


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%a %b %-d, %H:%M}"


def _length(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
