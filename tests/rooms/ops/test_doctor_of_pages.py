"""The doctor looks at the stored pages and the index of search of its machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from groundwave.delivery import api as delivery
from groundwave.discovery import api as discovery
from groundwave.discovery import generations
from groundwave.kit import clock
from groundwave.kit.home import Home
from groundwave.ops.core.diagnosis import Finding
from groundwave.ops.doctor.examination import pages, search
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("page_store")
SERVING_SINCE = NOW - timedelta(hours=3)


def look(at: datetime = NOW) -> list[tuple[str, str]]:
    return [(finding.severity, finding.what) for finding in pages(serving_since=SERVING_SINCE, at=at)]


def test_all_is_well_with_a_store_that_follows(cast: Cast, at_now: datetime) -> None:
    delivery.bake("/news")
    assert [severity for severity, _ in look()] == ["well"] * 3


def test_pages_that_nobody_makes_are_noticed(cast: Cast, at_now: datetime) -> None:
    delivery.bake("/news")
    follower = delivery.Follower()
    cast.local.save()
    follower.follow()
    assert ("well", "1 page waits to be made, and the worker is at it.") in look(NOW + timedelta(seconds=50))
    waits = [what for severity, what in look(NOW + timedelta(seconds=70)) if severity == "wrong"]
    assert waits == [
        "1 page waits to be made since 2026-11-24 19:30:00 UTC, and none is being made: the worker does not follow."
    ]
    with clock.standing_at(NOW + timedelta(seconds=75)):
        delivery.bake_stale(most=5)
    assert [severity for severity, _ in look(NOW + timedelta(seconds=80))] == ["well"] * 3


def test_a_page_that_is_tried_again_later_is_failing_and_not_waiting(
    cast: Cast, at_now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery.bake("/news")
    with monkeypatch.context() as broken:
        broken.setattr(type(cast.local), "get_context", None)
        delivery.bake("/news")
    said = look()
    assert ("well", "No stored page waits to be made.") in said
    assert ("wrong", "1 page cannot be made. Readers get the page of before.") in said


def test_a_page_found_wrong_has_waited_since_then_and_no_longer(cast: Cast, at_now: datetime) -> None:
    delivery.bake("/news")
    type(cast.local).objects.filter(pk=cast.local.pk).update(title="Owl news")
    with clock.standing_at(NOW + timedelta(hours=1)):
        assert delivery.verify("/news")
    said = look(NOW + timedelta(hours=1, seconds=5))
    assert ("well", "1 page waits to be made, and the worker is at it.") in said
    assert [what for severity, what in said if severity == "wrong"] == [
        "1 page was found other than it should be, and is made anew: a change was not announced."
    ]


def test_a_store_that_cannot_be_written_is_noticed(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.PAGE_STORE = str(tmp_path / "file" / "pages")
    assert [severity for severity, _ in look()] == ["wrong"]
    assert "Not a directory" in look()[0][1]


def test_looking_makes_no_folder_of_somebody_elses(page_store: Path) -> None:
    assert [severity for severity, _ in look()] == ["well"]
    assert not page_store.exists()


def test_an_index_that_is_damaged_is_noticed(page_store: Path) -> None:
    page_store.mkdir()
    (page_store / "index.sqlite3").write_bytes(b"owl" * 1000)
    assert [severity for severity, _ in look()] == ["well", "wrong"]


def test_a_station_that_keeps_no_pages_is_told_what_that_costs(settings: Settings) -> None:
    settings.PAGE_STORE = ""
    assert [severity for severity, _ in look()] == ["note"]


@pytest.fixture
def index_of_its_own(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.HOME = tmp_path / "home"
    Home(settings.HOME).ensure_writable()
    yield
    generations.closed()


@pytest.mark.usefixtures("index_of_its_own")
def test_an_index_of_search_that_is_missing_or_behind_is_noticed(cast: Cast, at_now: datetime) -> None:

    def said(after: float) -> Finding:
        return search(serving_since=SERVING_SINCE, at=NOW + timedelta(seconds=after))

    assert "missing" in said(0).what
    discovery.reindex()
    assert said(0).severity == "well"
    cast.story()
    assert said(60).severity == "well"
    assert "has not followed since 2026-11-24 19:30:00 UTC" in said(150).what
