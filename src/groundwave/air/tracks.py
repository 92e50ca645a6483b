"""What is playing on each service: taken in from three sides, decided by one rule, told to engines and listeners."""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
import time
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from groundwave.air.core import trackfeeds, tracks
from groundwave.air.core.trackfeeds import UnableToReadTracks
from groundwave.air.core.tracks import Origin, Play
from groundwave.air.models import AsRunEvent, Chain, Track, TrackFeed, TrackToken
from groundwave.air.models.track import day_key
from groundwave.air.states import state_of
from groundwave.kit import deps
from groundwave.kit.fetch import UnableToFetch, ask
from groundwave.kit.files import write_atomically
from groundwave.kit.home import Home
from groundwave.kit.period import Period
from groundwave.stations import api as stations

__all__ = [
    "NotAllowed",
    "current_track",
    "follow_streams",
    "make_token",
    "poll_due",
    "push",
    "revoke_token",
    "service_of_token",
    "tell_engines",
    "tracks_between",
    "tracks_of_day",
]

_ROUND: Final = 20.0
_HOLD: Final = timedelta(minutes=1)
_LOOKS_BACK: Final = max(tracks.LONGEST, tracks.LASTS) + timedelta(hours=1)
_SAME_NUMBER: Final = timedelta(days=2)
_USED_EVERY: Final = timedelta(minutes=1)
_PREFIX: Final = "gwt_"

log = logging.getLogger(__name__)


class NotAllowed(Exception):
    """The token is not one, or not for this service; `status` is what HTTP says: 401 or 403."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.status = status


# ------------------------------------------------------------------ tokens
def make_token(*, service: stations.Service, name: str, by: Any, at: datetime) -> str:
    """The token itself, which is shown once: only its hash is kept."""
    token = _PREFIX + secrets.token_urlsafe(32)
    TrackToken.objects.create(service=service, name=name[:80], digest=_digest(token), made_at=at, made_by=by)
    return token


def revoke_token(*, token: TrackToken, by: Any, at: datetime) -> None:
    TrackToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at, revoked_by=by)


def service_of_token(*, authorization: str, slug: str, at: datetime) -> stations.Service:
    """The service for which a header of "Bearer …" may speak. Raises NotAllowed and stations.NoSuchService."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() != "bearer" or not given.strip():
        raise NotAllowed("Send the token of the service as “Authorization: Bearer …”.", 401)
    token = TrackToken.objects.select_related("service").filter(digest=_digest(given.strip()), revoked_at=None).first()
    if token is None:
        raise NotAllowed("This token is not known, or was revoked. Make another in the admin, under Control room.", 401)
    service = stations.service(slug=slug)
    if token.service_id != service.pk:
        raise NotAllowed(f"This token is for {token.service.name}, not for {service.name}.", 403)
    if token.used_at is None or at - token.used_at > _USED_EVERY:
        TrackToken.objects.filter(pk=token.pk).update(used_at=at)
    return service


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


# ------------------------------------------------------------------ in
def push(*, service: stations.Service, body: bytes, at: datetime) -> Track | None:
    """What a studio sends us, as it was taken; no title says that nothing is playing. Raises UnableToReadTracks."""
    play = trackfeeds.read_pushed(body, at=at, zone=service.zone)
    made = _take(service, Origin.PUSHED, [play], at)
    own = Track.objects.filter(service=service, origin=Origin.PUSHED).order_by("-at", "-pk")
    track = made[0] if made else own.first()
    tell_engines(at=at, services=[service])
    return track


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
            came = len(_take(service, Origin.POLLED, plays, at))
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
        since = max(last.at if last else at - _LOOKS_BACK, at - _LOOKS_BACK)
        events = AsRunEvent.objects.filter(service=service, name="title", at__gt=since, at__lte=at).order_by("pk")
        for row in events[:200]:
            came += len(_take(service, Origin.STREAM, [tracks.from_stream_title(row.event.text("title"))], row.at))
        state = state_of(service.slug)
        if state.is_fresh and not state.on_fallback and "title" in state.said:
            play = tracks.from_stream_title(state.text("title"))
            came += 0 if _goes_on(service, play, at) else len(_take(service, Origin.STREAM, [play], at))
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


