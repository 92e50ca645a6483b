"""How long to wait before a part that died is started again."""

from __future__ import annotations

from dataclasses import dataclass

_STEADY_SECONDS = 30.0


@dataclass(frozen=True)
class Backoff:
    """Pauses in seconds that double from `first` up to `longest`, and begin anew after a steady life."""

    first: float = 0.2
    longest: float = 10.0
    deaths: int = 0

    def after_death(self, *, lived: float) -> tuple[float, Backoff]:
        """The pause now, and the state for the next death. `lived` is how many seconds the part ran."""
        deaths = 0 if lived >= _STEADY_SECONDS else self.deaths
        pause = min(self.first * 2 ** min(deaths, 16), self.longest)
        return pause, Backoff(self.first, self.longest, deaths + 1)
