"""The picture of a program as players show it: square, and only while our rights in it last."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, Final

from groundwave.newsroom import api as newsroom

OF_A_FILE: Final = "fill-600x600|format-jpeg"
OF_A_FEED: Final = "fill-1400x1400|format-jpeg"

log = logging.getLogger(__name__)


def rendition(photo: newsroom.Photo, spec: str) -> Any:
    """None when it cannot be made."""
    try:
        return photo.get_rendition(spec)
    except (OSError, ValueError) as error:
        log.warning("the cover of %s cannot be made: %s", photo, error)
        return None


def content(photo: newsroom.Photo | None, *, at: datetime) -> bytes:
    """The bytes of the cover for a sound file; none where no picture may be shown at that instant."""
    found = rendition(photo, OF_A_FILE) if photo is not None and photo.may_show(at=at) else None
    if found is None:
        return b""
    try:
        with found.file.open("rb") as file:
            return bytes(file.read())
    except OSError as error:
        log.warning("the cover of %s cannot be read: %s", photo, error)
        return b""
