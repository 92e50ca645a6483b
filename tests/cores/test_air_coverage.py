"""From the lines of an engine's record to what was on the air, and how a broadcast aired."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from groundwave.air.core.asrun import Event, UnableToReadLine, read_line
from groundwave.air.core.coverage import coverage
from groundwave.air.core.on_air import Kind, on_air
from groundwave.air.engine.timeline import number_at, starts_at
from groundwave.kit.period import Period

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = Period(NOON, NOON + timedelta(hours=1))
LATER = NOON + timedelta(hours=2)


def t(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def e(minutes: float, name: str, **about: Any) -> Event:
    return Event(t(minutes), name, about)


def told(*events: Event, known_until: datetime = LATER) -> list[tuple[str, float, float]]:
    found = on_air(events, within=HOUR, known_until=known_until)
    return [
        (one.kind.value, (one.starts - NOON).total_seconds() / 60, (one.ends - NOON).total_seconds() / 60)
        for one in found.stretches
    ]


SOURCE = e(-300, "source taken", source="https://one.example/", index=0)
WENT_ON = {"first_segment": number_at(t(30).timestamp()), "after": number_at(t(30).timestamp()) - 1}


@pytest.mark.parametrize(
    ("events", "stretches"),
    [
        ([SOURCE], [("source", 0, 60)]),
        ([], [("off", 0, 60)]),
        ([e(10, "source taken", index=0)], [("off", 0, 10), ("source", 10, 60)]),
        ([SOURCE, e(20, "source lost"), e(20, "fallback"), e(25, "source taken", index=0)],
         [("source", 0, 20), ("fallback", 20, 25), ("source", 25, 60)]),
        ([SOURCE, e(15, "stopped")], [("source", 0, 15), ("off", 15, 60)]),
        # A restart whose engine fills the seconds in which it was down: its lines are older than the stop.
        ([SOURCE, e(30, "stopped"), e(30.05, "started", **WENT_ON), e(29.98, "source taken", index=0)],
         [("source", 0, 60)]),
        # Killed, and back within the archive's reach.
        ([SOURCE, e(30.05, "started", **WENT_ON), e(29.99, "source taken", index=0)], [("source", 0, 60)]),
        ([SOURCE, e(40, "gap", **{"from": "2026-11-24T12:10:00Z", "to": "2026-11-24T12:20:00Z"})],
         [("source", 0, 10), ("off", 10, 20), ("source", 20, 60)]),
        # An older engine said nothing of its archive: what cannot be known is not claimed.
        ([SOURCE, e(10, "title", title="Owl Song"), e(50, "started"), e(50, "source taken", index=0)],
         [("source", 0, 10), ("unknown", 10, 50), ("source", 50, 60)]),
    ],
)  # fmt: skip
def test_what_was_on_the_air(events: list[Event], stretches: list[tuple[str, float, float]]) -> None:
    found = [(kind, round(begins, 1), round(ends, 1)) for kind, begins, ends in told(*events)]
    merged: list[tuple[str, float, float]] = []
    for kind, begins, ends in found:
        if merged and merged[-1][0] == kind and merged[-1][2] == begins:
            merged[-1] = (kind, merged[-1][1], ends)
        else:
            merged.append((kind, begins, ends))
    assert merged == stretches


def test_an_engine_that_was_dead_for_long_leaves_a_hole_where_its_archive_has_one() -> None:
    died, back = number_at(t(20).timestamp()), number_at(t(45).timestamp())
    found = on_air(
        [SOURCE, e(45, "started", first_segment=back, after=died), e(45, "source taken", index=0)],
        within=HOUR,
        known_until=LATER,
    )
    hole = [one for one in found.stretches if one.kind == Kind.OFF]
    assert [(one.starts, one.ends) for one in hole] == [(starts_at(died + 1), starts_at(back))]


# ------------------------------------------------------------------ a clock that was set
BACK = e(5, "source taken", source="https://one.example/", index=0)
GAP = e(70, "gap", **{"from": "2026-11-24T12:10:00Z", "to": "2026-11-24T13:10:00Z"})


@pytest.mark.parametrize(
    ("events", "known_until", "stretches"),
    [
        # An hour that came twice, both times with sound.
        ([SOURCE, e(65, "fallback"), e(66, "source taken", index=0), BACK], 70, [("source", 0, 60)]),
        # Neither the fallback of the first time nor that of the second is lost.
        ([SOURCE, e(30, "fallback"), e(40, "source taken", index=0), BACK], 70,
         [("source", 0, 30), ("fallback", 30, 40), ("source", 40, 60)]),
        ([SOURCE, e(30, "fallback"), e(40, "source taken"), BACK, e(20, "fallback"), e(25, "source taken")], 70,
         [("source", 0, 20), ("fallback", 20, 25), ("source", 25, 30), ("fallback", 30, 40), ("source", 40, 60)]),
        # What is still to come the second time is not claimed because it came a first time.
        ([SOURCE, e(65, "fallback"), BACK], 10, [("source", 0, 10), ("off", 10, 60)]),
        ([SOURCE, e(65, "fallback"), BACK, e(20, "stopped")], 70, [("source", 0, 20), ("off", 20, 60)]),
        # Set forward by mistake, and back: the time that was skipped came after all.
        ([SOURCE, GAP, e(70, "source taken"), e(12, "source taken")], 70,
         [("source", 0, 10), ("off", 10, 12), ("source", 12, 60)]),
        # Set back while nobody ran: of the first time no more is known than its last word.
        ([SOURCE, e(2, "silence began"), e(90, "stopped"), e(30, "started", first_segment=number_at(t(30).timestamp())),
          e(29.9, "source taken")], 70, [("source", 0, 60)]),
    ],
)  # fmt: skip
def test_an_hour_that_comes_twice_claims_no_more_than_both_say(
    events: list[Event], known_until: float, stretches: list[tuple[str, float, float]]
) -> None:
    found = told(*events, known_until=t(known_until))
    merged: list[tuple[str, float, float]] = []
    for kind, begins, ends in found:
        if merged and merged[-1][0] == kind:
            begins = merged.pop()[1]
        merged.append((kind, begins, ends))
    assert merged == stretches


def test_silence_of_an_hour_that_comes_twice_counts_once() -> None:
    quiet = [e(10, "silence began"), e(20, "silence ended")]
    again = [e(15, "silence began"), e(25, "silence ended")]
    found = on_air([SOURCE, *quiet, e(65, "fallback"), BACK, *again], within=HOUR, known_until=LATER)
    assert found.silent_seconds == 15 * 60
    assert coverage(found, period=HOUR).silence == 15 * 60


def test_nothing_is_claimed_beyond_the_last_word() -> None:
    assert told(SOURCE, known_until=t(40)) == [("source", 0, 40), ("off", 40, 60)]


def test_silence_counts_from_when_it_began_and_not_from_when_it_was_told() -> None:
    found = on_air([SOURCE, e(10, "silence begins", seconds=20), e(12, "silence ends")], within=HOUR, known_until=LATER)
    assert found.silent_seconds == 140


@pytest.mark.parametrize(
    ("events", "verdict", "words"),
    [
        ([SOURCE], "whole", ""),
        ([SOURCE, e(20, "fallback"), e(20.1, "source taken", index=0)], "whole", "6 s of fallback"),
        ([SOURCE, e(20, "fallback"), e(25, "source taken", index=1)], "part", "5 min of fallback"),
        ([SOURCE, e(10, "silence began", seconds=20), e(40, "silence ended")], "part", "30 min 20 s of silence"),
        ([e(-1, "fallback")], "not", "60 min of fallback"),
        ([e(-1, "fallback"), e(59.5, "source taken", index=0)], "not", "59 min 30 s of fallback"),
        ([SOURCE, e(0.5, "stopped")], "not", "59 min 30 s off air"),
        ([], "not", "60 min off air"),
    ],
)
def test_how_a_broadcast_aired(events: list[Event], verdict: str, words: str) -> None:
    found = coverage(on_air(events, within=HOUR, known_until=LATER), period=HOUR)
    assert (found.verdict.value, found.in_words) == (verdict, words)


def test_a_silent_fallback_is_not_counted_twice() -> None:
    events = [e(-1, "fallback"), e(10, "silence began", seconds=0), e(20, "silence ended")]
    found = coverage(on_air(events, within=HOUR, known_until=LATER), period=HOUR)
    assert (found.fallback, found.silence) == (3600, 0)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"[1]",
        b'{"at":"2026-11-24T12:00:00Z"}',
        b'{"at":"2026-11-24T12:00:00","event":"started"}',
        b'{"at":"noon","event":"started"}',
        b'{"at":"0001-01-01T00:00:00+14:00","event":"started"}',
        b'{"at":5,"event":"started"}',
        b'{"at":"2026-11-24T12:00:00Z","event":7}',
        b'{"at":"2026-11-24T12:00:00Z","event":"' + b"a" * 41 + b'"}',
        b'{"at":"2026-11-24T12:00:00Z","event":"title","title":"\\u0000"}',
        b'{"at":"2026-11-24T12:00:00Z","event":"star',
        b"[" * 10_000,
        b'{"at":"2026-11-24T12:00:00Z","event":"title","title":"' + b"a" * 20_000 + b'"}',
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_record_is_refused(line: bytes) -> None:
    with pytest.raises(UnableToReadLine):
        read_line(line)


def test_a_record_keeps_what_it_does_not_know() -> None:
    found = read_line(b'{"at":"2026-11-24T13:00:00.250+01:00","event":"disk","free_mb":12,"moon":"full"}')
    assert found.at == NOON + timedelta(milliseconds=250)
    assert (found.name, found.number("free_mb"), found.text("moon"), found.text("free_mb")) == ("disk", 12, "full", "")
