"""The sound of episodes whose time is over: hidden at that very second, deleted a week later.

The week is for a program whose rights are set anew: until then its episodes come back as they were. What may never be
heard afterwards, and what may be for ever, has no time that is over; it is kept.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from groundwave.air import publishing, storing
from groundwave.air.models import Episode, EpisodeEvent, Mp3Work, Take

KEPT_AFTER: Final = timedelta(days=7)
_AT_ONCE: Final = 200

log = logging.getLogger(__name__)


def deleted_on(episode: Episode) -> datetime | None:
    """When its sound is to be deleted, as its rights are now; None when it is not to be."""
    if not episode.is_on_demand or episode.available_until is None:
        return None
    return episode.available_until + KEPT_AFTER


def delete_expired(*, at: datetime) -> int:
    """Delete the sound of the episodes whose time was over a week ago, and what is kept around them; how many."""
    has_sound = ~Q(sound="") | ~Q(mp3="") | Q(take__isnull=False)
    over = Episode.objects.filter(has_sound, is_on_demand=True, available_until__lte=at - KEPT_AFTER)
    return sum(_delete(pk, at) for pk in list(over.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]))


def _delete(episode_id: int, at: datetime) -> bool:
    with transaction.atomic():
        # Its rights may be set anew meanwhile: what is locked is asked again.
        episode = Episode.objects.select_for_update(of=("self",)).select_related("program").get(pk=episode_id)
        due = deleted_on(episode)
        if due is None or due > at:
            return False
        take = Take.objects.filter(episode=episode).defer("peaks").first()
        names = {str(file.name) for file in (episode.sound, episode.mp3, take.sound if take else None) if file}
        freed = episode.sound_bytes + episode.mp3_bytes
        # Files first: one that is gone already is no trouble to a second try, a row that forgot its file would be.
        for name in sorted(names):
            if not _is_used_elsewhere(name, episode):
                storing.remove(name)
        if take:
            take.delete()
        Mp3Work.objects.filter(episode=episode).delete()
        episode.sound = episode.mp3 = ""
        episode.sound_bytes = episode.mp3_bytes = 0
        episode.revision += 1  # an MP3 that is just being made is nobody's
        if episode.published_at is not None:
            # Rights that are given later must not show what is not there any more.
            episode.taken_back_at = episode.taken_back_at or at
        episode.save()
        publishing.note(episode, EpisodeEvent.What.DELETED, by=None, at=at, about=f"{freed / 1e6:.1f} MB")
    log.info(
        "the sound of %s, %s of %s, is deleted (%.1f MB): its time was over on %s",
        episode.get_absolute_url(), episode, episode.program, freed / 1e6, f"{episode.available_until:%Y-%m-%d}",
    )  # fmt: skip
    return True


def _is_used_elsewhere(name: str, episode: Episode) -> bool:
    others = Episode.objects.exclude(pk=episode.pk).filter(Q(sound=name) | Q(mp3=name))
    return others.exists() or Take.objects.exclude(episode=episode).filter(sound=name).exists()
