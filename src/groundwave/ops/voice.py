"""What the supervisor prints: every line begins with the name of the part that says it."""

from __future__ import annotations

import os
import sys
from typing import TextIO

_COLORS = {"front": 36, "web": 32, "worker": 35, "air": 34, "serve": 33}
_LOUD = "1;31"


class Voice:
    """Prefixed lines on one stream, in color when it is a terminal and NO_COLOR is not set."""

    def __init__(self, stream: TextIO | None = None, *, width: int = 6) -> None:
        self._stream = stream or sys.stdout
        self._color = self._stream.isatty() and not os.environ.get("NO_COLOR")
        self._width = width

    def say(self, name: str, text: str, *, loud: bool = False) -> None:
        prefix = f"{name:<{self._width}} |"
        if self._color:
            prefix = f"\x1b[{_COLORS.get(name, 36)}m{prefix}\x1b[0m"
            text = f"\x1b[{_LOUD}m{text}\x1b[0m" if loud else text
        try:
            print(prefix, text, file=self._stream, flush=True)
        except (BrokenPipeError, ValueError):
            pass  # whoever read our lines is gone; the station goes on without them
