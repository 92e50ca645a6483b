"""What the worker does for search."""

from __future__ import annotations

import time
from typing import Final

from django.db import DatabaseError

from groundwave.discovery.feeding import Feeder
from groundwave.kit import clock

_SLICE: Final = 0.3  # seconds of building at a time, so that the worker's other jobs go on
_SAY_AGAIN: Final = 60.0  # seconds between two complaints of the same kind: this is called several times a second

_feeder = Feeder()
_said_at = -_SAY_AGAIN


def feed() -> int:
    """Bring this node's index up to date; a query and two looks at files when there is nothing to do.

    An index that is missing, damaged or too far behind is built anew, a slice at each call. Returns how many changes
    were followed. Raises DatabaseError, but not again within a minute.
    """
    global _said_at
    try:
        return _feeder.feed(at=clock.now(), seconds=_SLICE)
    except DatabaseError:
        if time.monotonic() - _said_at < _SAY_AGAIN:
            return 0
        _said_at = time.monotonic()
        raise


def stop() -> None:
    """Let go of the index before the process ends or its home goes."""
    _feeder.close()
