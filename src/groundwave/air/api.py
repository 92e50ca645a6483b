"""The front door of air: what is put on the air, what the engines are told, and how they are."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from groundwave.air.core.chapters import Chapter
from groundwave.air.core.coverage import Coverage
from groundwave.air.core.edges import UnableToCut
from groundwave.air.core.location import UnableToUseSource, read_location
from groundwave.air.core.on_air import Kind, OnAir, Stretch
from groundwave.air.core.plan import PlannedProgram, PlannedSource, plan_text
from groundwave.air.core.rights import Verdict, changes_after, may_the_public_hear
from groundwave.air.core.trackfeeds import MOST_PUSHED, UnableToReadTracks
from groundwave.air.daily import Aired, DayReport, day_report, report_lines
from groundwave.air.evidence import aired, was_on_air
from groundwave.air.health import ServiceHealth, health
from groundwave.air.hearing import push
from groundwave.air.holding import UnableToTake, held_index
from groundwave.air.identifying import planned_ids
from groundwave.air.listings import Listing, episode, episodes, podcast_programs
from groundwave.air.models import (
    AlarmPlan,
    Chain,
    Episode,
    EpisodeEvent,
    Hold,
    LegalId,
    Mark,
    Outage,
    Podcast,
    Recipient,
    Recording,
    Source,
    Track,
)
from groundwave.air.mounting import close_mount, is_mount, open_mount, write_mounts
from groundwave.air.noticing import mark, still_to_cut
from groundwave.air.podcasts import cover_url, podcast, podcast_of
from groundwave.air.publishing import UnableToPublish, publish, take_back
from groundwave.air.states import EngineState, state_of
from groundwave.air.tokens import NotAllowed, service_of_token
from groundwave.air.tracks import current_track, tracks_between, tracks_of_day
from groundwave.kit import clock
from groundwave.kit.files import write_atomically
from groundwave.kit.home import Home
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations

__all__ = [
    "MOST_PUSHED",
    "Aired",
    "AlarmPlan",
    "Chain",
    "Chapter",
    "Coverage",
    "DayReport",
    "EngineState",
    "Episode",
    "EpisodeEvent",
    "Hold",
    "Kind",
    "LegalId",
    "Listing",
    "Mark",
    "NotAllowed",
    "OnAir",
    "Outage",
    "Podcast",
    "Recipient",
    "Recording",
    "ServiceHealth",
    "Source",
    "Stretch",
    "Track",
    "UnableToCut",
    "UnableToPublish",
    "UnableToReadTracks",
    "UnableToTake",
    "UnableToUseSource",
    "Verdict",
    "aired",
    "changes_after",
    "close_mount",
    "cover_url",
    "current_track",
    "day_report",
    "engine_states",
    "episode",
    "episodes",
    "health",
    "kept_hours",
    "mark",
    "may_the_public_hear",
    "open_mount",
    "podcast",
    "podcast_of",
    "podcast_programs",
    "publish",
    "push",
    "put_on_air",
    "report_lines",
    "service_of_token",
    "state_of",
    "take_back",
    "tracks_between",
    "tracks_of_day",
    "was_on_air",
    "write_plans",
]

AHEAD = timedelta(hours=30)
MOST_SOURCES = 16  # more are no plan to the engine


def kept_hours() -> dict[int, int]:
    """How many hours of each service can be gone back, by the service's id; none where it is not on the air here."""
    return {chain.service_id: chain.retention_hours for chain in Chain.objects.all()}


def put_on_air(*, service: str, location: str) -> Source:
    """Make this the first source of the service; the ones it had follow behind it. The engine takes it in seconds.

    Raises stations.NoSuchService; UnableToUseSource for a path that is not there or an address that is none.
    """
    found = stations.service(slug=service)
    where = read_location(location)
    if where.kind == "mount" and not is_mount(where.text):
        raise UnableToUseSource(f"There is no mount {where.text}. Make it with: groundwave air mount {where.text[1:]}")
    if where.kind == "mount":
        text = f"mount:{where.text[1:]}"
    else:
        text = _file(where.text) if where.kind == "file" else where.text
    with transaction.atomic():
        chain, _ = Chain.objects.get_or_create(service=found)
        chain.sources.filter(location=text).delete()
        first = chain.sources.order_by("sort_order").first()
        source = Source.objects.create(
            chain=chain, location=text, sort_order=(first.sort_order or 0) - 1 if first else 0
        )
    write_plans()
    return source


def write_plans() -> list[Path]:
    """Tell each radio service's engine what to do; only plans that say something new are written. Returns those."""
    written = []
    home = Home(Path(settings.HOME))
    write_mounts(home)
    for chain in Chain.objects.select_related("service").prefetch_related("sources"):
        path = home.plan(chain.service.slug)
        text = _plan(chain, home)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, text.encode())
            written.append(path)
    return written


def engine_states() -> list[EngineState]:
    """How the engine of each chain is, by its own last word."""
    chains = Chain.objects.select_related("service").order_by("service__position")
    return [state_of(chain.service.slug) for chain in chains]


def _file(text: str) -> str:
    path = Path(text).expanduser().resolve()
    if not path.exists():
        raise UnableToUseSource(f"{path} is not there. Give a file, a folder or a playlist that this machine can read.")
    if not path.is_dir() and not path.is_file():
        raise UnableToUseSource(f"{path} is a device or a pipe. Give a file, a folder or a playlist.")
    if path.is_dir() and not any(path.iterdir()):
        raise UnableToUseSource(f"{path} is an empty folder.")
    return str(path)


def _plan(chain: Chain, home: Home) -> str:
    now = clock.now()
    # Programs are cut to the hour so that the text, and with it the file, changes once an hour and not at each look.
    since = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    broadcasts = schedule.between(service=chain.service, starts=since, ends=since + AHEAD)
    return plan_text(
        service=chain.service.slug,
        name=chain.service.name,
        sources=[
            PlannedSource(source.address if source.kind == "mount" else source.location, source.kind)
            for source in chain.sources.order_by("sort_order", "pk")[:MOST_SOURCES]
        ],
        fallback=chain.fallback or None,
        renditions=chain.rates,
        retention_hours=chain.retention_hours,
        keep_from=still_to_cut(chain.service, at=now),
        silence_seconds=chain.silence_seconds,
        silence_dbfs=chain.silence_dbfs,
        return_seconds=chain.return_seconds,
        loudness=chain.loudness,
        held=held_index(chain),
        ids=planned_ids(chain, home=home, starts=since),
        programs=[
            PlannedProgram(b.pk, b.title, b.hosts, b.starts, b.ends, bool(b.program and b.program.is_recorded))
            for b in broadcasts
        ],
    )
