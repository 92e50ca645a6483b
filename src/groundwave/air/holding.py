"""A source that an operator took and holds, and going back to automatic: rows with who and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from groundwave.air.models import Chain, Hold

__all__ = ["UnableToTake", "held_index", "hold_of", "release", "take"]


class UnableToTake(ValueError):
    """The source cannot be taken; the message says why and what to do."""


def hold_of(chain: Chain) -> Hold | None:
    """The hold that is in force; None in automatic."""
    return Hold.objects.filter(chain=chain, released_at=None).exclude(source=None).select_related("taken_by").first()


def held_index(chain: Chain) -> int | None:
    """The place of the held source in the list as the engine is told it."""
    hold = hold_of(chain)
    keys = list(chain.sources.order_by("sort_order", "pk").values_list("pk", flat=True))
    return keys.index(hold.source_id) if hold and hold.source_id in keys else None


def take(*, chain: Chain, index: int, by: Any, at: datetime) -> Hold:
    """Put the source of this place on the air and keep it there until someone lets go. Raises UnableToTake."""
    sources = list(chain.sources.order_by("sort_order", "pk"))
    if not 0 <= index < len(sources):
        raise UnableToTake(f"There is no source {index + 1} any more. Look at the list and choose again.")
    with transaction.atomic():
        Chain.objects.select_for_update().get(pk=chain.pk)
        Hold.objects.filter(chain=chain, released_at=None).update(released_at=at, released_by=by)
        return Hold.objects.create(
            chain=chain, source=sources[index], label=str(sources[index])[:300], taken_at=at, taken_by=by
        )


def release(*, chain: Chain, by: Any, at: datetime) -> bool:
    """Back to automatic: the first healthy source wins. False when nothing was held."""
    return bool(Hold.objects.filter(chain=chain, released_at=None).update(released_at=at, released_by=by))
