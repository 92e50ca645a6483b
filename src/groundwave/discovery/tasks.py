"""What the worker does for search."""

from __future__ import annotations

from typing import Final

from groundwave.discovery.feeding import Feeder
from groundwave.kit import clock

_SLICE: Final = 0.3  # seconds of building at a time, so that the worker's other jobs go on

_feeder = Feeder()


def feed() -> int:
    """Bring this node's index up to date; a query and two looks at files when there is nothing to do.

    An index that is missing, damaged or too far behind is built anew, a slice at each call. Returns how many changes
    were followed.
    """
    return _feeder.feed(at=clock.now(), seconds=_SLICE)


def stop() -> None:
    """Let go of the index before the process ends or its home goes."""
    _feeder.close()
