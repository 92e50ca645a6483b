"""What becomes of a version that arrived, told from what is known of its item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from groundwave.wire.core.item import Kind, WireItem
from groundwave.wire.core.order import is_older


class Action(StrEnum):
    """TAKE publishes, HOLD makes a draft for an editor, KEEP stores it for the desk without a page."""

    TAKE = "take"
    HOLD = "hold"
    KEEP = "keep"
    WITHDRAW = "withdraw"
    UNCHANGED = "unchanged"
    OLDER = "older"
    TOMBSTONE = "tombstone"


@dataclass(frozen=True, slots=True)
class Known:
    """The newest version that we have of an item, or its tombstone."""

    sha256: str
    version: str
    modified_at: datetime | None
    withdrawn_at: datetime | None
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and why where that is not plain."""

    action: Action
    reason: str = ""


def decide(item: WireItem, known: Known | None, *, hold: str = "") -> Decision:
    """A kill wins in any order of arrival, and nothing brings a killed item back. `hold` is why everything of this
    source waits for an editor, if it does."""
    if item.withdrawn:
        return Decision(Action.WITHDRAW, item.withdrawn_reason or "Withdrawn by its provider.")
    if known and known.withdrawn_at:
        return Decision(Action.TOMBSTONE, f"it was withdrawn on {known.withdrawn_at:%Y-%m-%d} and stays so")
    if known and known.sha256 == item.raw_sha256:
        return Decision(Action.UNCHANGED)
    if known and is_older(item, version=known.version, modified_at=known.modified_at):
        return Decision(Action.OLDER, "an older version")
    if known and known.ignored:
        return Decision(Action.KEEP, "ignored by the desk")
    if item.kind is not Kind.STORY:
        return Decision(Action.KEEP, f"a {item.kind}, for the desk")
    if reason := item.needs_editor or hold:
        return Decision(Action.HOLD, reason)
    return Decision(Action.TAKE)
