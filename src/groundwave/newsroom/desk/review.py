"""Keeping a story current: an editor says that it was gone through today, and by when that is due again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, Button
from wagtail.log_actions import log
from wagtail.models import Page

from groundwave.kit import clock
from groundwave.newsroom.models import Story, Upkeep
from groundwave.stations import api as stations

EVERY_SO_OFTEN: Final = timedelta(days=90)


class ReviewForm(forms.Form):
    due_on = forms.DateField(
        label=_("Review it again by"),
        widget=AdminDateInput,
        help_text=_("From that day on the story plan says that it is due."),
    )
    note = forms.CharField(
        label=_("What was checked"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "For the story's history; readers do not see it. What changed for them is a correction or an update."
        ),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["due_on"].initial = today + EVERY_SO_OFTEN

    def clean_due_on(self) -> date:
        due: date = self.cleaned_data["due_on"]
        if due <= self.today:
            raise forms.ValidationError(_("Choose a day after today; today it is being reviewed."))
        return due


def review_view(request: HttpRequest, page_id: int) -> HttpResponse:
    story = get_object_or_404(Story, pk=page_id)
    if not story.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    kept, today = (
        Upkeep.objects.filter(story=story).select_related("reviewed_by").first(),
        stations.today(at=clock.now()),
    )
    here = redirect("wagtailadmin_pages:edit", story.pk)
    if request.method == "POST" and "stop" in request.POST:
        if kept is not None:
            kept.delete()
            log(story, "newsroom.review", user=request.user, data={"due_on": "", "note": ""})
        messages.success(
            request,
            _("“%(title)s” is not kept current any more, and its page does not say so.") % {"title": story.title},
        )
        return here
    form = ReviewForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        due = form.cleaned_data["due_on"]
        said = {"reviewed_on": today, "reviewed_by": request.user, "due_on": due}
        Upkeep.objects.update_or_create(story=story, defaults=said)
        data = {"due_on": due.isoformat(), "note": form.cleaned_data["note"]}
        log(story, "newsroom.review", user=request.user, data=data)
        told = _("“%(title)s” says that it was reviewed today. It is due again on %(day)s.")
        messages.success(request, told % {"title": story.title, "day": due})
        return here
    context = {"story": story, "form": form, "kept": kept, "today": today}
    return TemplateResponse(request, "newsroom/desk/review.html", context)


def button(page: Page, user: Any) -> Iterator[Button]:
    """On explainers, and on what is kept current already."""
    if page.specific_class is not Story or not page.permissions_for_user(user).can_publish():
        return
    story = page.specific
    if story.label == Story.Label.EXPLAINER or story.reviewed_on:
        yield Button(_("Reviewed…"), reverse("newsroom_review", args=[page.pk]), icon_name="history", priority=54)
