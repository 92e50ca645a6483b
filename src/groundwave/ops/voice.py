"""What the supervisor prints: every line begins with the name of the part that says it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO

_COLORS = {"front": 36, "web": 32, "worker": 35, "air": 34, "serve": 33}
_LOUD = "1;31"


class Voice:
    """Lines on one stream, in color on a terminal. `named` lines begin with the part that says them."""

    def __init__(self, stream: TextIO | None = None, *, named: bool = True) -> None:
        self._stream = stream or sys.stdout
        self._named = named
        self.color = color_wanted(self._stream.isatty(), os.environ)

    def say(self, name: str, text: str, *, loud: bool = False) -> None:
        prefix = f"{name:<6} | " if self._named else ""
        if self.color:
            prefix = f"\x1b[{_COLORS.get(name, 36)}m{prefix}\x1b[0m" if prefix else ""
            text = f"\x1b[{_LOUD}m{text}\x1b[0m" if loud else text
        try:
            print(prefix + text, file=self._stream, flush=True)
        except (BrokenPipeError, ValueError):
            pass  # whoever read our lines is gone; the station goes on without them


def color_wanted(terminal: bool, environment: Mapping[str, str]) -> bool:
    """By the two conventions: NO_COLOR says never, FORCE_COLOR says also into a pipe."""
    if environment.get("NO_COLOR"):
        return False
    return terminal or bool(environment.get("FORCE_COLOR"))
