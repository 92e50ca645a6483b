"""Which of two versions of an item is the newer one."""

from __future__ import annotations

from datetime import datetime

from groundwave.wire.core.item import WireItem


def is_older(item: WireItem, *, version: str, modified_at: datetime | None) -> bool:
    """Whether the item comes from before what is known: by its version's number where both are numbers, else by when
    it was made. A kill is never too old; ask only for items that are none."""
    number = item.version_number
    if number is not None and version.isascii() and version.isdigit() and number != int(version):
        return number < int(version)
    return bool(modified_at and item.modified_at and item.modified_at < modified_at)
