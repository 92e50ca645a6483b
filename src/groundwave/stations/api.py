"""The front door of stations: who we are, what we are licensed for, what we offer to an audience."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from groundwave.kit import deps
from groundwave.stations.core import legal_id
from groundwave.stations.models import Carriage, Licensee, Service, Station

__all__ = [
    "Carriage",
    "Licensee",
    "NoSuchService",
    "Service",
    "Station",
    "legal_id_example",
    "legal_id_faults",
    "licensee",
    "service",
    "services",
    "station",
    "stations",
    "today",
]


class NoSuchService(LookupError):
    """There is no program service of that slug; the message names those that exist."""


def licensee() -> Licensee | None:
    """The one licensee, or None on a station that was made but not described yet."""
    return deps.memo("the licensee", lambda: Licensee.objects.order_by("pk").first())


def today(*, at: datetime) -> date:
    """The licensee's calendar day at an instant (aware); that of UTC on a station that was not described yet."""
    known = licensee()
    return at.astimezone(ZoneInfo(known.time_zone) if known else UTC).date()


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


def legal_id_faults(*, service: Service, text: str, networks: Sequence[str] = (), language: str = "en") -> list[str]:
    """What is wrong with a text as the identification of the stations that carry a service (47 CFR 73.1201).

    `language` is that of the result, "en" or "es".
    """
    owner = licensee()
    names = [owner.legal_name] if owner else []
    carrying = _identified(service)
    return legal_id.faults(text, stations=carrying, licensees=names, networks=networks, language=language)


def legal_id_example(*, service: Service) -> str:
    """A text that is right; "" for a service that no station carries, of which none is asked."""
    return legal_id.example(_identified(service))


def _identified(service: Service) -> list[legal_id.Identified]:
    return [
        legal_id.Identified(
            call_sign=one.station.call_sign,
            community=one.station.community,
            frequency=str(one.station.frequency or ""),
            channel=str(one.station.channel or ""),
            subchannel=one.subchannel,
        )
        for one in service.carriages.select_related("station").order_by("station__kind", "station__position", "pk")
    ]
