"""A feed is asked only for what changed since, and is left alone when it wants to be."""

from __future__ import annotations

from groundwave.wire.sources.run import Run

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "application/json;q=0.9, text/xml;q=0.8, */*;q=0.1"
)


def pull(run: Run) -> None:
    """Ask once. `state` keeps the ETag and the date of the last answer that was taken in. Raises UnableToPull."""
    source = run.source
    conditions = {"if-none-match": "etag", "if-modified-since": "last_modified"}
    known = source.state if source.state.get("address") == source.address else {}
    headers = {name: str(known[kept]) for name, kept in conditions.items() if known.get(kept)}
    answer = run.get(source.address, headers={"Accept": _ACCEPT, **headers})
    if answer.status == 304:
        return
    if answer.status != 200:
        raise run.refused(answer)
    if answer.moved_to and not source.token:
        source.address = answer.moved_to[:1000]
    run.take(answer.data, name=answer.url)
    source.state = {
        "address": source.address,
        "etag": answer.headers.get("etag", "")[:500],
        "last_modified": answer.headers.get("last-modified", "")[:100],
    }
