"""What is playing: told to us by a studio's automation, listed by day, and in Composer's shape."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_POST, require_safe

from groundwave.air import api as air
from groundwave.kit import clock
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations
from groundwave.web.on_air import moment_json, service_json, track_json
from groundwave.web.views.api import answer
from groundwave.web.views.schedule import NotADay, asked_day, kept_when_near


@csrf_exempt
@require_POST
def now_playing(request: HttpRequest, slug: str) -> HttpResponse:
    """401 without a token, 403 with another service's, 422 for what cannot be read; else the track as it was taken."""
    at = clock.now()
    try:
        service = air.service_of_token(authorization=request.headers.get("Authorization", ""), slug=slug, at=at)
        track = air.push(service=service, body=request.read(air.MOST_PUSHED + 1), at=at)
    except air.NotAllowed as refused:
        said = answer({"error": str(refused)}, status=refused.status)
        if refused.status == 401:
            said.headers["WWW-Authenticate"] = 'Bearer realm="now playing"'
        return said
    except stations.NoSuchService as missing:
        return answer({"error": str(missing)}, status=404)
    except air.UnableToReadTracks as unable:
        return answer({"error": str(unable)}, status=422)
    taken = answer({"track": track_json(track)})
    taken.headers["Cache-Control"] = "no-store"
    return taken


@require_safe
def day(request: HttpRequest, slug: str) -> JsonResponse:
    """`?day=YYYY-MM-DD` in the service's own zone; today when it is not given. The earliest comes first."""
    try:
        service = stations.service(slug=slug)
        at = clock.now()
        on = asked_day(request.GET.get("day"), service=service, at=at)
    except stations.NoSuchService as missing:
        return answer({"error": str(missing)}, status=404)
    except NotADay as refused:
        return answer({"error": str(refused)}, status=400)
    plays = air.tracks_of_day(service=service, on=on, at=at)
    body = {"service": service_json(service), "day": on.isoformat(), "tracks": [_listed(one) for one in plays]}
    return kept_when_near(answer(body), on, service, at)


def _listed(track: air.Track) -> dict[str, str | None]:
    return {**(track_json(track) or {}), "label": track.label, "composer": track.composer}


# ------------------------------------------------------------------ Composer's shape
@require_safe
@conditional_page
def composer_now(request: HttpRequest, slug: str) -> JsonResponse:
    """`onNow` and `nextUp` as readers of Composer's widget API know them; their parameters are passed over."""
    try:
        service = stations.service(slug=slug)
    except stations.NoSuchService as missing:
        return answer({"error": str(missing)}, status=404)
    at = clock.now()
    found = schedule.now_next(service=service, at=at)
    coming = [] if found.next is None else [found.next]
    body = {
        "onNow": _program(found.now, service, tracks=_played(found.now, service, at)) if found.now else None,
        "nextUp": [_program(one, service) for one in coming],
    }
    return answer(body)


@require_safe
@conditional_page
def composer_day(request: HttpRequest, slug: str) -> JsonResponse:
    """`onToday` of `?date=YYYY-MM-DD`, in the service's own zone; today when it is not given."""
    try:
        service = stations.service(slug=slug)
        at = clock.now()
        on: date = asked_day(request.GET.get("date"), service=service, at=at)
    except stations.NoSuchService as missing:
        return answer({"error": str(missing)}, status=404)
    except NotADay as refused:
        return answer({"error": str(refused)}, status=400)
    plays = air.tracks_of_day(service=service, on=on, at=at)
    broadcasts = schedule.day(service=service, on=on)
    return answer({"onToday": [_program(one, service, tracks=_within(one, plays)) for one in broadcasts]})


def _within(broadcast: schedule.Broadcast, plays: list[air.Track]) -> list[air.Track]:
    return [play for play in plays if broadcast.starts <= play.at < broadcast.ends]


def _played(broadcast: schedule.Broadcast, service: stations.Service, at: datetime) -> list[air.Track]:
    return air.tracks_between(service=service, period=broadcast.period, at=at)


def _program(
    broadcast: schedule.Broadcast, service: stations.Service, *, tracks: list[air.Track] | None = None
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "program": {"name": broadcast.title, "hosts": broadcast.hosts},
        "start_time": f"{broadcast.starts.astimezone(service.zone):%H:%M}",
        "end_time": f"{broadcast.ends.astimezone(service.zone):%H:%M}",
        "start_utc": moment_json(broadcast.starts),
        "end_utc": moment_json(broadcast.ends),
    }
    if tracks is not None:
        said["playlist"] = [_track(one) for one in tracks] or None
    return said


def _track(track: air.Track) -> dict[str, str]:
    return {
        "_id": str(track.pk),
        "trackName": track.title,
        "artistName": track.artist,
        "collectionName": track.album,
        "composerName": track.composer,
        "start_utc": moment_json(track.at),
    }
