"""`groundwave serve worker`: runs the periodic jobs, one after the other, beside the baker; writes a heartbeat."""

from __future__ import annotations

import json
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from groundwave.kit.home import Home
from groundwave.kit.lifeline import end_with_parent

from .baking import messengers, threads
from .core.due import due, until_next
from .jobs import JOBS, Job
from .lock import only_part
from .prepare import set_up_django
from .steady import Steady
from .watching import watchmen

log = logging.getLogger("groundwave.worker")

_LONGEST_WAIT_SECONDS = 5.0
_LONGEST_STEP_SECONDS = 5.0
_LEADER_ASKED_SECONDS = 20.0


class Worker:
    """Runs `jobs` when they are due. A job that fails is logged and tried again at its next time.

    `leads` says whether this machine is the one that does what only one may do; it is asked before each such job.
    The heartbeat tells of `beside`, too: what threads of their own do all the time.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        heartbeat: Path,
        *,
        after_each: Callable[[], object],
        leads: Callable[[], bool] = lambda: True,
        beside: Sequence[Steady] = (),
    ) -> None:
        self._jobs = {job.name: job for job in jobs}
        self._every = {job.name: job.every_seconds for job in jobs}
        self._last: dict[str, float] = {}
        self._report: dict[str, dict[str, object]] = {}
        self._heartbeat = heartbeat
        self._after_each = after_each
        self._leads = leads
        self._beside = beside
        self._stop = threading.Event()

    def stop(self) -> None:
        """End after the job that is running."""
        self._stop.set()

    def run(self) -> None:
        """Work until `stop`."""
        while not self._stop.is_set():
            for name in due(self._every, self._last, at=time.monotonic()):
                if self._stop.is_set():
                    break
                self._last[name] = time.monotonic()
                job = self._jobs[name]
                if job.each_machine or self._may_lead():
                    self._run_one(job)
                else:  # whoever leads may be gone in a minute: an hourly job must not wait for an hour then
                    self._report.pop(name, None)
                    self._last[name] -= max(0.0, job.every_seconds - _LEADER_ASKED_SECONDS)
            self._beat()
            wait = until_next(self._every, self._last, at=time.monotonic(), longest=_LONGEST_WAIT_SECONDS)
            self._stop.wait(wait)

    def _may_lead(self) -> bool:
        try:
            return self._leads()
        except Exception as failure:
            log.warning("The database does not say which machine leads: %s", failure)
            self._after_each()
            return False

    def _run_one(self, job: Job) -> None:
        started = time.monotonic()
        error = None
        try:
            _resolve(job.call)()
        except Exception as failure:
            error = f"{type(failure).__name__}: {failure}"
            log.exception("The job “%s” failed and is tried again in %g s.", job.name, job.every_seconds)
        finally:
            self._after_each()
        self._report[job.name] = {
            "ended": _now(),
            "milliseconds": round((time.monotonic() - started) * 1000),
            "error": error,
        }

    def _beat(self) -> None:
        threads = {thread.name: {"error": thread.trouble} for thread in self._beside}
        said = {"pid": os.getpid(), "at": _now(), "jobs": {**self._report, **threads}}
        partial = self._heartbeat.with_name(f"{self._heartbeat.name}.part")
        try:
            partial.write_text(json.dumps(said, indent=1))
            partial.replace(self._heartbeat)
        except OSError as error:
            log.warning("The heartbeat %s cannot be written: %s", self._heartbeat, error.strerror)


def _resolve(call: str) -> Callable[[], object]:
    module, _, name = call.partition(":")
    found: Callable[[], object] = getattr(import_module(module), name)
    return found


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def serve_worker(home: Home, jobs: Sequence[Job] = JOBS) -> None:
    """Run the station's jobs until TERM. Raises UnableToServe when a worker runs already."""
    end_with_parent()
    with only_part(home, "worker"):
        set_up_django(home)
        from django.db import DatabaseError, close_old_connections

        from . import leases

        here = leases.machine(home)

        def leads() -> bool:
            leases.seen(holder=here)
            return leases.claim("jobs of the station", holder=here)

        steady = (*threads(home), *messengers(), *watchmen())
        worker = Worker(jobs, home.run / "worker.json", after_each=close_old_connections, leads=leads, beside=steady)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop())
        for thread in steady:
            thread.start()
        worker.run()
        for thread in steady:
            thread.stop()
        for thread in steady:
            thread.join(_LONGEST_STEP_SECONDS)
        with suppress(DatabaseError):  # then the lease runs out by itself
            leases.release(holder=here)
