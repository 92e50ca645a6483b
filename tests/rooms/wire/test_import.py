"""Documents of partners become stories, through the wire desk's door and through the command."""

from __future__ import annotations

import io
import json
import os
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from groundwave.newsroom import api as newsroom
from groundwave.wire import api as wire
from tests.cast import NOW, Cast
from tests.samples.wire import cds
from tests.servers import Answer, HttpServer

SAMPLES = Path(cds.__file__).parent
pytestmark = pytest.mark.usefixtures("at_now")


def write(folder: Path, document: Any, name: str = "story.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(document))
    return path


def take(*paths: Path, **options: Any) -> list[wire.Line]:
    return list(wire.import_files(paths, **options))


def verdicts(lines: list[wire.Line]) -> list[wire.Verdict]:
    return [line.verdict for line in lines]


def test_a_cds_story_is_on_the_site_with_its_credits(cast: Cast, tmp_path: Path, client: Any) -> None:
    (line,) = take(write(tmp_path, cds.story(publishDateTime="2026-11-24T10:00:00Z")))
    assert line.verdict is wire.Verdict.NEW
    assert line.story is not None
    page = client.get(line.story.url)
    assert page.status_code == 200
    assert line.story.title in page.text
    assert line.story.canonical_url in page.text
    assert line.story.copyright_line in page.text


def test_a_second_import_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    path = write(tmp_path, cds.story(publishDateTime="2026-11-24T10:00:00Z"))
    take(path)
    before = newsroom.Story.objects.get().latest_revision_id
    assert verdicts(take(path)) == [wire.Verdict.UNCHANGED]
    assert newsroom.Story.objects.get().latest_revision_id == before


def test_a_newer_version_updates_and_an_older_one_is_ignored(cast: Cast, tmp_path: Path) -> None:
    def version(title: str, hour: int) -> Path:
        document = cds.story(
            title=title,
            publishDateTime="2026-11-24T08:00:00Z",
            editorialLastModifiedDateTime=f"2026-11-24T{hour:02}:00:00Z",
        )
        return write(tmp_path, document)

    take(version("First words", 9))
    assert verdicts(take(version("Better words", 11))) == [wire.Verdict.UPDATED]
    assert verdicts(take(version("Stale words", 10))) == [wire.Verdict.UNCHANGED]
    assert [story.title for story in newsroom.Story.objects.all()] == ["Better words"]


def test_a_biography_in_another_file_names_the_byline(cast: Cast) -> None:
    lines = take(SAMPLES / "cds_story.json", SAMPLES / "cds_linked.json")
    story = next(line.story for line in lines if line.story)
    names = {line.name for line in story.bylines.all()}
    biographies = {
        document["title"]
        for document in json.loads((SAMPLES / "cds_linked.json").read_text())["resources"]
        if any(profile["href"].endswith("/biography") for profile in document["profiles"])
    }
    assert names & biographies


def test_a_future_story_is_stored_and_not_shown(cast: Cast, tmp_path: Path, client: Any) -> None:
    (line,) = take(write(tmp_path, cds.story(publishDateTime="2031-01-01T12:00:00Z")))
    assert line.story is not None
    assert client.get(line.story.url).status_code == 404
    assert newsroom.stories(at=NOW).stories == []


def test_a_restricted_document_is_neither_stored_nor_shown(cast: Cast, tmp_path: Path) -> None:
    document = cds.story(**{cds.RESTRICTED: True, "authorizedOrgServiceIds": ["s1"]})
    (line,) = take(write(tmp_path, document))
    assert line.verdict is wire.Verdict.REFUSED
    assert cds.RESTRICTED in line.words
    assert newsroom.Story.objects.count() == 0
    (ours,) = take(write(tmp_path, document), our_services=frozenset({"s1"}))
    assert ours.verdict is wire.Verdict.NEW


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("cut.json", b'{"resources": [{"id": "a", "title"', "cut.json"),
        ("page.xml", b"<!doctype html><p>Not a feed", "web page"),
        ("bomb.xml", (SAMPLES / "entity_bomb.xml").read_bytes(), "bomb.xml"),
        ("outside.xml", (SAMPLES / "external_entity.xml").read_bytes(), "outside.xml"),
        ("big.json", b" " * (21 * 1024 * 1024), "size"),
        ("empty.json", b"", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_nothing_is_stored(
    cast: Cast, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (line,) = take(path)
    assert line.verdict is wire.Verdict.REFUSED
    assert words in line.words
    assert name in line.words
    assert "\n" not in line.words
    assert newsroom.Story.objects.count() == 0


def test_a_bad_file_does_not_keep_a_good_one_out(cast: Cast, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    good = write(tmp_path, cds.story(publishDateTime="2026-11-24T10:00:00Z"), "good.json")
    assert sorted(verdict.value for verdict in verdicts(take(bad, good))) == ["new", "refused"]


def test_script_in_a_story_never_reaches_the_page(cast: Cast, tmp_path: Path, client: Any) -> None:
    document = cds.small(
        "text",
        text="<p onclick=evil()>Good <script>alert(1)</script><a href='javascript:evil()'>link</a></p>",
    )
    document["publishDateTime"] = "2026-11-24T10:00:00Z"
    document["title"] = "Title <script>alert(2)</script>"
    (line,) = take(write(tmp_path, document))
    assert line.story is not None
    page = client.get(line.story.url).text
    assert "alert(1)" not in page
    assert "<script>alert(2)" not in page
    assert "onclick" not in page
    assert "javascript:" not in page


def test_a_withdrawn_item_answers_410_and_stays_away(cast: Cast, tmp_path: Path, client: Any) -> None:
    live = feed(tmp_path, '<media:content url="https://p.example/i.jpg" medium="image"/>')
    (line,) = take(live)
    assert line.story is not None
    assert client.get(line.story.url).status_code == 200
    killed = feed(tmp_path, '<media:content><media:status state="deleted" reason="Retracted"/></media:content>')
    assert verdicts(take(killed)) == [wire.Verdict.WITHDRAWN]
    assert client.get(line.story.url).status_code == 410
    assert newsroom.stories(at=NOW).stories == []
    (again,) = take(feed(tmp_path, ""))
    assert again.verdict is wire.Verdict.REFUSED
    assert client.get(line.story.url).status_code == 410


def test_a_withdrawal_that_comes_first_leaves_a_tombstone(cast: Cast, tmp_path: Path) -> None:
    take(feed(tmp_path, '<media:content><media:status state="deleted"/></media:content>'))
    (line,) = take(feed(tmp_path, ""))
    assert line.verdict is wire.Verdict.REFUSED
    assert newsroom.Story.objects.count() == 0


def test_a_kill_notice_waits_for_an_editor(cast: Cast, tmp_path: Path) -> None:
    document = cds.story(title="KILL: Bridge story", publishDateTime="2026-11-24T10:00:00Z")
    (line,) = take(write(tmp_path, document))
    assert line.verdict is wire.Verdict.HELD
    assert newsroom.stories(at=NOW).stories == []


def test_an_unknown_section_is_named_with_those_that_exist(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(wire.NoSuchSection, match="Sections: news, arts, noticias"):
        take(write(tmp_path, cds.story()), section="sport")


def test_a_picture_comes_with_its_credit_and_the_story_stands_without_it(cast: Cast, tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("RGB", (640, 480), (10, 90, 60)).save(data, "JPEG")
    with HttpServer({"/i/bridge.jpg": Answer(data.getvalue(), "image/jpeg")}) as server:
        media = (
            f'<media:content url="{server.url}/i/bridge.jpg" medium="image" type="image/jpeg" isDefault="true">'
            "<media:description>The bridge.</media:description>"
            '<media:credit role="photographer">Lee Park</media:credit><media:copyright>Partner</media:copyright>'
            "</media:content>"
        )
        (line,) = take(feed(tmp_path, media))
        assert line.story is not None
        assert newsroom.Story.objects.get().lead_photo is None
        came, failed = wire.fetch_pending_photos(at=NOW)
        assert (came, len(failed)) == (0, 1)
        assert "not on the public internet" in failed[0]
        came, failed = wire.fetch_pending_photos(at=NOW + timedelta(hours=1), private_hosts=frozenset({"127.0.0.1"}))
        assert (came, failed) == (1, [])
    photo = newsroom.Story.objects.get().lead_photo
    assert photo is not None
    assert (photo.photographer, photo.caption, photo.width) == ("Lee Park", "The bridge.", 640)
    assert wire.fetch_pending_photos(at=NOW + timedelta(hours=2)) == (0, [])


def test_a_round_of_pictures_ends_in_its_time_and_the_next_goes_on(cast: Cast, tmp_path: Path) -> None:
    with HttpServer({}) as server:
        for guid in ("p-1", "p-2", "p-3"):
            take(feed(tmp_path, f'<media:content url="{server.url}/{guid}.jpg" medium="image"/>', guid=guid))
        rounds = [
            len(wire.fetch_pending_photos(at=NOW, seconds=0, private_hosts=frozenset({"127.0.0.1"}))[1])
            for _ in range(4)
        ]
    assert rounds == [1, 1, 1, 0]


def feed(folder: Path, media: str, *, guid: str = "p-1") -> Path:
    path = folder / "partner.xml"
    path.write_text(
        '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Partners</title>'
        "<link>https://p.example/</link><item><title>Bridge tolls return</title>"
        f'<guid isPermaLink="false">{guid}</guid><link>https://p.example/tolls</link>'
        "<pubDate>Tue, 24 Nov 2026 12:00:00 +0000</pubDate><description>Tolls start in May.</description>"
        f"{media}</item></channel></rss>"
    )
    return path


def test_a_feed_without_items_is_said_and_is_no_failure(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "quiet.xml"
    path.write_text('<rss version="2.0"><channel><title>Quiet day</title></channel></rss>')
    (line,) = take(path)
    assert (line.verdict, line.words) == (wire.Verdict.NOTHING, "quiet.xml: it holds no item")


@pytest.mark.parametrize(("name", "reason"), [("/dev/zero", "at most"), ("pipe", "empty")])
def test_what_has_no_length_is_read_to_the_limit_and_waits_for_nobody(
    cast: Cast, tmp_path: Path, name: str, reason: str
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (line,) = take(tmp_path / name)
    assert line.verdict is wire.Verdict.REFUSED
    assert reason in line.words


def test_a_pipe_with_a_writer_is_a_document(cast: Cast, tmp_path: Path) -> None:
    document = json.dumps(cds.story(publishDateTime="2026-11-24T10:00:00Z"))
    with subprocess.Popen(["printf", "%s", document], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert verdicts(take(Path(f"/dev/fd/{writer.stdout.fileno()}"))) == [wire.Verdict.NEW]
