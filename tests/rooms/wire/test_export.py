"""Everything goes out again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from groundwave.newsroom import api as newsroom
from groundwave.wire import api as wire
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def quiet(done: int, total: int, what: str) -> None:
    pass


def test_everything_goes_out(cast: Cast, tmp_path: Path) -> None:
    photo = cast.photo()
    story = cast.story("Búhos", topics=("Owls",), lead_photo=photo, body=[("photo", {"photo": photo})])
    story.title = "Búhos, again"
    story.save_revision()  # an editor is at work
    newsroom.withdraw(story=cast.story("Wrong"), by=cast.editor, reason="It was wrong.")
    counts = wire.export(tmp_path / "out", progress=quiet)
    assert [file.name for file in (tmp_path / "out").glob("*.json*") if file.stat().st_mode & 0o077] == []
    assert (counts["stories"], counts["photos"], counts["authors"]) == (2, 1, 1)
    first, second = lines(tmp_path / "out" / "stories.jsonl")
    assert (first["title"], first["section"], first["topics"]) == ("Búhos", "news", ["Owls"])
    assert first["bylines"] == [{"author": "rosa-quill", "name": "Rosa Quill", "organization": ""}]
    assert first["body"][0]["value"]["photo"] == photo.pk  # type: ignore[index]
    assert first["draft"]["title"] == "Búhos, again"  # type: ignore[index]
    assert second["withdrawn"]["reason"] == "It was wrong."  # type: ignore[index]
    (kept,) = lines(tmp_path / "out" / "photos.jsonl")
    with photo.file.storage.open(photo.file.name, "rb") as original:
        assert (tmp_path / "out" / str(kept["path"])).read_bytes() == original.read()
    assert json.loads((tmp_path / "out" / "station.json").read_text())["format"] == "groundwave export 1"


def test_series_reviews_and_live_blogs_go_out(cast: Cast, tmp_path: Path) -> None:
    first, second = cast.story("First"), cast.story("Second")
    series = newsroom.Series.objects.create(name="Two owls", slug="two-owls")
    for place, story in enumerate((second, first)):
        series.parts.create(story=story, sort_order=place)
    series.save()
    apps.get_model("newsroom", "Upkeep").objects.create(
        story=first, reviewed_on=date(2026, 11, 1), due_on=date(2027, 2, 1)
    )
    blog = apps.get_model("newsroom", "LiveBlog").objects.create(story=second, key_points="One\nTwo")
    newsroom.LiveEntry.objects.create(blog=blog, text="<p>Hoo.</p>", author=cast.reporter)
    wire.export(tmp_path / "out", progress=quiet)
    (line,) = lines(tmp_path / "out" / "series.jsonl")
    assert (line["slug"], line["stories"]) == ("two-owls", [second.pk, first.pk])
    one, two = lines(tmp_path / "out" / "stories.jsonl")
    assert (one["review"], two["review"]) == ({"reviewed_on": "2026-11-01", "by": "", "due_on": "2027-02-01"}, None)
    assert one["live_blog"] is None
    told: Any = two["live_blog"]
    assert told["key_points"] == ["One", "Two"]
    assert [(entry["text"], entry["author"]) for entry in told["entries"]] == [("<p>Hoo.</p>", "rosa-quill")]


def test_a_second_export_takes_the_place_of_the_first_and_of_nothing_else(cast: Cast, tmp_path: Path) -> None:
    cast.story()
    wire.export(tmp_path / "out", progress=quiet)
    cast.story("Another")
    assert wire.export(tmp_path / "out", progress=quiet)["stories"] == 2
    assert len(lines(tmp_path / "out" / "stories.jsonl")) == 2
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "holiday.jpg").write_text("mine")
    with pytest.raises(wire.UnableToExport, match="something else"):
        wire.export(tmp_path / "photos", progress=quiet)
