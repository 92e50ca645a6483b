"""Pulling sources when they are due, one machine at a time, and writing down how each is doing."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from groundwave.kit import clock
from groundwave.wire.core.cds_query import UnableToAsk
from groundwave.wire.core.pace import next_pull
from groundwave.wire.models import Hint, Source
from groundwave.wire.reporting import Line, summary
from groundwave.wire.sections import NoSuchSection, sections_of
from groundwave.wire.sources.feed import reading as feed
from groundwave.wire.sources.inbox import empty, waiting
from groundwave.wire.sources.newsml import reading as newsml
from groundwave.wire.sources.ninjs import reading as ninjs
from groundwave.wire.sources.npr_cds import reading as npr_cds
from groundwave.wire.sources.npr_cds.calls import follow
from groundwave.wire.sources.run import Run, UnableToPull

log = logging.getLogger(__name__)
Say = Callable[[Line], object]

_READERS: dict[str, Callable[[Run], None]] = {
    Source.Kind.NPR_CDS: npr_cds.pull,
    Source.Kind.FEED: feed.pull,
    Source.Kind.NINJS: ninjs.pull,
    Source.Kind.NEWSML: newsml.pull,
}
# Longer than a pull lasts: a machine that died in one is succeeded then.
_CLAIM = timedelta(minutes=5)


@dataclass(frozen=True)
class Pulled:
    """How one pull went: its report, and what is wrong if something is. `busy` when another one is at it."""

    source: Source
    lines: tuple[Line, ...] = ()
    error: str = ""
    busy: bool = False

    @property
    def words(self) -> str:
        """“4 new, 1 refused”."""
        return summary(self.lines) or "nothing new"


def pull_due(*, at: datetime, seconds: float, private_hosts: frozenset[str] = frozenset()) -> list[Pulled]:
    """Pull what is due, the longest overdue first; none is begun after `seconds`, and one that lasts longer goes on the
    next time."""
    ends = time.monotonic() + seconds
    due = Source.objects.filter(Q(next_pull_at=None) | Q(next_pull_at__lte=at), enabled=True)
    found = []
    for source in due.order_by("next_pull_at", "pk").select_related("section"):
        if time.monotonic() >= ends:
            break
        found.append(pull(source=source, at=at, seconds=ends - time.monotonic(), private_hosts=private_hosts))
    return found


def pull(
    *,
    source: Source,
    at: datetime,
    seconds: float,
    private_hosts: frozenset[str] = frozenset(),
    say: Say = lambda line: None,
) -> Pulled:
    """Ask one source now, whether it is due or not. What goes wrong is its health and never raises."""
    if not _claim(source, at):
        return Pulled(source, busy=True)
    wait: timedelta | None = None
    before = {"address": source.address, "enabled": source.enabled}
    lines: tuple[Line, ...] = ()
    error, unfinished = "", False
    try:
        run = Run(source, sections_of(source), at, time.monotonic() + seconds, private_hosts, say)
        run.still_mine = lambda: _keep(source)
        try:
            _READERS[source.kind](run)
        except UnableToAsk as unable:
            error = str(unable)
        except UnableToPull as unable:
            error, wait = str(unable), unable.wait
            source.enabled = source.enabled and not unable.for_good
        lines, unfinished = tuple(run.lines), run.unfinished
    except NoSuchSection as unable:
        error = str(unable)
    except Exception as failure:  # a bug in the reading of one source stops no other
        log.exception("The source “%s” could not be pulled.", source)
        error = f"something went wrong here ({type(failure).__name__}); the log of the worker says more"
    _write_down(source, lines, error, wait, unfinished, at, before)
    return Pulled(source, lines, error)


def read_arrivals(*, at: datetime, seconds: float, private_hosts: frozenset[str] = frozenset()) -> list[Line]:
    """What partners pushed: files in the folders of sources, and messages of subscriptions."""
    ends = time.monotonic() + seconds
    lines: list[Line] = []
    for source in Source.objects.filter(enabled=True, kind__in=_FILES).select_related("section"):
        if waiting(source, at=at.timestamp()) and _claim(source, at):
            try:
                run = Run(source, sections_of(source), at, ends, private_hosts)
                empty(run)
                lines += run.lines
                _note_arrivals(source, run.lines, at)
            except NoSuchSection as unable:
                Source.objects.filter(pk=source.pk).update(last_error=str(unable))
            finally:
                _release(source)
    called = Hint.objects.filter(done_at=None, next_attempt_at__lte=at, source__enabled=True)
    for hint in called.select_related("source__section").order_by("next_attempt_at", "pk")[:200]:
        if time.monotonic() >= ends:
            break
        mine = Hint.objects.filter(pk=hint.pk, done_at=None, next_attempt_at=hint.next_attempt_at)
        if mine.update(next_attempt_at=at + _CLAIM):  # else another machine follows it
            lines += _follow(hint, at, ends, private_hosts)
    return lines


def _follow(hint: Hint, at: datetime, ends: float, private_hosts: frozenset[str]) -> list[Line]:
    try:
        run = Run(hint.source, sections_of(hint.source), at, ends, private_hosts)
        follow(run, hint)
    except (NoSuchSection, UnableToAsk) as unable:  # tried again when the claim on it ends
        log.warning("%s: what it called about %s cannot be asked: %s", hint.source, hint.document_id, unable)
        return []
    return run.lines


_FILES = (Source.Kind.NINJS, Source.Kind.NEWSML)


def _claim(source: Source, at: datetime) -> bool:
    free = Q(claimed_until=None) | Q(claimed_until__lt=at)
    return bool(Source.objects.filter(free, pk=source.pk).update(claimed_until=at + _CLAIM))


def _keep(source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(claimed_until=clock.now() + _CLAIM)


def _release(source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(claimed_until=None)


def _note_arrivals(source: Source, lines: list[Line], at: datetime) -> None:
    """What was pushed counts as pulled; whether its address answers is another matter."""
    facts: dict[str, object] = {"last_pulled_at": at, "last_words": summary(lines)}
    if not source.last_error:
        facts["last_ok_at"] = at
    Source.objects.filter(pk=source.pk).update(**facts)


def _write_down(
    source: Source,
    lines: tuple[Line, ...],
    error: str,
    wait: timedelta | None,
    unfinished: bool,
    at: datetime,
    before: dict[str, object],
) -> None:
    source.failures = source.failures + 1 if error else 0
    source.last_pulled_at = at
    source.last_error = error[:2000]
    if not error:
        source.last_ok_at = at
        source.last_words = summary(lines)
    source.next_pull_at = next_pull(
        at=at,
        every=timedelta(minutes=source.every_minutes),
        failures=source.failures,
        retry_after=wait,
        luck=random.random(),  # noqa: S311, only so that stations do not all ask at once
    )
    if unfinished and not error:
        source.next_pull_at = at
    source.claimed_until = None
    # Not what an editor may have changed in the meantime, but for what the partner itself moved or ended.
    moved = [name for name, value in before.items() if getattr(source, name) != value]
    source.save(
        update_fields=[
            *("state", "failures", "last_pulled_at", "last_ok_at", "last_words", "last_error", "next_pull_at"),
            *("claimed_until", *moved),
        ]
    )
