"""What the doctor says, well and not well, for every check."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from groundwave.ops.core import diagnosis
from groundwave.ops.core.diagnosis import Finding

AT = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
LONG_AGO = AT - timedelta(days=3)
JUST_NOW = AT - timedelta(seconds=5)
HOME = Path("/srv/station")
GB = 1024**3


def ago(seconds: float) -> str:
    return (AT - timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def air(**state: object) -> Finding:
    said: dict[str, object] = {"newest_segment_at": ago(3), "on_fallback": False, "silence_seconds": 0.0, **state}
    return diagnosis.service("news", state=said, serving_since=LONG_AGO, at=AT)


def clock(at: datetime = AT, kept: bool | None = True, newest: float = -2) -> Finding:
    return diagnosis.clock(at=at, synchronized=kept, newest_segment=at + timedelta(seconds=newest))


def worker(beat: float | None, *failing: str, serving_since: datetime | None = LONG_AGO) -> Finding:
    moment = None if beat is None else AT - timedelta(seconds=beat)
    return diagnosis.worker(beat=moment, failing=failing, serving_since=serving_since, at=AT)


def follow(
    waits: float | None, made: float | None = None, waiting: int = 3, serving_since: datetime | None = LONG_AGO
) -> Finding:
    """So many seconds that the longest has waited, and that have passed since a page was made."""
    return diagnosis.pages_follow(
        waiting=waiting,
        since=None if waits is None else AT - timedelta(seconds=waits),
        made_at=None if made is None else AT - timedelta(seconds=made),
        serving_since=serving_since,
        at=AT,
    )


def search(waits: float | None, readable: bool = True, serving_since: datetime | None = LONG_AGO) -> Finding:
    since = None if waits is None else AT - timedelta(seconds=waits)
    return diagnosis.search(readable=readable, waiting_since=since, serving_since=serving_since, at=AT)


@pytest.mark.parametrize(
    ("finding", "severity", "words"),
    [
        (diagnosis.home(HOME, problem=None), "well", "can be written"),
        (diagnosis.home(HOME, problem="The disk is full: …"), "wrong", "The disk is full"),
        (diagnosis.port(8000, free=True, holder=None), "well", "free"),
        (diagnosis.port(8000, free=False, holder="71"), "well", "process 71"),
        (diagnosis.port(8000, free=False, holder=None), "wrong", "taken by another program"),
        (diagnosis.disk(HOME, free=90 * GB, total=100 * GB), "well", "90.0 GB free"),
        (diagnosis.disk(HOME, free=GB // 2, total=2 * GB), "wrong", "disk is low"),
        (diagnosis.disk(HOME, free=4 * GB, total=100 * GB), "wrong", "disk is low"),
        (clock(), "well", "right"),
        (clock(kept=None), "well", "right"),
        (clock(kept=False), "note", "time service"),
        (clock(at=datetime(1970, 1, 1, tzinfo=UTC)), "wrong", "1970-01-01"),
        (clock(newest=60), "wrong", "still to come"),
        (air(), "well", "on the air"),
        (
            air(on_fallback=True, last_error="connection refused"),
            "wrong",
            "fallback: no source gives sound (connection",
        ),
        (air(silence_seconds=45), "wrong", "silent for 45 s"),
        (air(newest_segment_at=ago(60)), "wrong", "since 16:59:00 UTC"),
        (air(newest_segment_at=None), "wrong", "no sound yet"),
        (air(newest_segment_at="soon"), "wrong", "no sound yet"),
        (air(last_error="the disk is full"), "note", "the disk is full"),
        (diagnosis.service("news", state=None, serving_since=LONG_AGO, at=AT), "wrong", "has not said anything"),
        (diagnosis.service("news", state=None, serving_since=None, at=AT), "note", "not being served"),
        (diagnosis.service("news", state=None, serving_since=JUST_NOW, at=AT), "note", "coming on the air"),
        (
            diagnosis.service("news", state={"newest_segment_at": ago(900)}, serving_since=JUST_NOW, at=AT),
            "note",
            "coming on the air",
        ),
        (diagnosis.administrator(exists=True), "well", "an administrator"),
        (diagnosis.administrator(exists=False), "wrong", "no admin user yet"),
        (diagnosis.migrations(pending=0), "well", "up to date"),
        (diagnosis.migrations(pending=1), "wrong", "1 migration behind"),
        (diagnosis.secret_key(HOME / "secret_key", mode=0o600, in_environment=False), "well", "owner alone"),
        (diagnosis.secret_key(HOME / "secret_key", mode=0o644, in_environment=False), "wrong", "read by others"),
        (diagnosis.secret_key(HOME / "secret_key", mode=None, in_environment=False), "note", "no secret key"),
        (diagnosis.secret_key(HOME / "secret_key", mode=0o644, in_environment=True), "well", "environment"),
        (diagnosis.mail(configured=True), "well", "EMAIL_URL"),
        (diagnosis.mail(configured=False), "note", "outbox"),
        (worker(10), "well", "does its jobs"),
        (worker(10, "publish what is due"), "wrong", "publish what is due"),
        (worker(300), "wrong", "not been heard"),
        (worker(None), "wrong", "not been heard"),
        (worker(None, serving_since=JUST_NOW), "well", "starting"),
        (worker(900, serving_since=JUST_NOW), "well", "starting"),
        (worker(None, serving_since=None), "well", "rests"),
        (diagnosis.page_store(HOME / "pages", problem=None), "well", "can be stored"),
        (diagnosis.page_store(HOME / "pages", problem="Permission denied"), "wrong", "pages: Permission denied"),
        (follow(None), "well", "No stored page waits"),
        (follow(5), "well", "is at it"),
        (follow(600, made=2), "well", "3 pages wait to be made, and the worker is at it"),
        (follow(90, made=300), "wrong", "since 2026-11-23 16:58:30 UTC, and none is being made"),
        (follow(90, waiting=1), "wrong", "1 page waits"),
        (follow(90, made=300, serving_since=JUST_NOW), "well", "is at it"),
        (follow(90, made=300, serving_since=None), "note", "not being served"),
        (diagnosis.pages_true(failing=0, wrong=0), "well", "No stored page is in trouble"),
        (diagnosis.pages_true(failing=1, wrong=0), "wrong", "1 page cannot be made. Readers"),
        (diagnosis.pages_true(failing=2, wrong=1), "wrong", "2 pages cannot be made, and 1 found other than it"),
        (diagnosis.pages_true(failing=0, wrong=2), "wrong", "2 pages were found other than they should be, and are"),
        (search(None), "well", "has followed"),
        (search(100), "well", "has followed"),
        (search(130), "wrong", "has not followed since 2026-11-23 16:57:50 UTC"),
        (search(900, serving_since=JUST_NOW), "well", "has followed"),
        (search(900, serving_since=None), "note", "not being served"),
        (search(None, readable=False), "wrong", "missing"),
        (search(None, readable=False, serving_since=JUST_NOW), "note", "missing"),
        (search(None, readable=False, serving_since=None), "note", "missing"),
    ],
)
def test_findings(finding: Finding, severity: str, words: str) -> None:
    assert finding.severity == severity
    assert words in finding.what
    if severity != "well":
        assert finding.do_next or "disk is full" in finding.what


@pytest.mark.parametrize(
    ("names", "cache", "files", "severity", "do_next"),
    [
        ([], False, False, "well", ""),
        (["a"], False, False, "well", ""),
        (["a", "b"], False, True, "wrong", "CACHE_URL"),
        (["a", "b"], True, False, "note", "STORAGE_URL"),
        (["a", "b"], True, True, "well", ""),
    ],
)
def test_several_machines(names: list[str], cache: bool, files: bool, severity: str, do_next: str) -> None:
    found = diagnosis.machines(names, shared_cache=cache, shared_files=files)
    assert found.severity == severity
    assert do_next in found.do_next
