"""What only one of several machines does: one holds the lease, and another takes it when the first is gone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from groundwave.kit.home import Home
from groundwave.ops import leases
from groundwave.ops.jobs import JOBS, Job
from groundwave.ops.models import Lease
from groundwave.ops.worker import Worker

pytestmark = pytest.mark.django_db

ran: list[str] = []
stop_after: list[Worker] = []


def each() -> None:
    ran.append("each")
    stop_after[0].stop()


def once() -> None:
    ran.append("once")


def test_one_machine_holds_a_lease_for_as_long_as_it_asks() -> None:
    assert leases.claim("jobs", holder="a")
    assert not leases.claim("jobs", holder="b")
    assert leases.claim("jobs", holder="a")
    assert leases.claim("other jobs", holder="b")


def test_a_machine_that_is_gone_is_succeeded_when_its_time_is_over() -> None:
    assert leases.claim("jobs", holder="a")
    Lease.objects.update(until=datetime(2026, 1, 1, tzinfo=UTC))
    assert leases.claim("jobs", holder="b")
    assert not leases.claim("jobs", holder="a")


def test_a_machine_that_stops_leaves_at_once() -> None:
    leases.seen(holder="a")
    leases.seen(holder="b")
    assert leases.claim("jobs", holder="a")
    assert leases.machines() == ["a", "b"]
    leases.release(holder="a")
    assert leases.machines() == ["b"]
    assert leases.claim("jobs", holder="b")


def test_homes_on_hosts_of_one_name_are_two_machines(tmp_path: Path) -> None:
    homes = [Home(tmp_path / name) for name in "ab"]
    for home in homes:
        home.ensure_writable()
    first, second = (leases.machine(home) for home in homes)
    assert first != second
    assert leases.machine(homes[0]) == first


def test_a_machine_that_does_not_lead_does_its_own_jobs_only(tmp_path: Path) -> None:
    jobs = [Job("once", 3600, f"{__name__}:once"), Job("each", 3600, f"{__name__}:each", each_machine=True)]
    for leads, expected in ((False, ["each"]), (True, ["once", "each"])):
        ran.clear()
        worker = Worker(jobs, tmp_path / "worker.json", after_each=lambda: None, leads=lambda leads=leads: leads)
        stop_after[:] = [worker]
        worker.run()
        assert ran == expected


def test_a_database_that_is_away_leads_nobody(tmp_path: Path) -> None:
    def away() -> bool:
        raise OSError("no route to the database")

    jobs = [Job("once", 3600, f"{__name__}:once"), Job("each", 3600, f"{__name__}:each", each_machine=True)]
    ran.clear()
    worker = Worker(jobs, tmp_path / "worker.json", after_each=lambda: None, leads=away)
    stop_after[:] = [worker]
    worker.run()
    assert ran == ["each"]


def test_engines_are_told_their_plans_on_every_machine_and_stories_are_published_on_one() -> None:
    here = {job.call: job.each_machine for job in JOBS}
    assert here["groundwave.air.tasks:write_plans"]
    assert not here["groundwave.ops.jobs:publish_scheduled"]
