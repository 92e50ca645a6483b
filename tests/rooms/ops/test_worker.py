"""The worker: jobs in turn, one that fails hurts no other, and a heartbeat to see it by."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path

import pytest

from groundwave.ops.jobs import JOBS, Job
from groundwave.ops.steady import Steady, Step
from groundwave.ops.watching import watchmen
from groundwave.ops.worker import Worker, _resolve

ran: list[str] = []
stop_after: list[Worker] = []


def works() -> None:
    ran.append("works")


def fails() -> None:
    ran.append("fails")
    raise ValueError("no such program")


def ends() -> None:
    ran.append("ends")
    stop_after[0].stop()


def test_a_job_that_fails_stops_no_other(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    names = ("fails", "works", "ends")
    jobs = [Job(name, 3600, f"{__name__}:{name}") for name in names]
    missing = Job("missing", 3600, "groundwave.nowhere:job")
    cleaned: list[int] = []
    worker = Worker([missing, *jobs], tmp_path / "worker.json", after_each=lambda: cleaned.append(1))
    ran.clear()
    stop_after[:] = [worker]
    with caplog.at_level(logging.ERROR):
        worker.run()
    assert ran == list(names)
    assert len(cleaned) == 4
    said = json.loads((tmp_path / "worker.json").read_text())["jobs"]
    assert said["fails"]["error"] == "ValueError: no such program"
    assert said["missing"]["error"].startswith("ModuleNotFoundError")
    assert said["works"]["error"] is None
    assert "The job “fails” failed" in caplog.text
    assert "Traceback" in caplog.text


def test_the_heartbeat_tells_of_a_thread_that_fails(tmp_path: Path) -> None:
    def begin(stopping: threading.Event) -> Step:
        stopping.set()  # once is enough here
        raise ValueError("the mail server speaks in tongues")

    caller = Steady("caller by e-mail", begin)
    caller.start()
    caller.join(20)
    jobs = [Job("ends", 3600, f"{__name__}:ends")]
    worker = Worker(jobs, tmp_path / "worker.json", after_each=lambda: None, beside=[caller])
    stop_after[:] = [worker]
    worker.run()
    said = json.loads((tmp_path / "worker.json").read_text())["jobs"]
    assert said["caller by e-mail"]["error"] == "ValueError: the mail server speaks in tongues"


def test_every_job_of_the_list_can_be_found() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)
    for job in JOBS:
        assert callable(_resolve(job.call))


@pytest.mark.django_db
def test_the_air_is_watched_and_people_are_called_beside_the_list() -> None:
    """A job may take minutes: a photo that comes slowly must not keep an alarm waiting."""
    assert [one._begin(threading.Event())() for one in watchmen()] == [5, 2, 2]
    assert not any("air" in job.name and "watch" in job.name for job in JOBS)
