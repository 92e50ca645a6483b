"""Whose story it is, by name, without asking the network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from groundwave.wire.core.item import WireItem

# Organization services of CDS that every station meets; others are known by the site of their story.
CDS_SERVICES: Final = {"s1": "NPR"}


def provider_of(item: WireItem) -> str:
    """The name to print as the provider: what the feed calls itself, the known brand, or the host of the original."""
    if item.provider_name:
        return item.provider_name[:120]
    for href in (*item.branding_hrefs, *item.owner_hrefs):
        if known := CDS_SERVICES.get(href.rstrip("/").rpartition("/")[2]):
            return known
    host = urlsplit(item.canonical_url or "").hostname or item.provider_key
    return host.removeprefix("www.")[:120]


def copyright_owner_of(item: WireItem) -> str:
    """The owner named in the feed's copyright line, without the sign and the year that we print ourselves; else the
    provider."""
    words = item.copyright_owner.replace("©", " ").replace("(c)", " ").replace("(C)", " ").split()
    kept = " ".join(_without_year(words))
    return (kept or provider_of(item))[:160]


def _without_year(words: Iterable[str]) -> list[str]:
    return [
        word
        for word in words
        if word.lower().rstrip(":") != "copyright" and not (word.strip(".,-").isdigit() and len(word.strip(".,-")) == 4)
    ]