def _take(service: stations.Service, origin: Origin, plays: Iterable[Play | None], at: datetime) -> list[Track]:
    """Write down the plays that are new; the same one told again is one play, whose end may be known better now."""
    made = []
    with transaction.atomic():
        stations.Service.objects.select_for_update().get(pk=service.pk)
        own = Track.objects.filter(service=service, origin=origin)
        for play in plays:
            last = own.order_by("-at", "-pk").first()
            if last is None and play is None:
                continue
            known = own.filter(uid=play.uid, at__gt=at - _SAME_NUMBER).first() if play and play.uid else None
            if known is None and last is not None and _is_last(last, play, at):
                known = last
            if known is None:
                made.append(_row(service, origin, play, at))
            elif play is not None and play.ends is not None and play.ends != known.ends:  # it is known better now
                known.ends = play.ends
                known.save()
    return made


def _is_last(last: Track, play: Play | None, at: datetime) -> bool:
    near = play is None or last.at - tracks.LASTS < (play.at or at) < tracks.holds_until(last.word)
    return near and tracks.is_the_same_play(last.play, play)


def _row(service: stations.Service, origin: Origin, play: Play | None, at: datetime) -> Track:
    if play is None:
        return Track.objects.create(service=service, origin=origin, at=at, told_at=at)
    return Track.objects.create(
        service=service,
        origin=origin,
        at=play.at or at,
        ends=play.ends,
        title=play.title,
        artist=play.artist,
        album=play.album,
        label=play.label,
        composer=play.composer,
        host=play.host,
        uid=play.uid,
        told_at=at,
    )


# ------------------------------------------------------------------ out
def current_track(*, service: stations.Service, at: datetime) -> Track | None:
    """What is playing by the rule of precedence; None for nothing, or where nobody says."""
    rows = _words(service, at)
    words = {row.word: row for row in rows}
    deps.changes_at(tracks.changes_at(words, at=at))
    found = tracks.current(words, at=at)
    return words[found] if found and found.play else None


def tracks_between(*, service: stations.Service, period: Period) -> list[Track]:
    """The plays that began in a span, in order, each once."""
    first, last = period.starts.astimezone(UTC).date(), period.ends.astimezone(UTC).date()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    with deps.covered(*(day_key(service.pk, day) for day in days)):
        found = Track.objects.filter(service=service, at__gte=period.starts, at__lt=period.ends).exclude(title="")
        rows = {row.word: row for row in found.order_by("at", "pk")[:2_000]}
    return [rows[word] for word in tracks.merged(list(rows))]


def tracks_of_day(*, service: stations.Service, on: date) -> list[Track]:
    """The plays of a day of the service's own zone."""
    begins = datetime(on.year, on.month, on.day, tzinfo=service.zone)
    following = on + timedelta(days=1)
    ends = datetime(following.year, following.month, following.day, tzinfo=service.zone)
    return tracks_between(service=service, period=Period(begins, ends))


def tell_engines(*, at: datetime, services: Iterable[stations.Service] | None = None) -> list[Path]:
    """Write `nowplaying.json` for each engine whose track is another now; the files that were written."""
    home = Home(Path(settings.HOME))
    if services is None:
        services = [chain.service for chain in Chain.objects.select_related("service")]
    written = []
    for service in services:
        path = home.air / service.slug / "nowplaying.json"
        if not path.parent.is_dir():
            continue
        track = current_track(service=service, at=at)
        said = {
            "title": track.title if track else None,
            "artist": track.artist if track else None,
            "album": track.album if track else None,
            "host": track.host if track else None,
            "at": _iso(track.at) if track else None,
            "ends": _iso(track.ends) if track and track.ends else None,
        }
        text = (json.dumps(said, ensure_ascii=False) + "\n").encode()
        try:
            if path.read_bytes() == text:
                continue
        except OSError:
            if track is None:
                continue  # there is nothing to take back
        write_atomically(path, text)
        written.append(path)
    return written


def _words(service: stations.Service, at: datetime) -> list[Track]:
    with deps.covered(f"air.tracks:service:{service.pk}"):
        own = Track.objects.filter(service=service, at__gt=at - _LOOKS_BACK)
        recent = own.filter(at__lte=at).order_by("-at", "-pk")
        rows = [row for origin in Origin for row in recent.filter(origin=origin)[:1]]
        # One that is told ahead of its time begins by itself.
        return rows + list(own.filter(at__gt=at).order_by("at")[:3])


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
