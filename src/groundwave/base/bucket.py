"""Files in a bucket that speaks S3. Needs the extra `s3`, which brings django-storages and boto3."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class MediaInBucket(S3Storage):
    """Uploads and their sizes. Their addresses stay /media/… on the station's own host, whoever stores them: pages
    come out the same on every machine, no reader meets a third party, and originals keep behind the web server.
    """

    def url(self, name: str, *_: Any, **__: Any) -> str:
        return f"{settings.MEDIA_URL}{filepath_to_uri(name).lstrip('/')}"


class PagesInBucket(S3Storage):
    """Copies of stored pages."""
