"""What CDS calls out to us (webhooks): nothing of it is believed; the document that it names is asked for."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from groundwave.wire.core.cds_query import checked_query
from groundwave.wire.core.item import Status
from groundwave.wire.models import Delivery, Hint
from groundwave.wire.partners import is_confirmation
from groundwave.wire.sources.npr_cds import client
from groundwave.wire.sources.npr_cds.changed import unknown
from groundwave.wire.sources.npr_cds.linked import take_with_links
from groundwave.wire.sources.npr_cds.sweep import DELETED, gone
from groundwave.wire.sources.run import Run, UnableToPull

_MOST_ATTEMPTS = 8


def follow(run: Run, hint: Hint) -> None:
    """Do what a message gives reason for; what fails is tried again, in longer and longer times."""
    try:
        if is_confirmation(hint):
            _confirm(run, hint)
        else:
            _look(run, hint)
    except UnableToPull as unable:
        hint.attempts += 1
        hint.last_error = str(unable)[:1000]
        hint.next_attempt_at = run.at + max(timedelta(seconds=5 * 2**hint.attempts), unable.wait or timedelta())
        if hint.attempts >= _MOST_ATTEMPTS:
            hint.done_at = run.at
    else:
        hint.done_at, hint.last_error = run.at, ""
    hint.save(update_fields=["attempts", "last_error", "next_attempt_at", "done_at"])


def _confirm(run: Run, hint: Hint) -> None:
    """Byte for byte, to the service that the source asks; an address in the message is never followed."""
    answer = run.post(f"{client.base_of(run)}{client.CONFIRMATIONS}", bytes(hint.body or b""))
    if not 200 <= answer.status < 300:
        raise run.refused(answer)


def _look(run: Run, hint: Hint) -> None:
    name = hint.document_id
    known = Delivery.objects.filter(provider_key="npr_cds", external_id=name).first()
    if known and known.withdrawn_at:
        return
    fields = client.one(run, name)
    if fields is None:
        if known is None:
            _tombstone(run, hint)
        else:
            gone(run, known)
    elif known or _is_asked_for(run, name):
        take_with_links(run, unknown(run, [fields]))


def _is_asked_for(run: Run, name: str) -> bool:
    """Whether the source's own query gives the document: subscriptions know profiles only."""
    pairs = [*checked_query(run.source.query), ("ids", name), ("limit", "1"), ("sort", "publishDateTime:desc")]
    return bool(client.page(run, f"/v1/documents?{urlencode(pairs)}"))


def _tombstone(run: Run, hint: Hint) -> None:
    """A delete that came before its document: no later page may bring it in."""
    if hint.kind != "deleted":
        return
    Delivery.objects.get_or_create(
        provider_key="npr_cds",
        external_id=hint.document_id,
        defaults={
            "source": run.source,
            "status": Status.CANCELED.value,
            "notes": DELETED,
            "first_seen_at": run.at,
            "last_seen_at": run.at,
            "withdrawn_at": run.at,
        },
    )
