"""Whether an engine does what was asked of it: the rows, the plan that was written and its own last word, compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from groundwave.air.core.calls import lasting

_SOON: Final = timedelta(seconds=10)
"""An engine looks for a new plan twice a second and speaks every two."""


@dataclass(frozen=True)
class Asked:
    """`held` is the place of a source in the list that is to be held, None for automatic; `plan` the digest of the plan
    as it lies there, written at `written_at`; None where none lies there."""

    held: int | None
    plan: str | None = None
    written_at: datetime | None = None


@dataclass(frozen=True)
class Said:
    """An engine's last word: the digest of the plan that it follows (None from one that does not tell), the source that
    it holds, the one that is on the air (None: the fallback), and why it does not take a plan."""

    is_fresh: bool
    plan: str | None = None
    held: int | None = None
    on: int | None = None
    trouble: str = ""


def is_as_asked(asked: Asked, said: Said) -> bool:
    """Whether the hold that the rows name is the engine's."""
    return said.is_fresh and (said.plan is None or said.held == asked.held)


def differences(asked: Asked, said: Said, *, at: datetime) -> Iterator[str]:
    """What the engine does not do as it was asked, a sentence each; nothing while it does."""
    wish = "Automatic" if asked.held is None else f"Source {asked.held + 1}"
    if not said.is_fresh:
        if asked.held is not None:
            yield f"{wish} is asked for, and waits until the engine is back."
        return
    if said.plan is None:
        return
    if asked.held != said.held:
        still = "follows its list" if said.held is None else f"still holds source {said.held + 1}"
        yield f"{wish} is asked for. The engine has not taken that up yet: it {still}."
    elif asked.held is not None and said.on != asked.held:
        heard = "the fallback" if said.on is None else f"source {said.on + 1}"
        yield f"{wish} is held, but gives no sound: {heard} is heard until it does."
    if asked.plan is None or asked.plan == said.plan:
        return
    age = at - asked.written_at if asked.written_at else None
    if age is not None and age < _SOON:
        if asked.held == said.held:
            yield "A new plan was written a moment ago; the engine has not read it yet."
    else:
        since = f" {lasting(age)} ago" if age is not None else ""
        why = said.trouble or "it does not say why."
        yield f"The engine does not follow the plan that was written{since}, but the one before it: {why}"
