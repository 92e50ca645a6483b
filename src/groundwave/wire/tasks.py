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


def pull_sources() -> None:
    """Sources that are due."""
    for pulled in api.pull_due(at=clock.now(), seconds=_SECONDS_A_ROUND):
        if pulled.error:
            log.warning("%s: %s", pulled.source, pulled.error)
        elif pulled.lines:
            log.info("%s: %s", pulled.source, pulled.words)


def read_arrivals() -> None:
    """Files and messages that partners pushed."""
    for line in api.read_arrivals(at=clock.now(), seconds=_SECONDS_A_ROUND):
        if line.verdict is api.Verdict.REFUSED:
            log.warning("%s", line.words)
        else:
            log.info("%s %s %s", line.verdict.value, line.document_id, line.words)


def publish_due() -> None:
    """Stories that the desk's rules kept back until now."""
    for words in api.publish_due(at=clock.now()):
        log.info("%s", words)


def send_to_npr() -> None:
    """Our own stories at NPR: what changed, and what the public may no longer see."""
    for words in api.send_due(at=clock.now(), seconds=_SECONDS_A_ROUND):
        log.info("%s", words)


def tidy() -> None:
    """Old documents of the wire."""
    if gone := api.tidy(at=clock.now()):
        log.info("%d documents of the wire are kept no longer", gone)
