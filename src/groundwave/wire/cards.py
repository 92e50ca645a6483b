"""Link cards of items that stay with their providers: made, kept true and taken away with what becomes of the item."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from groundwave.newsroom import api as newsroom
from groundwave.wire.core.brands import provider_of
from groundwave.wire.core.card import shown_during
from groundwave.wire.core.item import WireItem
from groundwave.wire.core.item_json import item_from_json
from groundwave.wire.models import Delivery
from groundwave.wire.sections import NoSuchSection, sections, sections_of

_LONGEST: Final = 1000  # characters of an address


def make_card(delivery: Delivery, item: WireItem, *, at: datetime, by: Any = None, url: str = "") -> bool:
    """Make the card of an item that is to have one and has none. Not without an address: `url`, where its provider
    gives none. Saves the card and, on the item, which it is."""
    address = item.canonical_url or url
    section = _section(delivery, item)
    if delivery.card or not 0 < len(address) <= _LONGEST or section is None:
        return delivery.card is not None
    card = newsroom.LinkCard(section=section, made_at=at, made_by=by, url=address)
    _fill(card, item)
    delivery.card = card
    delivery.save(update_fields=["card"])
    return True


def keep_card(delivery: Delivery, item: WireItem) -> None:
    """Bring the card of an item, if it has one, to what the desk and this version say. A headline that an editor
    rewrote stays, and our own line always does. What an editor has deleted does not come back."""
    card = delivery.card
    if card is None:
        return
    if delivery.desk != Delivery.Desk.LINKED or delivery.withdrawn_at or item.withdrawn:
        drop_card(delivery)
        return
    if item.canonical_url and len(item.canonical_url) <= _LONGEST:
        card.url = item.canonical_url
    _fill(card, item, headline=delivery.versions.filter(headline=card.headline).exists())


def drop_card(delivery: Delivery) -> None:
    """Take the card of an item away, if it has one."""
    if delivery.card is not None:
        delivery.card.delete()
        delivery.card = None
        delivery.save(update_fields=["card"])


def _fill(card: newsroom.LinkCard, item: WireItem, *, headline: bool = True) -> None:
    if headline:
        card.headline = item.headline[:250]
    card.source = provider_of(item)[:120]
    card.published_at, card.expires_at = shown_during(item, first=card.made_at)
    card.save()


def newest_item(delivery: Delivery) -> WireItem | None:
    """The newest version that is kept, whatever became of it."""
    fields = delivery.versions.filter(fields__isnull=False).order_by("-received_at", "-pk")
    found = fields.values_list("fields", flat=True).first()
    return item_from_json(found) if found else None


def _section(delivery: Delivery, item: WireItem) -> newsroom.SectionPage | None:
    """Where its story would go."""
    if delivery.rule and delivery.rule.section:
        return delivery.rule.section
    try:
        found = sections_of(delivery.source) if delivery.source else sections(None)
    except NoSuchSection:
        return None
    language = (item.language or "en").partition("-")[0].lower()
    return found.get(language) or next(iter(found.values()))
