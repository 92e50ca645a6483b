"""Watching every service of this machine, and calling people: once when a fault has lasted, once when it is over.

Notices are written along with the outage, and sent afterwards: what a crash or a mail server delays is sent later.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import formataddr
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from groundwave.air import recorder
from groundwave.air.core import alarms
from groundwave.air.core.alarms import Limits, Seen, Turn
from groundwave.air.models import AlarmPlan, AsRunEvent, Chain, Notice, Outage, Recipient
from groundwave.air.states import state_of
from groundwave.kit import clock
from groundwave.kit.fetch import UnableToFetch, ask
from groundwave.kit.home import Home
from groundwave.stations import api as stations

__all__ = ["active", "send_notices", "watch"]

_HOLD: Final = timedelta(minutes=2)
_FROM_THE_ENGINE: Final = ("silence", "fallback")
_ROUND: Final = 20.0
_MOST_ANSWER: Final = 4_096

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
            turned += _look(chain, plan, fault, wrong.get(fault), limits, at)
    return turned


def _look(
    chain: Chain, plan: AlarmPlan | None, fault: str, wrong: alarms.Wrong | None, limits: Limits, at: datetime
) -> Iterable[tuple[Outage, Turn]]:
    machine = recorder.here()
    with transaction.atomic():
        row = Outage.objects.filter(chain=chain, machine=machine, fault=fault, ended=None).first()
        if row is None and wrong is None:
            return []
        before = alarms.Fault(row.began, row.raised_at, row.well_since) if row else None
        after, turn = alarms.look(before, wrong, at=at, all_clear_after=limits.all_clear_after)
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


def _tell(outage: Outage, plan: AlarmPlan | None, what: str) -> None:
    if what == Notice.What.ALL_CLEAR:  # those who were called, also when the list is another by now
        told: Iterable[Recipient | Notice] = outage.notices.filter(what=Notice.What.ALARM)
    else:
        told = plan.recipients.all() if plan else ()
    made = [Notice(outage=outage, what=what, kind=one.kind, address=one.address, secret=one.secret) for one in told]
    Notice.objects.bulk_create(made, ignore_conflicts=True)


def _limits(plan: AlarmPlan | None) -> Limits:
    if plan is None:
        return Limits()
    return Limits(
        silence_after=timedelta(seconds=plan.silence_after),
        fallback_after=timedelta(seconds=plan.fallback_after),
        stale_after=timedelta(seconds=plan.stale_after),
        all_clear_after=timedelta(seconds=plan.all_clear_after),
        disk_below=plan.disk_below * 1_000_000,
        wants_legal_id=plan.wants_legal_id,
    )


def _seen(home: Home, chain: Chain, limits: Limits) -> Seen:
    state = state_of(chain.service.slug)
    offset = state.number("clock_offset_seconds")
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
        clock_offset=timedelta(seconds=offset) if offset is not None and abs(offset) < 1e8 else None,
        last_legal_id=last.at if last else None,
        watched_since=first.at if first else None,
    )


# ------------------------------------------------------------------ telling
def send_notices(*, at: datetime, private_hosts: frozenset[str] = frozenset()) -> int:
    """Send what waits, oldest first; how many went out. What cannot be sent is tried again for some hours."""
    sent, ends = 0, time.monotonic() + _ROUND
    due = Notice.objects.filter(sent_at=None, next_try_at__lte=at).select_related("outage__chain__service")
    for notice in due.order_by("pk")[:50]:
        if time.monotonic() > ends:  # a mail server that hangs must not keep the worker from its other jobs
            break
        # Whoever takes it first sends it; one that dies meanwhile leaves it to the next in two minutes.
        mine = Notice.objects.filter(pk=notice.pk, sent_at=None, next_try_at=notice.next_try_at)
        if not mine.update(next_try_at=at + _HOLD):
            continue
        attempts = notice.attempts + 1
        try:
            if notice.kind == Recipient.Kind.EMAIL:
                _mail(notice).send()
            else:
                _post(notice, at, private_hosts)
        except (OSError, UnableToFetch, ValueError) as error:  # SMTP's exceptions are OSErrors
            words = " ".join(f"{type(error).__name__}: {error}".split())[:400]
            when = alarms.next_try(attempts, at=at)
            Notice.objects.filter(pk=notice.pk).update(attempts=attempts, trouble=words, next_try_at=when)
            log.warning("%s could not be told: %s", notice.address, words)
            continue
        Notice.objects.filter(pk=notice.pk).update(attempts=attempts, trouble="", sent_at=clock.now())
        sent += 1
    return sent


def _mail(notice: Notice) -> EmailMessage:
    outage, service = notice.outage, notice.outage.chain.service
    over = notice.what == Notice.What.ALL_CLEAR
    subject, text = alarms.letter(
        service=service.name,
        fault=outage.fault,
        name=outage.get_fault_display(),
        detail=outage.detail,
        began=outage.began,
        ended=outage.ended if over else None,
        machine=outage.machine.partition(" ")[0],
        address=settings.URL + reverse("air_control_room", args=[service.slug]),
        local=f"{outage.began.astimezone(service.zone):%A, %B %d, %H:%M:%S}",
    )
    licensee = stations.licensee()
    sender = " ".join((licensee.brand_name if licensee else "Groundwave").split())
    return EmailMessage(
        subject=subject,
        body=text,
        from_email=formataddr((f"{sender}: the air", settings.DEFAULT_FROM_EMAIL)),
        to=[notice.address],
        headers={"Auto-Submitted": "auto-generated", "X-Priority": "3" if over else "1"},
    )


def _post(notice: Notice, at: datetime, private_hosts: frozenset[str]) -> None:
    outage = notice.outage
    body = alarms.payload(
        service=outage.chain.service.slug,
        fault=outage.fault,
        what=notice.what,
        detail=outage.detail,
        began=outage.began,
        ended=outage.ended if notice.what == Notice.What.ALL_CLEAR else None,
        outage=outage.pk,
    )
    stamp = int(at.timestamp())
    headers = {
        "Content-Type": "application/json",
        "X-Groundwave-Timestamp": str(stamp),
        "X-Groundwave-Signature": f"sha256={alarms.signature(notice.secret, stamp, body)}",
    }
    answer = ask(
        notice.address, at_most=_MOST_ANSWER, seconds=15, headers=headers, body=body, private_hosts=private_hosts
    )
    if not 200 <= answer.status < 300:
        raise ValueError(f"{notice.address} answered {answer.status}.")
