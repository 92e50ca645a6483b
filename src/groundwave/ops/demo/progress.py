"""How the makers of the demo's material say how far they are."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what was just made, how many are made, and how many there will be."""


def quiet(label: str, done: int, total: int) -> None:
    """Progress for callers that want none."""
