"""The newest newscast that partners sent: offered while it is fresh, and gone with its hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from groundwave.kit import deps
from groundwave.wire.core.item import Kind, Status, WireItem
from groundwave.wire.models import Delivery, Newscast

KEY: Final = "wire.newscast"
_FRESH: Final = timedelta(minutes=90)  # they are made by the hour; an old one would be wrong about the news
_KEPT: Final = timedelta(days=1)


def keep_newscast(delivery: Delivery, item: WireItem) -> None:
    """Note a newscast that may be played; let go of one that may be no more, and of old ones."""
    if item.kind is not Kind.NEWSCAST:
        return
    audio = next((one for one in item.audio if one.url and one.playable), None)
    hidden = item.status is not Status.USABLE or delivery.desk != Delivery.Desk.NOTHING or delivery.withdrawn_at
    if audio is None or hidden or item.published_at is None:
        drop_newscast(delivery)
        return
    source = delivery.source
    facts = {
        "title": item.headline[:300],
        "url": audio.url,
        "seconds": audio.seconds,
        "credit": (item.provider_name or (source.name if source else ""))[:160],
        "language": (item.language or "en").partition("-")[0].lower()[:10],
        "published_at": item.published_at,
        "ends_at": audio.expires_at or item.expires_at,
    }
    Newscast.objects.update_or_create(delivery=delivery, defaults=facts)
    Newscast.objects.filter(published_at__lt=item.published_at - _KEPT).delete()
    deps.announce(KEY)


def drop_newscast(delivery: Delivery) -> None:
    """It is offered no more."""
    if Newscast.objects.filter(delivery=delivery).delete()[0]:
        deps.announce(KEY)


def newest_newscast(*, language: str, at: datetime) -> Newscast | None:
    """The newest that may be played at `at` (aware), unless it is old."""
    with deps.covered(KEY):
        of_language = Newscast.objects.filter(language=language)
        ahead = of_language.filter(published_at__gt=at).order_by("published_at").first()
        may = of_language.filter(Q(ends_at=None) | Q(ends_at__gt=at), published_at__lte=at)
        found = may.filter(published_at__gt=at - _FRESH).order_by("-published_at", "-pk").first()
    if ahead is not None:
        deps.changes_at(ahead.published_at)
    if found is not None:
        deps.changes_at(min(filter(None, (found.published_at + _FRESH, found.ends_at))))
    return found
