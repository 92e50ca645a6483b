"""What the worker does for the wire desk."""

from __future__ import annotations

import logging

from groundwave.kit import clock
from groundwave.wire import api

log = logging.getLogger(__name__)


def fetch_pending_photos() -> None:
    """Pictures that were not to be had when their story came."""
    came, failed = api.fetch_pending_photos(at=clock.now())
    if came:
        log.info("%d photos of wire stories came in", came)
    for words in failed:
        log.warning("A photo of a wire story could not be fetched: %s", words)
