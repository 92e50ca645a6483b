"""Agencies as sources: pages over HTTP, lists of documents, and files put into a folder of the station."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from groundwave.wire import api as wire
from groundwave.wire.core.bounds import MAX_DOCUMENT_BYTES
from groundwave.wire.models import Document, Source
from tests.cast import NOW
from tests.partners.feed import File, Site
from tests.rooms.wire.pulls import pull, shown, source, verdicts

SAMPLES = Path(__file__).parents[2] / "samples" / "wire"
pytestmark = pytest.mark.usefixtures("cast", "at_now")


def item(name: str, **more: Any) -> dict[str, Any]:
    made = {"uri": f"urn:x:{name}", "versioncreated": "2026-11-20T10:00:00Z", "headline": name, "body_text": "It is."}
    return {**made, **more}


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        yield server


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GROUNDWAVE_HOME", str(tmp_path))
    return tmp_path


def put(home: Path, name: str, data: bytes, *, age: timedelta = timedelta(minutes=1)) -> Path:
    path = home / "wire" / "inbox" / "partner" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    when = (NOW - age).timestamp()
    os.utime(path, (when, when))
    return path


def test_the_next_page_is_followed_and_is_where_new_items_are_asked_for(site: Site) -> None:
    site.files |= {
        "/feed": File(json.dumps({"data": {"items": [{"item": item("a")}], "next_page": "/feed?p=2"}}).encode()),
        "/feed?p=2": File(json.dumps({"data": {"items": [], "next_page": "/feed?p=2"}}).encode()),
    }
    agency = source("ninjs", f"{site.url}/feed")
    assert verdicts(pull(agency)) == ["new"]
    more = {"data": {"items": [{"item": item("b")}], "next_page": "/feed?p=3"}}
    site.files |= {"/feed?p=2": File(json.dumps(more).encode()), "/feed?p=3": File(b'{"data": {"items": []}}')}
    assert "b" in {line.words for line in pull(agency).lines}
    assert [asked.path for asked in site.asked].count("/feed") == 1
    assert shown() == {"a", "b"}


def test_a_next_page_on_another_host_is_not_followed(site: Site) -> None:
    page = {"data": {"items": [{"item": item("a")}], "next_page": "http://127.0.0.2:1/x"}}
    site.files["/feed"] = File(json.dumps(page).encode())
    assert verdicts(pull(source("ninjs", f"{site.url}/feed"))) == ["new"]


@pytest.mark.parametrize(
    "listing",
    [
        b'<html><a href="../">up</a><a href="m.xml">m</a><a href="n.txt">n</a><a href="http://127.0.0.2/x.xml">x</a>',
        b'["m.xml"]',
        b'[{"href": "/out/m.xml", "size": 5}]',
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="m.xml" type="application/xml"/></entry></feed>',
    ],
)  # fmt: skip
def test_documents_in_a_list_are_fetched_once(site: Site, listing: bytes) -> None:
    site.files |= {"/out/": File(listing), "/out/m.xml": File((SAMPLES / "newsml_message.xml").read_bytes())}
    agency = source("newsml", f"{site.url}/out/")
    assert verdicts(pull(agency)) == ["new", "kept", "kept", "kept", "withdrawn", "refused"]
    assert verdicts(pull(agency)) == []
    assert [asked.path for asked in site.asked].count("/out/m.xml") == 1


def test_a_document_of_a_list_that_is_away_keeps_no_other_out(site: Site) -> None:
    site.files |= {"/out/": File(b'["a.json", "b.json"]'), "/out/b.json": File(json.dumps(item("b")).encode())}
    assert verdicts(pull(source("ninjs", f"{site.url}/out/"))) == ["refused", "new"]


def test_files_are_taken_in_order_and_removed_and_kept_as_they_came(home: Path) -> None:
    source("ninjs")
    put(home, "2.json", json.dumps(item("boat", version="2", pubstatus="canceled")).encode())
    first = put(home, "1.json", json.dumps(item("boat", version="1")).encode(), age=timedelta(minutes=2))
    raw = first.read_bytes()
    lines = wire.read_arrivals(at=NOW, seconds=10)
    assert [line.verdict.value for line in lines] == ["new", "withdrawn"]
    assert shown() == set()
    assert list((home / "wire" / "inbox" / "partner").iterdir()) == []
    assert Document.objects.get(name="1.json").raw == raw
    assert wire.read_arrivals(at=NOW, seconds=10) == []


def test_a_file_that_is_still_on_its_way_waits(home: Path) -> None:
    source("ninjs")
    data = json.dumps(item("boat")).encode()
    put(home, ".hidden.json", data)
    put(home, "b.json.part", data)
    put(home, "c.json", data, age=timedelta())
    assert wire.read_arrivals(at=NOW, seconds=10) == []
    assert [line.words for line in wire.read_arrivals(at=NOW + timedelta(seconds=3), seconds=10)] == ["boat"]


def test_a_file_that_ends_too_early_gets_time(home: Path) -> None:
    source("ninjs")
    data = json.dumps(item("boat")).encode()
    path = put(home, "a.json", data[:50], age=timedelta(seconds=20))
    assert wire.read_arrivals(at=NOW, seconds=10) == []
    assert path.exists()
    put(home, "a.json", data, age=timedelta(seconds=10))
    assert [line.words for line in wire.read_arrivals(at=NOW, seconds=10)] == ["boat"]
    put(home, "b.json", data[:50], age=timedelta(seconds=70))
    assert [line.verdict.value for line in wire.read_arrivals(at=NOW, seconds=10)] == ["refused"]


def test_links_and_folders_in_the_folder_are_left_alone(home: Path) -> None:
    secret = home / "secret.json"
    secret.write_text(json.dumps(item("secret")))
    os.utime(secret, (NOW.timestamp() - 60,) * 2)
    source("ninjs")
    real = put(home, "real.json", json.dumps(item("real")).encode())
    (real.parent / "link.json").symlink_to(secret)
    (real.parent / "folder.json").mkdir()
    os.mkfifo(real.parent / "pipe.json")
    assert [line.words for line in wire.read_arrivals(at=NOW, seconds=10)] == ["real"]
    assert secret.exists()


def test_a_file_that_cannot_be_read_is_kept_and_one_that_is_too_large_is_put_aside(home: Path) -> None:
    source("newsml")
    put(home, "a.xml", b"<newsItem", age=timedelta(minutes=2))
    large = put(home, "b.xml", b"")
    with large.open("r+b") as file:
        file.truncate(200 * 1024 * 1024)
    os.utime(large, (NOW.timestamp() - 50,) * 2)
    put(home, "c.xml", (SAMPLES / "newsml_message.xml").read_bytes(), age=timedelta(seconds=10))
    lines = wire.read_arrivals(at=NOW, seconds=10)
    assert [line.verdict.value for line in lines[:3]] == ["refused", "refused", "new"]
    assert f"more than {MAX_DOCUMENT_BYTES:,} bytes" in lines[1].words
    assert Document.objects.get(name="a.xml").raw == b"<newsItem"
    assert (home / "wire" / "refused" / "partner" / "b.xml").exists()


def test_a_file_that_came_again_is_read_once(home: Path) -> None:
    source("ninjs")
    for _ in range(2):
        put(home, "a.json", json.dumps(item("boat")).encode())
        wire.read_arrivals(at=NOW, seconds=10)
    assert Document.objects.get().items == 1


def test_files_can_be_imported_as_sent_by_a_source(tmp_path: Path) -> None:
    source("ninjs", language="es", provider="Agencia")
    path = tmp_path / "a.json"
    path.write_text(json.dumps(item("barco")))
    (line,) = wire.import_files([path], source="partner")
    assert line.story is not None
    assert (line.story.provider, line.story.language) == ("Agencia", "es")
    assert Document.objects.get().source == Source.objects.get()
    with pytest.raises(wire.NoSuchSource, match="Sources: partner"):
        list(wire.import_files([path], source="other"))


def test_a_key_goes_to_the_host_of_the_source_alone(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRE_TOKEN_AGENCY", "a-secret")
    with Site() as other:
        other.files["/x"] = File(json.dumps(item("a")).encode())
        site.files["/feed"] = File(status=302, headers={"Location": f"{other.url}/x"})
        agency = source("ninjs", f"{site.url}/feed", token_name="WIRE_TOKEN_AGENCY")
        assert verdicts(pull(agency)) == ["new"]
        assert site.asked[0].headers["authorization"] == "Bearer a-secret"
        assert "authorization" not in other.asked[0].headers
    monkeypatch.setenv("SECRET_KEY", "the-station's-own")
    assert Source(token_name="SECRET_KEY").token == ""
