"""The engine's record is read in whole and once, and broadcasts are confirmed from it and from nothing else."""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from groundwave.air import api as air
from groundwave.air import evidence
from groundwave.air.models import AsRunEvent, Chain, Spool
from groundwave.kit import clock
from groundwave.kit.home import Home
from groundwave.schedule import api as schedule
from tests.cast import NOW, Cast
from tests.rooms.air.conftest import BEGAN, ENDED

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def record(home: Home, cast: Cast) -> Path:
    Chain.objects.get_or_create(service=cast.news)
    path = home.as_run("news")
    path.parent.mkdir(parents=True)
    return path


def line(at: datetime, event: str, **about: Any) -> bytes:
    return json.dumps({"at": at.isoformat().replace("+00:00", "Z"), "event": event, **about}).encode() + b"\n"


def says(path: Path, *lines: bytes) -> None:
    with path.open("ab") as file:
        file.write(b"".join(lines))


def names() -> list[str]:
    return list(AsRunEvent.objects.order_by("pk").values_list("name", flat=True))


MINUTE = timedelta(minutes=1)
STARTED = line(NOW - timedelta(hours=9), "started", pid=1, first_segment=1)
TAKEN = line(NOW - timedelta(hours=9), "source taken", source="https://one.example/", index=0)


def test_each_line_becomes_a_row_once(record: Path) -> None:
    says(record, STARTED, TAKEN)
    assert (evidence.read_in(), evidence.read_in()) == (2, 0)
    says(record, line(NOW, "title", title="Owl Song"))
    assert evidence.read_in() == 1
    assert names() == ["started", "source taken", "title"]


def test_a_line_that_is_still_being_written_waits(record: Path) -> None:
    whole = line(NOW, "fallback")
    says(record, STARTED, whole[:20])
    assert evidence.read_in() == 1
    says(record, whole[20:])
    assert evidence.read_in() == 1
    assert names() == ["started", "fallback"]


def test_a_torn_line_is_passed_over_and_counted(record: Path) -> None:
    says(record, STARTED, b'{"at":"2026-11-24T1\n', TAKEN, b"\n")
    assert evidence.read_in() == 2
    assert Spool.objects.get().broken == 1


def test_a_record_that_was_rotated_away_is_read_to_its_end_first(record: Path) -> None:
    says(record, STARTED)
    evidence.read_in()
    says(record, TAKEN)
    record.rename(record.with_name("asrun.jsonl.1"))
    says(record, line(NOW, "started", pid=2), line(NOW, "fallback"))
    assert evidence.read_in() == 3
    assert names() == ["started", "source taken", "started", "fallback"]


def test_a_line_that_a_power_cut_tore_at_the_end_of_a_file_put_aside_is_counted(record: Path) -> None:
    says(record, STARTED, b'{"at": "2026-11-24T19:2')
    aside = record.rename(record.with_name("asrun-20261124T192000Z.jsonl"))
    says(record, TAKEN)
    assert evidence.read_in() == 2
    assert sum(Spool.objects.values_list("broken", flat=True)) == 0  # somebody may still write to it
    os.utime(aside, (1, 1))
    assert (evidence.read_in(), evidence.read_in()) == (0, 0)
    assert sum(Spool.objects.values_list("broken", flat=True)) == 1


def test_a_line_that_comes_twice_is_one_event(record: Path) -> None:
    says(record, STARTED, TAKEN, TAKEN, STARTED)
    assert evidence.read_in() == 2
    says(record, TAKEN, line(NOW, "fallback"))
    assert evidence.read_in() == 1
    assert names() == ["started", "source taken", "fallback"]


