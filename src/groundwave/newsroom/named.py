"""Who and what has a page of its own under its name: authors, topics, series; and a partner by its token."""

from __future__ import annotations

from groundwave.kit import deps
from groundwave.newsroom.models import Author, PartnerFeed, Series, Topic


def author(*, slug: str) -> Author | None:
    with deps.covered(f"newsroom.author:{slug}"):
        return Author.objects.select_related("portrait").filter(slug=slug).first()


def topic(*, slug: str) -> Topic | None:
    with deps.covered(f"newsroom.topic:{slug}"):
        return Topic.objects.filter(slug=slug).first()


def series(*, slug: str, language: str) -> Series | None:
    with deps.covered(f"newsroom.series:{slug}"):
        return Series.objects.filter(slug=slug, language=language).first()


def partner_feed(*, token: str) -> PartnerFeed | None:
    """What the partner with this token may have; None when nobody has it any more."""
    return PartnerFeed.objects.filter(token=token, enabled=True).first()
