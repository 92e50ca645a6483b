"""What is playing: told by token, asked for, carried by the stream; one rule decides; engines and readers are told."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from groundwave.air import api as air
from groundwave.air import hearing, tokens, tracks
from groundwave.air.models import AsRunEvent, Track, TrackFeed, TrackToken
from groundwave.kit import clock
from groundwave.kit.home import Home
from groundwave.stations import api as stations
from tests.cast import NOW, Cast
from tests.recording_server import Asked, RecordingServer
from tests.rooms.web.owl_week import owl_week

pytestmark = pytest.mark.usefixtures("at_now")
LOCAL = frozenset({"127.0.0.1"})
MINUTE = timedelta(minutes=1)


@pytest.fixture
def chain(cast: Cast, home: Home) -> air.Chain:
    (home.air / "news").mkdir(parents=True)
    return air.Chain.objects.create(service=cast.news)


@pytest.fixture
def token(chain: air.Chain, cast: Cast) -> str:
    return tokens.make_token(service=cast.news, name="Automation", by=cast.editor, at=NOW)


def send(client: Client, token: str | None, said: object, *, slug: str = "news") -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    body = said if isinstance(said, bytes) else json.dumps(said)
    return client.post(f"/api/v1/services/{slug}/now-playing", body, content_type="application/json", headers=headers)


def engine_hears(home: Home) -> Any:
    return json.loads((home.air / "news" / "nowplaying.json").read_text())


SONG = {"title": "Owl Song", "artist": "The Owls", "album": "First LP", "seconds": 200}


def test_a_track_that_is_sent_is_told_to_engine_and_readers(token: str, client: Client, home: Home) -> None:
    answer = send(client, token, SONG)
    assert answer.status_code == 200
    track = {
        "title": "Owl Song", "artist": "The Owls", "album": "First LP", "host": "",
        "at": "2026-11-24T19:30:00Z", "ends": "2026-11-24T19:33:20Z",
    }  # fmt: skip
    assert answer.json() == {"track": track}
    assert client.get("/api/v1/services/news/now").json()["track"] == track
    assert client.get("/api/v1/services").json()["services"][0]["track"] == track
    (listed,) = client.get("/api/v1/services/news/tracks").json()["tracks"]
    assert listed == {**track, "label": "", "composer": ""}
    assert engine_hears(home) == track
    with clock.standing_at(NOW + 4 * MINUTE):
        assert client.get("/api/v1/services/news/now").json()["track"] is None
        tracks.tell_engines(at=clock.now())
    assert engine_hears(home)["title"] is None


def test_the_same_track_told_again_is_one_play(token: str, client: Client) -> None:
    send(client, token, SONG)
    with clock.standing_at(NOW + MINUTE):
        send(client, token, SONG)
    assert Track.objects.count() == 1
    with clock.standing_at(NOW + 30 * MINUTE):
        send(client, token, SONG)
    assert Track.objects.count() == 2
    assert send(client, token, {"clear": True}).json() == {"track": None}


@pytest.mark.parametrize(
    ("given", "said", "slug", "status", "words"),
    [
        (None, SONG, "news", 401, "Bearer"),
        ("gwt_nonsense", SONG, "news", 401, "not known"),
        ("own", SONG, "music", 403, "is for Owl News"),
        ("own", SONG, "jazz", 404, "jazz"),
        ("own", {}, "news", 422, "title"),
        ("own", b"{", "news", 422, "not JSON"),
        ("own", b"x" * 20_000, "news", 422, "larger than"),
        ("own", b'{"title":"' + b"x" * 10_000_000, "news", 422, "larger than"),
        ("own", b"[" * 10_000, "news", 422, "not JSON"),
        ("own", b"\xff\xfe\x00", "news", 422, "not JSON"),
        ("own", {"title": "A", "starts": "2026-11-24T21:00:00Z"}, "news", 422, "starts"),
    ],
)
def test_what_is_refused_is_refused_in_words(
    token: str, client: Client, given: str | None, said: object, slug: str, status: int, words: str
) -> None:
    answer = send(client, token if given == "own" else given, said, slug=slug)
    assert answer.status_code == status
    assert words in answer.json()["error"]
    assert ("WWW-Authenticate" in answer.headers) is (status == 401)
    assert not Track.objects.exists()


def titles(client: Client) -> list[str]:
    return [one["title"] for one in client.get("/api/v1/services/news/tracks").json()["tracks"]]


def test_a_play_is_mended_and_taken_back_by_its_number(token: str, client: Client, home: Home) -> None:
    send(client, token, {**SONG, "id": "7", "title": "Owl Sogn"})
    with clock.standing_at(NOW + MINUTE):
        answer = send(client, token, {"id": "7", "title": "Owl Song", "artist": "The Owls & Co"})
        assert answer.json()["track"]["at"] == "2026-11-24T19:30:00Z"
        assert (titles(client), engine_hears(home)["artist"]) == (["Owl Song"], "The Owls & Co")
        assert client.get("/api/v1/services/news/now").json()["track"]["album"] == "First LP"
        assert send(client, token, {"clear": True, "id": "7"}).json() == {"track": None}
        assert titles(client) == []
        assert client.get("/api/v1/services/news/now").json()["track"] is None
        assert engine_hears(home)["title"] is None
        assert send(client, token, {"clear": True, "id": "7"}).status_code == 200


def test_plays_may_come_in_any_order_and_twice_and_ahead_of_their_time(token: str, client: Client) -> None:
    def song(title: str, minutes: float) -> dict[str, str]:
        return {"title": title, "artist": "The Owls", "starts": (NOW + minutes * MINUTE).isoformat()}

    for one in (song("Dusk", -4), song("Dawn", -9), song("Dusk", -4), song("Noon", 5), song("Dawn", -9)):
        assert send(client, token, one).json()["track"]["title"] == one["title"]
    assert titles(client) == ["Dawn", "Dusk"]
    assert client.get("/api/v1/services/news/now").json()["track"]["title"] == "Dusk"
    with clock.standing_at(NOW + 6 * MINUTE):
        assert titles(client) == ["Dawn", "Dusk", "Noon"]
        assert client.get("/api/v1/services/news/now").json()["track"]["title"] == "Noon"


def test_control_characters_and_markup_are_only_text(token: str, client: Client, cast: Cast) -> None:
    owl_week(cast)
    send(client, token, {"title": "<b>A\u0000\u001b[31m\u202e\ud800</b>\r\nB", "artist": "\u0007"})
    assert titles(client) == ["<b>A[31m</b> B"]
    assert "&lt;b&gt;A[31m&lt;/b&gt; B" in client.get("/schedule/news").content.decode()


def test_a_token_is_made_shown_once_kept_as_a_hash_and_revoked(chain: air.Chain, cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    page = client.post(reverse("air_tokens", args=["news"]), {"name": "Automation"}).content.decode()
    token = page.partition("<code>")[2].partition("</code>")[0]
    assert token not in client.get(reverse("air_tokens", args=["news"])).content.decode()
    row = TrackToken.objects.get()
    assert token not in (row.digest, row.name)
    assert send(Client(), token, SONG).status_code == 200
    client.post(reverse("air_token_end", args=["news", row.pk]))
    assert send(Client(), token, SONG).status_code == 401
    row.refresh_from_db()
    assert (row.made_by, row.revoked_by, row.used_at) == (cast.editor, cast.editor, NOW)


def test_a_reporter_makes_no_token(chain: air.Chain, cast: Cast, client: Client) -> None:
    type(cast.editor).objects.filter(pk=cast.editor.pk).update(is_superuser=False)
    client.force_login(cast.editor)
    client.post(reverse("air_tokens", args=["news"]), {"name": "Mine"})
    assert not TrackToken.objects.exists()


# ------------------------------------------------------------------ asked for
class Spins(RecordingServer):
    spins: list[dict[str, object]]
    tag = '"1"'

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        if self.status != 200:
            return self.status, {}, b"sorry"
        if asked.headers.get("if-none-match") == self.tag:
            return 304, {"etag": self.tag}, b""
        return 200, {"etag": self.tag, "content-type": "application/json"}, json.dumps({"items": self.spins}).encode()


def test_an_address_is_asked_with_its_tag_and_what_it_lists_is_taken_once(
    chain: air.Chain, cast: Cast, socket_enabled: None
) -> None:
    with Spins() as server:
        server.spins = [
            {"id": 2, "song": "Later", "artist": "B", "start": "2026-11-24T19:28:00Z", "duration": 300},
            {"id": 1, "song": "Earlier", "artist": "A", "start": "2026-11-24T19:20:00Z", "duration": 300},
        ]
        feed = TrackFeed.objects.create(chain=chain, url=f"{server.url}/spins", authorization="Bearer owl", next_at=NOW)
        assert hearing.poll_due(at=NOW, private_hosts=LOCAL) == 2
        assert hearing.poll_due(at=NOW, private_hosts=LOCAL) == 0  # not due
        assert hearing.poll_due(at=NOW + MINUTE, private_hosts=LOCAL) == 0
        assert [one.headers.get("if-none-match") for one in server.asked] == [None, '"1"']
        assert server.asked[0].headers["authorization"] == "Bearer owl"
        server.tag = '"2"'
        server.spins.insert(0, {"id": 3, "song": "New", "artist": "C", "start": "2026-11-24T19:31:30Z"})
        assert hearing.poll_due(at=NOW + 2 * MINUTE, private_hosts=LOCAL) == 1
    found = air.current_track(service=cast.news, at=NOW + 2 * MINUTE)
    assert found is not None
    assert found.title == "New"
    feed.refresh_from_db()
    assert (feed.failures, feed.trouble, feed.heard_at) == (0, "", NOW + 2 * MINUTE)


def test_a_list_without_numbers_repeats_itself_and_makes_no_new_plays(
    chain: air.Chain, client: Client, socket_enabled: None
) -> None:
    with Spins() as server:
        server.spins = [
            {"song": "Later", "artist": "B", "start": "2026-11-24T14:28:00", "duration": 300},
            {"song": "Earlier", "artist": "A", "start": "2026-11-24T14:20:00", "duration": 300},
        ]
        TrackFeed.objects.create(chain=chain, url=f"{server.url}/spins", next_at=NOW)
        came = []
        for minutes in range(3):
            server.tag = f'"{minutes}"'
            came.append(hearing.poll_due(at=NOW + minutes * MINUTE, private_hosts=LOCAL))
        assert came == [2, 0, 0]
        server.tag, server.spins = '"untimed"', [{"song": "Loose", "artist": "C"}, {"song": "Before", "artist": "C"}]
        assert hearing.poll_due(at=NOW + 3 * MINUTE, private_hosts=LOCAL) == 1
        server.tag = '"again"'
        assert hearing.poll_due(at=NOW + 4 * MINUTE, private_hosts=LOCAL) == 0
    with clock.standing_at(NOW + 4 * MINUTE):
        assert titles(client) == ["Earlier", "Later", "Loose"]


def test_what_a_list_mends_or_takes_back_is_mended_and_gone(
    chain: air.Chain, client: Client, socket_enabled: None
) -> None:
    def spin(number: int, song: str, minute: int) -> dict[str, object]:
        return {"id": number, "song": song, "artist": "A", "start": f"2026-11-24T19:{minute}:00Z"}

    with Spins() as server:
        server.spins = [spin(3, "Third", 28), spin(2, "Secnd", 24), spin(1, "First", 20)]
        TrackFeed.objects.create(chain=chain, url=f"{server.url}/spins", next_at=NOW)
        hearing.poll_due(at=NOW, private_hosts=LOCAL)
        assert titles(client) == ["First", "Secnd", "Third"]
        server.tag, server.spins = '"2"', [spin(2, "Second", 25)]  # a short list says nothing of what was before it
        hearing.poll_due(at=NOW + MINUTE, private_hosts=LOCAL)
        assert titles(client) == ["First", "Second"]
        TrackFeed.objects.create(chain=chain, url=f"{server.url}/others", is_on=True, next_at=NOW + 60 * MINUTE)
        server.tag, server.spins = '"3"', [spin(1, "First", 20)]  # of two lists none knows what the other told
        hearing.poll_due(at=NOW + 2 * MINUTE, private_hosts=LOCAL)
    assert titles(client) == ["First", "Second"]


def test_an_address_that_fails_is_asked_more_rarely_and_says_why(chain: air.Chain, socket_enabled: None) -> None:
    with Spins() as server:
        server.status = 503
        feed = TrackFeed.objects.create(chain=chain, url=f"{server.url}/spins", next_at=NOW)
        hearing.poll_due(at=NOW, private_hosts=LOCAL)
        feed.refresh_from_db()
        assert (feed.failures, feed.trouble) == (1, "It answered 503.")
        assert feed.next_at == NOW + timedelta(seconds=40)
        TrackFeed.objects.update(next_at=NOW)
        hearing.poll_due(at=NOW)
        feed.refresh_from_db()
        assert "not on the public internet" in feed.trouble
        assert len(server.asked) == 1


# ------------------------------------------------------------------ carried by the stream
def says(home: Home, **state: object) -> None:
    home.engine_state("news").write_text(json.dumps({"newest_segment_at": clock.now().isoformat(), **state}))


def test_the_stream_s_titles_are_plays_and_yield_to_the_automation(
    token: str, cast: Cast, client: Client, home: Home
) -> None:
    AsRunEvent.objects.create(
        service=cast.news, at=NOW - 3 * MINUTE, name="title", about={"title": "The Owls - Dusk"}, digest="1"
    )
    says(home, title="The Owls - Dawn")
    assert hearing.follow_streams(at=NOW) == 2
    assert hearing.follow_streams(at=NOW) == 0
    found = air.current_track(service=cast.news, at=NOW)
    assert found is not None
    assert (found.artist, found.title) == ("The Owls", "Dawn")
    send(client, token, SONG)
    titles = [one["title"] for one in client.get("/api/v1/services/news/tracks").json()["tracks"]]
    assert titles == ["Dusk", "Owl Song", "Dawn"]
    assert client.get("/api/v1/services/news/now").json()["track"]["title"] == "Owl Song"


def test_a_title_that_stays_is_one_play_and_goes_on(chain: air.Chain, cast: Cast, home: Home) -> None:
    for minutes in range(0, 60, 2):
        at = NOW + minutes * MINUTE
        with clock.standing_at(at):
            says(home, title="Morning Tide")
            hearing.follow_streams(at=at)
    assert Track.objects.count() == 1
    assert air.current_track(service=cast.news, at=NOW + 59 * MINUTE) is not None
    with clock.standing_at(NOW + 60 * MINUTE):
        says(home, title="")
        hearing.follow_streams(at=clock.now())
        assert air.current_track(service=cast.news, at=clock.now()) is None


# ------------------------------------------------------------------ Composer's readers
def test_composer_s_readers_find_what_they_know(token: str, cast: Cast, client: Client) -> None:
    owl_week(cast)
    send(client, token, SONG)
    now = client.get("/api/v1/composer/news/now?format=json").json()
    assert now["onNow"]["program"]["name"] == "Owl Talk"
    assert (now["onNow"]["start_time"], now["onNow"]["end_utc"]) == ("14:00", "2026-11-24T21:00:00Z")
    assert now["onNow"]["playlist"][0]["trackName"] == "Owl Song"
    assert now["nextUp"][0]["program"]["name"] == "Dusk"
    day = client.get("/api/v1/composer/news/day?date=2026-11-24&format=json").json()["onToday"]
    assert [one["playlist"][0]["collectionName"] for one in day if one["playlist"]] == ["First LP"]
    asked = client.get("/api/v1/composer/news/now?format=json")
    assert asked.headers["Cache-Control"] == "public, max-age=10"
    tag = {"If-None-Match": asked.headers["ETag"]}
    assert client.get("/api/v1/composer/news/now?format=json", headers=tag).status_code == 304
    Track.objects.all().delete()
    changed = client.get("/api/v1/composer/news/now?format=json", headers=tag)
    assert (changed.status_code, changed.json()["onNow"]["playlist"]) == (200, None)
    assert client.get("/api/v1/composer/news/day?date=tomorrow").status_code == 400
    assert client.get("/api/v1/composer/jazz/now").status_code == 404


def test_the_day_s_page_lists_what_was_played_in_each_program(token: str, cast: Cast, client: Client) -> None:
    owl_week(cast)
    send(client, token, SONG)
    assert "Playlist (1)" in client.get("/schedule/news").content.decode()
    assert "Lista de canciones (1)" in client.get("/es/schedule/news").content.decode()
    assert "2:30 p.m. Owl Song, The Owls" in client.get("/text/schedule/news").content.decode()
    assert "Owl Song" not in client.get("/schedule/news?day=2026-11-22").content.decode()


def test_a_stored_answer_is_made_again_when_the_track_changes(
    token: str, cast: Cast, client: Client, page_store: object
) -> None:
    from groundwave.delivery import api as delivery

    follower = delivery.Follower()
    assert client.get("/api/v1/services/news/now").json()["track"] is None
    assert client.get("/api/v1/services/news/tracks").json()["tracks"] == []
    follower.follow()
    send(client, token, SONG)
    follower.follow()
    for key in ("/api/v1/services/news/now", "/api/v1/services/news/tracks"):
        page = delivery.explain(key=key)
        assert page is not None
        assert page.stale, key
    assert client.get("/api/v1/services/news/tracks").json()["tracks"][0]["title"] == "Owl Song"
    Track.objects.get().delete()
    follower.follow()
    for key in ("/api/v1/services/news/now", "/api/v1/services/news/tracks"):
        page = delivery.explain(key=key)
        assert page is not None
        assert page.stale, key
    assert isinstance(cast.news, stations.Service)
