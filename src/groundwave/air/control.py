"""The control room in the admin: one page a service, open all day, and three buttons that say what they do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.menu import MenuItem

from groundwave.air import api, board, holding, last_minutes, tokens, tracks
from groundwave.air.models import Chain, TrackToken
from groundwave.kit import clock

_LOOK = ("air.view_chain", "air.change_chain", "air.operate_chain")


class RoomsItem(MenuItem):
    """Shown to whoever may look."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_look(request.user)


def may_look(user: Any) -> bool:
    return any(user.has_perm(one) for one in _LOOK)


def may_operate(user: Any) -> bool:
    return bool(user.has_perm("air.operate_chain"))


@require_safe
def every_room_view(request: HttpRequest) -> HttpResponse:
    """All services at a glance; with one, its room itself."""
    if not may_look(request.user):
        raise PermissionDenied
    chains = list(Chain.objects.select_related("service").order_by("service__position"))
    if len(chains) == 1:
        return redirect("air_control_room", chains[0].service.slug)
    return TemplateResponse(request, "air/desk/rooms.html", {"boards": [board.look_at(chain) for chain in chains]})


@require_safe
def room_view(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole page, or with `?part=live` only what changes by itself."""
    if not may_look(request.user):
        raise PermissionDenied
    chain = _chain(slug)
    context = {
        "board": board.look_at(chain),
        "may_operate": may_operate(request.user),
        "others": Chain.objects.select_related("service").exclude(pk=chain.pk).order_by("service__position"),
        "width": last_minutes.WIDTH,
        "height": last_minutes.HEIGHT,
        "minutes": last_minutes.MINUTES,
    }
    name = "air/desk/_room.html" if request.GET.get("part") == "live" else "air/desk/room.html"
    response = TemplateResponse(request, name, context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def hold_view(request: HttpRequest, slug: str) -> HttpResponse:
    """`source` is a place in the list (1 is the first) that is taken and held; "auto" lets go."""
    if not may_operate(request.user):
        raise PermissionDenied
    chain, given = _chain(slug), request.POST.get("source", "")
    if given == "auto":
        if holding.release(chain=chain, by=request.user, at=clock.now()):
            messages.success(request, _("Automatic is asked for: the first healthy source takes over."))
        else:
            messages.info(request, _("It is in automatic already."))
    elif given.isascii() and given.isdigit() and len(given) < 4:
        try:
            hold = holding.take(chain=chain, index=int(given) - 1, by=request.user, at=clock.now())
        except holding.UnableToTake as unable:
            messages.error(request, str(unable))
        else:
            messages.success(
                request,
                _("Source %(number)s is asked for, to be held: %(name)s.") % {"number": given, "name": hold.label},
            )
    else:
        messages.error(request, _("Say which source to take: its number in the list."))
    api.write_plans()
    return redirect("air_control_room", slug)


# ------------------------------------------------------------------ what is playing
class TokenForm(forms.Form):
    name = forms.CharField(
        label="Who is it for?",
        max_length=80,
        help_text="The name of the automation or of the person; it stays on record.",
        error_messages={"required": "Say who it is for, so that the right one can be revoked later."},
    )


def tokens_view(request: HttpRequest, slug: str) -> HttpResponse:
    """What is playing, who may say it, and from where it is asked. A token is shown once, when it is made."""
    if not request.user.has_perm("air.change_chain"):
        raise PermissionDenied
    chain = _chain(slug)
    form = TokenForm(request.POST if request.method == "POST" else None)
    made = None
    if form.is_valid():
        made = tokens.make_token(service=chain.service, name=form.cleaned_data["name"], by=request.user, at=clock.now())
        form = TokenForm()
    context = {
        "chain": chain,
        "form": form,
        "made": made,
        "track": tracks.current_track(service=chain.service, at=clock.now()),
        "tokens": TrackToken.objects.filter(service=chain.service).select_related("made_by", "revoked_by"),
        "feeds": chain.track_feeds.all(),
        "address": f"{settings.URL}/api/v1/services/{slug}/now-playing",
    }
    response = TemplateResponse(request, "air/desk/tokens.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke_view(request: HttpRequest, slug: str, token_id: int) -> HttpResponse:
    if not request.user.has_perm("air.change_chain"):
        raise PermissionDenied
    token = get_object_or_404(TrackToken, pk=token_id, service=_chain(slug).service)
    tokens.revoke_token(token=token, by=request.user, at=clock.now())
    messages.success(request, f"The token of {token.name} is revoked: what it sends is refused from now on.")
    return redirect("air_tokens", slug)


def _chain(slug: str) -> Chain:
    return get_object_or_404(Chain.objects.select_related("service"), service__slug=slug)
