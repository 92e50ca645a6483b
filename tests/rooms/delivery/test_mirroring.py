"""Uploads and copies of pages in a bucket, against a small server that speaks as much S3 as we do."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from pytest_django import Settings

from groundwave.config.services import storages_from
from groundwave.delivery import api as delivery
from groundwave.delivery import store, telling
from groundwave.delivery.baking import surrogate_key
from groundwave.kit import clock
from tests.cast import NOW, Cast
from tests.recording_server import Bucket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def bucket(settings: Settings, page_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    monkeypatch.setattr(store, "_after", [])
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with Bucket() as server:
        url = f"s3://key:secret@files/juniper?endpoint={server.url}&region=us-east-1&pages=1"
        settings.STORAGES = settings.STORAGES | storages_from(url)
        telling.listen()
        yield server
        for name in ("default", "pages"):
            storages[name].connection.meta.client.close()


def begin() -> Callable[[], bool]:
    """What the worker's mirror does again and again."""
    return delivery.messengers()["mirror of pages"]()


def test_an_upload_goes_to_the_bucket_and_keeps_its_address_here(bucket: Bucket) -> None:
    name = storages["default"].save("images/Owl at night.jpg", ContentFile(b"picture"))
    kept = bucket.objects[f"juniper/media/{name}"]
    assert kept.body == b"picture"
    assert kept.headers["content-type"] == "image/jpeg"
    assert kept.headers["cache-control"] == "public, max-age=3600"
    assert storages["default"].url(name).startswith("/media/images/Owl")
    with storages["default"].open(name) as file:
        assert file.read() == b"picture"
    assert storages["default"].save("images/Owl at night.jpg", ContentFile(b"another")) != name


def test_a_photo_and_its_sizes_live_in_the_bucket(cast: Cast, bucket: Bucket) -> None:
    photo = cast.photo()
    size = photo.get_rendition("width-320")
    assert size.url.startswith("/media/images/")
    assert bucket.objects[f"juniper/media/{size.file.name}"].body
    assert any("original_images" in name for name in bucket.objects)


def test_a_page_is_copied_with_what_a_web_server_would_say(cast: Cast, bucket: Bucket, settings: Settings) -> None:
    settings.SURROGATE_KEYS = True
    step = begin()
    delivery.bake("/news")
    assert bucket.objects == {}
    assert step()
    copy = bucket.objects["juniper/pages/news.html"]
    assert gzip.decompress(copy.body) == (store.files().tree / "news.html").read_bytes()
    assert copy.headers["content-encoding"] == "gzip"
    assert copy.headers["content-type"] == "text/html; charset=utf-8"
    assert copy.headers["cache-control"].startswith("public, max-age=30")
    own, *_ = copy.headers["x-amz-meta-surrogate-key"].split(" ")
    assert own == surrogate_key("page:/news")
    assert sum(len(k) + len(v) for k, v in copy.headers.items() if k.startswith("x-amz-meta-")) < 2048


def test_what_is_there_already_is_not_sent_again(cast: Cast, bucket: Bucket) -> None:
    delivery.bake("/")
    delivery.bake("/feed.xml")
    assert begin()()
    assert {"juniper/pages/index.html", "juniper/pages/feed.xml"} == set(bucket.objects)
    telling.note("/", None)  # as another machine does, which has the same page
    bucket.asked.clear()
    assert begin()()
    assert {one.method for one in bucket.asked} == {"HEAD"}


def test_a_page_that_is_gone_takes_the_place_of_the_page(cast: Cast, bucket: Bucket) -> None:
    story = cast.story()
    name = f"juniper/pages{story.url}"
    step = begin()
    delivery.bake(story.url)
    assert step()
    assert f"{name}.html" in bucket.objects
    story.delete()
    delivery.bake(story.url)
    assert step()
    assert [one for one in bucket.objects if one.startswith(name)] == []


def test_a_bucket_that_is_away_delays_no_page_and_gets_it_later(cast: Cast, bucket: Bucket) -> None:
    bucket.status = 403  # 5xx is tried again by the client itself, which would only make this test slow
    step = begin()
    assert delivery.bake("/").stored
    assert not step()
    assert bucket.objects == {}
    asked = len(bucket.asked)
    assert not step()
    assert len(bucket.asked) == asked  # left alone for a while
    bucket.status = 200
    with clock.standing_at(NOW + timedelta(seconds=5)):
        assert step()
    assert "juniper/pages/index.html" in bucket.objects


def test_a_new_bucket_gets_the_pages_of_before(cast: Cast, bucket: Bucket) -> None:
    delivery.bake("/")
    delivery.bake("/news")
    queue = telling.errands()
    queue.done(queue.due("mirror", most=10, at=clock.now().timestamp()))
    assert begin()()
    assert {"juniper/pages/index.html", "juniper/pages/news.html"} == set(bucket.objects)


def test_a_cdn_is_told_when_the_bucket_has_the_page(cast: Cast, bucket: Bucket, settings: Settings) -> None:
    settings.CDN_URL = "varnish://127.0.0.1:1"
    step = begin()
    delivery.bake("/")
    queue = telling.errands()
    assert queue.waiting("purge") == 0
    assert step()
    assert [one.key for one in queue.due("purge", most=10, at=clock.now().timestamp())] == ["/"]
