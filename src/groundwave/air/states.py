"""What each engine last said of itself (`air/{service}/state.json`), read with care: another process writes it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from groundwave.kit import clock
from groundwave.kit.home import Home

STALE_AFTER: Final = timedelta(seconds=15)
_MOST_BYTES: Final = 200_000


@dataclass(frozen=True)
class EngineState:
    """What the engine of a service last said of itself; None where it has never run."""

    service: str
    source: str | None
    on_fallback: bool
    newest_segment_at: datetime | None
    last_error: str | None
    is_fresh: bool
    said: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def number(self, key: str) -> float | None:
        """A finite number that it said, or None."""
        found = self.said.get(key)
        usable = isinstance(found, int | float) and not isinstance(found, bool) and math.isfinite(found)
        return float(found) if usable and found is not None else None

    def text(self, key: str, most: int = 300) -> str:
        found = self.said.get(key)
        return " ".join(found.split())[:most] if isinstance(found, str) else ""

    def moment(self, key: str) -> datetime | None:
        return _moment(self.said.get(key))


def state_of(service: str) -> EngineState:
    """The last word of the engine of the service of this slug."""
    try:
        with Home(Path(settings.HOME)).engine_state(service).open("rb") as file:
            said: Any = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        return EngineState(service, None, False, None, None, False)
    at = _moment(said.get("newest_segment_at"))
    state = EngineState(service, None, bool(said.get("on_fallback")), at, None, False, said)
    return EngineState(
        service=service,
        source=state.text("source", 1_000) or None,
        on_fallback=state.on_fallback,
        newest_segment_at=at,
        last_error=state.text("last_error", 1_000) or None,
        is_fresh=at is not None and clock.now() - at < STALE_AFTER,
        said=said,
    )


def newest_sound(service: str) -> datetime | None:
    """When the newest segment on disk begins, by the engine's word; None when it has never made one."""
    at = state_of(service).newest_segment_at
    # A clock that was set back leaves a word about times to come, which is no evidence of them.
    return at if at is not None and at <= clock.now() else None


def _moment(said: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
