"""Calling people: what was written down of alarms and their ends is sent, by e-mail and to addresses of machines.

What a crash or a mail server delays is sent later, for some hours. Several are sent at a time, so that one that hangs
holds nobody up; of an alarm and its end the end is sent when the alarm has been, or was given up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime, timedelta
from email.utils import formataddr
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from groundwave.air.alarms import times_lately
from groundwave.air.core import calls
from groundwave.air.models import Notice, Recipient
from groundwave.kit import clock
from groundwave.kit.fetch import ask
from groundwave.stations import api as stations

__all__ = ["send_notices"]

_HOLD: Final = timedelta(minutes=5)
_AT_A_TIME: Final = 8
_MOST_ANSWER: Final = 4_096
_SECONDS: Final = 15.0

log = logging.getLogger(__name__)


def send_notices(*, at: datetime, kind: str | None = None, private_hosts: frozenset[str] = frozenset()) -> int:
    """Send the oldest of what waits, of one kind or of both; how many went out."""
    sent = 0
    with ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="calling") as pool:
        # They are written here and only sent there: those threads have no business with the database.
        sending = {pool.submit(_message(notice, at, private_hosts)): notice for notice in _taken(at, kind)}
        for done in as_completed(sending):
            sent += _keep(sending[done], done.exception(), at)
    return sent


def _taken(at: datetime, kind: str | None) -> Iterator[Notice]:
    """Whoever takes one first sends it; one that dies meanwhile leaves it to the next in some minutes."""
    # A clock that was set back leaves times to come, which nothing ever waits for.
    is_due = Q(next_try_at__lte=at) | Q(next_try_at__gt=at + calls.LONGEST_WAIT + _HOLD)
    same = Notice.objects.filter(kind=OuterRef("kind"), address=OuterRef("address"), sent_at=None)
    alarm = same.filter(outage=OuterRef("outage"), what=Notice.What.ALARM, next_try_at__isnull=False)
    # Of one fault to one address the older goes first: an end that comes after the next alarm is taken for its own.
    older = same.filter(
        is_due, outage__chain=OuterRef("outage__chain"), outage__fault=OuterRef("outage__fault"), pk__lt=OuterRef("pk")
    )
    due = Notice.objects.filter(is_due, sent_at=None)
    due = due.exclude(Exists(alarm), what=Notice.What.ALL_CLEAR).exclude(Exists(older))
    if kind:
        due = due.filter(kind=kind)
    for notice in due.select_related("outage__chain__service").order_by("pk")[:_AT_A_TIME]:
        mine = Notice.objects.filter(pk=notice.pk, sent_at=None, next_try_at=notice.next_try_at)
        if mine.update(next_try_at=at + _HOLD):
            yield notice


def _keep(notice: Notice, error: BaseException | None, at: datetime) -> bool:
    own, attempts = Notice.objects.filter(pk=notice.pk), notice.attempts + 1
    if error is None:
        own.update(attempts=attempts, trouble="", sent_at=clock.now())
        return True
    words = " ".join(f"{type(error).__name__}: {error}".split())[:400]
    own.update(attempts=attempts, trouble=words, next_try_at=calls.next_try(attempts, at=at))
    log.warning("%s could not be told: %s", notice.address, words)
    return False


def _message(notice: Notice, at: datetime, private_hosts: frozenset[str]) -> Callable[[], object]:
    """What sends it."""
    if notice.kind == Recipient.Kind.EMAIL:
        return _mail(notice, at).send
    return _post(notice, at, private_hosts)


def _words(notice: Notice, at: datetime) -> tuple[str, str]:
    outage, service = notice.outage, notice.outage.chain.service
    machine = outage.machine.partition(" ")[0]
    return calls.letter(
        service=machine or service.name if outage.fault in calls.OF_THE_MACHINE else service.name,
        fault=outage.fault,
        name=outage.get_fault_display(),
        detail=outage.detail,
        began=outage.began,
        ended=outage.ended if notice.what == Notice.What.ALL_CLEAR else None,
        machine=machine,
        address=settings.URL + reverse("air_control_room", args=[service.slug]),
        local=f"{outage.began.astimezone(service.zone):%A, %B %d, %H:%M:%S}",
        times=times_lately(outage, at=at) + 1,
    )


def _mail(notice: Notice, at: datetime) -> EmailMessage:
    subject, text = _words(notice, at)
    licensee = stations.licensee()
    sender = " ".join((licensee.brand_name if licensee else "Groundwave").split())
    return EmailMessage(
        subject=subject,
        body=text,
        from_email=formataddr((f"{sender}: the air", settings.DEFAULT_FROM_EMAIL)),
        to=[notice.address],
        headers={
            "Auto-Submitted": "auto-generated",
            "X-Priority": "3" if notice.what == Notice.What.ALL_CLEAR else "1",
        },
    )


def _post(notice: Notice, at: datetime, private_hosts: frozenset[str]) -> Callable[[], object]:
    outage = notice.outage
    subject, text = _words(notice, at)
    body = calls.payload(
        service=outage.chain.service.slug,
        fault=outage.fault,
        what=notice.what,
        detail=outage.detail,
        began=outage.began,
        ended=outage.ended if notice.what == Notice.What.ALL_CLEAR else None,
        outage=outage.pk,
        text=f"{subject}\n\n{text}",
        machine=outage.machine.partition(" ")[0],
    )
    stamp = int(at.timestamp())
    headers = {
        "Content-Type": "application/json",
        "X-Groundwave-Timestamp": str(stamp),
        "X-Groundwave-Signature": f"sha256={calls.signature(notice.secret, stamp, body)}",
    }

    def post() -> None:
        answer = ask(
            notice.address,
            at_most=_MOST_ANSWER, seconds=_SECONDS, headers=headers, body=body, private_hosts=private_hosts,
        )  # fmt: skip
        if not 200 <= answer.status < 300:
            raise ValueError(f"{notice.address} answered {answer.status}.")

    return post
