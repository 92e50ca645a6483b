"""A day and a week of each service, and its programs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from groundwave.air import api as air
from groundwave.kit import clock, deps
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations
from groundwave.web.chrome import chrome_of
from groundwave.web.paging import page_number, paged
from groundwave.web.rendition import show

# Beyond this nothing was kept or is planned; without a limit a crawler would walk through all days for ever.
REACH = timedelta(days=400)
KEPT = timedelta(days=21)

Answer = TypeVar("Answer", bound=HttpResponse)


class _Cut(NamedTuple):
    """A page of episodes, as lists of stories are cut."""

    stories: list[air.Episode]
    has_more: bool


class NotADay(ValueError):
    """What was asked for is not a day we can show; `str()` says why, in the active language."""


def asked_day(given: str | None, *, service: stations.Service, at: datetime) -> date:
    """The day of a query, YYYY-MM-DD, or the service's today when none is given. Raises NotADay."""
    today = at.astimezone(service.zone).date()
    if not given:
        deps.changes_at(datetime.combine(today + timedelta(days=1), time(), service.zone))
        return today
    try:
        # ISO 8601 knows other forms too (20261123, 2026-W48-1); one address a day is enough.
        asked = date.fromisoformat(given) if len(given) == 10 and given[4] == "-" == given[7] else None
    except ValueError:
        asked = None
    if asked is None:
        raise NotADay(_("“%(day)s” is not a day. Write it as 2026-11-23.") % {"day": given[:20]})
    if abs(asked - today) > REACH:
        raise NotADay(_("There is no schedule for %(day)s: it is too far from today.") % {"day": asked.isoformat()})
    return asked


@require_safe
def every_schedule(request: HttpRequest) -> HttpResponse:
    return show(request, "schedule/index.html", {"on_air": chrome_of(request).on_air})


@require_safe
def one_day(request: HttpRequest, slug: str) -> HttpResponse:
    service, at = _service(slug), clock.now()
    on = _day_or_404(request.GET.get("day"), service, at)
    broadcasts = schedule.day(service=service, on=on)
    _declare_edges(broadcasts, at)
    _declare_days([on, on + timedelta(days=1), on + REACH + timedelta(days=1)], service, at)
    context = {
        "service": service,
        "on": on,
        "today": at.astimezone(service.zone).date(),
        "broadcasts": broadcasts,
        "played": _played(service, on, broadcasts, at),
        "confirmed": schedule.confirmations(broadcasts=[one for one in broadcasts if one.ends <= at]),
        "previous": on - timedelta(days=1),
        "following": on + timedelta(days=1),
        "services": stations.services(),
    }
    return kept_when_near(show(request, "schedule/day.html", context), on, service, at)


def _played(
    service: stations.Service, on: date, broadcasts: list[schedule.Broadcast], at: datetime
) -> dict[int, list[air.Track]]:
    """The tracks of each broadcast of the day, by its id; of a service that has tracks."""
    plays = air.tracks_of_day(service=service, on=on, at=at) if service.is_radio else []
    return {one.pk: [play for play in plays if one.starts <= play.at < one.ends] for one in broadcasts} if plays else {}


@require_safe
def one_week(request: HttpRequest, slug: str) -> HttpResponse:
    service, at = _service(slug), clock.now()
    on = _day_or_404(request.GET.get("of"), service, at)
    week = schedule.week(service=service, of=on)
    _declare_edges([one for day in week.days for one in day.broadcasts], at)
    _declare_days([day.on for day in week.days] + [week.first + timedelta(days=7)], service, at)
    context = {
        "service": service,
        "week": week,
        "today": at.astimezone(service.zone).date(),
        "services": stations.services(),
    }
    return kept_when_near(show(request, "schedule/week.html", context), on, service, at)


@require_safe
def every_program(request: HttpRequest) -> HttpResponse:
    """The programs in the reader's language first."""
    language = get_language()
    found = schedule.programs()
    own = [program for program in found if program.language == language]
    return show(request, "schedule/programs.html", {"own": own, "others": [one for one in found if one not in own]})


@require_safe
def one_program(request: HttpRequest, slug: str) -> HttpResponse:
    program = schedule.program(slug=slug)
    if program is None:
        raise Http404(f"There is no program “{slug}”.")
    at = clock.now()
    coming = schedule.upcoming(program=program, at=at, limit=7)
    slots = schedule.slots(program=program, language=get_language() or "en", at=at)
    # A slot is listed until two days after its last one, in UTC.
    over = [datetime.combine(slot.valid_until + timedelta(days=2), time.min, UTC) for slot in slots if slot.valid_until]
    deps.changes_at(min(over, default=None))

    def episodes(limit: int, offset: int) -> _Cut:
        return _Cut(*air.episodes(program=program, at=at, limit=limit, offset=offset))

    context = {
        "program": program,
        "episodes": paged(page_number(request.GET), episodes),
        "slots": slots,
        "on_now": [one for one in coming if at in one.period],
        "coming": [one for one in coming if at not in one.period],
    }
    return show(request, "schedule/program.html", context)


def _declare_edges(broadcasts: list[schedule.Broadcast], at: datetime) -> None:
    """The page marks what is on, and so is another one when a broadcast begins or ends."""
    edges = [edge for one in broadcasts for edge in (one.starts, one.ends) if edge > at]
    deps.changes_at(min(edges, default=None))


def _declare_days(days: list[date], service: stations.Service, at: datetime) -> None:
    """The page marks today. Without a day in its address it is today's: the midnight after `at` is among these."""
    midnights = [datetime.combine(day, time.min, tzinfo=service.zone).astimezone(UTC) for day in days]
    deps.changes_at(min((midnight for midnight in midnights if midnight > at), default=None))


def kept_when_near(answer: Answer, on: date, service: stations.Service, at: datetime) -> Answer:
    """Days that readers look at are stored; all the days that there are would be a page for every crawler to make."""
    today = at.astimezone(service.zone).date()
    if abs(on - today) > KEPT:
        answer.headers["Cache-Control"] = "no-store"
    return answer


def _service(slug: str) -> stations.Service:
    try:
        return stations.service(slug=slug)
    except stations.NoSuchService as missing:
        raise Http404(str(missing)) from missing


def _day_or_404(given: str | None, service: stations.Service, at: datetime) -> date:
    try:
        return asked_day(given, service=service, at=at)
    except NotADay as refused:
        raise Http404(str(refused)) from refused
