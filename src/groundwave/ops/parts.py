"""The parts of a station, as commands that the supervisor keeps alive."""

from __future__ import annotations

import sys
from pathlib import Path

from .supervise import Part

# -P: the home is the working folder of every part, and nothing in it may ever be imported.
_PYTHON = (sys.executable, "-P", "-m")


def groundwave(*arguments: str) -> tuple[str, ...]:
    """The groundwave command as this very Python runs it."""
    return (*_PYTHON, "groundwave.ops", *arguments)


FRONT = Part("front", groundwave("serve", "front"), stop_seconds=5)
WEB = Part("web", groundwave("serve", "web"), stop_seconds=8)
WORKER = Part("worker", groundwave("serve", "worker"), stop_seconds=20)
MOUNTS = "source mounts"  # no service can be called so
AIR = Part("air", groundwave("serve", "air"), stop_seconds=12)


def engine(home: Path, service: str) -> Part:
    """The engine of one program service; silence is heard, so it never waits longer than a second."""
    command = (*_PYTHON, "groundwave.air.engine", str(home), service)
    return Part(service, command, stop_seconds=6, longest_pause=1.0)


def mounts(home: Path, port: int) -> Part:
    """The door of studio encoders."""
    command = (*_PYTHON, "groundwave.air.engine.mounts", str(home), str(port))
    return Part(MOUNTS, command, stop_seconds=3, longest_pause=2.0)
