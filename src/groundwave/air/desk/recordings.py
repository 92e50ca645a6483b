"""The list: what is on the air and recorded, what could not be, and the episodes with what was heard of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from groundwave.air import noticing
from groundwave.air.core.edges import UnableToCut, instant_near, on_the_clock
from groundwave.air.core.rights import Verdict
from groundwave.air.models import Downloads, Episode, Mark, Recording
from groundwave.kit import clock
from groundwave.schedule import api as schedule

_BACK: Final = timedelta(hours=12)
_AHEAD: Final = timedelta(hours=2)
_MONTH: Final = timedelta(days=30)
_PER_PAGE: Final = 30


@dataclass(frozen=True)
class Line:
    """An episode in the list."""

    episode: Episode
    state: str
    month: int
    total: int


@dataclass(frozen=True)
class Running:
    """A broadcast that is being recorded or waits to be cut, with the marks on it."""

    broadcast: schedule.Broadcast
    begin: str
    end: str
    marks: list[Mark]
    trouble: str
    is_over: bool


def may_see(user: Any) -> bool:
    return bool(user.has_perm("air.change_episode"))


def may_publish(user: Any) -> bool:
    return bool(user.has_perm("air.publish_episode"))


def list_view(request: HttpRequest) -> HttpResponse:
    if not may_see(request.user):
        raise PermissionDenied
    at = clock.now()
    rows = Episode.objects.newest_first().select_related("program", "service").defer("transcript_text", "chapters")
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("p"))
    troubles = Recording.objects.filter(episode=None).exclude(trouble="").exclude(broadcast__ends__lt=at - _MONTH)
    context = {
        "running": running(at=at),
        "troubles": troubles.select_related("broadcast__service")[:20],
        "page": page,
        "lines": _lines(list(page), at),
    }
    return TemplateResponse(request, "air/desk/recordings.html", context)


@require_POST
def mark_view(request: HttpRequest, broadcast_id: int) -> HttpResponse:
    """Says where a broadcast began or ended: now, or at a time of the service's clock."""
    if not may_see(request.user):
        raise PermissionDenied
    broadcast = get_object_or_404(schedule.Broadcast.objects.select_related("service"), pk=broadcast_id)
    edge, text = request.POST.get("edge", ""), request.POST.get("time", "").strip()
    if edge not in Mark.Edge.values:
        return redirect("air_recordings")
    near = broadcast.starts if edge == Mark.Edge.START else broadcast.ends
    try:
        at = instant_near(text, zone=broadcast.service.zone, near=near) if text else clock.now()
        made = noticing.mark(broadcast=broadcast, edge=edge, at=at, by=request.user)
    except UnableToCut as unable:
        messages.error(request, str(unable))
    else:
        shown = on_the_clock(made.at, broadcast.service.zone)
        messages.success(request, f"{made.get_edge_display()} of “{broadcast.title}” is marked at {shown}.")
    return redirect("air_recordings")


def running(*, at: datetime) -> list[Running]:
    """Broadcasts of recorded programs from half a day ago on that have no episode yet, the latest first."""
    since = at - _BACK
    found = schedule.Broadcast.objects.filter(
        program__is_recorded=True, starts__lt=at + _AHEAD, starts__gt=since - timedelta(days=1), ends__gt=since
    )
    rows = list(found.select_related("service", "program").order_by("-starts"))
    work = {one.broadcast_id: one for one in Recording.objects.filter(broadcast__in=rows)}
    marks: dict[int, list[Mark]] = {}
    for mark in Mark.objects.filter(broadcast__in=rows).select_related("set_by"):
        marks.setdefault(mark.broadcast_id, []).append(mark)
    shown = []
    for broadcast in rows:
        known = work.get(broadcast.pk)
        if known is not None and (known.episode_id or known.given_up_at):
            continue
        own = marks.get(broadcast.pk, [])
        last = {mark.edge: mark.at for mark in own}
        begin, end = last.get(Mark.Edge.START, broadcast.starts), last.get(Mark.Edge.END, broadcast.ends)
        zone = broadcast.service.zone
        trouble = known.trouble if known else ""
        shown.append(
            Running(broadcast, on_the_clock(begin, zone), on_the_clock(end, zone), own, trouble, broadcast.ends <= at)
        )
    return shown


def state_of(episode: Episode, *, at: datetime) -> str:
    """In a word or two."""
    if not episode.sound:
        return "Deleted"
    return {
        Verdict.HEARD: "Public",
        Verdict.NOT_PUBLISHED: "To be published",
        Verdict.NOT_YET: "Public later",
        Verdict.NO_RIGHTS: "No rights afterwards",
        Verdict.OVER: "Its time is over",
        Verdict.TAKEN_BACK: "Taken back",
    }[episode.verdict(at=at)]


def _lines(episodes: list[Episode], at: datetime) -> list[Line]:
    counts = Downloads.objects.filter(episode__in=episodes).order_by()
    total = dict(counts.values_list("episode").annotate(n=Sum("count")))
    month = dict(counts.filter(day__gt=(at - _MONTH).date()).values_list("episode").annotate(n=Sum("count")))
    return [Line(one, state_of(one, at=at), month.get(one.pk, 0), total.get(one.pk, 0)) for one in episodes]
