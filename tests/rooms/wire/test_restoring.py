"""What went out comes in again: into a home without anything, and compared line by line."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Page

from groundwave.newsroom import api as newsroom
from groundwave.wire import api as wire
from groundwave.wire.core.old_address import key_of
from groundwave.wire.models import Move, OldAddress
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")

KINDS = ("homes", "topics", "authors", "photos", "files", "sections", "pages", "stories", "series", "addresses")


def quiet(done: int, total: int, what: str) -> None:
    pass


def lines(folder: Path, kind: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]


def a_whole_station(cast: Cast) -> None:
    """One of everything that an export holds."""
    photo = cast.photo(caption="The mill.")
    newsroom.Photo.objects.filter(pk=photo.pk).update(expires_on=date(2027, 1, 1), usage_terms="Ours.")
    sound = newsroom.Attachment.objects.create(title="Call", file=ContentFile(b"ID3" + bytes(90), "call.mp3"))
    cast.reporter.portrait = photo
    cast.reporter.bio = "<p>She <b>writes</b>.</p>"
    cast.reporter.save()
    later = cast.story("Named before it comes", published_at=NOW - timedelta(days=2))
    link = f'<a linktype="page" id="{later.pk + 1}">the other</a>, <a linktype="document" id="{sound.pk}">it</a>'
    audio = {"title": "Call", "file": sound.pk, "url": "", "seconds": 9, "credit": "", "transcript": "Hoo."}
    later.body = json.dumps([{"type": "text", "value": f"<p>{link}</p>"}])
    later.save()
    whole = cast.story(
        "Búhos & molinos",
        topics=("Owls", "Mills"),
        lead_photo=photo,
        teaser="Back again.",
        label="analysis",
        updated_at=NOW,
        body=[
            ("text", f'<p>Words, <b>bold</b>, <a linktype="page" id="{later.pk}">a link</a>.</p>'),
            ("photo", {"photo": photo, "caption": "Here", "size": "wide"}),
            ("pull_quote", {"quote": "They are back.", "who": "Ed", "context": ""}),
            ("related_story", {"story": later, "words": ""}),
            ("aside", {"title": "Box", "text": "<p>Beside.</p>"}),
        ],
    )
    whole.body.append(("audio", {**audio, "file": sound, "downloadable": True, "message": ""}))
    whole.save()
    newsroom.Correction.objects.create(story=whole, text="It was Monday.", made_at=NOW, kind="clarification")
    cast.story("Búhos y molinos", section=cast.noticias, translation_of=whole)
    cast.story("Under embargo", embargoed_until=NOW + timedelta(hours=3), embargo_note="The agency asks for it.")
    newsroom.withdraw(story=cast.story("Wrong"), by=cast.editor, reason="It was wrong.", at=NOW)
    worked_on = cast.story("Worked on")
    worked_on.save_revision().publish()
    worked_on.title = "Worked on, further"
    worked_on.save_revision()
    about = newsroom.InfoPage(title="About", slug="about", locale=cast.home.locale, body="<p>We are here.</p>")
    cast.home.add_child(instance=about)
    cast.home.picks.add(cast.home.picks.model(story=whole, sort_order=0))
    cast.home.save()
    series = newsroom.Series.objects.create(name="Of owls", slug="of-owls", description="Two.")
    series.parts = [series.parts.model(story=one, sort_order=place) for place, one in enumerate((whole, later))]
    series.save()
    newsroom.Upkeep.objects.create(story=whole, reviewed_on=date(2026, 11, 1), due_on=date(2027, 2, 1))
    blog = newsroom.LiveBlog.objects.create(story=later, began_at=NOW, key_points="One\nTwo")
    newsroom.LiveEntry.objects.create(blog=blog, text="<p>Hoo.</p>", author=cast.reporter, photo=photo, story=whole)
    newsroom.LiveEntry.objects.create(blog=blog, text="<p>Wrong.</p>", headline="No", withdrawn_at=NOW)
    move = Move.objects.create(system="wordpress", url="https://old.example", began_at=NOW)
    name = "/2019/05/buhos"
    OldAddress.objects.create(key=key_of(name), name=name, move=move, page=whole)


def empty_the_station() -> None:
    for page in Page.get_first_root_node().get_children():
        page.specific.delete()
    for kind in (
        newsroom.Author,
        newsroom.Topic,
        newsroom.Series,
        newsroom.Photo,
        newsroom.Attachment,
        OldAddress,
        Move,
    ):
        kind.objects.all().delete()


def without_numbers(folder: Path, kind: str) -> list[str]:
    """The lines as they are but for numbers, and names of files that the storage chose."""
    found = []
    for line in lines(folder, kind):
        if isinstance(line.get("draft"), dict):
            line["draft"] = {name: line["draft"][name] for name in ("title", "teaser", "lead_caption")}
        text = json.dumps(line, sort_keys=True, ensure_ascii=False)
        text = text.replace("<b>", "<strong>").replace("</b>", "</strong>")
        text = re.sub(r'"(id|photo|file|story|page|portrait|lead_photo|parent)": \d+', r'"\1": 0', text)
        text = re.sub(r'"stories": \[[\d, ]+\]', '"stories": 2', text)
        text = re.sub(r'id=\\"\d+\\"', "id=0", text)
        found.append(re.sub(r'"path": "[^"]+"|"picks": \[\d+\]|"first_published_at": [^,]+', "", text))
    return sorted(found)


def test_what_was_exported_comes_in_again_as_it_was(cast: Cast, client: Client, tmp_path: Path) -> None:
    a_whole_station(cast)
    first, second = tmp_path / "first", tmp_path / "second"
    wire.export(first, progress=quiet)
    addresses = [line["url"] for line in lines(first, "stories")]
    empty_the_station()
    restored = wire.restore(wire.folder(first), progress=quiet)
    assert restored.said == []
    wire.export(second, progress=quiet)
    for kind in KINDS:
        assert without_numbers(second, kind) == without_numbers(first, kind), kind
    assert [line["url"] for line in lines(second, "stories")] == addresses
    whole = newsroom.Story.objects.get(title="Búhos & molinos")
    later = newsroom.Story.objects.get(title="Named before it comes")
    assert whole.body[3].value["story"].pk == later.pk
    assert f'linktype="page" id="{whole.pk}"' in later.body[0].value.source
    assert whole.get_translations().get().title == "Búhos y molinos"
    assert newsroom.HomePage.objects.get(locale=whole.locale).picks.get().story_id == whole.pk
    assert client.get("/2019/05/buhos")["Location"] == whole.url
    assert client.get(whole.url).status_code == 200
    assert client.get(newsroom.Story.objects.get(title="Wrong").url).status_code == 410
    assert client.get(newsroom.Story.objects.get(title="Under embargo").url).status_code == 404
    worked_on = newsroom.Story.objects.get(title="Worked on")
    assert worked_on.get_latest_revision_as_object().title == "Worked on, further"
    series = newsroom.series(slug="of-owls", language="en")
    assert series is not None
    assert list(series.parts.order_by("sort_order").values_list("story", flat=True)) == [whole.pk, later.pk]
    assert newsroom.LiveEntry.objects.get(author__slug="rosa-quill").story == whole
    again = wire.restore(wire.folder(first), progress=quiet)
    assert (sum(again.new.values()), again.said) == (0, [])


def test_into_itself_nothing_comes_twice(cast: Cast, tmp_path: Path) -> None:
    cast.story("Here", topics=("Owls",))
    wire.export(tmp_path / "out", progress=quiet)
    restored = wire.restore(wire.folder(tmp_path / "out"), progress=quiet)
    assert newsroom.Story.objects.count() == 1
    assert restored.failed["stories"] == 1
    assert "here already" in restored.said[0]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("station.json", b"{}", "this version reads"),
        ("station.json", b"[]", "not an object"),
        ("stories.jsonl", b'{"id": 1, "id": 2}\n', "line 1"),
        ("stories.jsonl", b"{", "ends too early"),
    ],
)
def test_a_folder_that_is_none_is_refused_in_words(
    cast: Cast, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    wire.export(tmp_path / "out", progress=quiet)
    (tmp_path / "out" / name).write_bytes(data)
    with pytest.raises(wire.UnableToRead, match=words):
        wire.restore(wire.folder(tmp_path / "out"), progress=quiet)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"body": [{"type": "script", "value": {}}]}, "does not know"),
        ({"section": "nowhere"}, "no section"),
        ({"published_at": "2026-01-01T00:00:00"}, "no time zone"),
        ({"language": "xx"}, "does not have"),
        ({"body": [{"type": "photo", "value": 3}]}, "without values"),
    ],
)
def test_a_line_that_is_wrong_keeps_no_other_out(
    cast: Cast, tmp_path: Path, changes: dict[str, Any], words: str
) -> None:
    cast.story("Bad")
    cast.story("Good", body=[("text", '<p onclick="x">Fine<script>alert(1)</script></p>')])
    out = tmp_path / "out"
    wire.export(out, progress=quiet)
    newsroom.Story.objects.all().delete()
    said = lines(out, "stories")
    said[0] |= changes
    (out / "stories.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in said))
    restored = wire.restore(wire.folder(out), progress=quiet)
    assert [story.title for story in newsroom.Story.objects.all()] == ["Good"]
    assert newsroom.Story.objects.get().body[0].value.source == "<p>Fine</p>"
    assert words in restored.said[0]


def test_a_path_that_leads_out_of_the_folder_is_not_read(cast: Cast, tmp_path: Path) -> None:
    cast.photo()
    out = tmp_path / "out"
    wire.export(out, progress=quiet)
    (tmp_path / "secret.jpg").write_bytes(b"x")
    newsroom.Photo.objects.all().delete()
    (line,) = lines(out, "photos")
    (out / "photos.jsonl").write_text(json.dumps(line | {"path": "../secret.jpg"}) + "\n")
    restored = wire.restore(wire.folder(out), progress=quiet)
    assert "not in the folder" in restored.said[0]
