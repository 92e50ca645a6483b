"""NewsML-G2: items, packages and messages; status, signals, embargo, and what puts a picture with a story."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from groundwave.wire.core.document import parse_document
from groundwave.wire.core.item import Kind, Paragraphs, Status, WireByline, WireItem
from groundwave.wire.core.outcome import Outcome, Parsed, Reference, Rejected

SAMPLES = Path(__file__).parent.parent / "samples" / "wire"
TEXT = '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">{}</html></inlineXML>'

OLD_NITF = (
    '<inlineXML contenttype="application/nitf+xml"><nitf xmlns=""><body><body.content><p>Old.</p></body.content>'
    "</body></nitf></inlineXML>"
)


def outcome(meta: str = "", content: str = "", body: str = "", rights: str = "", guid: str = "g-1") -> Outcome:
    created = "" if "<versionCreated" in meta else "<versionCreated>2026-11-20T10:00:00Z</versionCreated>"
    headline = "" if "<headline" in content else "<headline>T</headline>"
    text = (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2">'
        f"<rightsInfo>{rights}</rightsInfo><itemMeta>{created}{meta}</itemMeta>"
        f"<contentMeta>{headline}{content}</contentMeta><contentSet>{body}</contentSet></newsItem>"
    )
    (found,) = parse_document(text.encode(), filename="f.xml")
    return found


def item(meta: str = "", content: str = "", body: str = "", rights: str = "") -> WireItem:
    found = outcome(meta, content, body, rights)
    assert isinstance(found, Parsed), found
    return found.item


def message() -> tuple[Outcome, ...]:
    name = "newsml_message.xml"
    return parse_document((SAMPLES / name).read_bytes(), filename=name)


def test_a_message_is_read_whole() -> None:
    package, text, *others = message()
    assert isinstance(package, Reference)
    assert isinstance(text, Parsed)
    found = text.item
    assert (found.format, found.format_version, found.version) == ("newsml-g2", "2.29", "4")
    assert found.headline == "Board keeps the winter boat"
    assert found.body == (
        Paragraphs(
            "<p>The <em>board</em> said yes, Ann Lee said.</p><h3>Late</h3><p>It was "
            '<a href="https://cascara.example/vote" rel="noopener">5 to 2</a>.</p>'
            "<blockquote><p>We are late.</p></blockquote>"
        ),
    )
    assert (found.dateline, found.contribution_note) == ("PORT ANSEL, Wash.", "Ike Tran contributed.")
    assert found.bylines == (WireByline("Mona Reyes"),)
    assert found.hold_until == datetime(2026, 11, 21, 13, 1, tzinfo=UTC)
    assert (found.signals, found.previous_ids) == (("correction",), ("tag:cascara.example,2026:text-0",))
    assert (found.provider_name, found.usage_terms, found.urgency) == ("Cascara Wire", "No use in print.", 3)
    assert [type(other) for other in others] == [Parsed, Parsed, Parsed, Parsed, Rejected]


def test_a_package_and_a_link_put_pictures_and_sound_with_a_story() -> None:
    _, text, picture, *_ = message()
    assert isinstance(text, Parsed)
    assert isinstance(picture, Parsed)
    found = text.item
    assert found.lead_photo == picture.item.lead_photo
    assert found.lead_photo
    assert found.lead_photo.url == "https://pics.cascara.example/1-w.jpg"
    assert (found.lead_photo.photographer, found.lead_photo.agency) == ("Ike Tran", "Harbor/CW")
    assert found.lead_photo.usage_terms == "Not for sale."
    assert [sound.url for sound in found.audio] == ["https://a.cascara.example/1.mp3"]
    assert [(gone.external_id[-6:], gone.reason) for gone in found.dropped] == [
        (":pic-2", "it is embargoed until 2026-12-01 00:00 UTC, longer than the story"),
        ("gone-1", "its source canceled it"),
    ]


def test_a_killed_picture_is_a_kill() -> None:
    *_, gone, _ = message()
    assert isinstance(gone, Parsed)
    assert (gone.item.kind, gone.item.withdrawn, gone.item.editor_note) == (Kind.PICTURE, True, "Wrong person shown.")


@pytest.mark.parametrize(
    "meta",
    [
        '<pubStatus qcode="stat:canceled"/>',
        '<pubStatus qcode="s:Canceled"/>',
        '<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>',
        '<pubStatus qcode="stat:usable"/><signal qcode="sig:kill"/>',
        '<pubStatus qcode="stat:canceled"/><versionCreated>soon</versionCreated>',
    ],
)
def test_a_kill(meta: str) -> None:
    found = item(meta)
    assert (found.withdrawn, found.status, found.version) == (True, Status.CANCELED, "2")


@pytest.mark.parametrize(
    ("meta", "said"),
    [
        ('<pubStatus qcode="stat:withheld"/>', "withholds"),
        ('<pubStatus qcode="stat:maybe"/>', "not known"),
        ("<embargoed/>", "embargoed until further notice"),
        ("<embargoed>2026-11-24T05:01:00</embargoed>", "names no instant"),
        ("<edNote>KILL the earlier story</edNote>", "starts with KILL"),
        ('<pubStatus qcode="stat:usable"/><embargoed>2026-11-24T05:01:00Z</embargoed>', ""),
    ],
)
def test_when_a_person_must_look_first(meta: str, said: str) -> None:
    found = item(meta, body=TEXT.format("<body><p>It is.</p></body>"))
    assert said in found.needs_editor
    assert bool(found.needs_editor) == bool(said)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        (TEXT.format("<head><title>no</title></head><body><p>Yes &amp; no.</p></body>"), "<p>Yes &amp; no.</p>"),
        ('<inlineXML contenttype="application/xhtml+xml"><p>Bare.</p></inlineXML>', "<p>Bare.</p>"),
        ('<inlineData contenttype="text/plain">1\n\n2 &lt;b&gt;.</inlineData>', "<p>1</p><p>2 &lt;b&gt;.</p>"),
        ('<inlineData contenttype="text/html">&lt;p&gt;One.&lt;/p&gt;</inlineData>', "<p>One.</p>"),
        (OLD_NITF, "<p>Old.</p>"),
        (TEXT.format("<body><script>alert(1)</script><p>In</p><style>p{}</style></body>"), "<p>In</p>"),
    ],
)  # fmt: skip
def test_which_text_is_taken(body: str, html: str) -> None:
    assert item(body=body).body == (Paragraphs(html),)


def test_a_text_elsewhere_is_not_fetched_and_waits() -> None:
    found = item(body='<remoteContent href="https://x.example/t.xml" contenttype="application/nitf+xml"/>')
    assert found.needs_editor == "its text is in another file, which is not fetched"


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        (outcome(meta="<versionCreated>2026-11-20T10:00:00</versionCreated>"), "versionCreated", "no time zone"),
        (outcome(guid=""), "guid", "missing"),
        (outcome(content="<headline/>"), "title", "missing"),
        (outcome(body='<inlineXML contenttype="x/y"><z xmlns="urn:z"/></inlineXML>'), "contentSet", "no text"),
    ],
)
def test_what_is_refused(given: Outcome, field: str, said: str) -> None:
    assert isinstance(given, Rejected)
    assert given.field == field
    assert said in given.reason


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("<by>By Ann Lee and Ike Tran</by><creator><name>Other</name></creator>", ["Ann Lee and Ike Tran"]),
        ("<creator><name>Ann Lee</name></creator><creator><name>Ike Tran</name></creator>", ["Ann Lee", "Ike Tran"]),
        ('<creator qcode="staff:5"/>', []),
    ],
)
def test_who_wrote_it(content: str, names: list[str]) -> None:
    assert [line.name for line in item(content=content).bylines] == names
