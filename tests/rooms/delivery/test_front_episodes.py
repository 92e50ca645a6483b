"""Sound of episodes through the front, which asks no website: what may be had, ranges, and what is counted."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from groundwave.kit.home import Home
from tests.rooms.delivery.conftest import put
from tests.rooms.delivery.processes import until

pytestmark = pytest.mark.network

SOUND = bytes(range(256)) * 4096
PAST = "2026-01-01T00:00:00+00:00"
OWLCAST = {"user-agent": "Owlcast/3"}


def ticket(home: Home, name: str, **about: Any) -> str:
    put(home.media / "recordings" / "owl-talk" / "1.m4a", SOUND)
    put(home.media / "recordings" / "owl-talk" / "1.vtt", b"WEBVTT\n\n00:00.000 --> 00:02.000\nFog.\n")
    said: dict[str, Any] = {
        "version": 1,
        "episode": 7,
        "from": PAST,
        "until": None,
        "files": {
            "m4a": {"name": "recordings/owl-talk/1.m4a", "minute": len(SOUND) // 2},
            "vtt": {"name": "recordings/owl-talk/1.vtt"},
        },
        "chapters": '{"version": "1.2.0", "chapters": []}',
    }
    put(home.episodes / "owl-talk" / f"{name}.json", json.dumps(said | about).encode())
    return f"/programs/owl-talk/{name}"


def test_sound_goes_out_whole_and_in_parts(home: Home, front: httpx.Client) -> None:
    url = f"{ticket(home, '2026-11-20')}.m4a"
    whole = front.get(url)
    assert (whole.status_code, whole.content) == (200, SOUND)
    assert whole.headers["content-type"] == "audio/mp4"
    assert whole.headers["cache-control"] == "public, max-age=300"
    assert whole.headers["access-control-allow-origin"] == "*"
    part = front.get(url, headers={"range": "bytes=1000-300999", "if-range": whole.headers["etag"]})
    assert (part.status_code, part.content) == (206, SOUND[1000:301000])
    changed = front.get(url, headers={"range": "bytes=1000-300999", "if-range": '"another"'})
    assert changed.status_code == 200
    head = front.head(url)
    assert (head.status_code, head.headers["content-length"], head.content) == (200, str(len(SOUND)), b"")
    assert front.get(url, headers={"range": "bytes=9999999-"}).status_code == 416
    assert front.post(url).status_code == 405


def test_words_and_chapters_go_with_it(home: Home, front: httpx.Client) -> None:
    page = ticket(home, "2026-11-21")
    assert front.get(f"{page}.vtt").headers["content-type"] == "text/vtt; charset=utf-8"
    chapters = front.get(f"{page}.json")
    assert (chapters.headers["content-type"], chapters.json()["version"]) == ("application/json+chapters", "1.2.0")
    assert front.get(f"{page}.srt").status_code == 404


@pytest.mark.parametrize(
    ("about", "status"),
    [
        ({"gone": True}, 410),
        ({"until": PAST}, 410),
        ({"never": True}, 404),
        ({"from": "2999-01-01T00:00:00+00:00"}, 404),
        ({"files": {}}, 404),
        ({"files": {"m4a": {"name": "../db.sqlite3"}}}, 404),
        ({"from": "no time"}, 404),
    ],
)
def test_what_may_not_be_heard_is_not_given(
    home: Home, front: httpx.Client, website: None, about: dict[str, Any], status: int
) -> None:
    put(home.path / "db.sqlite3", b"secret")
    answer = front.get(f"{ticket(home, '2026-11-22', **about)}.m4a")
    assert b"secret" not in answer.content
    if "../" not in str(about):  # what is not on the disk is the website's to find
        assert answer.status_code == status
        assert answer.headers["cache-control"] == "no-store"


def test_its_time_ends_by_the_front_s_own_clock(home: Home, front: httpx.Client) -> None:
    soon = (datetime.now(UTC) + timedelta(seconds=1.5)).isoformat()
    url = f"{ticket(home, '2026-11-23', until=soon)}.m4a"
    assert front.get(url).headers["cache-control"] in ("public, max-age=1", "public, max-age=0")
    until(lambda: front.get(url).status_code == 410)


def test_a_recording_has_no_other_way_out(home: Home, front: httpx.Client) -> None:
    ticket(home, "2026-11-24")
    assert front.get("/media/recordings/owl-talk/1.m4a").status_code == 404


def test_a_minute_of_sound_is_counted_once_and_nobody_is_written_down(home: Home, front: httpx.Client) -> None:
    url = f"{ticket(home, '2026-11-25', episode=25)}.m4a"
    for headers in ({"user-agent": "OwlBot/1"}, {**OWLCAST, "range": "bytes=0-1"}):
        front.get(url, headers=headers)
    front.head(url, headers=OWLCAST)
    for _ in range(3):
        front.get(url, headers=OWLCAST)
    front.get(url, headers={**OWLCAST, "x-forwarded-for": "203.0.113.5"})

    def counted() -> int:
        said = [json.loads(file.read_text())["days"] for file in (home.run / "downloads").glob("*.json")]
        return sum(day.get("25", 0) for days in said for day in days.values())

    until(lambda: counted() == 2)
    written = "".join(file.read_text() for file in (home.run / "downloads").iterdir())
    assert "203.0.113" not in written
    assert "Owlcast" not in written
