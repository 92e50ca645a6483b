"""How broadcasts that are on record become those that the rules now ask for, without rewriting what has been heard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from groundwave.kit.period import Period
from groundwave.schedule.core.specs import Piece

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class OnRecord:
    """A broadcast as it is stored."""

    id: int
    piece: Piece


@dataclass
class Changes:
    """What to write, in this order: remove, then move ends and details, then add."""

    remove: list[int] = field(default_factory=list)
    change: dict[int, Piece] = field(default_factory=dict)
    add: list[Piece] = field(default_factory=list)
    kept: int = 0


def reconcile(*, on_record: Sequence[OnRecord], wanted: Sequence[Piece], window: Period, at: datetime) -> Changes:
    """What must change so that the window shows what is wanted.

    What has started is history: it stays, with its start and its title. Only the one on the air at `at` may end
    earlier or later than planned, and never before this minute: when the schedule now says that something else is on,
    that begins now. Time of which there is no record is filled, also in the past. `on_record` must hold all that
    overlaps the window or a wanted piece; neither list overlaps itself.
    """
    changes = Changes()
    started = {row.id: row for row in on_record if row.piece.period.starts <= at}
    future = {row.piece.period.starts: row for row in on_record if row.id not in started}
    if at in window:
        for row in started.values():
            if at in row.piece.period and (ends := _end_of_the_running(row.piece, wanted, at)) != row.piece.period.ends:
                moved = replace(row.piece, period=Period(row.piece.period.starts, ends))
                started[row.id] = OnRecord(row.id, moved)
                changes.change[row.id] = moved
    targets = list(_outside(wanted, [row.piece.period for row in started.values()]))
    for target in targets:
        row_there = future.get(target.period.starts)
        if row_there is None or not row_there.piece.is_the_same_as(target):
            changes.add.append(target)
            continue
        del future[target.period.starts]
        if row_there.piece == target:
            changes.kept += 1
        else:
            changes.change[row_there.id] = target
    in_the_way = [window, *(target.period for target in targets)]
    changes.remove = [
        row.id for row in future.values() if any(row.piece.period.overlaps(period) for period in in_the_way)
    ]
    return changes


def _end_of_the_running(running: Piece, wanted: Sequence[Piece], at: datetime) -> datetime:
    on_now = next((piece for piece in wanted if at in piece.period), None)
    if on_now and on_now.is_the_same_as(running):
        return on_now.period.ends
    this_minute = max(at.replace(second=0, microsecond=0), running.period.starts + _MINUTE)
    if on_now:
        return min(this_minute, running.period.ends)
    # Nothing is asked for now: what is on goes on, up to its end or to the next thing.
    following = [piece.period.starts for piece in wanted if piece.period.starts > at]
    return min([running.period.ends, *following])


def _outside(wanted: Iterable[Piece], taken: list[Period]) -> Iterable[Piece]:
    """What is left of each wanted piece where no started broadcast is."""
    for piece in wanted:
        left = [piece.period]
        for period in taken:
            left = [rest for part in left for rest in part.without(period)]
        yield from (replace(piece, period=part) for part in left)
