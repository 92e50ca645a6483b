"""What the worker does for air."""

from __future__ import annotations

from groundwave.air import api


def write_plans() -> None:
    """Keep every engine's plan as the schedule and the chains say."""
    api.write_plans()
