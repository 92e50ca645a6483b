"""A document that came in: kept as it is, read, and each of its items taken in or refused by itself."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from groundwave.newsroom import api as newsroom
from groundwave.wire.core.bounds import MAX_DOCUMENT_BYTES
from groundwave.wire.core.document import parse_document
from groundwave.wire.core.outcome import Outcome, Parsed, Rejected, UnableToRead, one_line
from groundwave.wire.core.resolve import References, references_in, resolve
from groundwave.wire.models import Document, Source
from groundwave.wire.reporting import Line, Verdict
from groundwave.wire.sections import Sections
from groundwave.wire.taking import refuse, take

log = logging.getLogger(__name__)


def receive(
    data: bytes,
    *,
    name: str,
    source: Source,
    sections: Sections,
    at: datetime,
    only: frozenset[str] | None = None,
) -> list[Line]:
    """Take in what a source sent: each item in a transaction of its own, so that a bad one keeps no other out.

    Of a document with other documents beside it, `only` the named ids are taken in. The same bytes a second time are
    not read again. Never raises for what is in the document.
    """
    document = keep(data, name=name, source=source, at=at)
    if document.read_at:
        return [Line(Verdict.REFUSED, name, "", f"{name}: {document.reason}")] if document.reason else []
    try:
        outcomes = parse_document(data, filename=name, our_services=source.services)
    except UnableToRead as unable:
        return [unreadable(document, unable, at=at)]
    references = references_in(outcomes)
    wanted = [outcome for outcome in outcomes if only is None or _id_of(outcome) in only]
    lines = [line for outcome in wanted if (line := _one(outcome, references, document, sections, at))]
    close(document, lines, at=at)
    return lines


def keep(data: bytes, *, name: str, source: Source | None, at: datetime) -> Document:
    """The row of these bytes from this source, new or as it was."""
    packed = Document.pack(data) if len(data) <= MAX_DOCUMENT_BYTES else None
    document, is_new = Document.objects.select_related("source").get_or_create(
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        defaults={
            "name": one_line(name)[:500],
            "size": len(data),
            "packed": packed,
            "kept_bytes": len(packed or b""),
            "received_at": at,
            "last_seen_at": at,
        },
    )
    if not is_new:
        Document.objects.filter(pk=document.pk).update(last_seen_at=at)
    return document


def unreadable(document: Document, unable: UnableToRead, *, at: datetime) -> Line:
    """Write down that a document cannot be read as a whole, and why."""
    document.field, document.reason, document.read_at = unable.field[:200], unable.reason, at
    document.save(update_fields=["field", "reason", "read_at"])
    return Line(Verdict.REFUSED, document.name, "", str(unable))


def close(document: Document, lines: Iterable[Line], *, at: datetime) -> None:
    """Write down that all of a document was taken in."""
    verdicts = [line.verdict for line in lines]
    document.items, document.refused, document.read_at = len(verdicts), verdicts.count(Verdict.REFUSED), at
    document.save(update_fields=["items", "refused", "read_at"])


def outcome_line(
    outcome: Outcome, references: References, *, document: Document, sections: Sections, at: datetime
) -> Line | None:
    """What became of one outcome of a document; None for what only others point to. Raises newsroom.UnableToTakeIn."""
    if isinstance(outcome, Parsed):
        return take(resolve(outcome.item, references), document=document, sections=sections, at=at)
    if isinstance(outcome, Rejected):
        return refuse(outcome, document=document, at=at)
    return None


def _one(outcome: Outcome, references: References, document: Document, sections: Sections, at: datetime) -> Line | None:
    try:
        with transaction.atomic():
            return outcome_line(outcome, references, document=document, sections=sections, at=at)
    except newsroom.UnableToTakeIn as unable:
        rejected = Rejected(_id_of(outcome), "story", str(unable))
    except Exception as failure:  # whatever one document does to us, the others of its source still come in
        log.exception("%s of %s could not be taken in.", _id_of(outcome), document.name)
        rejected = Rejected(_id_of(outcome), "story", f"it could not be stored ({type(failure).__name__})")
    with transaction.atomic():
        return refuse(rejected, document=document, at=at)


def _id_of(outcome: Outcome) -> str:
    return outcome.item.external_id if isinstance(outcome, Parsed) else outcome.document_id
