"""Showing a story to somebody outside: who has a link, until when, what they said, and taking it away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import Button
from wagtail.models import Page

from groundwave.kit import clock
from groundwave.newsroom.models import PreviewLink, Story
from groundwave.newsroom.previews import offer_preview


class OfferForm(forms.Form):
    for_whom = forms.CharField(
        label=_("For whom?"), max_length=160, help_text=_("A name and why; only editors see it.")
    )
    days = forms.IntegerField(label=_("For how many days?"), min_value=1, max_value=30, initial=3)


def outside_view(request: HttpRequest, page_id: int) -> HttpResponse:
    story = get_object_or_404(Story, pk=page_id)
    if not story.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    form = OfferForm(request.POST if request.method == "POST" and "revoke" not in request.POST else None)
    here = redirect("newsroom_outside", story.pk)
    if request.method == "POST" and "revoke" in request.POST:
        link = get_object_or_404(PreviewLink, pk=request.POST["revoke"], story=story)
        PreviewLink.objects.filter(pk=link.pk).update(revoked_at=clock.now(), revoked_by=request.user.pk)
        messages.success(request, _("The link for %(whom)s shows nothing any more.") % {"whom": link.for_whom})
        return here
    if form.is_valid():
        made = offer_preview(story=story, by=request.user, at=clock.now(), **form.cleaned_data)
        said = _("Give this address to %(whom)s: %(address)s")
        address = f"{settings.URL}{made.get_absolute_url()}"
        messages.success(request, said % {"whom": made.for_whom, "address": address})
        return here
    now = clock.now()
    links = PreviewLink.objects.filter(story=story).select_related("made_by").prefetch_related("answers")
    listed = [(link, link.works(at=now)) for link in links.order_by("-made_at", "-pk")]
    context = {"story": story, "form": form, "links": listed, "site": settings.URL}
    return TemplateResponse(request, "newsroom/desk/outside.html", context)


def button(page: Page, user: Any) -> Iterator[Button]:
    if page.specific_class is Story and page.permissions_for_user(user).can_edit():
        url = reverse("newsroom_outside", args=[page.pk])
        yield Button(_("Show to somebody outside…"), url, icon_name="view", priority=55)
