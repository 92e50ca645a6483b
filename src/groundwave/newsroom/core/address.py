"""The last part of a story's address."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count


def free_slug(wanted: str, *, taken: Collection[str]) -> str:
    """The wanted one, or the first of "wanted-2", "wanted-3"… that no other story of the section has."""
    if wanted not in taken:
        return wanted
    return next(slug for number in count(2) if (slug := f"{wanted}-{number}") not in taken)
