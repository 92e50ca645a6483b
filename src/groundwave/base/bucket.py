"""Files in a bucket that speaks S3. Needs the extra `s3`, which brings django-storages and boto3."""

from __future__ import annotations

from typing import Any

from botocore.config import Config
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class _InBucket(S3Storage):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        ours = Config(connect_timeout=5, read_timeout=30, max_pool_connections=16)
        if self.endpoint_url:  # other makers' stores refuse the checksums that Amazon's takes
            needed = "when_required"
            ours = ours.merge(Config(request_checksum_calculation=needed, response_checksum_validation=needed))
        given: Config = getattr(self, "client_config")  # noqa: B009 - set from the parent's defaults
        self.client_config = given.merge(ours)


class MediaInBucket(_InBucket):
    """Uploads and their sizes. Their addresses stay /media/… on the station's own host, whoever stores them: pages
    come out the same on every machine, no reader meets a third party, and originals keep behind the web server.
    """

    def url(self, name: str, *_: Any, **__: Any) -> str:
        return f"{settings.MEDIA_URL}{filepath_to_uri(name).lstrip('/')}"


class PagesInBucket(_InBucket):
    """Copies of stored pages."""
