"""Which periodic jobs are due. Times are seconds of one clock that never runs backward."""

from __future__ import annotations

from collections.abc import Mapping


def due(every: Mapping[str, float], last: Mapping[str, float], *, at: float) -> list[str]:
    """The jobs to run at `at`, the most overdue first; one that never ran is due at once, in the order given."""
    lateness = {name: at - last[name] - seconds if name in last else float("inf") for name, seconds in every.items()}
    return sorted((name for name, late in lateness.items() if late >= 0), key=lambda name: -lateness[name])


def until_next(every: Mapping[str, float], last: Mapping[str, float], *, at: float, longest: float) -> float:
    """Seconds until the next job is due, at most `longest`."""
    waits = [max(0.0, last[name] + seconds - at) if name in last else 0.0 for name, seconds in every.items()]
    return min([*waits, longest])
