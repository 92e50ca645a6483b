"""What partners sent, with the story that it became: so that after a move a correction or a kill still finds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db.models import Prefetch, Q

from groundwave.wire.core.item import Paragraphs
from groundwave.wire.core.item_json import item_as_json, item_from_json
from groundwave.wire.core.own_export import Line, Numbers, clean
from groundwave.wire.merging import TAKEN
from groundwave.wire.models import Delivery, Version
from groundwave.wire.moving.row_kinds import ITEM

_AT_ONCE: Final = 200


def lines() -> Iterator[dict[str, Any]]:
    """Those that became something or that somebody has decided on; all others come again by themselves."""
    decided = Q(story__isnull=False) | Q(withdrawn_at__isnull=False) | Q(card__isnull=False) | ~Q(desk="")
    found = Delivery.objects.filter(decided).select_related("source", "story", "rule", "card")
    newest = Version.objects.filter(verdict__in=TAKEN, fields__isnull=False).order_by("received_at", "pk")
    found = found.prefetch_related("acts__by", Prefetch("versions", newest, to_attr="taken"))
    for row in found.order_by("pk").iterator(_AT_ONCE):
        yield {"id": row.pk, **ITEM.said(row), "taken": _version(row.taken[-1]) if row.taken else None}


def _version(row: Version) -> dict[str, Any]:
    names = ("version", "headline", "verdict", "received_at", "sha256", "fields")
    return {name: getattr(row, name) for name in names}


def put(line: Line, numbers: Numbers) -> bool:
    """False where that item is known here already, with whatever became of it. Raises what a line that is wrong
    raises."""
    if not ITEM.put(line, numbers):
        return False
    if taken := line.get("taken"):
        row = Delivery.objects.get(provider_key=line["provider_key"], external_id=line["external_id"])
        Version.objects.create(
            delivery=row,
            source=row.source,
            external_id=row.external_id,
            version=str(taken.get("version") or "")[:80],
            headline=str(taken.get("headline") or "")[:300],
            verdict=str(taken["verdict"])[:20],
            fields=_clean(taken["fields"]),
            sha256=str(taken.get("sha256") or "")[:64],
            received_at=datetime.fromisoformat(str(taken["received_at"])),
        )
    return True


def _clean(fields: Any) -> dict[str, Any]:
    """An item as its reader would have made it: a folder is from outside, and its text may still become a page."""
    item = item_from_json(fields)
    body = tuple(Paragraphs(clean(part.html)) if isinstance(part, Paragraphs) else part for part in item.body)
    return item_as_json(replace(item, body=body))
