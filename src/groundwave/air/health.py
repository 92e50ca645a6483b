"""What the doctor is told of each service's air, from the rows: facts, not judgments."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from groundwave.air import alarms, holding
from groundwave.air.models import AsRunEvent, Chain, LegalId, Notice, Recipient, Recording, Spool, TrackFeed
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations

__all__ = ["ServiceHealth", "health"]

DAY = timedelta(days=1)


@dataclass(frozen=True)
class ServiceHealth:
    """Of one service. `aired` counts the broadcasts of the last day by how they aired; times are UTC.

    `recorded` counts the episodes of the last day; `unrecorded` are the broadcasts that are none, each with its reason;
    `wants_srt`: a source of it comes by SRT.
    `wants_id` is whether stations carry it; `id_faults` what is wrong with the text that is planned, None for no text.
    """

    service: str
    held: str | None = None
    outages: tuple[str, ...] = ()
    recipients: int = 0
    untold: int = 0
    aired: dict[str, int] = field(default_factory=dict)
    broken_lines: int = 0
    feed_troubles: tuple[str, ...] = ()
    recorded: int = 0
    unrecorded: tuple[str, ...] = ()
    wants_srt: bool = False
    wants_id: bool = False
    id_faults: tuple[str, ...] | None = None
    last_id: datetime | None = None
    running_since: datetime | None = None


def health(*, at: datetime) -> list[ServiceHealth]:
    """Of each service that has a live chain, in the order of the group."""
    chains = Chain.objects.select_related("service").order_by("service__position")
    return [_of(chain, at) for chain in chains]


def _unrecorded(service: stations.Service, at: datetime) -> list[Recording]:
    mine = Recording.objects.filter(broadcast__service=service, episode=None, broadcast__ends__gt=at - DAY)
    return list(mine.exclude(trouble="").select_related("broadcast").order_by("pk"))


def _of(chain: Chain, at: datetime) -> ServiceHealth:
    service = chain.service
    hold = holding.hold_of(chain)
    broadcasts = schedule.between(service=service, starts=at - DAY, ends=at)
    confirmed = schedule.confirmations(broadcasts=broadcasts).values()
    events = AsRunEvent.objects.filter(service=service).order_by("-at")
    planned = LegalId.objects.filter(chain=chain, is_on=True).first()
    feeds = TrackFeed.objects.filter(chain=chain, is_on=True, failures__gte=3)
    return ServiceHealth(
        service=service.slug,
        held=f"{hold.label} since {hold.taken_at:%Y-%m-%d %H:%M} UTC" if hold else None,
        outages=tuple(f"{one.get_fault_display()} since {one.began:%H:%M:%S} UTC" for one in alarms.active(chain)),
        recipients=Recipient.objects.filter(plan__chain=chain).count(),
        untold=Notice.objects.filter(outage__chain=chain, sent_at=None, attempts__gte=3, made_at__gt=at - DAY).count(),
        aired=dict(Counter(one.verdict for one in confirmed)),
        broken_lines=sum(Spool.objects.filter(service=service).values_list("broken", flat=True)),
        feed_troubles=tuple(f"{feed.url}: {feed.trouble}" for feed in feeds),
        recorded=Recording.objects.filter(broadcast__service=service, done_at__gt=at - DAY).count(),
        unrecorded=tuple(f"{one.broadcast.title}: {one.trouble}" for one in _unrecorded(service, at)),
        wants_srt=chain.sources.filter(location__startswith="srt://").exists(),
        wants_id=bool(stations.legal_id_example(service=service)),
        id_faults=tuple(planned.faults) if planned else None,
        last_id=events.filter(name="legal id").values_list("at", flat=True).first(),
        running_since=events.filter(name="started").values_list("at", flat=True).first(),
    )
