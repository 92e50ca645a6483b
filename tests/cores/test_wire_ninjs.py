"""ninjs of every version: text, pictures with their own rights, embargo, kill, and what an agency wraps around them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from groundwave.wire.core.document import parse_document
from groundwave.wire.core.item import Kind, Paragraphs, PhotoBlock, Status, WireByline, WireItem
from groundwave.wire.core.outcome import Outcome, Parsed, Reference, Rejected

SAMPLES = Path(__file__).parent.parent / "samples" / "wire"
NEEDED = {"uri": "urn:x:1", "versioncreated": "2026-11-20T10:00:00Z", "headline": "T"}


def outcomes(value: Any) -> tuple[Outcome, ...]:
    return parse_document(json.dumps(value).encode(), filename="f.json")


def with_text(fields: dict[str, Any]) -> dict[str, Any]:
    has_text = any(name.startswith("bod") for name in fields)
    return {**NEEDED, **({} if has_text else {"body_text": "It is."}), **fields}


def item(**fields: Any) -> WireItem:
    (outcome,) = outcomes(with_text(fields))
    assert isinstance(outcome, Parsed), outcome
    return outcome.item


def refusal(**fields: Any) -> Rejected:
    (outcome,) = outcomes(with_text(fields))
    assert isinstance(outcome, Rejected), outcome
    return outcome


def read(name: str) -> tuple[Outcome, ...]:
    return parse_document((SAMPLES / name).read_bytes(), filename=name)


def test_version_1_is_read_whole() -> None:
    (outcome,) = read("ninjs_1.json")
    assert isinstance(outcome, Parsed)
    found = outcome.item
    assert (found.format, found.format_version, found.external_id, found.version_number) == (
        "ninjs",
        "1",
        "urn:cascara:item:1001",
        3,
    )
    assert found.body == (Paragraphs("<p>The board said <b>yes</b>.</p><p>It was 5 to 2.</p>"),)
    assert found.dateline == "PORT ANSEL, Wash."
    assert found.bylines == (WireByline("Mona Reyes", "Cascara Wire"),)
    assert found.hold_until == datetime(2026, 11, 21, 13, 1, tzinfo=UTC)
    assert found.published_at == datetime(2026, 11, 20, 14, tzinfo=UTC)
    assert found.modified_at == datetime(2026, 11, 20, 16, 5, tzinfo=UTC)
    assert (found.previous_ids, found.other_ids) == (("urn:cascara:item:0990",), ("1001", "boat-vote"))
    assert found.is_correction
    assert [ref.title for ref in found.topics] == ["Transportation"]
    assert (found.provider_name, found.copyright_owner, found.usage_terms) == (
        "Cascara Wire",
        "Cascara Wire",
        "No archiving after 30 days.",
    )
    assert "the text held a form, which was left out" in found.notes


def test_a_picture_comes_with_its_own_rights_and_a_fitting_rendition() -> None:
    (outcome,) = read("ninjs_1.json")
    assert isinstance(outcome, Parsed)
    photo = outcome.item.lead_photo
    assert photo
    assert (photo.external_id, photo.url) == ("urn:cascara:pic:7", "https://pics.cascara.example/7-1600.jpg")
    assert (photo.photographer, photo.agency) == ("Ike Tran", "Harbor Photo")
    assert (photo.usage_terms, photo.expires_at) == ("Not for sale.", datetime(2027, 1, 1, tzinfo=UTC))
    assert photo.caption == "The boat at dock &amp; late."
    (dropped,) = outcome.item.dropped
    assert (dropped.external_id, dropped.reason) == ("urn:cascara:pic:8", "its source canceled it")


def test_an_envelope_holds_a_story_a_kill_and_a_picture() -> None:
    story, kill, picture = read("ninjs_envelope.json")
    assert isinstance(story, Parsed)
    assert story.item.headline == "Board keeps the winter boat"
    assert story.item.format_version == "2.1"
    assert story.item.body == (Paragraphs("<h3>Late</h3><p>The <em>board</em> said yes.</p>"),)
    (sound,) = story.item.audio
    assert (sound.url, sound.seconds, sound.title) == ("https://a.cascara.example/1.mp3?n=1", 61, "Hear it")
    assert [ref.external_id for ref in story.item.related] == ["urn:cascara:item:1990"]
    assert isinstance(kill, Parsed)
    assert (kill.item.withdrawn, kill.item.status, kill.item.version) == (True, Status.CANCELED, "9")
    assert isinstance(picture, Parsed)
    assert picture.item.kind is Kind.PICTURE
    assert picture.item.lead_photo
    assert picture.item.lead_photo.url == "https://pics.cascara.example/m.jpg"


@pytest.mark.parametrize(
    ("fields", "version"),
    [
        ({}, "1"),
        ({"bodies": [], "body_text": "x"}, "2"),
        ({"versionCreated": "2026-11-20T10:00:00Z"}, "3"),
        ({"standard": {"name": "ninjs", "version": "2.1"}}, "2.1"),
        ({"standard": [{"name": "ninjs", "version": "ninjs-3.3"}]}, "3.3"),
    ],
)
def test_which_version_it_is(fields: dict[str, Any], version: str) -> None:
    assert item(**fields).format_version == version


@pytest.mark.parametrize(
    "fields",
    [
        {"pubstatus": "canceled"},
        {"pubStatus": "Cancelled"},
        {"pubstatus": "usable", "pubStatus": "canceled"},
        {"pubStatus": "canceled", "pubstatus": "usable"},
        {"signals": [{"code": "sig:kill"}]},
        {"pubstatus": "canceled", "headline": ["?"], "versioncreated": 5, "body_xhtml": "<div>" * 300},
    ],
)
def test_a_kill_gets_through_whatever_else_is_wrong(fields: dict[str, Any]) -> None:
    found = item(**fields)
    assert found.withdrawn
    assert found.status is Status.CANCELED


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"pubstatus": "withheld"}, "the source withholds it"),
        ({"pubstatus": "perhaps"}, "“perhaps” is not known"),
        ({"embargoed": "2026-11-24T05:01:00"}, "its embargo (embargoed) names no instant"),
        ({"embargoed": "2026-11-24"}, "its embargo (embargoed) names no instant"),
        ({"embargoed": 20261124}, "its embargo is not a date"),
        ({"expires": "never"}, "its end (expires) names no instant"),
        ({"headline": "KILL: The boat"}, "the headline starts with KILL"),
        ({"ednote": "WITHHOLD: wait for the desk"}, "the editor's note starts with WITHHOLD"),
        ({"body_text": None}, "it came without its text"),
        ({"editorialtypes": ["HoldForRelease"]}, "the source marks it as “holdforrelease”"),
        ({"headline": "Advisory board meets"}, ""),
        ({"embargoed": "2026-11-24T05:01:00Z"}, ""),
        ({"embargoed": None}, ""),
    ],
)
def test_when_a_person_must_look_first(fields: dict[str, Any], said: str) -> None:
    found = item(**fields)
    assert not found.withdrawn
    assert said in found.needs_editor
    assert bool(found.needs_editor) == bool(said)


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"versioncreated": "2026-11-20T10:00:00"}, "versioncreated", "has no time zone"),
        ({"versioncreated": None}, "versioncreated", "missing"),
        ({"headline": ""}, "title", "missing"),
        ({"uri": ""}, "uri", "missing"),
        ({"uri": "x" * 501}, "uri", "501 characters"),
        ({"type": "planning"}, "type", "“planning” is nothing that is published"),
        ({"representationtype": "incomplete", "body_text": None}, "representationtype", "ask it for the whole item"),
        ({"bodies": [{"contenttype": "a/pdf", "value": "%PDF"}]}, "body", "“a/pdf” cannot be shown"),
        ({"body_xhtml": "<div>" * 300}, "body", ""),
        ({"body_xhtml": "x" * 300_001}, "body", "300,001 characters"),
        ({"body_nitf": "<nitf><!ENTITY"}, "body_nitf", ""),
    ],
)  # fmt: skip
def test_what_is_refused(fields: dict[str, Any], field: str, said: str) -> None:
    refused = refusal(**fields)
    assert refused.field == field
    assert said in refused.reason


@pytest.mark.parametrize(
    ("fields", "html"),
    [
        ({"body_text": "One & two.\n\nThree."}, "<p>One &amp; two.</p><p>Three.</p>"),
        ({"body_text": "<p>Was HTML.</p>"}, "<p>Was HTML.</p>"),
        ({"body_html": "<p>A</p>", "body_text": "B"}, "<p>A</p>"),
        ({"bodies": [{"role": "caption", "value": "no"}, {"role": "main", "value": "yes"}]}, "<p>yes</p>"),
        ({"bodies": [{"contentType": "application/xhtml+xml", "value": "<p>x</p>"}]}, "<p>x</p>"),
        ({"bodies": {"value": "one", "contenttype": "text/plain; charset=utf-8"}}, "<p>one</p>"),
    ],
)
def test_which_text_is_taken(fields: dict[str, Any], html: str) -> None:
    assert item(**fields).body == (Paragraphs(html),)


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("The board said yes.", "PORT ANSEL, Wash."),
        ("PORT ANSEL, Wash. — The board said yes.", ""),
        ("Port Ansel — The board.", ""),
        ("SEATTLE (CW) — The board.", ""),
    ],
)
def test_a_dateline_is_not_said_twice(text: str, dateline: str) -> None:
    assert item(body_text=text, located="PORT ANSEL, Wash.").dateline == dateline


def test_several_pictures_follow_the_text_and_one_under_a_longer_embargo_is_left_out() -> None:
    def picture(name: str, **more: Any) -> dict[str, Any]:
        rendition = {"href": f"https://p.example/{name}.jpg", "contenttype": "image/jpeg"}
        return {"name": name, "uri": name, "type": "picture", "renditions": [rendition], **more}

    given = [picture("b"), picture("c", embargoed="2030-01-01T00:00:00Z"), picture("featuremedia"), picture("d")]
    found = item(body_text="x", associations=given, embargoed="2026-12-01T00:00:00Z")
    assert found.lead_photo
    assert found.lead_photo.external_id == "featuremedia"
    assert [block.photo.external_id for block in found.body if isinstance(block, PhotoBlock)] == ["b", "d"]
    assert "embargoed until 2030-01-01" in found.dropped[0].reason


def test_a_package_gives_the_stories_that_it_holds() -> None:
    inner = {**NEEDED, "uri": "urn:x:2", "body_text": "x"}
    package, story = outcomes({**NEEDED, "type": "composite", "associations": {"a": inner, "b": {"uri": "urn:x:3"}}})
    assert isinstance(package, Reference)
    assert isinstance(story, Parsed)
    assert story.item.external_id == "urn:x:2"


def test_a_package_that_holds_itself_ends() -> None:
    package: dict[str, Any] = {**NEEDED, "type": "composite", "body_": "", "associations": {}}
    for _ in range(20):
        package = {**NEEDED, "type": "composite", "associations": {"a": package}}
    assert len(outcomes(package)) == 1


def test_terms_may_be_a_list_or_an_object() -> None:
    found = item(usageterms=["No use in Japan.", "", "No archiving."], rightsinfo={"usageterms": "Web only."})
    assert found.usage_terms == "No use in Japan. No archiving. Web only."


def test_what_superdesk_writes_is_ninjs_too() -> None:
    given = {name: value for name, value in NEEDED.items() if name != "uri"}
    (outcome,) = outcomes({**given, "guid": "urn:newsml:localhost:1", "version": "1", "priority": 6})
    assert isinstance(outcome, Parsed)
    assert outcome.item.external_id == "urn:newsml:localhost:1"
