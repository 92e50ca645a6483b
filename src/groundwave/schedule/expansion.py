"""Writes broadcasts: what the rules ask for becomes rows, in one transaction a service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from groundwave.kit import clock
from groundwave.kit.period import Period
from groundwave.schedule.announcing import announce
from groundwave.schedule.core import expansion
from groundwave.schedule.core.reconcile import Changes, OnRecord, reconcile
from groundwave.schedule.core.specs import LONGEST, Piece, Show
from groundwave.schedule.models import Broadcast, Override, Rule
from groundwave.stations import api as stations

DAYS_AHEAD = 15
_AT_A_TIME = 200  # rows in a statement; SQLite's limit of parameters is far above


@dataclass(frozen=True)
class ExpandResult:
    """How many broadcasts came, went, changed in place, and were right already."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0

    def __add__(self, other: ExpandResult) -> ExpandResult:
        return ExpandResult(
            self.added + other.added,
            self.changed + other.changed,
            self.removed + other.removed,
            self.kept + other.kept,
        )

    def __bool__(self) -> bool:
        """Whether anything is other than it was."""
        return bool(self.added or self.changed or self.removed)


def expand(*, service: stations.Service | None = None, starts: datetime, ends: datetime) -> ExpandResult:
    """Make the broadcasts from `starts` to `ends` what rules and overrides ask for; of all services without one given.

    Doing it twice changes nothing. What has started stays as it was (see `core.reconcile`); rows that are still right
    keep their ids. Raises ValueError for naive times or a window that does not end after it starts.
    """
    window = Period(starts, ends)
    total = ExpandResult()
    for one in [service] if service else stations.services():
        if done := _expand(one.pk, window):
            announce(one.pk)
        total += done
    return total


def expand_ahead(*, at: datetime, days: int = DAYS_AHEAD) -> ExpandResult:
    """Keep this many days ahead of `at` filled, on all services. The worker calls it; see `tasks.expand_all`."""
    return expand(starts=at, ends=at + timedelta(days=days))


def expand_service_ahead(service_id: int) -> None:
    """After a change of a service's rules; announces in any case."""
    at = clock.now()
    _expand(service_id, Period(at, at + timedelta(days=DAYS_AHEAD)))
    announce(service_id)


def _expand(service_id: int, window: Period) -> ExpandResult:
    with transaction.atomic():
        # Held until the commit, so that the worker and an editor never write the same hours at once.
        service = stations.Service.objects.select_for_update().filter(pk=service_id).first()
        if service is None:
            return ExpandResult()
        wanted = _wanted(service, window)
        reach = _hull([window, *(piece.period for piece in wanted)])
        changes = reconcile(on_record=_on_record(service, reach), wanted=wanted, window=window, at=clock.now())
        _write(service, changes)
    return ExpandResult(len(changes.add), len(changes.change), len(changes.remove), changes.kept)


def _wanted(service: stations.Service, window: Period) -> list[Piece]:
    wide = Period(window.starts - 2 * LONGEST, window.ends + 2 * LONGEST)
    rules = Rule.objects.select_related("program").filter(
        Q(valid_until=None) | Q(valid_until__gte=wide.starts.date()), service=service, valid_from__lte=wide.ends.date()
    )
    overrides = Override.objects.select_related("program").filter(
        service=service, starts__lt=wide.ends, ends__gt=wide.starts
    )
    return expansion.expand(
        rules=[rule.spec for rule in rules],
        overrides=[override.spec for override in overrides],
        zone=service.zone,
        window=window,
    )


def _on_record(service: stations.Service, reach: Period) -> list[OnRecord]:
    rows = Broadcast.objects.filter(
        service=service, starts__gt=reach.starts - LONGEST, starts__lt=reach.ends, ends__gt=reach.starts
    )
    return [
        OnRecord(row.pk, Piece(row.period, Show(row.program_id, row.title, row.hosts), row.rule_id, row.override_id))
        for row in rows
    ]


def _write(service: stations.Service, changes: Changes) -> None:
    if changes.remove:
        Broadcast.objects.filter(pk__in=changes.remove).delete()
    changed = [_row(service, piece, pk=pk) for pk, piece in changes.change.items()]
    Broadcast.objects.bulk_update(changed, ["ends", "title", "hosts", "rule", "override"], batch_size=_AT_A_TIME)
    Broadcast.objects.bulk_create([_row(service, piece) for piece in changes.add], batch_size=_AT_A_TIME)


def _row(service: stations.Service, piece: Piece, pk: int | None = None) -> Broadcast:
    return Broadcast(
        pk=pk,
        service=service,
        program_id=piece.show.program_id,
        title=piece.show.title,
        hosts=piece.show.hosts,
        starts=piece.period.starts,
        ends=piece.period.ends,
        rule_id=piece.rule_id,
        override_id=piece.override_id,
    )


def _hull(periods: list[Period]) -> Period:
    return Period(min(period.starts for period in periods), max(period.ends for period in periods))
