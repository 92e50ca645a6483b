"""plan.json is hostile until parsed: what is wrong is named."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from groundwave.air.engine.plan import SourceSpec, UnableToReadPlan, parse_plan

HOME = Path("/srv/station")
GOOD: dict[str, Any] = {
    "version": 1,
    "service": "news",
    "name": "Juniper News",
    "sources": [
        {"url": "https://studio:secret@feed.example/news.mp3", "kind": "http"},
        {"url": "sounds/bed", "kind": "file"},
        {"url": "/music/all.m3u", "kind": "file"},
    ],
    "fallback": "sounds/slate.wav",
    "renditions": [64_000, 128_000],
    "retention_hours": 12,
    "programs": [
        {
            "id": 17,
            "title": "Morning",
            "host": None,
            "starts": "2026-11-23T12:00:00-05:00",
            "ends": "2026-11-23T18:00:00Z",
        }
    ],
    "from a later version": {},
}


def parse(data: object) -> Any:
    return parse_plan(json.dumps(data).encode(), service="news", home=HOME)


def test_a_good_plan() -> None:
    plan = parse(GOOD)
    assert plan.name == "Juniper News"
    assert plan.sources[1:] == (
        SourceSpec("/srv/station/sounds/bed", "file"),
        SourceSpec("/music/all.m3u", "file"),
    )
    assert plan.fallback == SourceSpec("/srv/station/sounds/slate.wav", "file")
    assert (plan.renditions, plan.retention_hours) == ((64_000, 128_000), 12)
    assert plan.programs[0].starts == datetime(2026, 11, 23, 17, tzinfo=UTC)
    assert plan.programs[0].host == ""


def test_the_password_of_an_address_is_not_shown() -> None:
    assert parse(GOOD).sources[0].label == "https://feed.example/news.mp3"


def test_the_least_plan() -> None:
    plan = parse({"version": 1, "service": "news"})
    assert (plan.name, plan.sources, plan.fallback, plan.renditions) == ("news", (), None, (48_000, 96_000, 160_000))


def source(**about: object) -> dict[str, object]:
    return {"sources": [{"url": "a.mp3", "kind": "file"} | about]}


def program(**about: object) -> dict[str, object]:
    return {"programs": [GOOD["programs"][0] | about]}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"version": 2}, "version: 1 was expected, not 2"),
        ({"version": True}, "version"),
        ({"service": "music"}, "service: 'music' is not this service"),
        ({"service": None}, "service"),
        ({"name": ""}, "name"),
        ({"name": "a\nb"}, "name: holds a control character"),
        ({"sources": {}}, "sources: a list"),
        ({"sources": ["x"]}, r"sources\[0\]: an object"),
        ({"sources": [{"url": "a", "kind": "file"}] * 17}, "sources: 17 entries"),
        (source(kind="ftp"), r"sources\[0\]\.kind"),
        (source(kind="srt"), r"sources\[0\]\.url: not an srt"),
        (source(url=""), r"sources\[0\]\.url"),
        (source(url="a\0b"), r"sources\[0\]\.url: holds a control"),
        (source(url=7), r"sources\[0\]\.url: text"),
        (source(url="x" * 5000), r"sources\[0\]\.url: longer"),
        (source(kind="http", url="ftp://a/b"), r"sources\[0\]\.url: not an http"),
        (source(kind="http", url="file:///etc/passwd"), r"sources\[0\]\.url: not an http"),
        (source(kind="http", url="http://"), r"sources\[0\]\.url: not an http"),
        (source(kind="http", url="http://[::1"), r"sources\[0\]\.url: not an http"),
        (source(kind="http", url="http://a:99999/"), r"sources\[0\]\.url: not an http"),
        (source(kind="http", url="http://a/b c"), r"sources\[0\]\.url: not an http"),
        (source(kind="http", url="http://a/b\r\nX: y"), r"sources\[0\]\.url: holds a control"),
        ({"fallback": 5}, "fallback: text"),
        ({"renditions": ["96k"]}, "renditions: a number"),
        ({"renditions": [True]}, "renditions: a number"),
        ({"renditions": [1]}, "renditions: 1 is not between"),
        ({"renditions": [10**300]}, "renditions"),
        ({"renditions": []}, "renditions: one or more"),
        ({"renditions": [96_000, 96_500]}, "renditions: one or more different"),
        ({"renditions": 96_000}, "renditions: a list"),
        ({"renditions": [48_000 + 1_000 * n for n in range(6)]}, "renditions: 6 entries"),
        ({"retention_hours": float("nan")}, "retention_hours: a number"),
        ({"retention_hours": 0}, "retention_hours: 0 is not between"),
        ({"retention_hours": float("inf")}, "retention_hours"),
        ({"silence_seconds": -1}, "silence_seconds"),
        ({"programs": [None]}, r"programs\[0\]: an object"),
        (program(id="17"), r"programs\[0\]\.id"),
        (program(title=" "), r"programs\[0\]\.title"),
        (program(host=9), r"programs\[0\]\.host"),
        (program(starts="noon"), r"programs\[0\]\.starts: not a date"),
        (program(starts="2026-11-23T12:00:00"), r"programs\[0\]\.starts: has no time zone"),
        (program(starts="0001-01-01T00:00:00+23:00"), r"programs\[0\]\.starts: out of range"),
        (program(ends="2026-11-23T17:00:00Z"), r"programs\[0\]\.ends: it ends before"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, object], named: str) -> None:
    with pytest.raises(UnableToReadPlan, match=named):
        parse(GOOD | change)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"[]", b"7", b'{"version": ' + b"9" * 5_000 + b"}", b" " * 1_000_001],
)
def test_what_is_no_plan_at_all(data: bytes) -> None:
    with pytest.raises(UnableToReadPlan):
        parse_plan(data, service="news", home=HOME)
