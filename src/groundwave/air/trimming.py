"""Moving the ends of an episode: cut again from whatever still holds most of it, with nothing coded anew."""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from groundwave.air import labels, publishing, storing
from groundwave.air.core import chapters as listed
from groundwave.air.core.edges import UnableToCut
from groundwave.air.engine import cut as cutter
from groundwave.air.engine.archive import said
from groundwave.air.engine.spans import PREROLL_FRAMES
from groundwave.air.engine.timeline import AAC_FRAME
from groundwave.air.models import Episode, EpisodeEvent, Take
from groundwave.kit.home import Home

SHORTEST: Final = 1.0
LONGEST: Final = 24 * 3600.0


def trim(*, episode: Episode, begin: datetime, end: datetime, by: Any, at: datetime) -> Episode:
    """Cut it from `begin` to `end` (aware), with its words as they are now in `episode`, and put that on record.

    The sound that listeners had is gone with it; the MP3 follows. Raises UnableToCut.
    """
    seconds = (end - begin).total_seconds()
    if not SHORTEST <= seconds <= LONGEST:
        raise UnableToCut("The end must be at least a second after the start, and at most a day.")
    moved = (begin, end) != (episode.starts, episode.ends)
    by_seconds = (begin - episode.starts).total_seconds()
    was = [name for name in (episode.sound.name, episode.mp3.name) if name]
    try:
        with ExitStack() as held, storing.workroom() as room:
            found, entry = _best(episode, begin, end, held)
            if moved:
                there = listed.moved(episode.listed_chapters, by_seconds, seconds=seconds)
                episode.chapters = [{"at": one.at, "title": one.title} for one in there]
            episode.starts, episode.ends, episode.seconds = begin, end, seconds
            episode.holes = labels.holes_of(found)
            episode.revision += 1
            # Of two producers at once each writes a file of its own.
            which = f"{episode.name}-{episode.uid.hex[:8]}-{episode.revision}-{secrets.token_hex(3)}"
            name = f"{storing.FOLDER}/{episode.program.slug}/{which}.m4a"
            labels.write(room / "cut.m4a", episode, found, entry, at=at)
            size = storing.put(room / "cut.m4a", name)
    except cutter.NothingKept as nothing:
        raise UnableToCut(
            "Nothing is kept of that time: neither in the archive nor around this recording."
        ) from nothing
    except OSError as error:
        raise UnableToCut(f"The episode could not be written: {said(error)}.") from error
    except ValueError as error:
        raise UnableToCut(f"The sound that is kept cannot be read: {error}.") from error
    with transaction.atomic():
        now = Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
        if now.revision != episode.revision - 1:
            storing.remove(name)
            raise UnableToCut("Somebody else has changed this episode meanwhile. Look at it again.")
        episode.sound, episode.sound_bytes = name, size
        episode.mp3, episode.mp3_bytes, episode.loudness = "", 0, None
        episode.save()
        what = EpisodeEvent.What.TRIMMED if moved else EpisodeEvent.What.EDITED
        publishing.note(
            episode, what, by=by, at=at, about=f"from {begin:%H:%M:%S} to {end:%H:%M:%S} UTC" if moved else ""
        )
        transaction.on_commit(lambda: _let_go(was, name))
    return episode


def _let_go(names: list[str], kept: str) -> None:
    """What listeners had, as soon as nothing points to it any more."""
    for name in names:
        if name != kept:
            storing.remove(name)


def _best(episode: Episode, begin: datetime, end: datetime, held: ExitStack) -> tuple[cutter.Cut, bytes]:
    """The source that lacks least: the archive, what was kept around the episode, the episode itself."""
    first, last = cutter.sample_at(begin), cutter.sample_at(end)
    found: list[tuple[float, int, tuple[cutter.Cut, bytes]]] = []
    live = Home(Path(settings.HOME)).live / (episode.service.slug if episode.service else "")
    take = Take.objects.filter(episode=episode).first()
    kept = [(take.sound.name, take.first_frame)] if take else []
    own = cutter.sample_at(episode.starts) // AAC_FRAME - PREROLL_FRAMES
    for place, (name, frame) in enumerate([("", 0), *kept, (episode.sound.name, own)]):
        try:
            if name:
                made = cutter.cut_recording(held.enter_context(storing.at_hand(name)), frame, first, last)
            else:
                made = cutter.cut_archive(live, first, last)
        except (cutter.NothingKept, OSError, ValueError):
            continue
        missing = sum(hole.seconds for hole in made[0].holes)
        found.append((missing, place, made))
        if not missing:
            break
    if not found:
        raise cutter.NothingKept
    return min(found, key=lambda one: one[:2])[2]
