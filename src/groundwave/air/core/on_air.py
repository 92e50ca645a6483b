"""What was on the air in a span of time, computed from as-run events alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from groundwave.air.core.asrun import Event, effective
from groundwave.kit.period import Period

STATES: Final = frozenset({"started", "stopped", "source taken", "fallback"})
SILENCES: Final = frozenset({"silence began", "silence begins", "silence ended", "silence ends"})
COUNTED: Final = frozenset(STATES | SILENCES | {"gap"})
"""The events that say what was on the air; the others only tell about it."""


class Kind(StrEnum):
    SOURCE = "source"
    FALLBACK = "fallback"
    OFF = "off"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Stretch:
    """A span in which one thing was on the air. `index` is the source's place in the list, where it has one."""

    kind: Kind
    starts: datetime
    ends: datetime
    source: str = ""
    index: int | None = None

    @property
    def length(self) -> timedelta:
        return self.ends - self.starts


@dataclass(frozen=True)
class OnAir:
    """A span of time, told without holes by its stretches; silences may lie across them."""

    stretches: tuple[Stretch, ...]
    silences: tuple[Period, ...]

    def seconds(self, kind: Kind) -> float:
        return sum((one.length for one in self.stretches if one.kind == kind), timedelta()).total_seconds()

    @property
    def silent_seconds(self) -> float:
        return sum((one.length for one in self.silences), timedelta()).total_seconds()


def on_air(events: Iterable[Event], *, within: Period, known_until: datetime) -> OnAir:
    """What was on the air `within` a span, and off after `known_until`, for of that there is no word.

    `events` are in the order in which they were written, which is not always that of their times: an engine that comes
    back fills the seconds in which it was down. They begin with some from before the span.

    A clock that was set back makes an hour come twice. Of such time the later word counts, but what either of the two
    says of fallback and silence stays: more than both say is not claimed.
    """
    passages = _passages(events)
    told = OnAir((), ())
    for place, passage in enumerate(passages):
        following = passages[place + 1] if place + 1 < len(passages) else None
        until = known_until if following is None else _known_in(passage, following)
        found = _in_one_passage(passage, within=within, known_until=until)
        told = _over(told, found, begins=effective(passage[0]), within=within) if place else found
    return told


def _passages(events: Iterable[Event]) -> list[list[Event]]:
    """The events cut where their times go back by more than an engine fills; one empty list for none."""
    found: list[list[Event]] = [[]]
    newest: datetime | None = None
    for event in events:
        if event.name in STATES | SILENCES:
            at = effective(event)
            if newest is not None and newest - at > _SET_BACK:
                found.append([])
                newest = None
            newest = max(newest or at, at)
        found[-1].append(event)
    return found


def _known_in(passage: Sequence[Event], following: Sequence[Event]) -> datetime:
    """Up to when a passage is known: an engine that goes on with the other time was on the air until then."""
    last = max(event.at for event in passage)
    return last if following[0].name == "started" else max(last, effective(following[0]))


def _over(earlier: OnAir, later: OnAir, *, begins: datetime, within: Period) -> OnAir:
    """Two passages in one: up to `begins` the earlier, from then on the later with the fallback of both."""
    parted = min(max(begins, within.starts), within.ends)
    before = [
        Stretch(one.kind, one.starts, min(one.ends, parted), one.source, one.index)
        for one in earlier.stretches
        if one.starts < parted
    ]
    after = [
        Stretch(one.kind, max(one.starts, parted), one.ends, one.source, one.index)
        for one in later.stretches
        if one.ends > parted
    ]
    fallback = [Period(one.starts, one.ends) for one in earlier.stretches if one.kind == Kind.FALLBACK]
    told = [*before, *_covered(after, fallback, Kind.FALLBACK, only=Kind.SOURCE)]
    return OnAir(tuple(_inside(told, within)), tuple(_joined([*earlier.silences, *later.silences])))


