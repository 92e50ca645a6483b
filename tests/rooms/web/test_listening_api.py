"""The public JSON, whose shape other people's pages rely on."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from groundwave.kit import clock
from tests.cast import Cast
from tests.rooms.web.owl_week import owl_week

pytestmark = pytest.mark.usefixtures("at_now")


def test_now_and_next_of_a_service(cast: Cast, client: Client) -> None:
    owl_week(cast)

    response = client.get("/api/v1/services/news/now")

    assert response.status_code == 200
    assert response.json() == {
        "service": {"slug": "news", "name": "Owl News", "language": "en", "timezone": "America/New_York"},
        "now": {
            "program": "owl-talk",
            "title": "Owl Talk",
            "host": "Rosa Quill",
            "starts": "2026-11-24T19:00:00Z",
            "ends": "2026-11-24T21:00:00Z",
            "url": "/programs/owl-talk",
        },
        "next": {
            "program": "dusk",
            "title": "Dusk",
            "host": "Rosa Quill",
            "starts": "2026-11-24T21:00:00Z",
            "ends": "2026-11-24T23:00:00Z",
            "url": "/programs/dusk",
        },
        "track": None,
        "at": "2026-11-24T19:00:00Z",
    }
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "public, max-age=10"


def test_a_service_with_nothing_scheduled_says_null(cast: Cast, client: Client) -> None:
    body = client.get("/api/v1/services/music/now").json()

    assert (body["now"], body["next"], body["at"]) == (None, None, None)


def test_the_answer_is_the_same_until_the_program_changes(cast: Cast, client: Client) -> None:
    """Answers are stored: `at` says since when it is so, in a gap the end of what was on before."""
    owl_week(cast)

    def said(instant: str, path: str) -> bytes:
        with clock.standing_at(datetime.fromisoformat(instant)):
            return client.get(path).content

    for path in ("/api/v1/services", "/api/v1/services/news/now"):
        assert said("2026-11-24T19:00:00Z", path) == said("2026-11-24T20:59:59Z", path)
        assert said("2026-11-24T20:59:59Z", path) != said("2026-11-24T21:00:00Z", path)
        gap = said("2026-11-25T02:00:00Z", path)
        assert gap == said("2026-11-25T03:00:00Z", path)
        assert b'"at": "2026-11-24T23:00:00Z"' in gap


@pytest.mark.parametrize("address", ["/api/v1/services/owls/now", "/api/v1/services/owls/schedule"])
def test_an_unknown_service_is_a_404_that_names_the_known(cast: Cast, client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert "“owls”" in response.json()["error"]
    assert "news, music" in response.json()["error"]
    assert response.headers["Cache-Control"] == "no-store"


def test_the_list_of_services_has_streams_and_stations(cast: Cast, client: Client) -> None:
    owl_week(cast)

    news, music = client.get("/api/v1/services").json()["services"]

    assert news["streams"] == {"mp3": "/live/news/stream.mp3", "hls": "/live/news/live.m3u8"}
    assert news["stations"] == ["KOWL-FM"]
    assert news["schedule"] == "/schedule/news"
    assert news["now"]["title"] == "Owl Talk"
    assert music["now"] is None


def test_a_day_in_the_zone_of_the_service(cast: Cast, client: Client) -> None:
    owl_week(cast)

    body = client.get("/api/v1/services/news/schedule?day=2026-11-25").json()

    assert body["day"] == "2026-11-25"
    assert [one["starts"] for one in body["broadcasts"]] == [
        "2026-11-25T10:00:00Z",
        "2026-11-25T19:00:00Z",
        "2026-11-25T21:00:00Z",
    ]


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "20261125", "2026-W48-3", "9999-12-31", "<script>"])
def test_what_is_no_day_is_refused_in_words(cast: Cast, client: Client, day: str) -> None:
    response = client.get("/api/v1/services/news/schedule", {"day": day})

    assert response.status_code == 400
    assert response.json()["error"]


def test_the_api_only_reads(cast: Cast, client: Client) -> None:
    assert client.post("/api/v1/services/news/now").status_code == 405
