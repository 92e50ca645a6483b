"""What was on the air in a span of time, and how well that covers a broadcast: computed from as-run events alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from groundwave.air.core.asrun import Event, effective
from groundwave.kit.period import Period

WHOLE_WITHIN: Final = timedelta(seconds=10)
"""A broadcast that lacks no more than this of its source's sound has aired whole: a hand-over costs seconds."""
AT_LEAST: Final = timedelta(seconds=60)
"""Less than this of it, or a twentieth of a shorter one, is not an airing in part."""
STATES: Final = frozenset({"started", "stopped", "source taken", "fallback"})
SILENCES: Final = frozenset({"silence began", "silence begins", "silence ended", "silence ends"})
COUNTED: Final = frozenset(STATES | SILENCES | {"gap"})
"""The events that say what was on the air; the others only tell about it."""


class Kind(StrEnum):
    SOURCE = "source"
    FALLBACK = "fallback"
    OFF = "off"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    WHOLE = "whole"
    PART = "part"
    NOT = "not"


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


@dataclass(frozen=True)
class Coverage:
    """How a broadcast was really on the air, in seconds. `heard` is sound of a source that was not silence."""

    verdict: Verdict
    heard: float
    fallback: float
    silence: float
    gaps: float
    sources: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """What is missing of it, for a person; "" when nothing is."""
        parts = [
            f"{_lasting(seconds)} {what}"
            for seconds, what in ((self.fallback, "of fallback"), (self.silence, "of silence"), (self.gaps, "off air"))
            if seconds >= 1
        ]
        return ", ".join(parts)


def on_air(events: Iterable[Event], *, within: Period, known_until: datetime) -> OnAir:
    """What was on the air `within` a span, and off after `known_until`, for of that there is no word.

    `events` are in the order in which they were written, which is not always that of their times: an engine that comes
    back fills the seconds in which it was down. They begin with some from before the span.
    """
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
    told = _without(_inside(stretches, within), gaps)
    off = [Period(one.starts, one.ends) for one in told if one.kind in (Kind.OFF, Kind.UNKNOWN)]
    return OnAir(tuple(told), tuple(_silent(silences, within, off)))


def coverage(told: OnAir, *, period: Period) -> Coverage:
    """How the time of a broadcast was filled. Silence on a source counts as silence, not as sound."""
    on_source = [Period(one.starts, one.ends) for one in told.stretches if one.kind == Kind.SOURCE]
    silence = sum(
        (met.length for quiet in told.silences for one in on_source if (met := one.meet(quiet))), timedelta()
    ).total_seconds()
    heard = max(0.0, told.seconds(Kind.SOURCE) - silence)
    total = period.length.total_seconds()
    if total - heard <= min(WHOLE_WITHIN.total_seconds(), total / 10):
        verdict = Verdict.WHOLE
    elif heard < min(AT_LEAST.total_seconds(), total / 20):
        verdict = Verdict.NOT
    else:
        verdict = Verdict.PART
    return Coverage(
        verdict=verdict,
        heard=round(heard, 1),
        fallback=round(told.seconds(Kind.FALLBACK), 1),
        silence=round(silence, 1),
        gaps=round(told.seconds(Kind.OFF) + told.seconds(Kind.UNKNOWN), 1),
        sources=tuple(dict.fromkeys(one.source for one in told.stretches if one.kind == Kind.SOURCE and one.source)),
    )


_SEGMENT: Final = timedelta(microseconds=1_920_000)


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


def _without(stretches: Sequence[Stretch], gaps: Sequence[Period]) -> list[Stretch]:
    """What a gap covers was not on the air, whatever was thought to be."""
    told: list[Stretch] = []
    for one in stretches:
        pieces = [Period(one.starts, one.ends)]
        for gap in gaps:
            pieces = [rest for piece in pieces for rest in piece.without(gap)]
        at = one.starts
        for piece in pieces:
            if at < piece.starts:
                told.append(Stretch(Kind.OFF, at, piece.starts))
            told.append(Stretch(one.kind, piece.starts, piece.ends, one.source, one.index))
            at = piece.ends
        if at < one.ends:
            told.append(Stretch(Kind.OFF, at, one.ends))
    return told


def _silent(silences: Sequence[Period], within: Period, off: Sequence[Period]) -> Iterable[Period]:
    for one in silences:
        met = one.meet(within)
        pieces = [met] if met else []
        for gap in off:
            pieces = [rest for piece in pieces for rest in piece.without(gap)]
        yield from pieces


def _lasting(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes and rest else f"{minutes} min" if minutes else f"{rest} s"
