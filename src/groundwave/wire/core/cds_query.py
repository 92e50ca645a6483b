"""What NPR's CDS is asked, by the rules of its documentation: parameters, windows of time, pages, batches of ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode

MOST_IDS: Final = 300
PAGE: Final = 100
# Beyond this, CDS gives nothing: the window of time must move.
MOST_DEEP: Final = 2_000
_MAY_ASK: Final = frozenset(
    {"ids", "excludedIds", "profileIds", "excludedProfileIds", "collectionIds", "ownerHrefs", "excludedOwnerHrefs"}
    | {"nprWebsitePaths", "publishDateTime", "recommendUntilDateTime", "showDates", "seasonNumber"}
)
_OURS: Final = {
    "editorialLastModifiedDateTime": "it is set to what has changed",
    "sort": "it is set, so that nothing is missed between two pages",
    "limit": "it is set",
    "offset": "it is set",
    "transclude": "linked documents are asked for by their ids",
}


class UnableToAsk(ValueError):
    """The query is none that CDS answers. The message names the parameter."""


def checked_query(query: str) -> list[tuple[str, str]]:
    """The parameters of a source's query, stories unless it says otherwise. A parameter may stand there twice, which
    means both; a comma in one means either. Raises UnableToAsk."""
    try:
        pairs = parse_qsl(query.strip().lstrip("?"), keep_blank_values=True, strict_parsing=bool(query.strip()))
    except ValueError as wrong:
        raise UnableToAsk("This is no query. Write name=value pairs with & between them.") from wrong
    for name, value in pairs:
        if name in _OURS:
            raise UnableToAsk(f"Leave “{name}” out: {_OURS[name]}.")
        if name not in _MAY_ASK:
            raise UnableToAsk(f"CDS knows no “{name[:60]}”. It knows: {', '.join(sorted(_MAY_ASK))}.")
        if not value.strip():
            raise UnableToAsk(f"“{name}” has no value.")
    if not any(name in {"profileIds", "ids"} for name, _ in pairs):
        pairs.append(("profileIds", "story"))
    return pairs


def changed_since(query: str, since: datetime, *, offset: int) -> str:
    """The page of documents that changed since an instant, the oldest first. Raises UnableToAsk."""
    pairs = checked_query(query)
    pairs += [
        ("editorialLastModifiedDateTime", f"{instant(since)}..."),
        ("sort", "editorialLastModifiedDateTime:asc"),
        ("limit", str(min(PAGE, MOST_DEEP - offset))),
        ("offset", str(offset)),
    ]
    return f"/v1/documents?{urlencode(pairs)}"


def published_since(query: str, since: datetime | None, *, offset: int) -> str:
    """The page of everything that a query gives, the earliest published first. Raises UnableToAsk."""
    pairs = checked_query(query)
    if since is not None:
        pairs.append(("publishDateTime", f"{instant(since)}..."))  # with one of the query: both must be so
    pairs += [
        ("sort", "publishDateTime:asc"),
        ("limit", str(min(PAGE, MOST_DEEP - offset))),
        ("offset", str(offset)),
    ]
    return f"/v1/documents?{urlencode(pairs)}"


def by_ids(ids: Sequence[str]) -> str:
    """At most MOST_IDS documents by id."""
    pairs = [("ids", ",".join(ids)), ("limit", str(MOST_IDS)), ("sort", "publishDateTime:desc")]
    return f"/v1/documents?{urlencode(pairs, safe=',')}"


def batches(ids: Sequence[str], *, most: int = MOST_IDS) -> Iterator[Sequence[str]]:
    """The ids in as few requests as may be, no address longer than servers take."""
    batch: list[str] = []
    length = 0
    for one in ids:
        if batch and (len(batch) >= most or length + len(one) > 6_000):
            yield batch
            batch, length = [], 0
        batch.append(one)
        length += len(one) + 1
    if batch:
        yield batch


def instant(at: datetime) -> str:
    """Whole seconds of UTC with their zone: CDS reads a bare date as US Eastern standard time."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