def test_a_record_that_is_put_aside_while_it_is_read_stays_in_order(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST_AT_ONCE", 400)
    says(record, STARTED, *(line(NOW - timedelta(seconds=30 - n), "title", title=f"Song {n}") for n in range(20)))
    keep = evidence._keep

    def the_engine_puts_it_aside(*given: Any) -> int:
        if not record.with_name("asrun-1.jsonl").exists():
            says(record, line(NOW - timedelta(seconds=5), "title", title="The last"))
            record.rename(record.with_name("asrun-1.jsonl"))
            says(record, line(NOW, "fallback"), line(NOW, "stopped"))
        return keep(*given)

    monkeypatch.setattr(evidence, "_keep", the_engine_puts_it_aside)
    assert evidence.read_in() == 22
    assert evidence.read_in() == 2
    assert names() == ["started", *["title"] * 21, "fallback", "stopped"]
    told = [row.event.text("title") for row in AsRunEvent.objects.filter(name="title").order_by("pk")]
    assert told == [*(f"Song {n}" for n in range(20)), "The last"]


def test_a_copy_that_was_cut_in_its_place_is_read_on(record: Path) -> None:
    says(record, STARTED, TAKEN)
    evidence.read_in()
    record.with_name("asrun.jsonl.1").write_bytes(record.read_bytes())
    record.write_bytes(b"")
    assert evidence.read_in() == 0
    says(record, line(NOW, "fallback"))
    assert evidence.read_in() == 1


def test_a_crash_before_the_commit_repeats_nothing(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says(record, STARTED, TAKEN)

    def dies(*_: Any, **__: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr("django.db.models.query.QuerySet.update", dies)
        with pytest.raises(MemoryError):
            evidence.read_in()
    assert names() == []
    assert evidence.read_in() == 2
    Spool.objects.all().delete()  # an older database was put back
    assert evidence.read_in() == 0
    assert names() == ["started", "source taken"]


def test_a_long_record_is_read_in_pieces(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_AT_ONCE", 400)
    says(record, STARTED, *(line(NOW - timedelta(seconds=n), "title", title=f"Song {n}") for n in range(30)))
    assert evidence.read_in() == 31
    assert names()[-1] == "title"


def test_junk_without_an_end_is_passed_over(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_AT_ONCE", 20_000)
    says(record, STARTED, b"\x00" * 50_000 + b"\n", TAKEN)
    assert evidence.read_in() == 2


# ------------------------------------------------------------------ broadcasts
def test_a_broadcast_that_was_heard_is_confirmed(record: Path, broadcast: schedule.Broadcast) -> None:
    says(record, STARTED, TAKEN, line(NOW - timedelta(seconds=5), "title", title="Owl Song"))
    evidence.read_in()
    assert broadcast.confirmed is None
    assert evidence.confirm(at=NOW) == 1
    found = broadcast.confirmed
    assert found is not None
    assert (found.verdict, found.heard, found.missing) == ("whole", 1800, "-")
    assert "https://one.example/" in found.evidence
    assert evidence.confirm(at=NOW) == 0


def test_nothing_airs_on_the_schedule_s_word_alone(record: Path, broadcast: schedule.Broadcast) -> None:
    assert evidence.confirm(at=NOW + timedelta(days=1)) == 0
    assert broadcast.confirmed is None


def test_a_broadcast_waits_for_the_evidence_and_then_is_judged_without_it(
    record: Path, broadcast: schedule.Broadcast
) -> None:
    says(record, STARTED, TAKEN, line(BEGAN + timedelta(minutes=10), "title", title="Owl Song"))
    evidence.read_in()
    assert evidence.confirm(at=NOW) == 0
    assert evidence.confirm(at=ENDED + timedelta(hours=7)) == 1
    found = broadcast.confirmed
    assert found is not None
    assert (found.verdict, found.heard, found.gaps) == ("part", 600, 1200)


def test_the_engine_s_newest_segment_is_evidence_too(record: Path, broadcast: schedule.Broadcast, home: Home) -> None:
    says(record, STARTED, TAKEN)
    evidence.read_in()
    home.engine_state("news").write_text(json.dumps({"newest_segment_at": NOW.isoformat()}))
    assert evidence.confirm(at=NOW) == 1


def test_a_clock_that_was_set_back_claims_nothing_that_is_still_to_come(
    record: Path, broadcast: schedule.Broadcast, home: Home
) -> None:
    """At 2:40 the clock was set back to 1:45 and the engine ended at 2:00, of a program from 1:50 to 2:20."""
    later, back = NOW + timedelta(minutes=10), NOW - timedelta(minutes=45)
    says(record, STARTED, TAKEN, line(later, "title", title="Owl Song"))
    says(
        record, line(back, "source taken", source="https://one.example/", index=0), line(BEGAN + 10 * MINUTE, "stopped")
    )
    evidence.read_in()
    assert evidence.known_until(broadcast.service) == BEGAN + 10 * MINUTE
    assert evidence.confirm(at=NOW) == 0
    assert evidence.confirm(at=ENDED + timedelta(hours=7)) == 1
    found = broadcast.confirmed
    assert found is not None
    assert (found.verdict, found.heard, found.gaps) == ("part", 600, 1200)


@pytest.mark.parametrize(
    ("zone", "day", "begins", "hours", "shown"),
    [
        ("America/New_York", "2026-11-01", "2026-11-01T04:00:00", 25, "01:30:00"),
        ("America/New_York", "2027-03-14", "2027-03-14T05:00:00", 23, "03:30:00"),
        ("America/Phoenix", "2026-11-01", "2026-11-01T07:00:00", 24, "02:30:00"),
        ("America/Phoenix", "2027-03-14", "2027-03-14T07:00:00", 24, "02:30:00"),
    ],
)
def test_a_day_on_which_clocks_change_is_told_and_confirmed_whole(
    record: Path, cast: Cast, zone: str, day: str, begins: str, hours: int, shown: str
) -> None:
    """The third hour of the day: the second time one o'clock in autumn, three o'clock in spring."""
    type(cast.news).objects.filter(pk=cast.news.pk).update(time_zone=zone)
    cast.news.refresh_from_db()
    midnight = datetime.fromisoformat(f"{begins}+00:00")
    third = midnight + timedelta(hours=2)
    made = schedule.Broadcast.objects.create(
        service=cast.news, title="Night Watch", starts=third, ends=third + timedelta(hours=1)
    )
    says(record, line(midnight - timedelta(hours=1), "started", pid=1, first_segment=1))
    says(record, line(midnight - timedelta(hours=1), "source taken", source="https://one.example/", index=0))
    lost, back = third + 30 * MINUTE, third + 31 * MINUTE
    says(record, line(lost, "fallback"), line(back, "source taken", source="https://one.example/", index=0))
    over = midnight + timedelta(hours=hours)
    says(record, line(over + timedelta(hours=1), "title", title="Owl Song"))
    evidence.read_in()
    with clock.standing_at(over + timedelta(hours=1)):
        evidence.confirm(at=clock.now())
        report = air.day_report(service="news", day=day)
        lines = list(air.report_lines(report))
    assert report.told is not None
    assert (report.told.stretches[0].starts, report.told.stretches[-1].ends) == (midnight, over)
    assert sum(one.length.total_seconds() for one in report.told.stretches) == hours * 3_600
    assert f"  {shown} to {shown[:3]}31:00  fallback" in lines
    found = made.confirmed
    assert found is not None
    assert (found.verdict, found.heard, found.fallback) == ("part", 3_540, 60)
    assert (
        lines[-1]
        == f"  {shown[:3]}00:00 to {int(shown[:2]) + 1:02}:00:00  Night Watch: aired in part (1 min of fallback)"
    )


def test_a_listener_is_told_what_did_not_air(
    record: Path, broadcast: schedule.Broadcast, cast: Cast, client: Client
) -> None:
    says(record, STARTED, line(NOW - timedelta(hours=8), "fallback"), line(NOW, "title", title="Owl Song"))
    evidence.read_in()
    evidence.confirm(at=NOW)
    assert "Did not air" in client.get("/schedule/news").content.decode()
    assert "No se emitió" in client.get("/es/schedule/news").content.decode()
    assert "(Did not air)" in client.get("/text/schedule/news").content.decode()


def test_the_day_is_told_in_the_service_s_own_time(record: Path, broadcast: schedule.Broadcast) -> None:
    says(record, STARTED, TAKEN, line(BEGAN, "source lost", source="https://one.example/", reason="stalled"))
    says(record, line(BEGAN, "fallback"), line(BEGAN + timedelta(minutes=5), "source taken", source="two", index=1))
    says(record, line(NOW, "legal id", text="KOWL-FM, Owl Hollow"))
    evidence.read_in()
    with clock.standing_at(NOW):
        lines = list(air.report_lines(air.day_report(service="news")))
    assert lines[0] == "Owl News, Tuesday, 2026-11-24, America/New_York"
    assert "  13:50:00 to 13:55:00  fallback" in lines
    assert "  14:30:00  legal id: KOWL-FM, Owl Hollow" in lines
    assert lines[-1] == "  13:50:00 to 14:20:00  Owl Talk: aired in part (5 min of fallback)"
