"""The sources of a plan, opened, in order of preference; and their exchange when the plan changes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from groundwave.air.engine.clock import Clock
from groundwave.air.engine.files import FileReader
from groundwave.air.engine.mix import Role, Voice
from groundwave.air.engine.plan import Plan, SourceSpec
from groundwave.air.engine.stream import StreamReader
from groundwave.air.engine.timeline import RATE
from groundwave.air.engine.tone import Tone

LEAVING_FOR: Final = 10 * RATE
"""How long a source that left the plan may go on while none of the new ones is ready."""


@dataclass(eq=False, slots=True)
class _Entry:
    spec: SourceSpec
    reader: FileReader | StreamReader
    voice: Voice


class Lineup:
    """Opens what a plan lists; of an earlier plan, keeps what is still listed, and what is heard until it is not."""

    def __init__(self, clock: Clock, position: Callable[[], int]) -> None:
        self._clock, self._position = clock, position
        self._entries: list[_Entry] = []
        self._leaving: list[_Entry] = []
        self._leave_by = 0
        self._tone = Voice(Tone(), "tone")

    def follow(self, plan: Plan, at: int) -> None:
        """Open and close what the plan asks for. ``at`` is the index from which it counts."""
        wanted: list[tuple[SourceSpec, Role, int | None]] = [
            (spec, "source", place) for place, spec in enumerate(plan.sources)
        ]
        if plan.fallback is not None:
            wanted.append((plan.fallback, "fallback", None))
        old = self._entries
        self._entries = []
        for spec, role, place in wanted:
            kept = next(
                (e for e in old if e.spec == spec and (e.voice.role == "fallback") == (role == "fallback")), None
            )
            if kept:
                old.remove(kept)
                kept.voice.position = place
                self._entries.append(kept)
                continue
            reader = self._open(spec, role)
            self._entries.append(_Entry(spec, reader, Voice(reader.feed, role, place)))
        for entry in old:
            entry.voice.role, entry.voice.position = "leaving", None
        self._leaving += old
        self._leave_by = at + LEAVING_FOR

    def voices(self, at: int) -> list[Voice]:
        """In order of preference; the built-in tone is the last."""
        listed = [entry.voice for entry in self._entries]
        sources = [voice for voice in listed if voice.role == "source"]
        rest = [voice for voice in listed if voice.role != "source"]
        leaving = [entry.voice for entry in self._leaving] if at < self._leave_by else []
        return [*sources, *leaving, *rest, self._tone]

    def settle(self, heard: Voice | None) -> None:
        """Close those that left the plan and are not heard any more."""
        for entry in [e for e in self._leaving if e.voice is not heard]:
            self._leaving.remove(entry)
            entry.reader.close()

    def close(self) -> None:
        """Close all."""
        for entry in [*self._entries, *self._leaving]:
            entry.reader.close()
        self._entries, self._leaving = [], []

    def _open(self, spec: SourceSpec, role: Role) -> FileReader | StreamReader:
        if spec.kind == "file":
            return FileReader(spec, position=None if role == "fallback" else self._position)
        return StreamReader(spec, clock=self._clock)
