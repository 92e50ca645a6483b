"""``python -m groundwave.air.engine.mounts HOME PORT``: let encoders in until told to stop.

Exit codes: 0 after SIGTERM or SIGINT, 2 when the home or the port cannot be used.
"""

import asyncio
import logging
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from groundwave.air.engine.mounts.door import Door
from groundwave.air.engine.process import end_with_parent


def main(arguments: list[str]) -> int:
    """Run the door; the exit code."""
    parent = os.getppid()
    if len(arguments) != 2 or not arguments[1].isdigit() or not 0 <= int(arguments[1]) < 65_536:
        return _refuse("usage: python -m groundwave.air.engine.mounts HOME PORT")
    lines = logging.Formatter("%(asctime)sZ source mounts: %(message)s", "%Y-%m-%dT%H:%M:%S")
    lines.converter = time.gmtime
    handler = logging.StreamHandler()
    handler.setFormatter(lines)
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    if not end_with_parent(parent):
        return 0
    port = int(arguments[1])
    try:
        asyncio.run(_serve(Door(Path(arguments[0]).absolute(), host=None, port=port)))
    except OSError as error:
        return _refuse(
            f"source mounts: port {port} cannot be listened on ({error.strerror or error}); give another as SOURCE_PORT"
        )
    return 0


async def _serve(door: Door) -> None:
    serving = asyncio.create_task(door.open())
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, serving.cancel)
    with suppress(asyncio.CancelledError):
        await serving


def _refuse(line: str) -> int:
    sys.stderr.write(line + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
