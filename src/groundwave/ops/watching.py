"""What the worker must never be too busy for: watching the air, and calling people. Each in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib import import_module

from .steady import Steady, Step


def watchmen() -> list[Steady]:
    """A job of the list may take minutes (a photo that comes slowly), a mail server half a minute to refuse."""
    return [
        _thread("watchman of the air", "watch_the_air", every_seconds=5),
        _thread("caller by e-mail", "send_mails", every_seconds=2),
        _thread("caller of machines", "send_webhooks", every_seconds=2),
    ]


def _thread(name: str, task: str, *, every_seconds: float) -> Steady:
    def begin(stopping: threading.Event) -> Step:
        do: Callable[[], None] = getattr(import_module("groundwave.air.tasks"), task)

        def step() -> float:
            do()
            return every_seconds

        return step

    return Steady(name, begin)
