"""Agencies' items (ninjs, NewsML-G2) as stories: kinds, embargo, withheld and killed versions in any order."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from groundwave.newsroom import api as newsroom
from groundwave.wire import api as wire
from groundwave.wire.models import Delivery
from tests.cast import NOW, Cast

SAMPLES = Path(__file__).parents[2] / "samples" / "wire"
pytestmark = pytest.mark.usefixtures("at_now")


def take(folder: Path, **fields: Any) -> wire.Line:
    path = folder / "item.json"
    base = {
        "uri": "urn:x:1",
        "versioncreated": "2026-11-20T10:00:00Z",
        "headline": "The boat stays",
        "body_text": "It stays.",
    }
    path.write_text(json.dumps({**base, **fields}))
    (line,) = wire.import_files([path])
    return line


def shown() -> list[str]:
    return [story.title for story in newsroom.stories(at=NOW).stories]


def test_a_message_gives_one_story_and_keeps_what_is_none(cast: Cast) -> None:
    lines = list(wire.import_files([SAMPLES / "newsml_message.xml"]))
    assert [line.verdict.value for line in lines] == ["new", "kept", "kept", "kept", "withdrawn", "refused"]
    story = newsroom.Story.objects.get()
    assert (story.title, story.dateline, story.provider) == (
        "Board keeps the winter boat",
        "PORT ANSEL, Wash.",
        "Cascara Wire",
    )
    assert Delivery.objects.count() == 5


def test_an_embargoed_item_is_hidden_until_its_instant(cast: Cast, tmp_path: Path) -> None:
    until = NOW + timedelta(hours=1)
    take(tmp_path, embargoed=until.isoformat())
    assert shown() == []
    assert [story.title for story in newsroom.stories(at=until).stories] == ["The boat stays"]


def test_an_embargo_without_a_zone_waits_for_a_person(cast: Cast, tmp_path: Path) -> None:
    line = take(tmp_path, embargoed="2026-11-19T10:00:00")
    assert line.verdict is wire.Verdict.HELD
    assert "names no instant" in line.words
    assert shown() == []


def test_a_version_that_is_withheld_takes_the_story_off_until_the_next(cast: Cast, tmp_path: Path) -> None:
    take(tmp_path, version="1")
    assert shown() == ["The boat stays"]
    assert take(tmp_path, version="2", pubstatus="withheld").verdict is wire.Verdict.HELD
    assert shown() == []
    take(tmp_path, version="3", headline="The boat stays, they say")
    assert shown() == ["The boat stays, they say"]


def test_an_older_version_that_comes_late_changes_nothing_but_a_kill_does(cast: Cast, tmp_path: Path) -> None:
    take(tmp_path, version="10", versioncreated="2026-11-20T10:00:00Z")
    late = take(tmp_path, version="9", versioncreated="2026-11-20T11:00:00Z", headline="Old words")
    assert late.verdict is wire.Verdict.UNCHANGED
    assert shown() == ["The boat stays"]
    assert take(tmp_path, version="1", pubstatus="canceled").verdict is wire.Verdict.WITHDRAWN
    assert shown() == []
    assert take(tmp_path, version="11").verdict is wire.Verdict.REFUSED
