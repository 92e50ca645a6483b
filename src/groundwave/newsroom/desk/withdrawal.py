"""Taking a story back: an editor says why, and from then on its address says that it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import Button
from wagtail.models import Page

from groundwave.newsroom import api
from groundwave.newsroom.models import Story


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it taken back?"),
        help_text=_("It stays on record with your name and the time; readers do not see it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why; a withdrawal without a reason cannot be explained later.")},
    )


def may_take_back(page: Page, user: Any) -> bool:
    """Whoever may publish it may take it back, once it is out."""
    return bool(page.live and page.permissions_for_user(user).can_publish())


def withdraw_view(request: HttpRequest, page_id: int) -> HttpResponse:
    story = get_object_or_404(Story, pk=page_id)
    if not may_take_back(story, request.user):
        raise PermissionDenied
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        api.withdraw(story=story, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("“%(title)s” is taken back. Its address now says that it is gone.") % {"title": story.title}
        )
        return redirect("wagtailadmin_explore", story.get_parent().pk)
    taken_back = getattr(story, "withdrawal", None)
    return TemplateResponse(
        request, "newsroom/desk/withdraw.html", {"story": story, "form": form, "taken_back": taken_back}
    )


def button(page: Page, user: Any) -> Iterator[Button]:
    """Beside Wagtail's own “Unpublish”, which keeps no reason and answers as if nothing had ever been there."""
    if page.specific_class is Story and may_take_back(page, user):
        url = reverse("newsroom_withdraw", args=[page.pk])
        yield Button(_("Take back…"), url, icon_name="warning", priority=61)
