"""A kill of a picture reaches every page that shows it, in any order of arrival; its rights come with it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from groundwave.newsroom import api as newsroom
from groundwave.wire import api as wire
from groundwave.wire.models import PendingPhoto
from tests.cast import NOW, Cast
from tests.samples.wire import cds
from tests.servers import Answer, HttpServer

pytestmark = pytest.mark.usefixtures("cast", "at_now")
HERE = frozenset({"127.0.0.1"})


@pytest.fixture
def server() -> Iterator[HttpServer]:
    data = io.BytesIO()
    Image.new("RGB", (64, 48), (10, 90, 60)).save(data, "JPEG")
    with HttpServer({"/1.jpg": Answer(data.getvalue(), "image/jpeg")}) as found:
        yield found


def picture(server: HttpServer, **more: Any) -> dict[str, Any]:
    made = {"name": "featuremedia", "uri": "urn:x:pic", "type": "picture", "by": "Ike Tran"}
    return {**made, "renditions": [{"href": f"{server.url}/1.jpg", "contenttype": "image/jpeg"}], **more}


def take(folder: Path, name: str, *pictures: dict[str, Any], **fields: Any) -> wire.Line:
    made = {"uri": f"urn:x:{name}", "versioncreated": "2026-11-20T10:00:00Z", "headline": name, "body_text": "It is."}
    path = folder / "item.json"
    path.write_text(json.dumps({**made, "associations": list(pictures), **fields}))
    (line,) = wire.import_files([path])
    wire.fetch_pending_photos(at=NOW, private_hosts=HERE)
    return line


def leads() -> list[bool]:
    return [story.lead_photo is not None for story in newsroom.Story.objects.order_by("pk")]


def test_a_picture_comes_with_its_rights(server: HttpServer, tmp_path: Path) -> None:
    rights = {"usageterms": "Not for sale.", "copyrightnotice": "Copyright Harbor", "expires": "2026-12-01T17:00:00Z"}
    take(tmp_path, "a", picture(server, **rights))
    photo = newsroom.Photo.objects.get()
    assert (photo.usage_terms, photo.copyright_notice) == ("Not for sale.", "Copyright Harbor")
    assert photo.expires_at == datetime(2026, 12, 1, 17, tzinfo=UTC)


def test_a_kill_takes_a_picture_from_every_page(server: HttpServer, tmp_path: Path) -> None:
    take(tmp_path, "a", picture(server))
    take(tmp_path, "b", picture(server))
    assert leads() == [True, True]
    take(tmp_path, "pic", type="picture", pubstatus="canceled")
    assert leads() == [False, False]
    assert newsroom.Photo.objects.get().pulled_at == NOW
    take(tmp_path, "a", picture(server), versioncreated="2026-11-20T11:00:00Z")
    assert leads() == [False, False]


def test_a_kill_that_comes_first_keeps_the_picture_out(server: HttpServer, tmp_path: Path) -> None:
    take(tmp_path, "pic", type="picture", pubstatus="canceled")
    take(tmp_path, "a", picture(server))
    assert leads() == [False]
    assert PendingPhoto.objects.count() == 0


def test_a_kill_inside_a_story_counts(server: HttpServer, tmp_path: Path) -> None:
    take(tmp_path, "a", picture(server))
    take(tmp_path, "b", picture(server))
    take(tmp_path, "a", picture(server, pubstatus="canceled"), versioncreated="2026-11-20T11:00:00Z")
    assert leads() == [False, False]


def test_a_picture_that_the_story_has_no_longer_leaves_its_page_only(server: HttpServer, tmp_path: Path) -> None:
    take(tmp_path, "a", picture(server))
    take(tmp_path, "b", picture(server))
    take(tmp_path, "a", versioncreated="2026-11-20T11:00:00Z")
    assert leads() == [False, True]


def test_a_picture_that_npr_restricts_later_goes_and_the_story_stays(
    cast: Cast, server: HttpServer, tmp_path: Path
) -> None:
    part = {
        "id": "pic",
        "profiles": [{"href": "/v1/profiles/image", "rels": ["type"]}],
        "enclosures": [{"href": f"{server.url}/1.jpg", "type": "image/jpeg", "rels": ["primary"]}],
    }

    def story(**more: Any) -> None:
        document = cds.small("text", text="<p>It is.</p>")
        document["images"] = [{"href": "#/assets/pic", "rels": ["primary"]}]
        document["assets"]["pic"] = {**part, **more}
        document["publishDateTime"] = "2026-11-24T10:00:00Z"
        path = tmp_path / "cds.json"
        path.write_text(json.dumps(document))
        list(wire.import_files([path]))
        wire.fetch_pending_photos(at=NOW, private_hosts=HERE)

    story()
    assert leads() == [True]
    story(**{cds.RESTRICTED: True, "authorizedOrgServiceIds": ["s1"]})
    assert leads() == [False]
    assert newsroom.Photo.objects.get().pulled_at == NOW
    assert len(newsroom.stories(at=NOW).stories) == 1
