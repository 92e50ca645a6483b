"""The single question of rights: may the public see this at this instant?

Everything that shows, lists, feeds, finds or mails a story asks here or asks `StoryQuerySet.public`, which says the
same in SQL; a test holds the two together.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class Verdict(enum.Enum):
    """Why, so that a page can answer 404 (never there, as far as anyone may know) or 410 (taken back)."""

    SHOWN = "shown"
    NOT_PUBLISHED = "not published"
    NOT_YET = "publish time not reached"
    EMBARGOED = "under embargo"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Rights:
    """What is known of one story. All times aware."""

    live: bool
    published_at: datetime | None = None
    embargoed_until: datetime | None = None
    expires_at: datetime | None = None
    withdrawn_at: datetime | None = None


def may_the_public_see(rights: Rights, *, at: datetime) -> Verdict:
    """A withdrawal beats everything; an embargo is a block on every way out, not a schedule."""
    if rights.withdrawn_at is not None and rights.withdrawn_at <= at:
        return Verdict.WITHDRAWN
    if not rights.live:
        return Verdict.NOT_PUBLISHED
    if rights.embargoed_until is not None and at < rights.embargoed_until:
        return Verdict.EMBARGOED
    if rights.published_at is not None and at < rights.published_at:
        return Verdict.NOT_YET
    if rights.expires_at is not None and rights.expires_at <= at:
        return Verdict.EXPIRED
    return Verdict.SHOWN


def changes_after(rights: Rights, *, at: datetime) -> datetime | None:
    """The next instant at which the answer may change by itself, or None."""
    moments = (rights.embargoed_until, rights.published_at, rights.expires_at, rights.withdrawn_at)
    return min((moment for moment in moments if moment is not None and moment > at), default=None)
