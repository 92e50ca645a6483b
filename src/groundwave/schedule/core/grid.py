"""A week as a table: a column a day, a row for each half hour of the wall clock in which something begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Generic
from zoneinfo import ZoneInfo

from groundwave.schedule.core.nownext import T
from groundwave.schedule.core.wallclock import day, instant, wall

STEP = 30  # minutes a row stands for before rows in which nothing begins are joined
_ROWS = 24 * 60 // STEP


@dataclass(frozen=True)
class Entry(Generic[T]):
    """A broadcast in a cell, with the wall-clock times to print: a cell of half hours may hold odd ones."""

    broadcast: T
    starts: datetime
    ends: datetime
    continued: bool
    """It began before this day."""


@dataclass
class Cell(Generic[T]):
    """One `<td>`: what begins in this row of this day; empty where nothing is scheduled."""

    on: date
    span: int
    entries: list[Entry[T]] = field(default_factory=list)
    skipped: bool = False
    """The clock jumps over this time on this day."""


@dataclass
class Row(Generic[T]):
    """One `<tr>`: its time on the wall clock, how many minutes it stands for, the cells that begin in it."""

    starts_at: time
    minutes: int
    cells: list[Cell[T]] = field(default_factory=list)


def layout(broadcasts: Sequence[T], *, days: Sequence[date], zone: ZoneInfo) -> list[Row[T]]:
    """Rows whose cells, with their spans, fill the table without holes: each row has room for every day.

    A broadcast stands in the half hour of its start, several of one half hour in one cell, in order. One that began
    the day before stands again at the top. A repeated hour (the clock falls back) has one set of rows.
    """
    ordered = sorted(broadcasts, key=lambda one: one.period)
    columns = [_column(ordered, on, zone) for on in days]
    marks = sorted({0, *(start for column in columns for start in column)})
    rows = [
        Row[T](time(*divmod(mark * STEP, 60)), (after - mark) * STEP)
        for mark, after in zip(marks, [*marks[1:], _ROWS], strict=True)
    ]
    for column in columns:
        starts = sorted(column)
        for start, after in zip(starts, [*starts[1:], _ROWS], strict=True):
            cell = column[start]
            cell.span = sum(start <= mark < after for mark in marks)
            rows[marks.index(start)].cells.append(cell)
    return rows


def _column(ordered: Sequence[T], on: date, zone: ZoneInfo) -> dict[int, Cell[T]]:
    """The cells of one day by the half hour in which they begin; together they reach from midnight to midnight."""
    whole = day(on, zone)
    cells: dict[int, Cell[T]] = {}
    free = 0  # the first half hour that no earlier broadcast reaches into
    row = 0
    for one in ordered:
        on_air = one.period
        if not on_air.overlaps(whole):
            continue
        continued = on_air.starts < whole.starts
        # A start in the repeated hour must not climb above what came before it.
        row = max(row, 0 if continued else _half_hour(wall(on_air.starts, zone)))
        if row > free:
            _leave_empty(cells, free, row, on, zone)
        cell = cells.setdefault(row, Cell(on=on, span=1))
        cell.entries.append(Entry(one, wall(on_air.starts, zone), wall(on_air.ends, zone), continued))
        free = max(free, row + 1, _reaches(on_air.ends, whole.ends, zone))
    if free < _ROWS:
        _leave_empty(cells, free, _ROWS, on, zone)
    return cells


def _half_hour(local: datetime) -> int:
    return (local.hour * 60 + local.minute) // STEP


def _reaches(ends: datetime, day_ends: datetime, zone: ZoneInfo) -> int:
    """The half hour after the last that it fills. Asked a moment before the end, which the clock may jump away from."""
    if ends >= day_ends:
        return _ROWS
    return _half_hour(wall(ends - timedelta(microseconds=1), zone)) + 1


def _leave_empty(cells: dict[int, Cell[T]], first: int, after: int, on: date, zone: ZoneInfo) -> None:
    """An empty cell for the stretch; what the clock jumps over is a cell of its own."""
    previous: bool | None = None
    for row in range(first, after):
        begins = datetime.combine(on, time()) + timedelta(minutes=row * STEP)
        skipped = instant(begins, zone) == instant(begins + timedelta(minutes=STEP), zone)
        if skipped is not previous:
            cells[row] = Cell(on=on, span=1, skipped=skipped)
        previous = skipped
