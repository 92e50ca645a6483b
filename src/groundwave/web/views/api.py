"""The public JSON about services: now and next, and a day's schedule. Open to pages of any site."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from groundwave.air import api as air
from groundwave.kit import clock
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations
from groundwave.web.on_air import OnAir, broadcast_json, moment_json, service_json, track_json
from groundwave.web.views.schedule import NotADay, asked_day, kept_when_near


def answer(body: dict[str, Any], *, status: int = 200) -> JsonResponse:
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "public, max-age=10" if status == 200 else "no-store"
    return response


@require_safe
def services(request: HttpRequest) -> JsonResponse:
    """Every service with its streams, and what is on."""
    at = clock.now()
    found = schedule.now_next_all(at=at)
    nothing: schedule.NowNext[schedule.Broadcast] = schedule.NowNext(None, None)
    known = [OnAir(service, *found.get(service.pk, nothing)) for service in stations.services()]
    edges = [edge for one in known if (edge := _since(one, at))]
    return answer({"services": [_with_streams(one, at) for one in known], "at": _moment(max(edges, default=None))})


@require_safe
def now(request: HttpRequest, slug: str) -> JsonResponse:
    try:
        service = stations.service(slug=slug)
    except stations.NoSuchService as missing:
        return answer({"error": str(missing)}, status=404)
    at = clock.now()
    one = OnAir(service, *schedule.now_next(service=service, at=at))
    return answer(
        {
            "service": service_json(service),
            "now": broadcast_json(one.now),
            "next": broadcast_json(one.next),
            "track": track_json(air.current_track(service=service, at=at)),
            "at": _moment(_since(one, at)),
        }
    )


@require_safe
def day(request: HttpRequest, slug: str) -> JsonResponse:
    """`?day=YYYY-MM-DD` in the service's own zone; today when it is not given."""
    try:
        service = stations.service(slug=slug)
    except stations.NoSuchService as missing:
        return answer({"error": str(missing)}, status=404)
    at = clock.now()
    try:
        on = asked_day(request.GET.get("day"), service=service, at=at)
    except NotADay as refused:
        return answer({"error": str(refused)}, status=400)
    body = {
        "service": service_json(service),
        "day": on.isoformat(),
        "broadcasts": [broadcast_json(one) for one in schedule.day(service=service, on=on)],
    }
    return kept_when_near(answer(body), on, service, at)


def _since(one: OnAir, at: datetime) -> datetime | None:
    """Since when this has been on, or nothing. The answer is stored and so must not tell the time of its making."""
    if one.now:
        return one.now.starts
    past = schedule.Broadcast.objects.filter(service=one.service, starts__lte=at).order_by("-starts")
    return past.values_list("ends", flat=True).first()


def _moment(at: datetime | None) -> str | None:
    return moment_json(at) if at else None


def _with_streams(one: OnAir, at: datetime) -> dict[str, Any]:
    return {
        **service_json(one.service),
        "kind": one.service.kind,
        "schedule": one.service.schedule_url,
        "streams": {"mp3": one.stream, "hls": one.playlist} if one.stream else None,
        "stations": [carriage.station.call_sign for carriage in one.service.carriages.all()],
        "now": broadcast_json(one.now),
        "next": broadcast_json(one.next),
        "track": track_json(air.current_track(service=one.service, at=at)) if one.service.is_radio else None,
    }
