"""The story plan in the admin: the day or the week, by slot or by person, on the screen or as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button

from groundwave.kit import clock
from groundwave.newsroom.core.story_plan import OPEN, Group, Review, as_text, by_person, by_slot
from groundwave.newsroom.models import Assignment
from groundwave.newsroom.planning import UnableToBegin, begin_draft, due_for_review, planned
from groundwave.stations import api as stations

_WITHOUT_A_NAME: Final = (
    gettext_noop("On the air"),
    gettext_noop("Web"),
    gettext_noop("No slot yet"),
    gettext_noop("Nobody yet"),
)


@permission_required("newsroom.view_assignment")
def plan_view(request: HttpRequest) -> HttpResponse:
    """`?day=YYYY-MM-DD`, `week=1`, `by=person`, `mine=1`, `as=text`; today in the licensee's zone."""
    zone, at = _zone(), clock.now()
    today = at.astimezone(zone).date()
    day, days = _day(request.GET.get("day", ""), today), 7 if request.GET.get("week") else 1
    first = day - timedelta(days=day.weekday()) if days == 7 else day
    found = list(planned(first=first, days=days, zone=zone, at=at))
    if request.GET.get("mine"):
        found = [one for one in found if request.user.pk in (one.reporter_id, one.editor_id)]
    is_by_person = request.GET.get("by") == "person"
    lines = [one.line for one in found]
    groups = by_person(lines) if is_by_person else by_slot(lines)
    whole = _("Story plan, week of %(day)s") if days == 7 else _("Story plan, %(day)s")
    title = whole % {"day": date_format(first, _("F j, Y") if days == 7 else _("l, F j, Y"))}
    last = first + timedelta(days=days - 1)
    reviews = _reviews(until=last) if first <= today <= last else []
    if request.GET.get("as") == "text":
        return HttpResponse(
            as_text(title, groups, zone=zone, at=at, reviews=reviews), content_type="text/plain; charset=utf-8"
        )
    rows = {one.pk: one for one in found}
    context: dict[str, Any] = {
        "title": title,
        "groups": [_shown(group, rows, at) for group in groups],
        "reviews": [(one, one.is_overdue(today)) for one in reviews],
        "first": first,
        "earlier": first - timedelta(days=days),
        "later": first + timedelta(days=days),
        "today": today,
        "week": days == 7,
        "by_person": is_by_person,
        "mine": bool(request.GET.get("mine")),
        "zone": zone,
        "stages": Assignment.Stages.choices,
        "may_change": request.user.has_perm("newsroom.change_assignment"),
    }
    return TemplateResponse(request, "newsroom/desk/plan.html", context)


@require_POST
@permission_required("newsroom.change_assignment")
def act_view(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Another stage, or a draft to write."""
    assignment = get_object_or_404(Assignment, pk=assignment_id)
    if "write" in request.POST:
        try:
            story = begin_draft(assignment=assignment, by=request.user, at=clock.now())
        except UnableToBegin as unable:
            messages.error(request, str(unable))
        else:
            return redirect("wagtailadmin_pages:edit", story.pk)
    elif request.POST.get("stage") in Assignment.Stages.values:
        assignment.stage = request.POST["stage"]
        assignment.save()
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else reverse("newsroom_plan"))


class AssignmentsPanel(Component):
    """What this person has to do, the most urgent first."""

    name = "assignments"
    template_name = "newsroom/desk/assignments.html"
    order = 15

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        at = clock.now()
        mine = Assignment.objects.filter(reporter=self.request.user.pk, stage__in=[stage.value for stage in OPEN])
        found = mine.select_related("story").order_by("due_at", "pk")[:10]
        return {"assignments": [(one, one.line.is_overdue(at)) for one in found], "zone": _zone()}


def buttons(assignment: Any) -> Iterator[Button]:
    if isinstance(assignment, Assignment) and assignment.story_id:
        yield Button(_("The draft"), reverse("wagtailadmin_pages:edit", args=[assignment.story_id]), priority=15)


def _shown(group: Group, rows: dict[int, Assignment], at: Any) -> dict[str, Any]:
    return {
        "title": _(group.title) if group.title in _WITHOUT_A_NAME else group.title,
        "seconds": group.seconds,
        "at": group.lines[0].air_at if group.lines[0].air_slot == group.title else None,
        "lines": [(rows[line.pk], line, line.is_overdue(at), line.is_late(at)) for line in group.lines],
    }


def _reviews(*, until: date) -> list[Review]:
    return [
        Review(one.story_id, one.story.title, one.due_on, one.reviewed_on) for one in due_for_review(until=until)[:100]
    ]


def _day(words: str, today: date) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return today


def _zone() -> ZoneInfo:
    licensee = stations.licensee()
    return ZoneInfo(licensee.time_zone) if licensee else ZoneInfo(str(timezone.get_default_timezone()))
