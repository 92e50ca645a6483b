"""What the worker does for pages."""

from __future__ import annotations

import logging
import time

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.web import pictures

log = logging.getLogger(__name__)

LONGEST_ROUND = 15.0  # seconds; the worker's next job may be to publish what is due


def make_sizes_of_new_photos() -> None:
    """Make what pages ask for before a reader does: encoding a photo takes a second of a request."""
    began = time.monotonic()
    may_be_seen = newsroom.showable(at=clock.now())
    for photo in may_be_seen.exclude(renditions__filter_spec=pictures.FALLBACK).order_by("-pk"):
        if time.monotonic() - began > LONGEST_ROUND:
            return
        try:
            pictures.warm(photo)
        except (OSError, ValueError) as error:
            log.warning("The sizes of photo %s (%s) could not be made: %s", photo.pk, photo.title, error)
