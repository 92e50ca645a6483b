"""Hearing what is playing, from three sides: what is sent to us, what is asked for, what a source's stream carries."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from groundwave.air.core import trackfeeds, tracks
from groundwave.air.core.trackfeeds import UnableToReadTracks, Withdrawn
from groundwave.air.core.tracks import Origin, Play
from groundwave.air.models import AsRunEvent, Chain, Track, TrackFeed
from groundwave.air.states import state_of
from groundwave.air.tracks import LOOKS_BACK, tell_engines
from groundwave.kit import deps
from groundwave.kit.fetch import UnableToFetch, ask
from groundwave.stations import api as stations

__all__ = ["follow_streams", "poll_due", "push"]

_ROUND: Final = 20.0
_HOLD: Final = timedelta(minutes=1)
_TEXTS: Final = ("title", "artist", "album", "label", "composer", "host")

log = logging.getLogger(__name__)


def push(*, service: stations.Service, body: bytes, at: datetime) -> Track | None:
    """What a studio sends us, as it was taken; None for a play that was taken back, or where nothing is playing.

    Raises UnableToReadTracks.
    """
    said = trackfeeds.read_pushed(body, at=at, zone=service.zone)
    if isinstance(said, Withdrawn):
        _withdraw(Track.objects.filter(service=service, origin=Origin.PUSHED, uid=said.uid))
        track = None
    else:
        track = _take(service, Origin.PUSHED, [said], at).latest
    tell_engines(at=at, services=[service])
    return track if track and track.title else None


def poll_due(*, at: datetime, private_hosts: frozenset[str] = frozenset()) -> int:
    """Ask the addresses whose time has come; how many plays were new. One that fails is asked ever more rarely."""
    came, ends = 0, time.monotonic() + _ROUND
    due = TrackFeed.objects.filter(is_on=True, next_at__lte=at).select_related("chain__service")
    for feed in due.order_by("next_at")[:50]:
        mine = TrackFeed.objects.filter(pk=feed.pk, next_at=feed.next_at)
        if time.monotonic() > ends or not mine.update(next_at=at + _HOLD):
            continue
        came += _poll(feed, at, private_hosts)
    return came


def _poll(feed: TrackFeed, at: datetime, private_hosts: frozenset[str]) -> int:
    service = feed.chain.service
    every = timedelta(seconds=feed.every_seconds)
    headers = {
        name: value
        for name, value in (
            ("Authorization", feed.authorization.strip()),
            ("If-None-Match", feed.etag),
            ("If-Modified-Since", feed.last_modified),
            ("Accept", "application/json"),
        )
        if value
    }
    facts: dict[str, object] = {}
    came = 0
    try:
        answer = ask(feed.url, at_most=trackfeeds.MOST_BYTES, seconds=10, headers=headers, private_hosts=private_hosts)
        if answer.status == 200:
            plays = trackfeeds.read_polled(answer.data, at=at, zone=service.zone)
            came = _take(service, Origin.POLLED, plays, at).new
            _take_back(feed, plays, at)
            facts["etag"] = answer.headers.get("etag", "")[:300]
            facts["last_modified"] = answer.headers.get("last-modified", "")[:100]
        elif answer.status != 304:
            raise UnableToReadTracks(f"It answered {answer.status}.")
        facts |= {"failures": 0, "trouble": "", "heard_at": at, "next_at": at + every}
    except (UnableToFetch, UnableToReadTracks) as unable:
        failures = min(feed.failures + 1, 1_000)
        wait = trackfeeds.wait_after(failures, every)
        facts |= {"failures": failures, "trouble": str(unable)[:400], "next_at": at + wait}
        if feed.failures == 0:
            log.warning("%s: %s does not say what is playing: %s", service.slug, feed.url, unable)
    TrackFeed.objects.filter(pk=feed.pk).update(**facts)
    return came


def follow_streams(*, at: datetime) -> int:
    """Take in the titles that sources carry, on the as-run record and at this moment; how many were new."""
    came = 0
    for chain in Chain.objects.select_related("service"):
        service = chain.service
        last = Track.objects.filter(service=service, origin=Origin.STREAM).order_by("-at", "-pk").first()
        since = max(last.at if last else at - LOOKS_BACK, at - LOOKS_BACK)
        events = AsRunEvent.objects.filter(service=service, name="title", at__gt=since, at__lte=at).order_by("pk")
        for row in events[:200]:
            came += _take(service, Origin.STREAM, [tracks.from_stream_title(row.event.text("title"))], row.at).new
        state = state_of(service.slug)
        if state.is_fresh and not state.on_fallback and "title" in state.said:
            play = tracks.from_stream_title(state.text("title"))
            came += 0 if _goes_on(service, play, at) else _take(service, Origin.STREAM, [play], at).new
    return came


def _goes_on(service: stations.Service, play: Play | None, at: datetime) -> bool:
    """Whether a stream still carries the title of before, which holds for as long as it does."""
    last = Track.objects.filter(service=service, origin=Origin.STREAM).order_by("-at", "-pk").first()
    if last is None or play is None or not tracks.is_the_same_play(last.play, play):
        return False
    until = tracks.holds_until(last.word)
    if until < at:
        return False
    if until - at < tracks.LASTS / 3:
        last.ends = at + tracks.LASTS
        last.save()
    return True


# ------------------------------------------------------------------ writing down
@dataclass(frozen=True)
class _Taken:
    """How many plays were new, and the row of the last that was told."""

    new: int
    latest: Track | None


def _take(service: stations.Service, origin: Origin, plays: Sequence[Play | None], at: datetime) -> _Taken:
    """Write down the plays that are new; one that is told again is one play, of which more may be known now."""
    new, row = 0, None
    with transaction.atomic():
        stations.Service.objects.select_for_update().get(pk=service.pk)
        rows = _known(service, origin, plays, at)
        for play in plays:
            told = [one.told for one in rows]
            found = tracks.known_as(told, play, at=at)
            if found is not None:
                row = rows[found]
                _mend(row, play)
            elif play is not None or rows:
                row = _row(service, origin, play, at)
                rows.append(row)
                rows.sort(key=lambda one: (one.at, one.pk), reverse=True)
                new += 1
    return _Taken(new, row)


def _known(service: stations.Service, origin: Origin, plays: Iterable[Play | None], at: datetime) -> list[Track]:
    """Rows that one of the plays may be, the latest first."""
    own = Track.objects.filter(service=service, origin=origin)
    latest = own.order_by("-at", "-pk").first()
    if latest is None:
        return []
    which = Q(pk=latest.pk)
    uids = {play.uid for play in plays if play and play.uid}
    if uids:
        which |= Q(uid__in=uids, at__gt=at - tracks.SAME_NUMBER - tracks.LONGEST)
    begun = [play.at for play in plays if play and play.at]
    if begun:
        which |= Q(at__gte=min(begun) - tracks.SAME_WITHIN, at__lte=max(begun) + tracks.SAME_WITHIN)
    return list(own.filter(which).order_by("-at", "-pk")[:2_000])


def _mend(row: Track, play: Play | None) -> None:
    """What is known better now: its end, a name that was spelled wrong, when it began."""
    if play is None:
        return
    changed = {name: said for name in _TEXTS if (said := getattr(play, name)) and said != getattr(row, name)}
    if not (play.uid and play.uid == row.uid):
        changed = {name: said for name, said in changed.items() if not getattr(row, name)}
    elif play.at is not None and play.at != row.at:
        deps.announce(*row.announces())  # another day's list may have had it
        row.at = play.at
        changed["at"] = ""
    if play.ends is not None and play.ends != row.ends:
        row.ends = play.ends
        changed["ends"] = ""
    for name in _TEXTS:
        setattr(row, name, changed.get(name) or getattr(row, name))
    if changed:
        row.save()


def _take_back(feed: TrackFeed, plays: Sequence[Play], at: datetime) -> None:
    """What a list no longer names, though it tells of that time, was withdrawn there. Of one list alone: two would
    take back each other's."""
    begun = [play.at for play in plays if play.at]
    if not begun or not all(play.uid for play in plays) or feed.chain.track_feeds.filter(is_on=True).count() > 1:
        return
    own = Track.objects.filter(service=feed.chain.service, origin=Origin.POLLED, at__gte=min(begun), at__lte=at)
    _withdraw(own.exclude(uid="").exclude(uid__in={play.uid for play in plays}))


def _withdraw(rows: Iterable[Track]) -> None:
    for row in rows:  # one by one, so that every page that names it hears of it
        row.delete()


def _row(service: stations.Service, origin: Origin, play: Play | None, at: datetime) -> Track:
    if play is None:
        return Track.objects.create(service=service, origin=origin, at=at, told_at=at)
    texts = {name: getattr(play, name) for name in _TEXTS}
    return Track.objects.create(
        service=service, origin=origin, at=play.at or at, ends=play.ends, uid=play.uid, told_at=at, **texts
    )
