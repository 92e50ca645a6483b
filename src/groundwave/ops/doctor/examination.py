"""Looking at the machine, the home, the air and the database, and handing what is seen to the diagnosis."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from groundwave.kit.clock import now
from groundwave.kit.home import Home, UnableToUseHome
from groundwave.ops import lock
from groundwave.ops.air import planned
from groundwave.ops.core import air_diagnosis, diagnosis
from groundwave.ops.core.diagnosis import Finding
from groundwave.ops.port import is_free, port_from
from groundwave.ops.prepare import set_up_django


def examine(home: Home) -> Iterator[Finding]:
    """All findings, the machine first; without a usable home there is nothing more to look at."""
    at = now()
    if not home.path.exists():
        yield _no_station(home)
        return
    try:
        home.ensure_writable()
    except UnableToUseHome as problem:
        yield diagnosis.home(home.path, problem=str(problem))
        return
    yield diagnosis.home(home.path, problem=None)
    holder = lock.holder(home)
    # The lock is written once, when its holder starts.
    since = datetime.fromtimestamp(home.serve_lock.stat().st_mtime, UTC) if holder else None
    yield _port(holder)
    space = shutil.disk_usage(home.path)
    yield diagnosis.disk(home.path, free=space.free, total=space.total)
    services = sorted(planned(home))
    states = {slug: read_json(home.engine_state(slug)) for slug in services}
    yield diagnosis.clock(at=at, synchronized=clock_is_kept(), newest_segment=newest(states))
    for slug in services:
        yield diagnosis.service(slug, state=states[slug], serving_since=since, at=at)
    yield worker(home, serving_since=since, at=at)
    yield secret_key(home)
    yield diagnosis.mail(configured=bool(os.environ.get("EMAIL_URL")))
    yield from _database(home, serving_since=since, at=at)


def _no_station(home: Home) -> Finding:
    return Finding(
        "wrong",
        f"{home.path} holds no station yet.",
        "Make one with `groundwave init`, or say where it is with GROUNDWAVE_HOME=…",
    )


def _port(holder: str | None) -> Finding:
    port = port_from()
    try:
        return diagnosis.port(port, free=is_free(port), holder=holder)
    except PermissionError:
        return Finding("wrong", f"Port {port} needs administrator rights.", "Choose one from 1024 up: PORT=8000.")


def newest(states: dict[str, dict[str, object] | None]) -> datetime | None:
    """The instant of the newest sound of any service."""
    said = (diagnosis.moment(state.get("newest_segment_at")) for state in states.values() if state)
    return max((moment for moment in said if moment), default=None)


def clock_is_kept() -> bool | None:
    """Whether the system's time service says that the clock is synchronized; None when it cannot be asked."""
    try:
        said = subprocess.run(
            ["timedatectl", "show", "--property=NTPSynchronized", "--value"],
            capture_output=True,
            text=True,
            timeout=5,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"yes": True, "no": False}.get(said.stdout.strip())


def secret_key(home: Home) -> Finding:
    try:
        mode = home.secret_key.stat().st_mode & 0o777
    except FileNotFoundError:
        mode = None
    return diagnosis.secret_key(home.secret_key, mode=mode, in_environment=bool(os.environ.get("SECRET_KEY")))


def worker(home: Home, *, serving_since: datetime | None, at: datetime) -> Finding:
    said = read_json(home.run / "worker.json") or {}
    jobs = said.get("jobs")
    failing = tuple(name for name, job in jobs.items() if job.get("error")) if isinstance(jobs, dict) else ()
    beat = diagnosis.moment(said.get("at"))
    return diagnosis.worker(beat=beat, failing=failing, serving_since=serving_since, at=at)


