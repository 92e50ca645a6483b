"""The engines' own records read in, and what they prove: what was on the air, and which broadcasts aired.

A line becomes a row once. How far a file was read is committed along with its rows; a line that comes again all the
same (after a crash, from a backup) has a row already. Files are known by their first line, so one that was rotated
away under another name is read to its end before the new one.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.db import transaction

from groundwave.air.core.asrun import MOST_LINE, Event, UnableToReadLine, read_line
from groundwave.air.core.coverage import Coverage, coverage
from groundwave.air.core.on_air import COUNTED, SILENCES, STATES, OnAir, on_air
from groundwave.air.models import AsRunEvent, Chain, Spool
from groundwave.air.states import newest_sound
from groundwave.kit.home import Home
from groundwave.kit.period import Period
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations

__all__ = ["MOST_AT_ONCE", "aired", "confirm", "known_since", "known_until", "read_in", "was_on_air"]

MOST_AT_ONCE: Final = 1_000_000
"""Bytes read in one transaction."""
_ROUNDS: Final = 50
_HEAD: Final = 4_096
_BEFORE: Final = 12  # a restart writes a handful of lines whose times overlap
_SETTLED: Final = timedelta(seconds=20)
_NO_MORE_WORD: Final = timedelta(hours=6)
_LOOKS_BACK: Final = timedelta(days=3)
_LATE: Final = timedelta(days=7)
_LEFT_ALONE: Final = 60.0  # seconds after which nobody writes to a file that was put aside

log = logging.getLogger(__name__)


# ------------------------------------------------------------------ reading in
def read_in() -> int:
    """Read what is new in this machine's records; how many events came."""
    home = Home(Path(settings.HOME))
    return sum(_read_service(home, chain.service) for chain in Chain.objects.select_related("service"))


def _read_service(home: Home, service: stations.Service) -> int:
    came = 0
    with ExitStack() as opened:
        for file in _files(home.as_run(service.slug), opened):
            try:
                for _ in range(_ROUNDS):
                    events, is_more = _read_some(service, file)
                    came += events
                    if not is_more:
                        break
            except OSError as error:
                log.warning("The record %s cannot be read: %s", file.path, error.strerror or error)
    return came


@dataclass(frozen=True)
class _File:
    """A record that is open. `is_closed`: it was put aside, and nobody writes to it any more."""

    path: Path
    data: BinaryIO
    is_closed: bool


def _files(current: Path, opened: ExitStack) -> Iterator[_File]:
    """Those that were put aside, oldest first, then the one that is written.

    That one is opened first: whatever it is called when its turn comes, it is read after those that were before it.
    """
    if not current.parent.is_dir():
        return
    written = _open(current, opened)
    aside = [
        path
        for path in current.parent.glob("asrun*")
        if path != current and path.suffix not in (".gz", ".xz", ".zst", ".bz2", ".part") and path.is_file()
    ]
    for path in sorted(aside, key=lambda path: (_changed(path), path.name)):
        with ExitStack() as briefly:
            if data := _open(path, briefly):
                yield _File(path, data, time.time() - _changed(path) > _LEFT_ALONE)
    if written:
        yield _File(current, written, False)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # the engine keeps so many, and takes the oldest away
        return 0.0


def _open(path: Path, opened: ExitStack) -> BinaryIO | None:
    try:
        return opened.enter_context(path.open("rb"))
    except FileNotFoundError:
        return None
    except OSError as error:
        log.warning("The record %s cannot be read: %s", path, error.strerror or error)
        return None


def _read_some(service: stations.Service, record: _File) -> tuple[int, bool]:
    file = record.data
    file.seek(0)
    first = file.readline(_HEAD)
    if not first or (not first.endswith(b"\n") and len(first) < _HEAD):
        return 0, False  # still being written
    head = hashlib.sha256(first).hexdigest()
    with transaction.atomic():
        Spool.objects.bulk_create([Spool(service=service, head=head)], ignore_conflicts=True)
        spool = Spool.objects.select_for_update().get(service=service, head=head)
        size = file.seek(0, 2)
        if size < spool.offset:  # an older copy was put back: its new lines begin where it ended
            spool.offset = 0
        file.seek(spool.offset)
        data = file.read(MOST_AT_ONCE)
        whole = data.rfind(b"\n") + 1
        if not whole and data:
            if len(data) <= MOST_LINE and not record.is_closed:
                return 0, False
            # No line of ours is as long, or a power cut tore the last one: it is passed over as broken, with its end.
            whole = len(data)
        if not whole:
            return 0, False
        came = _keep(service, spool, data[:whole], record.path)
        spool.offset += whole
        # By update: no page is made from this, and nobody needs to hear of it every ten seconds.
        Spool.objects.filter(pk=spool.pk).update(offset=spool.offset, broken=spool.broken)
    return came, spool.offset < size


