"""What is at NPR is made to be what editors want there: PUT, PUT again when it changes, DELETE when it is gone here."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from django.db.models import Exists, OuterRef, Q

from groundwave.kit.fetch import Answered, Method, UnableToFetch, ask
from groundwave.newsroom import api as newsroom
from groundwave.wire.core.cds_checklist import before_sending, musts
from groundwave.wire.core.cds_links import messages_in
from groundwave.wire.core.cds_outgoing import document_of, fingerprint_of
from groundwave.wire.core.pace import retry_after
from groundwave.wire.giving.gathering import gather
from groundwave.wire.keys import UnableToUseKey, bearer
from groundwave.wire.models import CdsAct, CdsOutlet, CdsStory

_SECONDS: Final = 20.0
_ANSWER_BYTES: Final = 5 * 1024 * 1024
_LONGEST_WAIT: Final = timedelta(hours=6)
# Of a photo's rights or caption no story is told: what is there is compared again now and then.
_AGAIN: Final = timedelta(minutes=15)
_SELDOM: Final = timedelta(days=1)
_NEWS_FOR: Final = timedelta(days=14)


class UnableToSend(Exception):
    """It may not go, or not now; the message says why and what to do."""


class _Refused(Exception):
    """NPR did not take it. `wait` is how long to leave it alone."""

    def __init__(self, words: str, wait: timedelta | None = None) -> None:
        super().__init__(words)
        self.wait = wait


def send(*, story: newsroom.Story, offered: bool, by: Any, at: datetime) -> CdsStory:
    """Have the story sent by the worker, and kept the same there from then on. Raises UnableToSend."""
    outlet = outlet_in_use()
    if outlet is None:
        raise UnableToSend("There is no way to NPR yet. Fill it in under Wire → NPR.")
    known = CdsStory.objects.filter(story=story).first()
    made, standing = gather(story, outlet=outlet, row=known, at=at)
    if lacking := [check for check in (*musts(made, standing), *before_sending(made, standing)) if not check.fits]:
        raise UnableToSend(" ".join(f"{check.what}: {check.words}" for check in lacking))
    wants = {"wanted": True, "offered": offered, "asked_at": at, "asked_by": by, "look_at": at, "error": ""}
    row, _ = CdsStory.objects.update_or_create(
        story=story, defaults={**wants, "failures": 0}, create_defaults={**wants, "document_id": made.id}
    )
    CdsAct.note(row, f"Send it{', and offer it for NPR’s pages' if offered else ''}.", at=at, by=by)
    return row


def take_back(*, story: newsroom.Story, by: Any, at: datetime) -> None:
    """Have it deleted there; the story here stays as it is."""
    row = CdsStory.objects.filter(story=story).first()
    if row and row.wanted:
        row.wanted, row.asked_at, row.asked_by, row.look_at, row.failures = False, at, by, at, 0
        row.save(update_fields=["wanted", "asked_at", "asked_by", "look_at", "failures"])
        CdsAct.note(row, "Take it back from NPR.", at=at, by=by)


def outlet_in_use() -> CdsOutlet | None:
    return CdsOutlet.objects.filter(enabled=True).order_by("pk").first()


def look_again(*, story_id: int, at: datetime) -> None:
    """A story has changed: the worker compares it with what is at NPR."""
    CdsStory.objects.filter(story=story_id).update(look_at=at, failures=0)


def send_due(*, at: datetime, seconds: float, private_hosts: frozenset[str] = frozenset()) -> list[str]:
    """What changed, and what the public may no longer see. A sentence for each thing that was done or refused."""
    outlet = outlet_in_use()
    if outlet is None:
        return []
    ends = time.monotonic() + seconds
    shown = Exists(newsroom.Story.objects.public(at=at).filter(pk=OuterRef("story_id")))
    hidden = Q(sent_at__isnull=False, gone_at=None, failures=0) & ~Q(shown)
    due = CdsStory.objects.filter(hidden | Q(look_at__lte=at)).order_by("look_at", "pk")
    said = []
    for row in due.select_related("story"):
        if time.monotonic() >= ends:
            break
        try:
            words = _bring_together(row, outlet, at, private_hosts)
        except _Refused as refused:
            words = _failed(row, refused, at)
        said += [f"{row.document_id}: {words}"] if words else []
    return said


def _bring_together(row: CdsStory, outlet: CdsOutlet, at: datetime, private_hosts: frozenset[str]) -> str:
    made, why = None, "" if row.wanted else "taken back by an editor"
    if row.story is None:
        why = "the story was deleted"
    elif row.wanted:
        made, standing = gather(row.story, outlet=outlet, row=row, at=at)
        why = " ".join(check.words or check.what for check in musts(made, standing) if not check.fits)
    url = f"{outlet.base}/v1/documents/{quote(row.document_id, safe='')}"
    if made is None or why:
        return _delete(row, outlet, url, why, at, private_hosts)
    document = document_of(made)
    sha256 = fingerprint_of(document)
    if row.is_there and sha256 == row.sha256:
        return _noted(row, at, words=row.words)
    answer = _ask(outlet, "PUT", url, json.dumps(document).encode(), private_hosts)
    if answer.status not in (200, 201, 202):
        raise _refusal(answer, at)
    words = "changed there" if row.is_there else "sent"
    return _noted(row, at, words=words, act=f"NPR took it: {words}.", sent_at=at, gone_at=None, sha256=sha256)


def _delete(row: CdsStory, outlet: CdsOutlet, url: str, why: str, at: datetime, private_hosts: frozenset[str]) -> str:
    if not row.is_there:
        _noted(row, at, words=f"not sent: {why}" if row.wanted else row.words)
        return ""
    answer = _ask(outlet, "DELETE", url, None, private_hosts)
    if answer.status not in (200, 202, 204, 404):
        raise _refusal(answer, at)
    words = f"deleted there: {why}"
    return _noted(row, at, words=words, act=f"NPR deleted it: {why}", gone_at=at, sha256="")


def _noted(row: CdsStory, at: datetime, *, words: str, act: str = "", **facts: Any) -> str:
    """Only what the worker knows is written: an editor may have asked for something else in the meantime."""
    young = row.story is not None and row.wanted and at - row.story.published_at < _NEWS_FOR
    asked = CdsStory.objects.filter(pk=row.pk)
    asked.update(words=words, error="", failures=0, **facts)
    asked.filter(look_at=row.look_at).update(look_at=at + (_AGAIN if young else _SELDOM))
    if act:
        CdsAct.note(row, act, at=at)
    return words if act else ""


def _failed(row: CdsStory, refused: _Refused, at: datetime) -> str:
    wait = max(min(timedelta(minutes=2**row.failures), _LONGEST_WAIT), refused.wait or timedelta())
    words = str(refused)
    if words != row.error:
        CdsAct.note(row, words, at=at)
    CdsStory.objects.filter(pk=row.pk).update(error=words[:2000], failures=row.failures + 1)
    CdsStory.objects.filter(pk=row.pk, look_at=row.look_at).update(look_at=at + wait)
    return words


def _refusal(answer: Answered, at: datetime) -> _Refused:
    wait = retry_after(answer.headers.get("retry-after", ""), at=at)
    match answer.status:
        case 400:
            said = messages_in(answer.data) or "without saying why"
            words = f"NPR does not take the document (answer 400: {said}). Change the story, then it is sent again."
            wait = _LONGEST_WAIT
        case 401:
            words = "NPR does not accept the key (answer 401). Check the key with NPR."
        case 403:
            words = "NPR does not let us write this document (answer 403). Check prefix and service id with NPR."
            wait = _LONGEST_WAIT
        case status:
            words = f"NPR answered {status}. It is tried again by itself."
    return _Refused(words, wait)


def _ask(outlet: CdsOutlet, method: Method, url: str, body: bytes | None, private_hosts: frozenset[str]) -> Answered:
    try:
        headers = {"Accept": "application/json", **bearer(outlet.token_name, url, private_hosts=private_hosts)}
        if body is not None:
            headers["Content-Type"] = "application/json"
        return ask(
            url,
            at_most=_ANSWER_BYTES,
            seconds=_SECONDS,
            headers=headers,
            body=body,
            method=method,
            private_hosts=private_hosts,
        )
    except UnableToUseKey as unable:
        raise _Refused(f"{unable} Set it for the worker and start it again.") from unable
    except UnableToFetch as unable:
        raise _Refused(f"{str(unable).rstrip('.')}. It is tried again by itself.") from unable
