"""The desk's “pull this photo”: find it by what is known of it, see where it stands, take it away in one act."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.images.widgets import AdminImageChooser

from groundwave.newsroom.models import Photo, PhotoPull
from groundwave.newsroom.photo_uses import uses_of
from groundwave.newsroom.pulling import photos_like, pull

PERMISSION = "newsroom.pull_photo"
_MOST_SHOWN = 60


class WhichForm(forms.Form):
    words = forms.CharField(
        label=_("The photo"),
        required=False,
        help_text=_("#12 for its number, or a word of its title, caption, file name or address."),
    )
    agency = forms.CharField(label=_("Agency"), required=False)
    photographer = forms.CharField(label=_("Photographer"), required=False)
    since = forms.DateField(
        label=_("Taken from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
    )
    until = forms.DateField(
        label=_("Taken to"), required=False, widget=forms.DateInput(attrs={"type": "date"}), input_formats=["%Y-%m-%d"]
    )


class PullForm(forms.Form):
    photos = forms.ModelMultipleChoiceField(
        Photo.objects.all(), error_messages={"required": _("Choose at least one photo of the list.")}
    )
    instead = forms.ModelChoiceField(
        Photo.objects.all(),
        label=_("Put this one in its place"),
        required=False,
        widget=AdminImageChooser,
        help_text=_("Empty: the pages stand without a picture there."),
    )
    reason = forms.CharField(
        label=_("Why is it pulled?"),
        help_text=_("It stays on record with your name and the time; readers do not see it."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why; a pull without a reason cannot be explained later.")},
    )


def pull_view(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    which = WhichForm(request.GET)
    asked = {name: value for name, value in which.cleaned_data.items() if value} if which.is_valid() else {}
    form = PullForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            pulls = pull(by=request.user, **form.cleaned_data)
        except ValueError as refused:
            form.add_error("instead", str(refused))
        else:
            _say(request, pulls)
            return redirect("newsroom_pull_photo")
    found = photos_like(**asked) if asked else Photo.objects.none()
    shown = [(photo, uses_of(photo)) for photo in found[:_MOST_SHOWN]]
    context = {
        "which": which,
        "form": form,
        "shown": shown,
        "asked": bool(asked),
        "chosen": set(request.POST.getlist("photos")),
        "more": found.count() - len(shown) if len(shown) == _MOST_SHOWN else 0,
        "pulls": PhotoPull.objects.select_related("photo", "made_by", "instead").order_by("-made_at", "-pk")[:20],
        "media": form.media,
    }
    return TemplateResponse(request, "newsroom/desk/pull_photo.html", context)


def _say(request: HttpRequest, pulls: list[Any]) -> None:
    stories = sum(len(one.stood_on) for one in pulls)
    said = _("Photos pulled: %(photos)s. Stories that showed them: %(stories)s. Their pages are made anew.")
    messages.success(request, said % {"photos": len(pulls), "stories": stories})
