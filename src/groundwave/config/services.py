"""What CACHE_URL and STORAGE_URL mean in the terms of Django's settings. Raises ImproperlyConfigured, in words."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_REDIS: Final = {"redis": "redis", "valkey": "redis", "rediss": "rediss", "valkeys": "rediss"}
_MEDIA_CACHE: Final = "public, max-age=3600"  # as the front says it


def cache_from(url: str) -> dict[str, Any]:
    """One cache for all machines. valkey://host:port/number and redis://…; with an s at the end, over TLS."""
    scheme, _, rest = url.partition("://")
    if scheme not in _REDIS or not rest:
        raise ImproperlyConfigured(
            f"CACHE_URL begins with “{scheme}”. Known are valkey://host:6379/0 and redis://host:6379/0, and with TLS "
            "valkeys:// and rediss://."
        )
    return {
        "BACKEND": "groundwave.base.cache.SharedCache",
        "LOCATION": f"{_REDIS[scheme]}://{rest}",
        "KEY_PREFIX": "groundwave",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1.0},
    }


def storages_from(url: str) -> dict[str, dict[str, Any]]:
    """`default` for media, and `pages` where the URL asks that stored pages be mirrored.

    s3://[key:secret@]bucket[/prefix][?endpoint=https://…&region=…&pages=1]. Without key and secret, what the AWS_…
    variables or the machine's role say.
    """
    try:
        parts = urlsplit(url)
        given = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError as error:
        raise ImproperlyConfigured(f"STORAGE_URL is no address: {error}.") from error
    if parts.scheme != "s3" or not parts.hostname:
        raise ImproperlyConfigured(
            f"STORAGE_URL begins with “{parts.scheme}”. Known is s3://bucket/prefix?endpoint=https://…&region=…"
        )
    if unknown := set(given) - {"endpoint", "region", "pages"}:
        raise ImproperlyConfigured(f"STORAGE_URL has an option that nobody knows: {', '.join(sorted(unknown))}.")
    bucket = parts.netloc.rpartition("@")[2]
    options: dict[str, Any] = {
        "bucket_name": bucket,
        "region_name": given.get("region"),
        "querystring_auth": False,
        "file_overwrite": False,
        "default_acl": None,
    }
    if "endpoint" in given:  # other makers' stores want the bucket in the path, not in the host's name
        options |= {"endpoint_url": given["endpoint"], "addressing_style": "path"}
    if parts.username and parts.password:
        options |= {"access_key": unquote(parts.username), "secret_key": unquote(parts.password)}
    prefix = unquote(parts.path).strip("/")
    media = {"location": _below(prefix, "media"), "object_parameters": {"CacheControl": _MEDIA_CACHE}}
    made = {"default": {"BACKEND": "groundwave.base.bucket.MediaInBucket", "OPTIONS": options | media}}
    if given.get("pages") == "1":
        pages = {"location": _below(prefix, "pages"), "file_overwrite": True}
        made["pages"] = {"BACKEND": "groundwave.base.bucket.PagesInBucket", "OPTIONS": options | pages}
    return made


def _below(prefix: str, name: str) -> str:
    return f"{prefix}/{name}" if prefix else name
