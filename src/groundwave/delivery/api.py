"""The front door of delivery: have pages made, ask what a page was made from, prove that they are true."""

from __future__ import annotations

from collections.abc import Iterable

from groundwave.delivery.baking import Baked, bake
from groundwave.delivery.explaining import counts, explain, fresh_pages, key_of, said, slowest, troubled, waiting
from groundwave.delivery.following import Follower, bake_stale, come_due, start, tidy, want_all
from groundwave.delivery.known import Stored
from groundwave.delivery.store import is_kept, when_replaced
from groundwave.delivery.telling import messengers
from groundwave.delivery.verifying import Difference, verify, verify_some
from groundwave.kit import deps

__all__ = [
    "Baked",
    "Difference",
    "Follower",
    "Stored",
    "bake",
    "bake_stale",
    "come_due",
    "counts",
    "explain",
    "fresh_pages",
    "is_kept",
    "key_of",
    "messengers",
    "said",
    "slowest",
    "start",
    "tidy",
    "troubled",
    "verify",
    "verify_some",
    "waiting",
    "want",
    "want_all",
    "want_everything",
    "when_replaced",
]


def want(*, addresses: Iterable[str]) -> None:
    """Have these pages made on every machine, as soon as the transaction is committed. Paths, as in a link."""
    deps.announce(*(f"want:{one}" for one in addresses))


def want_everything() -> None:
    """Have every page that is stored made anew, on every machine."""
    deps.announce("want:*")
