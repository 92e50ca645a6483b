"""From rules by the clock on the wall to stretches of time in UTC that neither overlap nor depend on the window."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from groundwave.kit.period import Period
from groundwave.schedule.core.specs import OverrideSpec, Piece, Rank, RuleSpec
from groundwave.schedule.core.wallclock import instant, wall

Claim = tuple[Rank, Piece]

_MARGIN = timedelta(days=2)  # the longest rule, and what a change of daylight time may add to it


def expand(
    *, rules: Iterable[RuleSpec], overrides: Iterable[OverrideSpec], zone: ZoneInfo, window: Period
) -> list[Piece]:
    """Every piece that overlaps the window, whole, in order.

    At each instant the highest rank is on (`RuleSpec.rank`), so a piece depends on nothing farther away than the
    longest rule or override: neighboring windows agree on what they share. `overrides` must hold all that come within
    twice `LONGEST` of the window: one of them may be cut by another far outside it.
    """
    wide = Period(window.starts - _MARGIN, window.ends + _MARGIN)
    claims = [claim for rule in rules for claim in occurrences(rule, zone=zone, window=wide)]
    claims += [(one.rank, Piece(one.period, one.show, override_id=one.id)) for one in overrides]
    return [piece for piece in highest(claims) if piece.period.overlaps(window)]


def occurrences(rule: RuleSpec, *, zone: ZoneInfo, window: Period) -> list[Claim]:
    """The rule's times that overlap the window, each with its rank, as if nothing else were on.

    One whose whole length falls into the hour that is skipped does not exist.
    """
    first = (wall(window.starts, zone) - timedelta(minutes=rule.minutes)).date() - timedelta(days=1)
    last = wall(window.ends, zone).date() + timedelta(days=1)
    if rule.valid_until:
        last = min(last, rule.valid_until)
    found = []
    for day in rule.pattern.dates(anchor=rule.valid_from, first=max(first, rule.valid_from), last=last):
        begins = datetime.combine(day, rule.starts_at)
        starts, ends = instant(begins, zone), instant(begins + timedelta(minutes=rule.minutes), zone)
        if starts < ends and starts < window.ends and ends > window.starts:
            found.append((rule.rank, Piece(Period(starts, ends), rule.show, rule_id=rule.id)))
    return found


def highest(claims: Iterable[Claim]) -> list[Piece]:
    """At each instant the claim of the highest rank; a lower one is cut before and after it, or is gone."""
    waiting = sorted(claims, key=lambda claim: claim[1].period.starts)
    edges = sorted({edge for _, piece in waiting for edge in (piece.period.starts, piece.period.ends)})
    active: list[tuple[Rank, int, Piece]] = []  # heap, highest rank first
    found: list[tuple[Piece, Piece]] = []  # each with the claim that it is a part of
    coming = 0
    for begins, ends in pairwise(edges):
        while coming < len(waiting) and waiting[coming][1].period.starts <= begins:
            rank, claim = waiting[coming]
            heapq.heappush(active, (tuple(-part for part in rank), -coming, claim))
            coming += 1
        while active and active[0][2].period.ends <= begins:
            heapq.heappop(active)
        if not active:
            continue
        claim = active[0][2]
        if found and found[-1][1] is claim and found[-1][0].period.ends == begins:
            begins = found.pop()[0].period.starts
        found.append((Piece(Period(begins, ends), claim.show, claim.rule_id, claim.override_id), claim))
    return [piece for piece, _ in found]
