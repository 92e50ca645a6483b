"""The picture of a program as players show it: square, and only while our rights in it last."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any, Final

from groundwave.newsroom import api as newsroom

OF_A_FILE: Final = "fill-600x600-c100|format-jpeg|jpegquality-80"
OF_A_FEED: Final = "fill-1400x1400-c100|format-jpeg|jpegquality-80"

log = logging.getLogger(__name__)


def picture(photo: newsroom.Photo | None, spec: str, *, on: date) -> Any:
    """The rendition, or None when there is no picture that may be shown on that day or it cannot be made."""
    if photo is None or not photo.may_show(on=on):
        return None
    try:
        return photo.get_rendition(spec)
    except (OSError, ValueError) as error:
        log.warning("the cover of %s cannot be made: %s", photo, error)
        return None


def content(photo: newsroom.Photo | None, *, on: date) -> bytes:
    """The bytes of the cover for a sound file; none where there is no cover."""
    found = picture(photo, OF_A_FILE, on=on)
    if found is None:
        return b""
    try:
        with found.file.open("rb") as file:
            return bytes(file.read())
    except OSError as error:
        log.warning("the cover of %s cannot be read: %s", photo, error)
        return b""