def _database(home: Home, *, serving_since: datetime | None, at: datetime) -> Iterator[Finding]:
    """What only Django can tell. A station that does not exist yet is one finding."""
    if not os.environ.get("DATABASE_URL") and not home.database.exists():
        yield _no_station(home)
        return
    set_up_django(home)
    from django.db import DatabaseError

    yield from pages(serving_since=serving_since, at=at)
    try:
        pending = pending_migrations()
        yield diagnosis.migrations(pending=pending)
        if not pending:
            from groundwave.people.api import has_admin

            yield diagnosis.administrator(exists=has_admin())
            if os.environ.get("DATABASE_URL"):
                yield _machines()
            yield search(serving_since=serving_since, at=at)
            yield from air(serving=serving_since is not None, at=at)
    except DatabaseError as error:
        yield Finding("wrong", f"The database cannot be used: {error}.", "Check DATABASE_URL and the disk.")


def _machines() -> Finding:
    from groundwave.ops import leases

    return diagnosis.machines(
        leases.machines(),
        shared_cache=bool(os.environ.get("CACHE_URL")),
        shared_files=bool(os.environ.get("STORAGE_URL")),
    )


def pages(*, serving_since: datetime | None, at: datetime) -> Iterator[Finding]:
    """The store of this machine, which needs no database."""
    from django.conf import settings

    from groundwave.delivery import api as delivery

    if not settings.PAGE_STORE:
        yield Finding(
            "note", "No pages are stored.", "Name a folder in the setting PAGE_STORE; every reader costs work."
        )
        return
    root = Path(settings.PAGE_STORE)
    problem = _unwritable(root)
    yield diagnosis.page_store(root, problem=problem)
    if problem or not (root / "index.sqlite3").exists():
        return
    try:
        counts = delivery.counts()
        since, made_at = delivery.waiting(at=at)
    except sqlite3.Error as error:
        yield Finding(
            "wrong",
            f"The index of the stored pages cannot be used: {error}.",
            f"Stop the station, remove {root} and start again: all pages are made anew.",
        )
        return
    yield diagnosis.pages_follow(
        waiting=counts["stale"], since=since, made_at=made_at, serving_since=serving_since, at=at
    )
    yield diagnosis.pages_true(failing=counts["failing"], wrong=counts["wrong"])


def _unwritable(root: Path) -> str | None:
    """What the system says against writing in the store's folders, tried with a file that goes away by itself.

    A folder that is not there yet is not made: the doctor may be another account than the station's.
    """
    try:
        for folder in (root, root / "tree"):
            nearest = next(one for one in (folder, *folder.parents) if one.exists())
            with tempfile.TemporaryFile(dir=nearest):
                pass
    except OSError as error:
        return error.strerror or str(error)
    return None


def search(*, serving_since: datetime | None, at: datetime) -> Finding:
    """The index of this machine, beside the log of changes in the database."""
    from groundwave.discovery import api as discovery

    found = discovery.index_state()
    return diagnosis.search(
        readable=found is not None,
        waiting_since=found.waiting_since if found else None,
        serving_since=serving_since,
        at=at,
    )


def air(*, serving: bool, at: datetime) -> Iterator[Finding]:
    """What the rows say of each service: how it aired, who is told, what is playing, its identification."""
    from groundwave.air import api

    for one in api.health(at=at):
        slug = one.service
        yield air_diagnosis.aired(slug, counts=one.aired, broken_lines=one.broken_lines)
        yield from air_diagnosis.alarms(slug, outages=one.outages, recipients=one.recipients, untold=one.untold)
        yield from air_diagnosis.held(slug, source=one.held)
        yield from air_diagnosis.recordings(slug, recorded=one.recorded, unrecorded=one.unrecorded)
        yield from air_diagnosis.srt(
            slug, wanted=one.wants_srt, installed=shutil.which("srt-live-transmit") is not None
        )
        yield from air_diagnosis.now_playing(slug, troubles=one.feed_troubles)
        yield from air_diagnosis.legal_id(
            slug,
            wanted=one.wants_id,
            faults=one.id_faults,
            last=one.last_id,
            running_since=one.running_since,
            serving=serving,
            at=at,
        )


def pending_migrations() -> int:
    """How many migrations of this version the database has not had yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def read_json(path: Path) -> dict[str, object] | None:
    """The object in a file that another process writes; None when there is none that makes sense."""
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
