"""The sources by name, and what their partners call out to us."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from groundwave.wire.core.bounds import MAX_ID_CHARS
from groundwave.wire.core.json_fields import said
from groundwave.wire.core.outcome import Unreadable
from groundwave.wire.core.strict_json import read_json
from groundwave.wire.models import Hint, Source

MAX_HINT_BYTES = 64 * 1024
_MOST_WAITING = 2_000
_CONFIRMATION = "confirmation"
_KINDS = {"document.created": "created", "document.updated": "updated", "document.deleted": "deleted"}


class NoSuchSource(LookupError):
    """There is no source of that name; the message names those that exist."""


def sources() -> QuerySet[Source]:
    """All sources by name."""
    return Source.objects.select_related("section")


def named(slug: str) -> Source:
    """The source with this slug. Raises NoSuchSource."""
    found = sources().filter(slug=slug).first()
    if found is None:
        known = (
            ", ".join(Source.objects.values_list("slug", flat=True)) or "none yet; make one in the admin, under Wire"
        )
        raise NoSuchSource(f"There is no source “{slug}”. Sources: {known}.")
    return found


def hint(*, slug: str, key: str, body: bytes, at: datetime) -> bool:
    """Write down what a partner called out; False when nobody is known by this address. What it says is not believed:
    the worker asks the partner about the document that it names. No signature is documented, so the address is the
    secret. Raises ValueError for what is no message.
    """
    source = Source.objects.filter(slug=slug, enabled=True).first()
    if source is None or not source.takes_hints or not source.is_hook(key):
        return False
    kind, document_id = _read(body)
    waiting = source.hints.filter(done_at=None)
    if kind != _CONFIRMATION and waiting.filter(kind=kind, document_id=document_id).exists():
        return True
    if waiting.count() >= _MOST_WAITING:  # the next pull finds what these would have told
        return True
    source.hints.create(
        kind=kind,
        document_id=document_id,
        body=body if kind == _CONFIRMATION else None,
        received_at=at,
        next_attempt_at=at,
    )
    return True


def _read(body: bytes) -> tuple[str, str]:
    if len(body) > MAX_HINT_BYTES:
        raise ValueError(f"{len(body):,} bytes; at most {MAX_HINT_BYTES:,} are read")
    try:
        message = read_json(body)
    except Unreadable as wrong:
        raise ValueError(wrong.reason) from wrong
    if not isinstance(message, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004, the caller asks whether the message can be read
    if said(message, "Type") == "SubscriptionConfirmation":  # the capital T is NPR's
        return _CONFIRMATION, ""
    kind, document_id = _KINDS.get(said(message, "type")), said(message, "documentId")
    if kind is None or not 0 < len(document_id) <= MAX_ID_CHARS or not document_id.isprintable():
        raise ValueError("no message about a document")
    return kind, document_id


def is_confirmation(found: Hint) -> bool:
    """Whether the message asks us to confirm a subscription."""
    return found.kind == _CONFIRMATION
