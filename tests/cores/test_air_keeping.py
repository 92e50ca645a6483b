"""What is kept and what is let go: the as-run record put aside when it is large, hours that a recording still needs."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from groundwave.air.engine import asrun
from groundwave.air.engine.archive import Archive
from groundwave.air.engine.asrun import AsRun
from groundwave.air.engine.plan import parse_plan

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def events(folder: Path) -> list[str]:
    """All that is on record, the oldest file first."""
    aside = sorted(folder.glob("asrun-*.jsonl"))
    lines = [
        line for path in [*aside, folder / "asrun.jsonl"] if path.exists() for line in path.read_text().splitlines()
    ]
    return [json.loads(line)["title"] for line in lines]


def test_a_large_record_is_put_aside_and_nothing_is_lost(tmp_path: Path) -> None:
    record = AsRun(tmp_path / "asrun.jsonl", most_bytes=300)
    for number in range(20):
        record.add("title", AT + timedelta(minutes=number), title=f"Song {number}")
        record.write()
    assert events(tmp_path) == [f"Song {number}" for number in range(20)]
    aside = sorted(path.name for path in tmp_path.glob("asrun-*.jsonl"))
    assert len(aside) > 3
    assert aside[0].startswith("asrun-20261124T12")
    assert all((tmp_path / name).stat().st_size < 500 for name in aside)


def test_only_so_many_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asrun, "MOST_KEPT", 3)
    record = AsRun(tmp_path / "asrun.jsonl", most_bytes=1)
    for number in range(9):
        record.add("title", AT + timedelta(minutes=number), title=f"Song {number}")
        record.write()
    assert events(tmp_path) == ["Song 6", "Song 7", "Song 8"]


def test_two_that_end_at_the_same_instant_are_one_file(tmp_path: Path) -> None:
    record = AsRun(tmp_path / "asrun.jsonl", most_bytes=1)
    for number in range(3):
        record.add("title", AT, title=f"Song {number}")
        record.write()
    assert events(tmp_path) == ["Song 0", "Song 1", "Song 2"]


def test_hours_that_a_recording_needs_outlast_retention(tmp_path: Path) -> None:
    for hour in range(6, 12):
        (tmp_path / "96" / "seg" / f"20261124{hour:02}").mkdir(parents=True)
    archive = Archive(tmp_path)
    assert archive.sweep(AT, 1, AT - timedelta(hours=4, minutes=30)) == 1
    assert [hour.hour for hour in archive.hours()] == [7, 8, 9, 10, 11]
    assert archive.sweep(AT, 1, AT - timedelta(minutes=5)) == 3
    assert archive.sweep(AT, 1) == 0


def test_the_plan_says_from_when_on() -> None:
    said = {"version": 1, "service": "news", "keep_from": "2026-11-24T07:00:00Z"}
    assert parse_plan(json.dumps(said).encode(), service="news", home=Path("/")).keep_from == AT - timedelta(hours=5)
