"""JSON Feed 1.0 and 1.1."""

from datetime import UTC, datetime
from pathlib import Path

from groundwave.wire.core.document import parse_document
from groundwave.wire.core.item import LinkCard, Paragraphs, WireByline
from groundwave.wire.core.item_json import item_as_json, item_from_json
from groundwave.wire.core.outcome import Parsed, Rejected

SAMPLES = Path(__file__).parent.parent / "samples" / "wire"


def test_a_feed_is_read_whole() -> None:
    name = "partner.feed.json"
    first, untitled, zoneless, empty, no_object = parse_document((SAMPLES / name).read_bytes(), filename=name)
    assert isinstance(first, Parsed)
    item = first.item
    assert (item.format, item.format_version, item.external_id) == ("json feed", "1.1", "c-1")
    assert item.body == (
        Paragraphs('<p>The <a href="https://capitol.example/board" rel="noopener">board</a> said yes.</p>'),
        LinkCard("https://maps.example.org/x", "The route"),
    )
    assert item.canonical_url == "https://capitol.example/news/ferry"
    assert item.modified_at == datetime(2026, 11, 20, 14, tzinfo=UTC)
    assert item.bylines == (WireByline("Mona Reyes"),)
    assert [ref.title for ref in item.topics] == ["Coast"]
    assert (item.audio[0].url, item.audio[0].seconds) == ("https://capitol.example/a.mp3?src=1", 61)
    assert item.lead_photo
    assert isinstance(untitled, Parsed)
    assert (untitled.item.external_id, untitled.item.headline) == ("7", "No title here. Second & last.")
    assert untitled.item.bylines == (WireByline("Ike Tran"),)
    assert [(one.document_id, one.field) for one in (zoneless, empty, no_object) if isinstance(one, Rejected)] == [
        ("c-3", "date_published"),
        ("c-4", "title"),
        ("#5", "items"),
    ]


def test_an_item_of_any_format_can_be_written_as_json_and_read_again() -> None:
    names = ["cds_story.json", "cds_hard_cases.json", "ninjs_1.json", "ninjs_envelope.json", "newsml_message.xml"]
    for name in [*names, "partner.feed.json", "partner.rss.xml", "partner.atom.xml"]:
        for outcome in parse_document((SAMPLES / name).read_bytes(), filename=name):
            if isinstance(outcome, Parsed):
                assert item_from_json(item_as_json(outcome.item)) == outcome.item
