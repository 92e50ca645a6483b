"""A story on its way to NPR: the checklist and what would be sent, before it is; how it stands there, after."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.admin.widgets import Button

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.wire.core.cds_checklist import before_sending, for_nprs_pages, musts
from groundwave.wire.core.cds_outgoing import document_of
from groundwave.wire.giving.gathering import gather
from groundwave.wire.giving.sending import UnableToSend, outlet_in_use, send, take_back
from groundwave.wire.models import CdsStory

PERMISSION = "wire.change_cdsstory"


def npr_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Look, send, take back. The worker does it within some seconds."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    story = get_object_or_404(newsroom.Story, pk=page_id)
    now = clock.now()
    if request.method == "POST":
        _act(request, story)
        return redirect("wire_npr", page_id)
    row = CdsStory.objects.filter(story=story).first()
    context: dict[str, Any] = {"story": story, "row": row, "outlet": outlet_in_use()}
    if outlet := context["outlet"]:
        made, standing = gather(story, outlet=outlet, row=row, at=now)
        first = () if row and row.wanted else before_sending(made, standing)
        context |= {
            "made": made,
            "standing": standing,
            "musts": [*musts(made, standing), *first],
            "pages": for_nprs_pages(made, at=now),
            "document": json.dumps(document_of(made), indent=2, ensure_ascii=False),
            "address": f"{outlet.base}/v1/documents/{made.id}",
        }
        context["ready"] = all(check.fits for check in context["musts"])
        context["eligible"] = all(check.fits for check in context["pages"][:-1])
    if row:
        context["acts"] = row.acts.select_related("by")[:30]
    return TemplateResponse(request, "wire/desk/npr.html", context)


def button(page: Any, user: Any) -> Iterator[Button]:
    """On a story's page, once the station has a way to NPR; it says how the story stands there."""
    if page.specific_class is not newsroom.Story or not user.has_perm(PERMISSION):
        return
    row = CdsStory.objects.filter(story_id=page.pk).first()
    if row or (page.live and outlet_in_use()):
        yield Button(f"NPR: {row.state}" if row else "NPR…", reverse("wire_npr", args=[page.pk]), icon_name="upload")


def say_trouble(request: HttpRequest, page: Any) -> None:
    """Above a story that is opened: what NPR refused."""
    if request.method != "GET" or page.specific_class is not newsroom.Story:
        return
    row = CdsStory.objects.filter(story_id=page.pk).exclude(error="").first()
    if row:
        messages.warning(request, f"NPR: {row.error}")


def _act(request: HttpRequest, story: newsroom.Story) -> None:
    now = clock.now()
    if "take_back" in request.POST:
        take_back(story=story, by=request.user, at=now)
        messages.success(request, "It is deleted at NPR within some seconds.")
        return
    try:
        send(story=story, offered="offered" in request.POST, by=request.user, at=now)
    except UnableToSend as unable:
        messages.error(request, str(unable))
    else:
        messages.success(request, "It is sent within some seconds. Load this page again to see what NPR said.")
