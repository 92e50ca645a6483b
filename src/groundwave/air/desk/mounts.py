"""Mounts of studio encoders in the admin: made, given a new password, closed, with the settings to type in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from wagtail.admin.menu import MenuItem

from groundwave.air.core.location import UnableToUseSource
from groundwave.air.models import Mount, Source
from groundwave.air.mounting import close_mount, open_mount
from groundwave.air.states import state_of
from groundwave.kit.home import Home

PERMISSION = "air.change_chain"


class MountForm(forms.Form):
    name = forms.CharField(
        label="Name", max_length=40, help_text="Small letters, digits, dots and hyphens, for example studio-a."
    )


class MountsItem(MenuItem):
    """For engineers."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


def mounts_view(request: HttpRequest) -> HttpResponse:
    """Every mount with where it is used. A password is shown once, when it is made."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    home, act, made = Home(settings.HOME), request.POST.get("act", ""), None
    form = MountForm(request.POST if act == "open" else None)
    try:
        if act == "close":
            close_mount(name=request.POST.get("name", ""), home=home)
            messages.success(request, "The mount is closed; an encoder that was sending has been hung up on.")
            return redirect("air_mounts")
        if act == "renew":
            made = (request.POST.get("name", ""), open_mount(name=request.POST.get("name", ""), home=home))
        elif form.is_valid():
            name = form.cleaned_data["name"]
            if Mount.objects.filter(name=name.removeprefix("/")).exists():
                form.add_error("name", "There is a mount of that name. Give it a new password in the list instead.")
            else:
                made = (name, open_mount(name=name, home=home))
                form = MountForm()
    except UnableToUseSource as unable:
        if form.is_bound:
            form.add_error("name", str(unable))
        else:
            messages.error(request, str(unable))
    context: dict[str, Any] = {
        "form": form,
        "made": made,
        "mounts": [(mount, _used_by(mount)) for mount in Mount.objects.order_by("name")],
        "host": urlsplit(settings.URL).hostname,
        "port": settings.SOURCE_PORT,
    }
    response = TemplateResponse(request, "air/desk/mounts.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _used_by(mount: Mount) -> list[tuple[str, bool]]:
    """The services that have it as a source, and whether it is what they play now."""
    found = []
    for source in Source.objects.filter(location=f"mount:{mount.name}").select_related("chain__service"):
        state = state_of(source.chain.service.slug)
        plays = state.is_fresh and not state.on_fallback and (state.source or "").endswith(mount.name)
        found.append((source.chain.service.name, plays))
    return found
