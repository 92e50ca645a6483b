"""How broadcasts really aired: written by air alone, from what the engines recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from groundwave.kit import deps
from groundwave.schedule.models import Broadcast, Confirmation
from groundwave.stations.api import Service


def unconfirmed(*, service: Service, since: datetime, until: datetime) -> list[Broadcast]:
    """Broadcasts that started at `since` or later, are over by `until`, and of which it is not known how they aired."""
    found = Broadcast.objects.select_related("service").filter(
        service=service, starts__gte=since, ends__lte=until, confirmation=None
    )
    return list(found.order_by("starts"))


def confirm(
    *,
    broadcast: Broadcast,
    verdict: str,
    heard: float,
    fallback: float,
    silence: float,
    gaps: float,
    evidence: str,
    at: datetime,
) -> bool:
    """Put on record how a broadcast aired, in seconds. Only air may call this: it alone has the evidence.

    The first word counts; False when it was on record already. Raises ValueError for a verdict that there is not.
    """
    _, is_new = Confirmation.objects.get_or_create(
        broadcast=broadcast,
        defaults={
            "verdict": Confirmation.Verdict(verdict),
            "heard": heard,
            "fallback": fallback,
            "silence": silence,
            "gaps": gaps,
            "evidence": evidence[:600],
            "confirmed_at": at,
        },
    )
    return is_new


def confirmations(*, broadcasts: Iterable[Broadcast]) -> dict[int, Confirmation]:
    """How those of these broadcasts aired of which it is known, by the broadcast's id."""
    ids = [one.pk for one in broadcasts]
    with deps.covered(*(f"schedule.confirmations:{pk}" for pk in ids)):
        return {one.broadcast_id: one for one in Confirmation.objects.filter(broadcast__in=ids)}
