"""When a fault becomes an alarm, when it is over, and what people are told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from groundwave.air.core import alarms, calls, waveform
from groundwave.air.core.alarms import Fault, Limits, Seen, Turn, Wrong

AT = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
WELL = Seen(newest_sound=AT - timedelta(seconds=4), on_fallback=False, silence=timedelta(0), free_bytes=50_000_000_000)
ALL = Limits(wants_legal_id=True)


def ago(**given: float) -> datetime:
    return AT - timedelta(**given)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (WELL, set()),
        (replace(WELL, newest_sound=ago(seconds=24)), set()),
        (replace(WELL, newest_sound=ago(seconds=26)), {"stale"}),
        (replace(WELL, newest_sound=None), {"stale"}),
        # A dead engine's last words say nothing about now.
        (replace(WELL, newest_sound=ago(hours=3), on_fallback=True, silence=timedelta(hours=1)), {"stale"}),
        (replace(WELL, on_fallback=True), {"fallback"}),
        (replace(WELL, silence=timedelta(seconds=4)), set()),
        (replace(WELL, silence=timedelta(seconds=40)), {"silence"}),
        (replace(WELL, on_fallback=True, silence=timedelta(seconds=40)), {"silence", "fallback"}),
        (replace(WELL, lost="Source 1, studio: stalled."), {"source"}),
        # All sources are lost, which is the other alarm.
        (replace(WELL, lost="Source 1, studio: stalled.", on_fallback=True), {"fallback"}),
        (replace(WELL, free_bytes=1_000_000), {"disk"}),
        (replace(WELL, free_bytes=None), set()),
        (replace(WELL, newest_sound=AT + timedelta(hours=1)), {"clock"}),
        (replace(WELL, clock_offset=timedelta(seconds=-2)), {"clock"}),
        (replace(WELL, clock_offset=timedelta(seconds=0.2)), set()),
        (replace(WELL, clock_step=timedelta(hours=-1), clock_set_at=ago(minutes=9)), {"clock"}),
        (replace(WELL, clock_step=timedelta(hours=-1), clock_set_at=ago(minutes=11)), set()),
        (replace(WELL, clock_step=timedelta(hours=1), clock_set_at=AT + timedelta(minutes=50)), set()),
    ],
)
def test_what_is_wrong(seen: Seen, expected: set[str]) -> None:
    assert set(alarms.faults(seen, Limits(), at=AT)) == expected


def test_a_lost_source_is_not_told_where_that_is_not_wished() -> None:
    assert alarms.faults(replace(WELL, lost="Source 1"), replace(ALL, source_lost_after=None), at=AT) == {}


@pytest.mark.parametrize(("step", "words"), [(3_600, "set forward by 60 min"), (-8, "set back by 8 s")])
def test_a_clock_that_was_set_is_told_in_words(step: float, words: str) -> None:
    seen = replace(WELL, clock_step=timedelta(seconds=step), clock_set_at=ago(seconds=5))
    wrong = alarms.faults(seen, Limits(), at=AT)["clock"]
    assert words in wrong.detail
    assert "2026-11-24 19:29:55 UTC" in wrong.detail


@pytest.mark.parametrize(
    ("last", "since", "is_wrong"),
    [
        (ago(minutes=59), ago(hours=9), False),
        (ago(minutes=64), ago(hours=9), False),
        (ago(minutes=66), ago(hours=9), True),
        (None, ago(minutes=66), True),
        (None, ago(minutes=30), False),
        (None, None, False),
    ],
)
def test_an_hour_without_identification(last: datetime | None, since: datetime | None, is_wrong: bool) -> None:
    seen = replace(WELL, last_legal_id=last, watched_since=since)
    assert ("legal id" in alarms.faults(seen, ALL, at=AT)) is is_wrong
    assert "legal id" not in alarms.faults(seen, Limits(), at=AT)


CLEAR = timedelta(seconds=60)


def played(marks: str, *, after: float = 20, every: float = 5) -> str:
    """One look every five seconds: `x` is wrong, `.` is well. What each look led to."""
    fault: Fault | None = None
    said = ""
    for n, mark in enumerate(marks):
        at = AT + timedelta(seconds=n * every)
        wrong = Wrong(at, "it hurts", timedelta(seconds=after)) if mark == "x" else None
        fault, turn = alarms.look(fault, wrong, at=at, all_clear_after=CLEAR)
        said += {Turn.NOTHING: "-", Turn.FORGET: "f", Turn.RAISE: "R", Turn.CLEAR: "C"}[turn]
        if turn is Turn.CLEAR:
            fault = None
    return said


@pytest.mark.parametrize(
    ("looks", "turns"),
    [
        ("......", "------"),
        ("xxxx..", "------"),  # shorter than the threshold
        ("xxx...", "-----f"),
        ("xxxxxxxx", "----R---"),
        ("xxxxx" + "." * 13, "----R" + "-" * 12 + "C"),
        # A flap is one fault: neither its gaps nor its returns are told.
        ("xxxxx....xxxx....xx....xxx....", "----R" + "-" * 25),
        ("xx.xx.xx", "----R---"),
        ("xxxxx" + "." * 13 + "xxxxx", "----R" + "-" * 12 + "C----R"),
    ],
)
def test_one_alarm_a_fault_and_one_all_clear(looks: str, turns: str) -> None:
    assert played(looks) == turns


def test_a_fault_is_dated_from_when_it_began_and_not_from_when_it_was_seen() -> None:
    fault, turn = alarms.look(None, Wrong(ago(seconds=40), "", timedelta(seconds=30)), at=AT, all_clear_after=CLEAR)
    assert fault is not None
    assert (fault.began, turn) == (ago(seconds=40), Turn.RAISE)


def test_a_clock_that_is_set_back_delays_no_alarm() -> None:
    fault = Fault(AT + timedelta(hours=1), well_since=AT + timedelta(hours=1))
    wrong = Wrong(AT, "", timedelta(seconds=20))
    after, _ = alarms.look(fault, wrong, at=AT, all_clear_after=CLEAR)
    assert after == Fault(AT)
    _, turn = alarms.look(after, wrong, at=AT + timedelta(seconds=20), all_clear_after=CLEAR)
    assert turn is Turn.RAISE


def test_a_fault_that_comes_again_must_be_well_for_ever_longer() -> None:
    waits = [alarms.calm(CLEAR, times=n) / timedelta(minutes=1) for n in range(6)]
    assert waits == [1, 5, 15, 30, 30, 30]
    assert alarms.calm(timedelta(minutes=10), times=3) == timedelta(hours=1)
    assert alarms.calm(timedelta(hours=2), times=3) == timedelta(hours=2)


def told(ended: datetime | None = None, fault: str = "silence", times: int = 1) -> tuple[str, str]:
    return calls.letter(
        service="Owl News",
        fault=fault,
        name="Silence on the air",
        detail="What is on the air cannot be heard.",
        began=AT,
        ended=ended,
        machine="owl-1",
        address="https://owl.example/admin/control-room/news/",
        local="Tuesday, November 24, 14:30:00",
        times=times,
    )


def test_the_mail_says_what_where_since_when_and_what_to_do() -> None:
    subject, text = told()
    assert subject == "Alarm: Owl News: silence on the air"
    assert "Since Tuesday, November 24, 14:30:00 (2026-11-24 19:30:00 UTC)." in text
    assert "What to do: Listen" in text
    assert "https://owl.example/admin/control-room/news/" in text


def test_the_all_clear_says_how_long_it_lasted() -> None:
    subject, text = told(ended=AT + timedelta(minutes=5))
    assert subject == "All clear: Owl News: silence on the air"
    assert "for 5 min" in text
    assert "What to do" not in text
    assert "Nothing needs to be done." in text


def test_what_comes_and_goes_is_said_to() -> None:
    assert "It happened 3 times within two hours" in told(times=3)[1]
    assert "It comes and goes. Listen" in told(ended=AT + timedelta(minutes=5), times=3)[1]


def test_a_webhook_s_signature_holds_its_time() -> None:
    body = calls.payload(
        service="news", fault="stale", what="alarm", detail="", began=AT, ended=None,
        outage=4, text="Alarm: …", machine="owl-1",
    )  # fmt: skip
    assert json.loads(body) == {
        "service": "news", "fault": "stale", "what": "alarm", "detail": "",
        "began": "2026-11-24T19:30:00Z", "ended": None, "outage": 4, "text": "Alarm: …", "machine": "owl-1",
    }  # fmt: skip
    assert calls.signature("s", 1, body) != calls.signature("s", 2, body) != calls.signature("t", 2, body)


def test_it_is_sent_again_ever_more_rarely_and_then_given_up() -> None:
    waits = [calls.next_try(n, at=AT) for n in range(1, calls.MOST_ATTEMPTS)]
    assert waits[0] == AT + timedelta(seconds=15)
    assert waits[-1] == AT + timedelta(minutes=30)
    assert calls.next_try(calls.MOST_ATTEMPTS, at=AT) is None


# ------------------------------------------------------------------ the waveform
def test_a_bar_is_the_loudest_of_its_share_and_a_hole_stays_one() -> None:
    assert waveform.bars([1, 9, None, 3, None, None], 3) == [9, 3, None]
    assert waveform.bars([5], 3) == [5, 5, 5]
    assert waveform.bars([], 2) == [None, None]


def test_the_path_leaves_holes_empty() -> None:
    assert waveform.path([255, None, 0], width=30, height=10) == "M0.0 0.0h7.0v10.0h-7.0zM20.0 4.5h7.0v1.0h-7.0z"
    assert waveform.path([], width=30, height=10) == ""


@pytest.mark.parametrize(("db", "share"), [(None, 0), (-90, 0), (-60, 0), (-30, 0.5), (0, 1), (6, 1)])
def test_a_level_has_its_place(db: float | None, share: float) -> None:
    assert waveform.share(db) == share
