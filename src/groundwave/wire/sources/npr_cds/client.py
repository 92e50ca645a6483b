"""Asking CDS: one document, a page of them, a batch by ids."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from groundwave.kit.fetch import Answered
from groundwave.wire.core.addresses import document_id
from groundwave.wire.core.cds_document import Fields, raw_text
from groundwave.wire.core.cds_links import documents_in, messages_in
from groundwave.wire.core.cds_query import batches, by_ids
from groundwave.wire.core.outcome import Unreadable
from groundwave.wire.models.source import CDS
from groundwave.wire.sources.run import Run, UnableToPull

CONFIRMATIONS = "/v1/subscriptions/confirmations"


def base_of(run: Run) -> str:
    """The service that the source asks."""
    return (run.source.address or CDS).rstrip("/")


def page(run: Run, path: str) -> list[Fields]:
    """The documents of an answer. Raises UnableToPull."""
    answer = run.get(f"{base_of(run)}{path}", headers={"Accept": "application/json"})
    if answer.status != 200:
        said = messages_in(answer.data) if answer.status == 400 else ""
        raise run.refused(answer, what=f"It says: {said}." if said else "")
    return _documents(answer)


def one(run: Run, name: str) -> Fields | None:
    """The document, or None when CDS says that there is none (404). Raises UnableToPull."""
    answer = run.get(f"{base_of(run)}/v1/documents/{quote(name, safe='')}", headers={"Accept": "application/json"})
    if answer.status == 404:
        return None
    if answer.status != 200:
        raise run.refused(answer)
    found = _documents(answer)
    if len(found) != 1 or raw_text(found[0], "id") != name:
        raise UnableToPull(f"CDS answered with another document than {name[:80]}. It is asked again later.")
    return found[0]


def several(run: Run, ids: Sequence[str]) -> dict[str, Fields]:
    """Those of the documents that CDS gives, in as few requests as may be. Raises UnableToPull."""
    found: dict[str, Fields] = {}
    for batch in batches([name for name in ids if document_id(f"/v1/documents/{name}")]):
        found |= {raw_text(fields, "id"): fields for fields in page(run, by_ids(batch))}
    return found


def _documents(answer: Answered) -> list[Fields]:
    try:
        return documents_in(answer.data)
    except Unreadable as wrong:
        raise UnableToPull(f"CDS gave an answer that cannot be read ({wrong}). It is asked again later.") from wrong
