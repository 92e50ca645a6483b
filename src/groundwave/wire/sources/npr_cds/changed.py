"""What changed at CDS since the last time, the oldest first, so that a pull that is cut short goes on where it was."""

from __future__ import annotations

from datetime import datetime, timedelta

from groundwave.wire.core.cds_document import Fields, raw_text
from groundwave.wire.core.cds_links import fingerprint, owned_by
from groundwave.wire.core.cds_query import MOST_DEEP, PAGE, changed_since
from groundwave.wire.core.moments import UnableToDate, cds_instant
from groundwave.wire.models import Delivery
from groundwave.wire.sources.npr_cds import client
from groundwave.wire.sources.npr_cds.linked import take_with_links
from groundwave.wire.sources.run import Run

# Documents that were stored at CDS a little after the date that they carry.
_OVERLAP = timedelta(minutes=10)
_AT_FIRST = timedelta(days=3)


def pull_changed(run: Run) -> None:
    """Page until a page is short. Each page moves the cursor (`state`), which holds until the query is another.

    Raises UnableToPull.
    """
    source = run.source
    if source.state.get("query") != source.query:
        source.state = {"query": source.query}
    since = _cursor(source.state) or run.at - _AT_FIRST
    begin, offset = since - _OVERLAP, 0
    while True:
        documents = client.page(run, changed_since(source.query, begin, offset=offset))
        take_with_links(run, unknown(run, documents))
        newest = max((when for fields in documents if (when := _modified(fields))), default=None)
        if newest and newest > since:
            since = newest
            source.state = {**source.state, "since": since.isoformat()}
        if len(documents) < min(PAGE, MOST_DEEP - offset):
            return
        offset += len(documents)
        if offset >= MOST_DEEP:  # deeper CDS does not go: the window begins at the newest that was seen
            begin, offset = max(begin + timedelta(seconds=1), since), 0
        if not run.has_time():
            return


def unknown(run: Run, documents: list[Fields]) -> list[Fields]:
    """Those that are not here as they are now; never one that was withdrawn, nor one of our own that we sent there."""
    documents = [fields for fields in documents if not owned_by(fields, run.source.services)]
    ids = [raw_text(fields, "id") for fields in documents]
    rows = Delivery.objects.filter(provider_key="npr_cds", external_id__in=[name for name in ids if name])
    known = {name: (sha256, gone) for name, sha256, gone in rows.values_list("external_id", "sha256", "withdrawn_at")}
    found = []
    for name, fields in zip(ids, documents, strict=True):
        sha256, gone = known.get(name, ("", None))
        if gone is None and sha256 != fingerprint(fields):
            found.append(fields)
    return found


def _cursor(state: dict[str, str]) -> datetime | None:
    return datetime.fromisoformat(state["since"]) if "since" in state else None


def _modified(fields: Fields) -> datetime | None:
    try:
        return cds_instant(raw_text(fields, "editorialLastModifiedDateTime"))
    except UnableToDate:
        return None
