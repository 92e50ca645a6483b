"""The admin's list of old addresses: what each leads to, which lead nowhere and why, and mending one by hand."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from groundwave.kit import clock
from groundwave.wire.core import old_address
from groundwave.wire.models import Move, Moved, OldAddress
from groundwave.wire.moving.addresses import UnableToMend, leads_to, mend

_A_PAGE: Final = 50


@permission_required("wire.view_oldaddress")
def addresses_view(request: HttpRequest) -> HttpResponse:
    """Those that were recorded, or with `show=lost` those that nothing answers; of one old site, with some words."""
    lost = request.GET.get("show") == "lost"
    words = request.GET.get("q", "").strip()[:200]
    move = Move.objects.filter(pk=request.GET["move"]).first() if request.GET.get("move", "").isdecimal() else None
    found: Any = Moved.objects.exclude(urls="") if lost else OldAddress.objects.select_related("page", "photo", "file")
    if move:
        found = found.filter(move=move)
    if words:
        sought = words if lost else (old_address.name_of(words) or words).strip("/").casefold()
        found = found.filter(**{f"{'urls' if lost else 'name'}__icontains": sought})
    page = Paginator(found.order_by("pk" if lost else "name"), _A_PAGE).get_page(request.GET.get("p"))
    context: dict[str, Any] = {
        "page": page,
        "rows": [row for one in page for row in (_lost(one, words) if lost else [_answered(one)])],
        "moves": Move.objects.order_by("pk"),
        "move": move,
        "lost": lost,
        "words": words,
        "may_mend": request.user.has_perm("wire.change_oldaddress"),
    }
    return TemplateResponse(request, "wire/desk/addresses.html", context)


@require_POST
@permission_required("wire.change_oldaddress")
def mend_view(request: HttpRequest) -> HttpResponse:
    """Where an old address leads from now on; empty: to what the move made of it."""
    name, target = request.POST.get("name", ""), request.POST.get("target", "").strip()
    move = Move.objects.filter(pk=request.POST["move"]).first() if request.POST.get("move", "").isdecimal() else None
    try:
        said = mend(name, target=target, move=move)
    except UnableToMend as unable:
        messages.error(request, str(unable))
    else:
        messages.success(request, said)
    asked = {key: request.POST[key] for key in ("show", "q") if request.POST.get(key)}
    return redirect(f"{reverse('wire_addresses')}?{urlencode(asked)}")


def _answered(address: OldAddress) -> dict[str, Any]:
    """One that was recorded; `why` where it answers nothing now."""
    target = leads_to(address.name, at=clock.now())
    what = ""
    for kind, one in (("page", address.page), ("photo", address.photo), ("file", address.file)):
        if one is not None:
            what = f"{'instead of the ' if address.target else ''}{kind} “{one.title}”"
    why = "" if target else "The public may not see it now; the address answers 404 until it may."
    return {"name": address.name, "target": target, "by_hand": address.target, "what": what, "why": why,
            "move": address.move_id, "mendable": True}  # fmt: skip


def _lost(moved: Moved, words: str) -> list[dict[str, Any]]:
    found = []
    for url in moved.urls.splitlines():
        if words and words.casefold() not in url.casefold():
            continue
        name = old_address.name_of(url)
        why = moved.words or "It did not come over."
        found.append({"name": url, "why": why, "what": moved.title, "move": moved.move_id,
                      "mendable": old_address.is_answerable(name) and name != "/"})  # fmt: skip
    return found
