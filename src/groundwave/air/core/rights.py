"""The single question of rights in what was recorded: may the public hear this at this instant?

Pages, lists, feeds, search and the files themselves ask here, or ask `EpisodeQuerySet.public`, which says the same in
SQL, or read a ticket that was written from here (`air.tickets`); tests hold the three together.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class Verdict(enum.Enum):
    """Why, so that an address can answer 404 (never there, as far as anyone may know) or 410 (it was)."""

    HEARD = "to be heard"
    NO_RIGHTS = "our rights end with the broadcast"
    NOT_PUBLISHED = "not published"
    NOT_YET = "publish time not reached"
    OVER = "its time is over"
    TAKEN_BACK = "taken back"


_GONE = frozenset({Verdict.OVER, Verdict.TAKEN_BACK})


@dataclass(frozen=True)
class Rights:
    """What is known of one episode. All times aware; `until` None is without end."""

    on_demand: bool
    published_at: datetime | None = None
    until: datetime | None = None
    taken_back_at: datetime | None = None


def may_the_public_hear(rights: Rights, *, at: datetime) -> Verdict:
    """Rights beat what anybody has published."""
    if rights.published_at is None:
        return Verdict.NOT_PUBLISHED
    if rights.taken_back_at is not None and rights.taken_back_at <= at:
        return Verdict.TAKEN_BACK
    if not rights.on_demand:
        return Verdict.NO_RIGHTS
    if at < rights.published_at:
        return Verdict.NOT_YET
    if rights.until is not None and rights.until <= at:
        return Verdict.OVER
    return Verdict.HEARD


def is_gone(rights: Rights, *, at: datetime) -> bool:
    """Whether its address says that it was there: 410."""
    return may_the_public_hear(rights, at=at) in _GONE


def changes_after(rights: Rights, *, at: datetime) -> datetime | None:
    """The next instant at which the answer may change by itself, or None."""
    moments = (rights.published_at, rights.until, rights.taken_back_at)
    return min((moment for moment in moments if moment is not None and moment > at), default=None)
