"""Periodic work of the schedule."""

from __future__ import annotations

from groundwave.kit import clock
from groundwave.schedule import expansion


def expand_all() -> None:
    """Keep the days ahead filled on every service. Harmless at any time and as often as one likes."""
    expansion.expand_ahead(at=clock.now())
