"""Documents that stories link to, asked for together and remembered for a day."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta

from groundwave.wire.core.cds_document import Fields, raw_text
from groundwave.wire.core.cds_links import links_wanted, together
from groundwave.wire.models import Document, LinkedDocument
from groundwave.wire.sources.npr_cds import client
from groundwave.wire.sources.run import Run

_FRESH = timedelta(days=1)


def take_with_links(run: Run, documents: Iterable[Fields]) -> None:
    """Take in each document together with those that it links to. Raises UnableToPull."""
    documents = list(documents)
    wanted = {name: None for fields in documents for name in links_wanted(fields)}
    known = _known(run, list(wanted))
    for fields in documents:
        name = raw_text(fields, "id")
        linked = [found for other in links_wanted(fields) if (found := known.get(other)) is not None]
        address = f"{client.base_of(run)}/v1/documents/{name}"
        run.take(together(fields, linked), name=address, only=frozenset({name or "#1"}))


def _known(run: Run, ids: list[str]) -> dict[str, Fields | None]:
    found: dict[str, Fields | None] = {}
    fresh = LinkedDocument.objects.filter(document_id__in=ids, fetched_at__gt=run.at - _FRESH)
    for row in fresh:
        found[row.document_id] = json.loads(Document.unpack(bytes(row.packed))) if row.packed is not None else None
    missing = [name for name in ids if name not in found]
    if not missing:
        return found
    came = client.several(run, missing)
    for name in missing:
        fields = came.get(name)
        packed = Document.pack(json.dumps(fields).encode()) if fields is not None else None
        LinkedDocument.objects.update_or_create(
            document_id=name[:500], defaults={"packed": packed, "fetched_at": run.at}
        )
        found[name] = fields
    return found
