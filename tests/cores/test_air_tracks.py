"""Whose word about the track counts, and what is read of documents from outside."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from groundwave.air.core import trackfeeds, tracks
from groundwave.air.core.trackfeeds import UnableToReadTracks, read_polled, read_pushed
from groundwave.air.core.tracks import Origin, Play, Word

AT = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")


def word(origin: Origin, minutes_ago: float, title: str | None = "Owl Song", lasts: float | None = None) -> Word:
    began = AT - timedelta(minutes=minutes_ago)
    ends = began + timedelta(minutes=lasts) if lasts else None
    return Word(origin, began, Play(title, "The Owls", at=began, ends=ends) if title else None)


PUSHED, POLLED, STREAM = Origin.PUSHED, Origin.POLLED, Origin.STREAM


@pytest.mark.parametrize(
    ("words", "winner"),
    [
        ([], None),
        ([word(STREAM, 2)], 0),
        ([word(STREAM, 1), word(POLLED, 2), word(PUSHED, 3)], 2),
        ([word(STREAM, 1), word(PUSHED, 16)], 0),  # nobody said how long it lasts
        ([word(STREAM, 1), word(PUSHED, 16, lasts=20)], 1),
        ([word(STREAM, 1), word(PUSHED, 4, lasts=3)], 0),  # it is over
        ([word(STREAM, 1), word(PUSHED, 3.2, lasts=3)], 1),  # over for twelve seconds, which is within its grace
        ([word(STREAM, 1), word(PUSHED, 2, None)], 1),  # "nothing" is a word too
        ([word(PUSHED, 5), word(PUSHED, 1)], 1),
        ([word(PUSHED, -5), word(STREAM, 1)], 1),  # told ahead of its time
        ([word(PUSHED, 200, lasts=500)], None),  # nothing plays for so long
    ],
)
def test_the_one_rule_of_precedence(words: list[Word], winner: int | None) -> None:
    found = tracks.current(words, at=AT)
    assert found == (None if winner is None else words[winner])


def test_time_alone_changes_it_when_a_word_ends_or_begins() -> None:
    words = [word(STREAM, 2), word(PUSHED, 1, lasts=3), word(PUSHED, -30)]
    assert tracks.changes_at(words, at=AT) == AT + timedelta(minutes=2, seconds=15)
    assert tracks.changes_at([], at=AT) is None


def test_a_play_that_two_told_is_listed_once() -> None:
    told = [
        word(STREAM, 9, "OWL SONG!"),
        word(PUSHED, 10),
        word(STREAM, 40),
        word(STREAM, 5, "Other"),
        word(PUSHED, 1, None),
    ]
    assert [(one.origin, one.play.title) for one in tracks.merged(told) if one.play] == [
        (STREAM, "Owl Song"),
        (PUSHED, "Owl Song"),
        (STREAM, "Other"),
    ]


@pytest.mark.parametrize(
    ("said", "artist", "title"),
    [
        ("The Owls - Owl Song", "The Owls", "Owl Song"),
        ("The Owls - Owl Song - Live", "The Owls", "Owl Song - Live"),
        ("Morning Tide", "", "Morning Tide"),
        (" - Owl Song", "", "- Owl Song"),
    ],
)
def test_a_title_of_a_stream(said: str, artist: str, title: str) -> None:
    found = tracks.from_stream_title(said)
    assert found is not None
    assert (found.artist, found.title) == (artist, title)


@pytest.mark.parametrize("said", ["", "  ", " - ", "\x00\x07"])
def test_a_stream_that_says_nothing(said: str) -> None:
    assert tracks.from_stream_title(said) is None


def test_text_from_outside_becomes_one_printable_line() -> None:
    assert tracks.clean("  A\tB\r\nC\x00\x1b[31m\u202e D  ") == "A B C[31m D"
    assert len(tracks.clean("x" * 10_000)) == tracks.MOST_TEXT
    assert tracks.clean(None) == tracks.clean(7) == tracks.clean(["a"]) == ""


# ------------------------------------------------------------------ pushed
def pushed(**said: Any) -> Play | trackfeeds.Withdrawn | None:
    return read_pushed(json.dumps(said).encode(), at=AT, zone=ZONE)


def test_our_own_shape() -> None:
    found = pushed(title="Owl Song", artist="The Owls", starts="2026-11-24T14:29:00", seconds=200, id="7")
    assert found == Play(
        "Owl Song", "The Owls", at=AT - timedelta(minutes=1), ends=AT + timedelta(seconds=140), uid="7"
    )
    assert pushed(clear=True) is None
    assert pushed(clear=True, id=7) == trackfeeds.Withdrawn("7")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "title"),
        ({"title": ""}, "title"),
        ({"title": 7}, "title"),
        ({"title": None}, "title"),
        ({"title": "A", "artist": ["x"]}, "artist"),
        ({"title": "A", "seconds": "long"}, "seconds"),
        ({"title": "A", "seconds": -1}, "seconds"),
        ({"title": "A", "seconds": True}, "seconds"),
        ({"title": "A", "starts": "yesterday"}, "starts"),
        ({"title": "A", "starts": "2026-11-01T00:00:00Z"}, "starts"),
        ({"title": "A", "ends": "2026-11-24T19:00:00Z"}, "ends"),
        ({"clear": "yes"}, "title"),
    ],
)
def test_what_cannot_be_read_is_refused_by_the_name_of_the_field(said: dict[str, Any], words: str) -> None:
    with pytest.raises(UnableToReadTracks, match=words):
        pushed(**said)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"7", b"{", b"\xff\xfe", b"[" * 9_000, b'{"title":"' + b"a" * 20_000 + b'"}', b'{"seconds":1e999}'],
)
def test_what_is_no_document_is_refused(body: bytes) -> None:
    for read in (read_pushed, read_polled):
        if read is read_polled and len(body) > 10_000:
            continue
        with pytest.raises(UnableToReadTracks):
            read(body, at=AT, zone=ZONE)


# ------------------------------------------------------------------ polled
def polled(said: Any) -> list[Play]:
    return read_polled(json.dumps(said).encode(), at=AT, zone=ZONE)


def test_spinitron_s_newest_stands_first() -> None:
    spins = [
        {"id": 2, "song": "Later", "artist": "B", "start": "2026-11-24T19:28:00+0000", "duration": 180},
        {"id": 1, "song": "Earlier", "artist": "A", "release": "First LP", "start": "2026-11-24T19:20:00+0000"},
        {"id": 3, "song": "", "artist": "C"},
    ]
    earlier, later = polled({"items": spins, "_links": {}})
    assert (earlier.title, earlier.album, earlier.uid) == ("Earlier", "First LP", "1")
    assert later.ends == AT + timedelta(minutes=1)
    assert pushed(song="Later", artist="B") == Play("Later", "B")


def test_composer_s_shapes() -> None:
    song = {"_id": "5f0", "trackName": "Illinois", "artistName": "A. Band", "collectionName": "First LP"}
    expected = Play("Illinois", "A. Band", "First LP", uid="5f0")
    assert polled({"onNow": {"playlist": [song]}}) == [expected]
    assert polled({"onToday": [{"playlist": None}, {"playlist": [song]}]}) == [expected]
    assert polled({"playlist": [{"name": "x", "playlist": [song]}]}) == [expected]
    assert (
        polled({"tracklist": {"results": [{"song": song}, {"song": {**song, "trackName": "Before"}}]}})[-1] == expected
    )
    timed = polled({"onNow": {"playlist": [{**song, "_start_time": "11-24-2026 14:25:00", "_duration": 240_000}]}})
    assert (timed[0].at, timed[0].ends) == (AT - timedelta(minutes=5), AT - timedelta(minutes=1))


@pytest.mark.parametrize(
    "said",
    [
        {"items": [None, 7, "x", [], {}, {"song": 7}, {"song": {"a": 1}}]},
        {"items": []},
        {"onNow": None},
        {"onNow": {"program": {"name": "Owl Talk"}, "playlist": []}, "nextUp": [{"program": {"name": "Dusk"}}]},
        {"onNow": []},
        {"onNow": {"playlist": "x"}},
        {"onNow": {"playlist": [None, {"trackName": None}, {"trackName": ["x"]}]}},
        {"onToday": {"a": 1}},
        {"onToday": [{"playlist": {"trackName": 1}}]},
        {"playlist": [[]]},
        {"tracklist": []},
        {"tracklist": {"results": [{"song": "x"}, 3]}},
        {"items": [{"song": "Old", "start": "1999-01-01T00:00:00Z"}]},
    ],
)
def test_odd_documents_hold_no_play(said: Any) -> None:
    assert polled(said) == []


@pytest.mark.parametrize(
    "start",
    ["0001-01-01T00:00:00+14:00", "x" * 200, "Mon Foo", 7, None, {"a": 1}, "25:99", "2026-13-45T00:00:00Z", "1e9"],
)
def test_an_odd_time_is_no_time(start: Any) -> None:
    (play,) = polled({"items": [{"song": "A", "start": start, "duration": "x", "end": start}]})
    assert (play.at, play.ends) == (None, None)


def test_a_javascript_date_is_read() -> None:
    (play,) = polled(
        {"items": [{"song": "A", "start": "Tue Nov 24 2026 19:28:00 GMT+0000 (Coordinated Universal Time)"}]}
    )
    assert play.at == AT - timedelta(minutes=2)


def test_a_long_list_is_cut() -> None:
    def began(n: int) -> str:
        return (AT - timedelta(seconds=n)).isoformat()

    spins = polled({"items": [{"song": f"Song {n}", "start": began(n)} for n in range(5_000)]})
    assert (len(spins), spins[-1].title) == (200, "Song 0")
    today = [{"playlist": [{"trackName": f"Song {n}", "start_utc": began(n)} for n in range(299, 199, -1)]},
             {"playlist": [{"trackName": f"Song {n}", "start_utc": began(n)} for n in range(199, -1, -1)]}]  # fmt: skip
    day = polled({"onToday": today})
    assert (len(day), day[-1].title) == (200, "Song 0")


def test_of_what_has_no_time_only_the_last_is_now() -> None:
    songs = [{"trackName": f"Song {n}"} for n in range(3)]
    assert [one.title for one in polled({"onNow": {"playlist": songs}})] == ["Song 2"]
    songs[0]["start_utc"] = "2026-11-24T19:20:00Z"
    assert [one.title for one in polled({"onNow": {"playlist": songs}})] == ["Song 0", "Song 2"]


@pytest.mark.parametrize(
    ("now", "shown", "expected"),
    [
        # In New York the hour from 1 to 2 comes twice on 1 November 2026: at 05:00 and at 06:00 UTC.
        ("2026-11-01T05:40", "2026-11-01T01:35:00", "2026-11-01T05:35"),
        ("2026-11-01T06:40", "2026-11-01T01:35:00", "2026-11-01T06:35"),
        ("2026-11-01T06:10", "2026-11-01T01:50:00", "2026-11-01T05:50"),
        ("2026-11-01T06:40", "2026-11-01T00:50:00", "2026-11-01T04:50"),
        # The hour from 2 to 3 does not come on 14 March 2027; a clock that shows it was not set yet.
        ("2027-03-14T07:10", "2027-03-14T02:05:00", "2027-03-14T07:05"),
        ("2027-03-14T07:10", "2027-03-14T03:05:00", "2027-03-14T07:05"),
    ],
)
def test_a_time_without_a_zone_is_the_service_s_also_when_clocks_change(now: str, shown: str, expected: str) -> None:
    at, wanted = (datetime.fromisoformat(f"{one}:00+00:00") for one in (now, expected))
    (play,) = read_polled(json.dumps({"items": [{"song": "A", "start": shown}]}).encode(), at=at, zone=ZONE)
    assert play.at == wanted
    pushed_then = read_pushed(json.dumps({"title": "A", "starts": shown}).encode(), at=at, zone=ZONE)
    assert isinstance(pushed_then, Play)
    assert pushed_then.at == wanted


# ------------------------------------------------------------------ told again
def told(minutes_ago: float, title: str | None = "Owl Song", uid: str = "", lasts: float = 15) -> tracks.Told:
    at = AT - timedelta(minutes=minutes_ago)
    return tracks.Told(at, at + timedelta(minutes=lasts), Play(title, "The Owls", uid=uid) if title else None)


def again(minutes_ago: float | None, title: str = "Owl Song", uid: str = "") -> Play:
    return Play(title, "The Owls", at=None if minutes_ago is None else AT - timedelta(minutes=minutes_ago), uid=uid)


@pytest.mark.parametrize(
    ("before", "now", "place"),
    [
        ([], again(None), None),
        ([told(3)], again(None), 0),
        ([told(30)], again(None), None),  # it is over: played again
        ([told(3, "Other"), told(6)], again(None), None),
        # A list repeats what it told, in any order, each with its time.
        ([told(3, "Other"), told(6)], again(6), 1),
        ([told(3, "Other"), told(6)], again(7), 1),
        ([told(3), told(60)], again(59), 1),
        ([told(3, "Other"), told(60)], again(20), None),
        ([told(3, uid="8"), told(60, uid="7")], again(None, "Renamed", uid="7"), 1),
        ([told(3, uid="8"), told(60, uid="7")], again(61, uid="7"), 1),
        ([told(300, uid="7")], again(1, uid="7"), None),  # a cart's number, of the piece and not of the play
        ([told(3, uid="8")], again(2, uid="9"), None),
        ([told(3, None)], None, 0),
        ([told(3)], None, None),
    ],
)
def test_what_is_told_again_is_no_new_play(before: list[tracks.Told], now: Play | None, place: int | None) -> None:
    assert tracks.known_as(before, now, at=AT) == place


@pytest.mark.parametrize(("failures", "seconds"), [(0, 20), (1, 40), (3, 160), (9, 1800), (5_000, 1800)])
def test_an_address_that_fails_is_asked_ever_more_rarely(failures: int, seconds: int) -> None:
    assert trackfeeds.wait_after(failures, timedelta(seconds=20)) == timedelta(seconds=seconds)
