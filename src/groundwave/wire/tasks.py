"""What the worker does for the wire desk."""

from __future__ import annotations

import logging

from groundwave.kit import clock
from groundwave.wire import api

log = logging.getLogger(__name__)


# The worker does one job after the other: a partner's slow server must not hold up what is to be published.
_SECONDS_A_ROUND = 15


def fetch_pending_photos() -> None:
    """Pictures that were not to be had when their story came."""
    came, failed = api.fetch_pending_photos(at=clock.now(), seconds=_SECONDS_A_ROUND)
    if came:
        log.info("%d photos of wire stories came in", came)
    for words in failed:
        log.warning("A photo of a wire story could not be fetched: %s", words)
