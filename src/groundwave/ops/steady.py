"""A thread of the worker that does one thing many times a second and comes back from every failure."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

log = logging.getLogger("groundwave.worker")

Step = Callable[[], float]
"""Does a little and returns the seconds to wait before the next time."""

_TROUBLE_SECONDS: Final = 2.0


class Steady(threading.Thread):
    """Steps until `stop`. `begin` makes the step, once Django is loaded and again after each failure."""

    def __init__(self, name: str, begin: Callable[[threading.Event], Step]) -> None:
        super().__init__(name=name, daemon=True)
        self.trouble: str | None = None
        """Why the last step failed; None when it did not."""
        self._begin = begin
        self._stopping = threading.Event()

    def stop(self) -> None:
        """End after the present step."""
        self._stopping.set()

    def run(self) -> None:
        """Work until `stop`."""
        from django.db import DatabaseError, InterfaceError, close_old_connections, connection

        while not self._stopping.is_set():
            try:
                close_old_connections()
                step = self._begin(self._stopping)
                while not self._stopping.is_set():
                    close_old_connections()
                    pause = step()
                    self.trouble = None
                    self._stopping.wait(pause)
            except (DatabaseError, InterfaceError, OSError) as error:
                self.trouble = str(error).strip()
                log.warning("The %s waits: %s. It goes on by itself.", self.name, self.trouble)
                self._stopping.wait(_TROUBLE_SECONDS)
            except Exception as failure:
                self.trouble = f"{type(failure).__name__}: {failure}"
                # A thread that died would leave every page as it is for ever, in a worker that looks alive.
                log.exception("The %s failed and begins anew.", self.name)
                self._stopping.wait(_TROUBLE_SECONDS)
        connection.close()


class Every:
    """Whether it is time again."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._last = -seconds

    def __bool__(self) -> bool:
        now = time.monotonic()
        if now - self._last < self._seconds:
            return False
        self._last = now
        return True
