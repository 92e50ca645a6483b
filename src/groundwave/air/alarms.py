"""Watching every service of this machine: a fault that has lasted becomes an alarm, and its end an all-clear, once.

Notices are written along with the outage; `calling` sends them.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from groundwave.air.core import alarms
from groundwave.air.core.alarms import Limits, Seen, Turn
from groundwave.air.core.calls import OF_THE_MACHINE
from groundwave.air.machine import here
from groundwave.air.models import AlarmPlan, AsRunEvent, Chain, Notice, Outage, Recipient
from groundwave.air.states import EngineState, state_of
from groundwave.kit.home import Home

__all__ = ["active", "times_lately", "watch"]

_FROM_THE_ENGINE: Final = ("silence", "fallback", "source", "clock")
_MOST_SECONDS: Final = 1e8

log = logging.getLogger(__name__)


def active(chain: Chain | None = None) -> list[Outage]:
    """Outages that somebody was called about and that are not over, the oldest first."""
    found = Outage.objects.filter(ended=None).exclude(raised_at=None).select_related("chain__service")
    return list((found.filter(chain=chain) if chain else found).order_by("began", "pk"))


# ------------------------------------------------------------------ watching
def watch(*, at: datetime) -> list[tuple[Outage, Turn]]:
    """One look at each service whose engine has run in this home; what was raised and what was cleared."""
    turned: list[tuple[Outage, Turn]] = []
    home = Home(Path(settings.HOME))
    for chain in Chain.objects.select_related("service"):
        if not home.engine_state(chain.service.slug).exists():
            continue  # another machine's, or one that was never served
        plan = AlarmPlan.objects.filter(chain=chain).first()
        limits = _limits(plan)
        wrong = alarms.faults(_seen(home, chain, limits), limits, at=at)
        for fault in Outage.Fault.values:
            if "stale" in wrong and fault in _FROM_THE_ENGINE:
                continue  # a dead engine's last words neither raise these nor take them back
            if "fallback" in wrong and fault == "source":
                continue  # all are lost, which is the other alarm
            turned += _look(chain, plan, fault, wrong.get(fault), limits, at)
    return turned


def _look(
    chain: Chain, plan: AlarmPlan | None, fault: str, wrong: alarms.Wrong | None, limits: Limits, at: datetime
) -> Iterable[tuple[Outage, Turn]]:
    machine = here()
    with transaction.atomic():
        row = Outage.objects.filter(chain=chain, machine=machine, fault=fault, ended=None).first()
        if row is None and wrong is None:
            return []
        before = alarms.Fault(row.began, row.raised_at, row.well_since) if row else None
        calm = limits.all_clear_after
        if row is not None and row.raised_at is not None and wrong is None:
            calm = alarms.calm(calm, times=times_lately(row, at=at))
        after, turn = alarms.look(before, wrong, at=at, all_clear_after=calm)
        if after is None:
            if row is not None:
                row.delete()
            return []
        row = row or Outage(chain=chain, machine=machine, fault=fault)
        if after == before and turn is Turn.NOTHING:
            return []
        row.began, row.raised_at, row.well_since = after.began, after.raised_at, after.well_since
        if wrong is not None and (before is None or before.raised_at is None):
            row.detail = wrong.detail[:400]
        if turn is Turn.CLEAR:
            row.ended = after.well_since
        row.save()
        if turn in (Turn.RAISE, Turn.CLEAR):
            _tell(row, plan, Notice.What.ALARM if turn is Turn.RAISE else Notice.What.ALL_CLEAR)
            log.warning("%s: %s: %s", chain.service.slug, turn.value, f"{row.get_fault_display()}. {row.detail}")
            return [(row, turn)]
    return []


def times_lately(outage: Outage, *, at: datetime) -> int:
    """How often people were called about the same fault, and called again that it is over, before this time."""
    same = Outage.objects.filter(chain=outage.chain_id, machine=outage.machine, fault=outage.fault)
    return same.filter(raised_at__gt=at - alarms.LATELY).exclude(ended=None).exclude(pk=outage.pk).count()


def _tell(outage: Outage, plan: AlarmPlan | None, what: str) -> None:
    if what == Notice.What.ALL_CLEAR:  # those who were called, also when the list is another by now
        told: Iterable[Recipient | Notice] = outage.notices.filter(what=Notice.What.ALARM)
    else:
        told = plan.recipients.all() if plan else ()
        if outage.fault in OF_THE_MACHINE:
            going_on = Notice.objects.filter(
                outage__machine=outage.machine, outage__fault=outage.fault, outage__ended=None
            )
            known = set(going_on.values_list("kind", "address"))
            told = [one for one in told if (one.kind, one.address) not in known]
    made = [Notice(outage=outage, what=what, kind=one.kind, address=one.address, secret=one.secret) for one in told]
    Notice.objects.bulk_create(made, ignore_conflicts=True)


def _limits(plan: AlarmPlan | None) -> Limits:
    if plan is None:
        return Limits()
    return Limits(
        silence_after=timedelta(seconds=plan.silence_after),
        fallback_after=timedelta(seconds=plan.fallback_after),
        source_lost_after=None if plan.source_lost_after is None else timedelta(seconds=plan.source_lost_after),
        stale_after=timedelta(seconds=plan.stale_after),
        all_clear_after=timedelta(seconds=plan.all_clear_after),
        disk_below=plan.disk_below * 1_000_000,
        wants_legal_id=plan.wants_legal_id,
    )


def _seen(home: Home, chain: Chain, limits: Limits) -> Seen:
    state = state_of(chain.service.slug)
    try:
        free: int | None = shutil.disk_usage(home.live if home.live.exists() else home.path).free
    except OSError:
        free = None
    own = AsRunEvent.objects.filter(service=chain.service)
    last = own.filter(name="legal id").order_by("-at").first() if limits.wants_legal_id else None
    first = own.filter(name="started").order_by("-at").first() if limits.wants_legal_id else None
    return Seen(
        newest_sound=state.newest_segment_at,
        on_fallback=state.on_fallback,
        since=state.moment("since"),
        silence=timedelta(seconds=max(0.0, min(state.number("silence_seconds") or 0.0, 1e6))),
        free_bytes=free,
        trouble=state.last_error or "",
        lost=_lost(state),
        clock_offset=_length(state, "clock_offset_seconds"),
        clock_step=_length(state, "clock_step_seconds"),
        clock_set_at=state.moment("clock_set_at"),
        last_legal_id=last.at if last else None,
        watched_since=first.at if first else None,
    )


def _length(state: EngineState, key: str) -> timedelta | None:
    said = state.number(key)
    return timedelta(seconds=said) if said is not None and abs(said) < _MOST_SECONDS else None


def _lost(state: EngineState) -> str:
    """The first source that is away while a later one is on the air, with the reason; "" when there is none."""
    on, said = state.number("source_index"), state.said.get("sources")
    for place, one in enumerate(said[:32] if isinstance(said, list) else ()):
        if on is None or place >= on:
            break
        if isinstance(one, dict) and one.get("ready") is False:
            label, trouble = (one.get(key) if isinstance(one.get(key), str) else "" for key in ("label", "trouble"))
            words = f"Source {place + 1}, {label}: {trouble or 'it gives no sound'}. Source {on + 1:.0f} is on the air."
            return " ".join(words.split())[:400]
    return ""
