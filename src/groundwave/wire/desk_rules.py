"""A rule of the desk tried on what arrived lately, before or after it is put in force."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from wagtail.admin.auth import permission_required

from groundwave.wire.core.item import WireItem
from groundwave.wire.core.item_json import item_from_json
from groundwave.wire.core.rules import first_for
from groundwave.wire.models import DeskRule, Version
from groundwave.wire.ruling import in_force

_TRIED: Final = 200


@permission_required("wire.view_deskrule")
def try_view(request: HttpRequest, rule_id: int) -> HttpResponse:
    """What the rule would have done with each of the newest arrivals, and where an earlier rule comes first."""
    rule = get_object_or_404(DeskRule.objects.select_related("source"), pk=rule_id)
    ahead = [one for one in in_force() if one.pk != rule.pk and (one.sort_order, one.pk) < (rule.sort_order, rule.pk)]
    cores, core = [one.core for one in ahead], rule.core
    fitting: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    for version, item in _arrivals():
        place = first_for(item, cores)
        row = {"version": version, "headline": item.headline, "why": core.why_not(item)}
        row["earlier"] = ahead[place] if place is not None and not row["why"] else None
        (others if row["why"] else fitting).append(row)
    context: dict[str, Any] = {
        "rule": rule,
        "act": core.act,
        "fitting": fitting,
        "others": others,
        "tried": len(fitting) + len(others),
    }
    return TemplateResponse(request, "wire/desk/rule_tried.html", context)


def _arrivals() -> list[tuple[Version, WireItem]]:
    """The newest items, each in its newest version."""
    newest: dict[int | None, tuple[Version, WireItem]] = {}
    found = Version.objects.filter(fields__isnull=False, delivery__withdrawn_at=None)
    found = found.exclude(delivery=None).select_related("source")
    for version in found.order_by("-received_at", "-pk")[: 2 * _TRIED]:
        if version.delivery_id not in newest and version.fields and len(newest) < _TRIED:
            newest[version.delivery_id] = (version, item_from_json(version.fields))
    return list(newest.values())
