"""The front door of stations: who we are, what we are licensed for, what we offer to an audience."""

from __future__ import annotations

from groundwave.kit import deps
from groundwave.stations.models import Carriage, Licensee, Service, Station

__all__ = [
    "Carriage",
    "Licensee",
    "NoSuchService",
    "Service",
    "Station",
    "licensee",
    "service",
    "services",
    "station",
    "stations",
]


class NoSuchService(LookupError):
    """There is no program service of that slug; the message names those that exist."""


def licensee() -> Licensee | None:
    """The one licensee, or None on a station that was made but not described yet."""
    return deps.memo("the licensee", lambda: Licensee.objects.order_by("pk").first())


def stations() -> list[Station]:
    """Every call sign of the group, FM first, each with its services."""
    return list(Station.objects.prefetch_related("carriages__service"))


def station(*, call_sign: str) -> Station | None:
    return Station.objects.filter(call_sign__iexact=call_sign).prefetch_related("carriages__service").first()


def services(*, kind: str | None = None) -> list[Service]:
    """Every program service in the order of the group, or those of one kind ("radio", "tv")."""
    found = Service.objects.prefetch_related("carriages__station")
    return list(found.filter(kind=kind) if kind else found)


def service(*, slug: str) -> Service:
    """Raises NoSuchService."""
    try:
        return Service.objects.prefetch_related("carriages__station").get(slug=slug)
    except Service.DoesNotExist:
        known = ", ".join(Service.objects.values_list("slug", flat=True)) or "none yet; add one in the admin"
        raise NoSuchService(f"There is no service “{slug}”. Services: {known}.") from None
