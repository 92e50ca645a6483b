"""How others hear that the schedule is another."""

from __future__ import annotations

from django.db import transaction
from django.dispatch import Signal

from groundwave.kit import deps
from groundwave.stations import api as stations

schedule_changed = Signal()
"""The broadcasts of a service are, or may be, other than they were: `service_id`. Sent after the commit."""


def announce(service_id: int) -> None:
    deps.announce("table:schedule_broadcast")  # rows are written many at a time, which Django tells nobody
    transaction.on_commit(lambda: schedule_changed.send(sender=stations.Service, service_id=service_id))
