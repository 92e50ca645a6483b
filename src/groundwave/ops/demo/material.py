"""Drawn pictures and composed sounds as photos and attachments, each stored once."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.core.files import File
from django.db import connection

from groundwave.newsroom import api as newsroom
from groundwave.ops.demo.copy.group import BRAND
from groundwave.ops.demo.progress import Progress
from groundwave.web import pictures as web_pictures


class Material:
    """Photos and attachments by the key of what was drawn or composed."""

    def __init__(self, *, pictures: dict[str, Path], sounds: dict[str, Path]) -> None:
        self._pictures = pictures
        self._sounds = sounds
        self._photos: dict[tuple[str, str], newsroom.Photo] = {}
        self._attachments: dict[str, newsroom.Attachment] = {}

    def photo(
        self, key: str, *, alt: str, caption: str = "", photographer: str = "", agency: str = BRAND
    ) -> newsroom.Photo:
        """One photo for each picture and caption: the same drawing may stand in two stories with its own words."""
        if (key, caption) not in self._photos:
            self._photos[key, caption] = newsroom.attach_photo(
                data=self._pictures[key].read_bytes(),
                filename=f"{key}.jpg",
                title=alt or key,
                alt_text=alt,
                caption=caption,
                photographer=photographer,
                agency=agency,
                license=newsroom.Photo.License.OWN,
            )
        return self._photos[key, caption]

    def attachment(self, key: str, *, title: str, transcript: str) -> newsroom.Attachment:
        if key not in self._attachments:
            path = self._sounds[key]
            with path.open("rb") as opened:
                made = newsroom.Attachment(title=title, credit=BRAND, transcript=transcript)
                made.file.save(path.name, File(opened), save=False)
                made.file_size = path.stat().st_size
                made.save()
            self._attachments[key] = made
        return self._attachments[key]

    def warm(self, progress: Progress) -> None:
        """Make every size that pages ask for, so that the first reader does not wait for it."""
        photos = list(self._photos.values())
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            for number, _ in enumerate(pool.map(_warm, photos), 1):
                progress("sizes of photos", number, len(photos))


def _warm(photo: newsroom.Photo) -> None:
    try:
        web_pictures.warm(photo)
    finally:
        connection.close()  # each thread of the pool opened one of its own