def _joined(periods: Iterable[Period]) -> Iterable[Period]:
    """Spans of time without those that lie in another."""
    last: Period | None = None
    for one in sorted(periods, key=lambda period: period.starts):
        if last is not None and one.starts <= last.ends:
            last = Period(last.starts, max(last.ends, one.ends))
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _in_one_passage(events: Iterable[Event], *, within: Period, known_until: datetime) -> OnAir:
    stretches: list[Stretch] = []
    silences: list[Period] = []
    gaps: list[Period] = []
    state, since, source, index = Kind.OFF, within.starts, "", None
    silent_since: datetime | None = None
    last_word = within.starts

    def close(at: datetime) -> None:
        if at > since:
            stretches.append(Stretch(state, since, at, source, index))

    def end_silence(at: datetime) -> None:
        nonlocal silent_since
        if silent_since is not None:
            _add(silences, silent_since, at)
            silent_since = None

    for event in events:
        at = effective(event)
        match event.name:
            case "started":
                if state in (Kind.SOURCE, Kind.FALLBACK):
                    # It ended without a word. What its archive has says until when there was sound.
                    after, first = event.moment("after"), event.moment("first_segment")
                    if after is not None and first is not None:
                        _add(gaps, after + _SEGMENT, first)
                    else:
                        close(last_word)
                        state, since, source, index = Kind.UNKNOWN, max(since, last_word), "", None
                close(at)
                # Until it says what it plays, what was before goes on: the seconds that it fills are in its archive.
                state, since = Kind.OFF if state == Kind.UNKNOWN else state, max(at, since)
                end_silence(at)
            case "stopped":
                close(at)
                state, since, source, index = Kind.OFF, at, "", None
                end_silence(at)
            case "source taken" | "fallback":
                close(at)
                state = Kind.SOURCE if event.name == "source taken" else Kind.FALLBACK
                place = event.number("index")
                since, source = max(at, since), event.text("source")
                index = int(place) if place is not None and place >= 0 else None
            case "silence began" | "silence begins":
                # It is told when it has lasted for the limit.
                silent_since = silent_since or at - timedelta(seconds=min(3_600.0, event.number("seconds") or 0.0))
            case "silence ended" | "silence ends":
                end_silence(at)
            case "gap":
                begins, ends = event.moment("from"), event.moment("to")
                if begins and ends:
                    _add(gaps, begins, ends)
        last_word = max(last_word, event.at)
    until = max(since, min(known_until, within.ends))
    close(until)
    end_silence(until)
    if until < within.ends:
        stretches.append(Stretch(Kind.OFF, until, within.ends))
    told = _covered(_inside(stretches, within), gaps, Kind.OFF)
    off = [Period(one.starts, one.ends) for one in told if one.kind in (Kind.OFF, Kind.UNKNOWN)]
    return OnAir(tuple(told), tuple(_silent(silences, within, off)))


_SEGMENT: Final = timedelta(microseconds=1_920_000)
_SET_BACK: Final = timedelta(minutes=2)


def _add(gaps: list[Period], begins: datetime, ends: datetime) -> None:
    if begins < ends:
        gaps.append(Period(begins, ends))


def _inside(stretches: Sequence[Stretch], within: Period) -> list[Stretch]:
    """The stretches cut to the span; the time before the first of them is off."""
    found: list[Stretch] = []
    reached = within.starts
    for one in stretches:
        starts, ends = max(one.starts, reached), min(one.ends, within.ends)
        if starts >= ends:
            continue
        last = found[-1] if found else None
        if last and last.ends == starts and (last.kind, last.source, last.index) == (one.kind, one.source, one.index):
            found[-1] = Stretch(last.kind, last.starts, ends, last.source, last.index)
        else:
            found.append(Stretch(one.kind, starts, ends, one.source, one.index))
        reached = ends
    return found


def _covered(
    stretches: Sequence[Stretch], periods: Sequence[Period], kind: Kind, *, only: Kind | None = None
) -> list[Stretch]:
    """The stretches, but of the kind in the periods, whatever was thought to be there; or `only` instead of one."""
    told: list[Stretch] = []
    for one in stretches:
        pieces = [Period(one.starts, one.ends)]
        for other in periods if only in (None, one.kind) else ():
            pieces = [rest for piece in pieces for rest in piece.without(other)]
        at = one.starts
        for piece in pieces:
            if at < piece.starts:
                told.append(Stretch(kind, at, piece.starts))
            told.append(Stretch(one.kind, piece.starts, piece.ends, one.source, one.index))
            at = piece.ends
        if at < one.ends:
            told.append(Stretch(kind, at, one.ends))
    return told


def _silent(silences: Sequence[Period], within: Period, off: Sequence[Period]) -> Iterable[Period]:
    for one in silences:
        met = one.meet(within)
        pieces = [met] if met else []
        for gap in off:
            pieces = [rest for piece in pieces for rest in piece.without(gap)]
        yield from pieces
