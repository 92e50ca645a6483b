"""Addresses of services from the environment, and what is said of wrong ones."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from groundwave.config.services import cache_from, storages_from


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("valkey://cache:6379/1", "redis://cache:6379/1"),
        ("redis://cache", "redis://cache"),
        ("valkeys://u:p@cache:6380/0", "rediss://u:p@cache:6380/0"),
        ("rediss://cache/0", "rediss://cache/0"),
    ],
)
def test_a_cache(given: str, expected: str) -> None:
    assert cache_from(given)["LOCATION"] == expected


@pytest.mark.parametrize("given", ["memcached://cache", "cache:6379", "valkey://", ""])
def test_what_is_no_cache_is_refused_in_words(given: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="CACHE_URL"):
        cache_from(given)


def test_a_bucket_at_amazon_takes_its_keys_from_the_machine() -> None:
    made = storages_from("s3://station-files?region=us-east-2")
    assert set(made) == {"default"}
    options = made["default"]["OPTIONS"]
    assert (options["bucket_name"], options["region_name"], options["location"]) == (
        "station-files",
        "us-east-2",
        "media",
    )
    assert not {"access_key", "endpoint_url"} & set(options)


def test_a_bucket_elsewhere_with_pages() -> None:
    made = storages_from("s3://k%2Fey:s%3Aecret@files/juniper/one?endpoint=http://127.0.0.1:9000&pages=1")
    media, pages = made["default"]["OPTIONS"], made["pages"]["OPTIONS"]
    assert (media["access_key"], media["secret_key"]) == ("k/ey", "s:ecret")
    assert (media["endpoint_url"], media["addressing_style"]) == ("http://127.0.0.1:9000", "path")
    assert (media["location"], pages["location"]) == ("juniper/one/media", "juniper/one/pages")
    assert pages["file_overwrite"]
    assert not media["file_overwrite"]


@pytest.mark.parametrize("given", ["gs://bucket", "s3://", "s3:bucket", "s3://b?color=blue", "s3://b?region", ""])
def test_what_is_no_bucket_is_refused_in_words(given: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL"):
        storages_from(given)
