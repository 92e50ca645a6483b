"""Whether an episode is public: published, taken back, and what the program's rights say of all of its episodes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from groundwave.air.models import Episode, EpisodeEvent
from groundwave.kit import deps
from groundwave.schedule import api as schedule


class UnableToPublish(Exception):
    """The episode may not be made public; the message says why, and what to do."""


def note(episode: Episode, what: str, *, by: Any, at: datetime, about: str = "") -> None:
    EpisodeEvent.objects.create(episode=episode, what=what, by=by, at=at, note=about[:300])


def publish(*, episode: Episode, by: Any, at: datetime) -> None:
    """Make it public from now on, as long as the program's rights last. `by` None: the recorder, by the program's word.

    Raises UnableToPublish where our rights end with the broadcast or their time is over, or its sound is deleted.
    """
    if not episode.sound:
        raise UnableToPublish(f"The sound of “{episode}” was deleted when its time was over; nothing of it is left.")
    if not episode.is_on_demand:
        raise UnableToPublish(
            f"“{episode.program}” may not be heard after its broadcast. Change that at the program, if it is wrong."
        )
    if episode.available_until is not None and episode.available_until <= at:
        raise UnableToPublish(f"The time for which “{episode}” may be heard is over. It is set at the program.")
    with transaction.atomic():
        episode.published_at = episode.published_at or at
        episode.taken_back_at = None
        episode.save(update_fields=["published_at", "taken_back_at"])
        note(episode, EpisodeEvent.What.PUBLISHED, by=by, at=at)


def take_back(*, episode: Episode, by: Any, at: datetime, reason: str = "") -> None:
    """From now on its page and its files say that they are gone."""
    with transaction.atomic():
        episode.taken_back_at = at
        episode.save(update_fields=["taken_back_at"])
        note(episode, EpisodeEvent.What.TAKEN_BACK, by=by, at=at, about=reason)


def apply_rights(program: schedule.Program) -> int:
    """Give all episodes of a program what its rights are now; how many have other rights than before."""
    on_demand = program.on_demand != schedule.Program.OnDemand.NEVER
    days = program.on_demand == schedule.Program.OnDemand.DAYS
    until: Any = F("aired_until") + timedelta(days=program.on_demand_days) if days else None
    with transaction.atomic():
        mine = Episode.objects.filter(program=program)
        kept = {row[0]: row[1:] for row in mine.values_list("pk", "is_on_demand", "available_until", "aired_until")}
        changed = [
            pk for pk, (was, had, aired) in kept.items() if was != on_demand or had != program.on_demand_until(aired)
        ]
        if changed:
            mine.update(is_on_demand=on_demand, available_until=until)
            keys = (f"air.episode:{pk}" for pk in changed)
            deps.announce("air.episodes", f"air.episodes:program:{program.pk}", "table:air_episode", *keys)
    return len(changed)
