"""``python -m groundwave.air.engine HOME SERVICE``: keep one service on the air until told to stop.

Exit codes: 0 after SIGTERM or SIGINT, 2 when the home or the service cannot be used, 3 when another engine has it.
"""

import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path
from types import FrameType

from groundwave.air.engine.archive import said
from groundwave.air.engine.clock import Clock, SteadyClock
from groundwave.air.engine.plan import SERVICE_NAME
from groundwave.air.engine.process import AlreadyRunning, end_with_parent, hold
from groundwave.air.engine.run import Engine


def main(arguments: list[str], clock: Clock | None = None) -> int:
    """Run the engine, on the wall clock or on one that is given; the exit code."""
    parent = os.getppid()
    if len(arguments) != 2 or not SERVICE_NAME.match(arguments[1]):
        return _refuse("usage: python -m groundwave.air.engine HOME SERVICE", 2)
    home, service = Path(arguments[0]).absolute(), arguments[1]
    folder = home / "air" / service
    if not folder.is_dir():
        return _refuse(f"air {service}: there is no folder {folder}; make the service and its plan first", 2)
    _log_to_stderr(service)
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if not end_with_parent(parent):
        return 0
    try:
        lock = hold(folder / "engine.lock")
    except AlreadyRunning as error:
        return _refuse(f"air {service}: {error} is the engine of this service already; this one ends", 3)
    except OSError as error:
        return _refuse(f"air {service}: cannot write in {folder}: {said(error)}", 2)
    with lock:
        engine = Engine(home, service, clock or SteadyClock(sleep=stopping.wait))
        try:
            engine.run(stopping)
        finally:
            engine.stop()
    return 0


def _log_to_stderr(service: str) -> None:
    lines = logging.Formatter(f"%(asctime)sZ air {service}: %(message)s", "%Y-%m-%dT%H:%M:%S")
    lines.converter = time.gmtime
    handler = logging.StreamHandler()
    handler.setFormatter(lines)
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.getLogger("libav").setLevel(logging.CRITICAL)


def _refuse(line: str, code: int) -> int:
    sys.stderr.write(line + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
