"""A page's story for a person: when, why, from what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from groundwave.delivery import store
from groundwave.delivery.core import address
from groundwave.delivery.known import Stored


def key_of(*, path: str, query: str) -> str | None:
    """The page that a path and a query name, unknown parameters aside; None for what is never stored."""
    match address.meaning(path.rstrip("/") or "/", query):
        case address.Page(key):
            return key
        case address.Clean():
            return path
        case _:
            return None


def explain(*, key: str) -> Stored | None:
    """What is known of one page on this machine."""
    return store.index().page(key)


def said(page: Stored) -> Iterator[str]:
    """The same in lines for a person; times in UTC."""
    if page.status in (200, 410):
        made = f"made {_when(page.baked_at)} in {page.took_ms:.0f} ms"
        yield f"{page.key}: {made}, {page.size} bytes, status {page.status}."
    else:
        yield f"{page.key}: no page is stored; it was last asked for {_when(page.baked_at or page.stale_at)}."
    if page.why:
        yield f"Why it was made, or is to be made: {page.why}."
    if page.stale:
        yield f"It is stale since {_when(page.stale_at)} and waits to be made anew."
    if page.changes_at:
        yield f"Time alone changes it: {_when(page.changes_at)}."
    if page.failure:
        yield f"It could not be made ({page.attempts} times). Readers get the page of before. {page.failure.strip()}"
    if page.difference:
        yield f"It was found other than it should be: {page.difference}."
    yield f"Made from {len(page.made_from)} things:"
    yield from (f"  {key}" for key in page.made_from)


def counts() -> dict[str, int]:
    """How many pages are fresh, stale, failing, wrong."""
    return store.index().counts()


def waiting(*, at: datetime) -> tuple[datetime | None, datetime | None]:
    """Since when the page that waits longest could have been made, and when any was made last. Aware, UTC."""
    since, made = store.index().waiting(at=at.timestamp())
    return (
        None if since is None else datetime.fromtimestamp(since, UTC),
        datetime.fromtimestamp(made, UTC) if made else None,
    )


def troubled() -> list[Stored]:
    """Pages that could not be made or were found wrong, the latest first."""
    return store.index().troubled()


def slowest() -> list[tuple[str, float]]:
    """The pages that took longest to make, with milliseconds."""
    return store.index().slowest()


def fresh_pages() -> list[str]:
    """Every page that is stored and not stale."""
    return store.index().to_verify(10_000_000)


def _when(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC") if at else "never"
