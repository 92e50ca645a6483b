"""Proof: a stored page is made again, and must be the same to the byte. A difference is a change nobody announced."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass

from groundwave.delivery import baking, store
from groundwave.delivery.index import Index
from groundwave.delivery.known import Stored
from groundwave.kit import clock

log = logging.getLogger("groundwave.pages")


@dataclass(frozen=True)
class Difference:
    """A page that is other than what is stored, and what was not announced."""

    key: str
    what: str


def verify(key: str) -> Difference | None:
    """Make the page again, store nothing, and compare. A page that is stale is no proof of anything and passes."""
    index = store.index()
    kept = index.page(key)
    if kept is None or kept.stale or kept.status not in (200, 410):
        return None
    try:
        response, record, _ = baking.render(key)
    except baking.Raised as raised:
        return _found(index, Difference(key, f"it cannot be made any more: {raised.__cause__!r}"))
    same = hashlib.sha256(response.content).hexdigest() == kept.sha256 and response.status_code == kept.status
    if same and not store.files().is_whole(key, sha256=kept.sha256):
        return _found(index, Difference(key, "the file is not what was written: the disk, or another program"))
    if same:
        index.verified(key, "", at=clock.now().timestamp())
        return None
    return _found(index, Difference(key, _missing(kept, record.keys, record.rows)))


def _found(index: Index, difference: Difference) -> Difference | None:
    """None when a change came in, or was being made, while we looked: then it was announced after all."""
    now = index.page(difference.key)
    if now is None or now.stale:
        return None
    index.verified(difference.key, difference.what, at=clock.now().timestamp())
    log.error("%s is not what it should be: %s", difference.key, difference.what)
    return difference


def verify_some(*, most: int) -> list[Difference]:
    """Verify the pages that nobody has looked at for longest."""
    return [found for key in store.index().to_verify(most) if (found := verify(key))]


def _missing(kept: Stored, keys: Iterable[str], rows: dict[str, int]) -> str:
    """Which rows are other than they were, have come or have gone, without any key of the page saying so."""
    said = []
    for name, value in sorted(rows.items()):
        if name in kept.witness and kept.witness[name] != value:
            said.append(f"{name.partition(' ')[0]} changed and was not announced")
    before, now = {key for key in kept.made_from if _is_row(key)}, {key for key in keys if _is_row(key)}
    said += [f"{key} came in, and the list that it came into was not declared" for key in sorted(now - before)]
    said += [f"{key} is gone, and was not announced" for key in sorted(before - now)]
    if not said:
        return "no row that it read has changed: it depends on something that no key stands for (a clock, a setting)"
    return "; ".join(dict.fromkeys(said))[:2000]


def _is_row(key: str) -> bool:
    name, _, number = key.rpartition(":")
    return number.isdigit() and name.count(".") == 1 and name.count(":") == 0
