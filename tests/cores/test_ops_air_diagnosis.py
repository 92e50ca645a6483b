"""What facts about a service's air mean."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from groundwave.ops.core import air_diagnosis as air
from groundwave.ops.core.diagnosis import Finding

AT = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
HOURS_AGO = AT - timedelta(hours=3)


def an_id(
    *,
    wanted: bool = True,
    faults: tuple[str, ...] | None = (),
    last: datetime | None = AT - timedelta(minutes=30),
    serving: bool = True,
) -> list[Finding]:
    return list(
        air.legal_id("news", wanted=wanted, faults=faults, last=last, running_since=HOURS_AGO, serving=serving, at=AT)
    )


@pytest.mark.parametrize(
    ("findings", "severity", "words"),
    [
        ([air.aired("news", counts={}, broken_lines=0)], "well", "No broadcast of news was over"),
        ([air.aired("news", counts={"whole": 20}, broken_lines=0)], "well", "20 of 20 broadcasts of news aired whole."),
        ([air.aired("news", counts={"whole": 20, "not": 1}, broken_lines=0)], "note", "0 in part, 1 not"),
        ([air.aired("news", counts={"whole": 20}, broken_lines=1)], "note", "1 line of the as-run record"),
        (air.alarms("news", outages=[], recipients=0, untold=0), "note", "Nobody is told"),
        (air.alarms("news", outages=[], recipients=2, untold=0), "well", "2 recipients are told"),
        (air.alarms("news", outages=["No source since 19:00:00 UTC"], recipients=2, untold=0), "wrong", "No source"),
        (air.alarms("news", outages=[], recipients=2, untold=1), "wrong", "1 alarm of news could not be sent"),
        (air.held("news", source="studio since 9"), "note", "held by hand on studio"),
        (air.now_playing("news", troubles=["https://a.example: It answered 503."]), "note", "It answered 503."),
        (an_id(), "well", "is in order and aired at 19:00 UTC"),
        (an_id(faults=None), "note", "No station identification"),
        (an_id(faults=("“In” may not stand.",)), "wrong", "“In” may not stand."),
        (an_id(last=AT - timedelta(minutes=70)), "wrong", "aired last at 2026-11-24 18:20 UTC"),
        (an_id(last=None), "wrong", "has never aired"),
        (an_id(last=None, serving=False), "well", "is in order."),
    ],
)
def test_findings(findings: Iterable[Finding], severity: str, words: str) -> None:
    (finding,) = findings
    assert finding.severity == severity
    assert words in finding.what
    assert finding.do_next or severity == "well"


def test_where_nothing_is_to_be_said() -> None:
    assert (
        an_id(wanted=False) == list(air.held("news", source=None)) == list(air.now_playing("news", troubles=[])) == []
    )


def test_recordings_that_failed_are_told() -> None:
    none: tuple[str, ...] = ()
    assert list(air.recordings("news", recorded=0, unrecorded=none)) == []
    (well,) = air.recordings("news", recorded=2, unrecorded=none)
    assert (well.severity, well.what) == ("well", "In the last day 2 broadcasts of news became episodes.")
    trouble = ("Owl Talk: the disk is full.",)
    (found,) = air.recordings("news", recorded=2, unrecorded=trouble)
    assert found.severity == "wrong"
    assert "has not recorded Owl Talk: the disk is full." in found.what


def test_a_source_that_needs_a_command_which_is_not_there_is_told() -> None:
    (found,) = air.srt("news", wanted=True, installed=False)
    assert "apt install srt-tools" in found.do_next
    assert not [*air.srt("news", wanted=True, installed=True), *air.srt("news", wanted=False, installed=False)]