def _keep(service: stations.Service, spool: Spool, data: bytes, path: Path) -> int:
    rows = {}
    for line in data.split(b"\n"):
        if not line.strip():
            continue
        try:
            event = read_line(line)
        except UnableToReadLine as unable:
            spool.broken += 1
            log.warning("A line of %s is passed over: %s", path, unable)
            continue
        digest = hashlib.sha256(line.strip()).hexdigest()[:32]
        rows[digest] = AsRunEvent(service=service, at=event.at, name=event.name, about=dict(event.about), digest=digest)
    known: set[str] = set()
    wanted = list(rows)
    for at in range(0, len(wanted), 500):
        there = AsRunEvent.objects.filter(service=service, digest__in=wanted[at : at + 500])
        known.update(there.values_list("digest", flat=True))
    new = [row for digest, row in rows.items() if digest not in known]
    AsRunEvent.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    return len(new)


# ------------------------------------------------------------------ what it proves
def known_until(service: stations.Service) -> datetime | None:
    """Up to when the engine of a service has given its word; None when it has never said anything.

    By its last line and not by the latest time: a clock that was set back has said times that are still to come.
    """
    told = AsRunEvent.objects.filter(service=service).order_by("-pk").values_list("at", flat=True).first()
    words = [at for at in (told, newest_sound(service.slug)) if at]
    return max(words, default=None)


def known_since(service: stations.Service) -> datetime | None:
    """From when on there is a record of a service; of what was before nothing can be said."""
    return AsRunEvent.objects.filter(service=service).order_by("at").values_list("at", flat=True).first()


def was_on_air(*, service: stations.Service, period: Period) -> OnAir:
    """What was on the air in a span, by as-run evidence alone; where there is none, it counts as off."""
    return on_air(_events(service, period), within=period, known_until=known_until(service) or period.starts)


def aired(*, broadcast: schedule.Broadcast) -> Coverage:
    """How a broadcast was really on the air, as far as is known now."""
    return coverage(was_on_air(service=broadcast.service, period=broadcast.period), period=broadcast.period)


def confirm(*, at: datetime) -> int:
    """Put on record how each broadcast that is over aired, once the evidence reaches beyond its end; how many.

    One of which nothing more is heard for six hours is judged by what there is: an engine that is dead says nothing.
    """
    done = 0
    for chain in Chain.objects.select_related("service"):
        service = chain.service
        told, first = known_until(service), known_since(service)
        if told is None or first is None:
            continue
        for broadcast in schedule.unconfirmed(service=service, since=max(first, at - _LOOKS_BACK), until=at):
            if told < broadcast.ends + _SETTLED and at < broadcast.ends + _NO_MORE_WORD:
                continue
            found = aired(broadcast=broadcast)
            done += schedule.confirm(
                broadcast=broadcast,
                verdict=found.verdict,
                heard=found.heard,
                fallback=found.fallback,
                silence=found.silence,
                gaps=found.gaps,
                evidence=f"as-run record of {service.slug}: {', '.join(found.sources) or 'no source'}",
                at=at,
            )
    return done


def _events(service: stations.Service, period: Period) -> Iterator[Event]:
    own = AsRunEvent.objects.filter(service=service)
    before = own.filter(at__lt=period.starts).order_by("-at", "-pk")
    rows = {
        row.pk: row
        for found in (
            before.filter(name__in=STATES)[:_BEFORE],
            before.filter(name__in=SILENCES)[:2],
            own.filter(name__in=COUNTED, at__gte=period.starts, at__lt=period.ends + timedelta(minutes=1)),
            # What was missing is told afterwards, by the engine that came back.
            own.filter(name="gap", at__gte=period.starts - timedelta(days=1), at__lt=period.ends + _LATE),
            own.filter(name="started", at__gte=period.ends).order_by("at")[:1],
        )
        for row in found
    }
    return iter([rows[pk].event for pk in sorted(rows)])
