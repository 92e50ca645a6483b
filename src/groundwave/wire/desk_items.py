"""The wire desk: arriving items, what became of each, and what an editor does with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.wire import deeds
from groundwave.wire.core.addresses import web_address
from groundwave.wire.core.merge import FIELDS
from groundwave.wire.merging import differences
from groundwave.wire.models import Delivery, Source, Version

_A_PAGE: Final = 50
Desk = Delivery.Desk
_WAITING: Final = Q(withdrawn_at=None, desk__in=[Desk.NOTHING, Desk.HELD], story__live=False)
_OUT: Final = Q(withdrawn_at=None, story__live=True)
# What can be asked for, in the order of the list, with the words that the list says.
_STATES: Final[dict[str, tuple[str, Q]]] = {
    "held": (gettext_noop("Held for an editor"), _WAITING),
    "due": (gettext_noop("To be published by a rule"), Q(withdrawn_at=None, publish_at__isnull=False)),
    "taken": (gettext_noop("On the site"), _OUT),
    "differs": (gettext_noop("Differs from the wire"), _OUT & ~Q(kept_back=[])),
    "kept": (
        gettext_noop("For the desk, no page"),
        Q(withdrawn_at=None, story=None, desk__in=[Desk.NOTHING, Desk.HELD]),
    ),
    "linked": (gettext_noop("Link card"), Q(withdrawn_at=None, desk=Desk.LINKED)),
    "ignored": (gettext_noop("Ignored"), Q(withdrawn_at=None, desk=Desk.IGNORED)),
    "killed": (gettext_noop("Killed"), Q(withdrawn_at__isnull=False)),
}
_DEEDS: Final[dict[str, Callable[..., str]]] = {
    "take": deeds.take_it,
    "hold": deeds.hold,
    "ignore": deeds.ignore,
}


@permission_required("wire.view_source")
def items_view(request: HttpRequest) -> HttpResponse:
    """The newest first, of one source or in one state if that is asked for."""
    source = Source.objects.filter(slug=request.GET.get("source", "")).first()
    state = request.GET.get("state", "")
    found = _deliveries()
    if source:
        found = found.filter(source=source)
    if state in _STATES:
        found = found.filter(_STATES[state][1])
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("p"))
    rows = [{**_row(delivery), "may_act": deeds.may(delivery, request.user)} for delivery in page]
    context: dict[str, Any] = {
        "page": page,
        "rows": rows,
        "sources": Source.objects.all(),
        "source": source,
        "states": [(key, gettext(words)) for key, (words, _) in _STATES.items()],
        "state": state,
        "may_act": any(row["may_act"] for row in rows),
    }
    return TemplateResponse(request, "wire/desk/items.html", context)


@permission_required("wire.view_source")
def item_view(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """One item: its versions, who did what, and where an editor's words and the wire's differ."""
    delivery = get_object_or_404(_deliveries(), pk=delivery_id)
    context = {
        **_row(delivery),
        "differences": [(field, FIELDS[field], pieces) for field, pieces in differences(delivery).items()],
        "link": deeds.link_of(delivery),
        "acts": delivery.acts.select_related("by"),
        "may_act": deeds.may(delivery, request.user),
    }
    return TemplateResponse(request, "wire/desk/item.html", context)


@require_POST
@permission_required("wire.view_source")
def act_view(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Take, hold, ignore or link an item, say something of its card, or take the wire's version of one field."""
    deed, field = request.POST.get("deed", ""), request.POST.get("field", "")
    try:
        with transaction.atomic():
            delivery = get_object_or_404(Delivery.objects.select_for_update(of=("self",)), pk=delivery_id)
            if field in FIELDS:
                said = deeds.take_field(delivery=delivery, field=field, by=request.user, at=clock.now())
            elif deed == "link":
                address = web_address(request.POST.get("address", "")) or ""
                said = deeds.link(delivery=delivery, by=request.user, at=clock.now(), address=address)
            elif deed == "say":
                words = request.POST.get("words", "")
                said = deeds.say_of_it(delivery=delivery, words=words, by=request.user, at=clock.now())
            elif deed in _DEEDS:
                said = _DEEDS[deed](delivery=delivery, by=request.user, at=clock.now())
            else:
                raise deeds.UnableToAct(gettext("Nothing was asked for. Choose take, hold, ignore or link."))
    except (deeds.UnableToAct, newsroom.UnableToTakeIn) as unable:
        messages.error(request, str(unable))
    else:
        messages.success(request, said)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("wire_items")
    return redirect(back)


def _deliveries() -> QuerySet[Delivery]:
    newest_first = Version.objects.select_related("document").defer("document__packed")
    return (
        Delivery.objects.select_related("source", "story", "rule", "card")
        .prefetch_related(Prefetch("versions", newest_first, to_attr="arrived"))
        .order_by("-last_changed_at", "-pk")
    )


def _row(delivery: Delivery) -> dict[str, Any]:
    versions: list[Version] = delivery.arrived  # type: ignore[attr-defined]  # of the prefetch
    newest = versions[0] if versions else None
    fields = (newest.fields if newest else None) or {}
    story = delivery.story
    return {
        "delivery": delivery,
        "versions": versions,
        "newest": newest,
        "headline": _headline(delivery, versions),
        "slug": fields.get("slugline", ""),
        "rights": _rights(fields),
        "embargo": _embargo(delivery, fields),
        "state": _state(delivery),
        "story": story,
    }


def _headline(delivery: Delivery, versions: list[Version]) -> str:
    """The newest that was said: a kill often says none."""
    said = (version.headline for version in versions if version.headline)
    return next(said, "") or (delivery.story.title if delivery.story else "") or delivery.external_id


def _rights(fields: dict[str, Any]) -> str:
    said = [fields.get("usage_terms", ""), fields.get("copyright_notice") or fields.get("copyright_owner", "")]
    return " ".join(words for words in said if words) or gettext("Nothing said")


def _embargo(delivery: Delivery, fields: dict[str, Any]) -> Any:
    if delivery.story and delivery.story.embargoed_until:
        return delivery.story.embargoed_until
    return datetime.fromisoformat(fields["hold_until"]) if fields.get("hold_until") else None


def _state(delivery: Delivery) -> str:
    if delivery.withdrawn_at:
        return gettext("Killed")
    if delivery.desk == Desk.IGNORED:
        return gettext("Ignored")
    if delivery.desk == Desk.LINKED:
        return gettext("Link card") if delivery.card else gettext("Left with its provider, no card")
    if delivery.story is None:
        return gettext("For the desk, no page")
    if delivery.publish_at:
        return gettext("To be published by a rule")
    if not delivery.story.live:
        return gettext("Held for an editor")
    return gettext("On the site, differs from the wire") if delivery.kept_back else gettext("On the site")
