"""A CDN hears of a page after it was replaced, in few requests, and again until it has understood."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from groundwave.delivery import api as delivery
from groundwave.delivery import store, telling
from groundwave.delivery.baking import surrogate_key
from groundwave.delivery.errands import Errands
from groundwave.kit import clock
from tests.cast import NOW, Cast
from tests.recording_server import RecordingServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def cdn(settings: Settings, page_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RecordingServer]:
    monkeypatch.setattr(store, "_after", [])
    with RecordingServer() as server:
        settings.CDN_URL = f"fastly://service-one?token=secret&api={server.url}"
        settings.SURROGATE_KEYS = True
        telling.listen()
        yield server


def begin() -> Callable[[], bool]:
    """What the worker's messenger does again and again."""
    return delivery.messengers()["messenger to the CDN"]()


def keys(server: RecordingServer) -> set[str]:
    return {key for one in server.asked for key in one.headers["surrogate-key"].split(" ")}


def test_pages_that_changed_are_purged_by_their_keys_in_one_request(cast: Cast, cdn: RecordingServer) -> None:
    step = begin()
    delivery.bake("/")
    delivery.bake("/news")
    assert cdn.asked == []
    assert step()
    (asked,) = cdn.asked
    assert (asked.method, asked.path) == ("POST", "/service/service-one/purge")
    assert asked.headers["fastly-key"] == "secret"
    assert keys(cdn) == {surrogate_key("page:/"), surrogate_key("page:/news")}
    assert not step()
    delivery.bake("/news")  # the same once more
    assert not step()
    assert len(cdn.asked) == 1


def test_a_page_bears_the_key_by_which_it_is_purged(cast: Cast, cdn: RecordingServer) -> None:
    page = delivery.bake("/news")
    assert page.stored
    head = (Path(store.files().tree) / "news.head").read_text()
    assert surrogate_key("page:/news") in head


@pytest.mark.usefixtures("cast")
def test_an_answer_without_keys_is_not_kept_for_long(page_store: Path, client: Client) -> None:
    for path, status in (("/news", 200), ("/no-such-page", 404)):
        answer = client.get(path)
        assert answer.status_code == status
        assert answer.headers["Cache-Control"] == "public, max-age=5"
    assert '"cache-control", "public, max-age=30' in (page_store / "tree" / "news.head").read_text()


@pytest.mark.usefixtures("at_now")
def test_a_page_that_is_no_more_is_purged_too(cast: Cast, cdn: RecordingServer) -> None:
    step = begin()
    story = cast.story(slug="owls")
    path = story.url
    delivery.bake(path)
    assert step()
    story.delete()
    delivery.bake(path)
    cdn.asked.clear()
    assert step()
    assert surrogate_key(f"page:{path}") in keys(cdn)


def test_a_cdn_that_refuses_is_told_again_later_and_nobody_waits(cast: Cast, cdn: RecordingServer) -> None:
    cdn.status = 503
    with clock.standing_at(NOW):
        step = begin()
        assert delivery.bake("/").stored
        assert not step()
        assert len(cdn.asked) == 1
        assert not step()  # it is left alone for a while
        assert len(cdn.asked) == 1
    cdn.status = 200
    with clock.standing_at(NOW + timedelta(seconds=3)):
        assert step()
    assert len(cdn.asked) == 2
    assert cdn.asked[0].headers["surrogate-key"] == cdn.asked[1].headers["surrogate-key"]


def test_a_cdn_that_is_not_there_is_told_again_later(cast: Cast, cdn: RecordingServer, settings: Settings) -> None:
    right, settings.CDN_URL = settings.CDN_URL, "varnish://127.0.0.1:1"
    with clock.standing_at(NOW):
        delivery.bake("/")
        began = time.monotonic()
        assert not begin()()
        assert time.monotonic() - began < 10
    settings.CDN_URL = right
    with clock.standing_at(NOW + timedelta(hours=1)):
        assert begin()()
    assert surrogate_key("page:/") in keys(cdn)


def test_a_page_that_changes_while_the_cdn_is_told_is_told_again(tmp_path: Path) -> None:
    queue = Errands(tmp_path / "errands.sqlite3")
    queue.add(["purge"], ["/", "/news"])
    taken = queue.due("purge", most=10, at=0)
    queue.add(["purge"], ["/news"])
    queue.done(taken)
    assert [one.key for one in queue.due("purge", most=10, at=0)] == ["/news"]


def test_what_a_crash_may_have_lost_is_told_at_the_next_start(cast: Cast, cdn: RecordingServer) -> None:
    assert not begin()()  # it was at work until now
    delivery.bake("/")
    queue = telling.errands()
    queue.done(queue.due("purge", most=10, at=clock.now().timestamp()))  # the power failed before it was written down
    assert begin()()
    assert surrogate_key("page:/") in keys(cdn)


def test_a_cdn_that_nobody_knows_stops_the_start(settings: Settings) -> None:
    settings.CDN_URL = "akamai://somewhere"
    with pytest.raises(ImproperlyConfigured, match="Known are fastly://"):
        telling.listen()
