"""The screen where an editor pins and bans what follows a story."""

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
from wagtail.admin.widgets import AdminPageChooser, Button
from wagtail.models import Page

from groundwave.discovery import choosing
from groundwave.discovery.kinship import related
from groundwave.discovery.models import Choice
from groundwave.kit import clock
from groundwave.newsroom import api as newsroom


class ChoiceForm(forms.Form):
    other = forms.ModelChoiceField(
        queryset=newsroom.Story.objects.all(),
        label="Story",
        widget=AdminPageChooser(target_models=[newsroom.Story]),
        error_messages={"required": "Choose a story first."},
    )
    verdict = forms.ChoiceField(
        label="Show it after this one",
        choices=Choice.Verdict.choices,
        initial=Choice.Verdict.PIN,
        widget=forms.RadioSelect,
    )


def may_choose(page: Page, user: Any) -> bool:
    """Whoever may publish a story says what follows it."""
    return bool(page.permissions_for_user(user).can_publish())


def related_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """What follows the story now, what editors said, and a form to say more."""
    story = _story(request, page_id)
    form = ChoiceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        other, verdict = form.cleaned_data["other"], form.cleaned_data["verdict"]
        try:
            choosing.choose(story=story, other=other, verdict=verdict, by=request.user)
        except choosing.UnableToChoose as unable:
            form.add_error("other", str(unable))
        else:
            always = verdict == Choice.Verdict.PIN
            messages.success(request, f"“{other.title}” {'always' if always else 'never'} follows “{story.title}”.")
            return redirect("discovery_related", story.pk)
    said = Choice.objects.filter(story_id=story.pk).select_related("other", "made_by")
    now = related(story=story, at=clock.now())
    context = {"story": story, "form": form, "choices": said, "related": now}
    return TemplateResponse(request, "discovery/desk/related.html", context)


def forget_view(request: HttpRequest, page_id: int, choice_id: int) -> HttpResponse:
    """POST: leave it to the words of the stories again."""
    story = _story(request, page_id)
    choice = get_object_or_404(Choice, pk=choice_id, story_id=story.pk)
    if request.method == "POST":
        choosing.forget(choice=choice, by=request.user)
        messages.success(request, f"“{choice.other.title}” is neither pinned nor banned any more.")
    return redirect("discovery_related", story.pk)


def button(page: Page, user: Any) -> Iterator[Button]:
    if page.specific_class is newsroom.Story and may_choose(page, user):
        url = reverse("discovery_related", args=[page.pk])
        yield Button("Related stories…", url, icon_name="link", priority=62)


def _story(request: HttpRequest, page_id: int) -> newsroom.Story:
    story: newsroom.Story = get_object_or_404(newsroom.Story, pk=page_id)
    if not may_choose(story, request.user):
        raise PermissionDenied
    return story
