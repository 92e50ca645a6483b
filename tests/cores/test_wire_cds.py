"""CDS documents: what we take, what we leave out and why, what we refuse."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from groundwave.wire.core.document import parse_document
from groundwave.wire.core.item import (
    AudioBlock,
    LinkCard,
    Paragraphs,
    PhotoBlock,
    PullQuote,
    RelatedRef,
    WireByline,
    WireCorrection,
    WireRef,
)
from groundwave.wire.core.outcome import Parsed, Reference, Rejected
from groundwave.wire.core.resolve import references_in, resolve, unresolved
from tests.samples.wire.cds import RESTRICTED, STORY, item_of, outcome_of, read, small, story


def test_a_story_is_read_whole() -> None:
    item = item_of(STORY)
    assert (item.format, item.provider_key, item.external_id) == ("cds", "npr_cds", "nx-s1-7700210")
    assert item.headline == "An orchard valley teaches its frost fans to sleep in"
    assert item.teaser.startswith("For sixty years the fans of Orrin Valley woke everyone at 3 a.m. A cooperative & a")
    assert item.contribution_note == "Hal Brandt contributed reporting."
    assert item.canonical_url == "https://www.example.org/2026/11/18/nx-s1-7700210/frost-fans"
    assert item.owner_hrefs == ("https://organization.api.npr.org/v4/services/s1",)
    assert item.version == "2026-11-19T09:40:13.250Z"
    assert not item.no_index
    assert not item.withdrawn
    assert item.needs_editor == ""


def test_publish_and_modified_dates_come_each_from_its_own_field() -> None:
    item = item_of(STORY)
    assert item.published_at == datetime(2026, 11, 18, 11, 5, tzinfo=UTC)
    assert item.modified_at == datetime(2026, 11, 19, 9, 40, 12, tzinfo=UTC)
    assert item.visible_from == item.published_at


def test_the_body_is_the_layout_in_order() -> None:
    body = item_of(STORY).body
    assert [type(block) for block in body] == [
        Paragraphs, RelatedRef, Paragraphs, PhotoBlock, PullQuote, LinkCard, PhotoBlock, PhotoBlock, AudioBlock,
        LinkCard, LinkCard, Paragraphs,
    ]  # fmt: skip
    assert body[2] == Paragraphs("<h3>What the sensors saw</h3>")
    assert body[4] == PullQuote("We gave the cold a curfew.", "Tess Amado", "apple grower")
    assert body[9] == LinkCard("https://www.youtube.com/watch?v=aB3_-xyz012", "A fan at dawn")
    assert body[10] == LinkCard("https://grants.example.gov/frost", "The grant report")


def test_texts_are_wrapped_escaped_and_joined() -> None:
    (first, *_) = item_of(STORY).body
    assert isinstance(first, Paragraphs)
    assert first.html.endswith(
        "</p><p>That is new. The old schedule "
        '<a href="https://www.example.org/2025/04/02/nx-s1-7700188/fans" rel="noopener">ran on a timer</a>'
        " &amp; a guess.</p>"
    )


def test_an_embedded_page_becomes_a_link_with_the_title_of_the_block() -> None:
    assert LinkCard("https://maps.example.org/embed/orrin", "Sensor map") in item_of(STORY).body


def test_no_script_survives() -> None:
    for trace in ("<script", "alert(", "track("):
        assert trace not in repr(item_of(STORY))


def test_what_stands_beside_the_text_is_left_out() -> None:
    assert "More from the valley" not in repr(item_of(STORY).body)


@pytest.mark.parametrize("zone", ["rail", "zone-rail", "footer", "subnav", "alt", "zone-topareastories"])
def test_zones_are_not_body(zone: str) -> None:
    assert item_of(small("text", [zone], text="x")).body == ()


def test_bylines_collections_and_related_are_named_by_other_documents() -> None:
    outcomes = (*read("cds_story.json"), *read("cds_linked.json"))
    item = item_of(STORY)
    assert item.bylines == (
        WireByline("", reference_url="/v1/documents/7707001"),
        WireByline("The Valley Wire"),
    )
    assert item.collections[0] == WireRef("/v1/documents/7701001", ("topic", "slug"))
    assert unresolved(item) == ("7707001", "7701001", "7701002", "nx-s1-7700188")
    named = resolve(item, references_in(outcomes))
    assert [byline.name for byline in named.bylines] == ["Noor Ashby", "The Valley Wire"]
    assert [(ref.title, ref.rels) for ref in named.collections] == [
        ("Agriculture", ("topic", "slug")),
        ("Daybreak Edition", ("program",)),
    ]
    page = "https://www.example.org/2025/04/02/nx-s1-7700188/fans"
    assert named.related == (RelatedRef("nx-s1-7700188", page, "The night of the fans"),)
    assert RelatedRef("nx-s1-7700188", page, "Last spring: the night of the fans") in named.body
    assert unresolved(named) == ()
    assert [ref.title for ref in named.topics] == ["Agriculture"]


def test_an_unknown_byline_is_not_invented() -> None:
    named = resolve(item_of(STORY), {})
    assert named.bylines[0].name == ""
    assert "bylines: the name is in document 7707001, which is not here" in named.notes


def test_a_byline_may_link_to_a_biography_directly() -> None:
    item = item_of(story(bylines=[{"href": "/v1/documents/7707001"}]))
    assert item.bylines == (WireByline("", reference_url="/v1/documents/7707001"),)


def test_documents_that_stories_point_to_are_references() -> None:
    biography, transcript, topic, program, linked = read("cds_linked.json")
    assert biography == Reference(
        "7707001",
        "biography",
        "Noor Ashby",
        "<p>Noor Ashby reports on farms and weather.</p>",
        "https://www.example.org/people/7707001/noor-ashby",
    )
    assert isinstance(transcript, Reference)
    assert transcript.text == "<p>NOOR ASHBY:</p><p>Listen.</p>"
    assert isinstance(topic, Reference)
    assert isinstance(program, Reference)
    assert isinstance(linked, Parsed)


def test_corrections_carry_their_date() -> None:
    assert item_of(STORY).corrections == (
        WireCorrection(
            "An earlier version gave the wrong number of fans. There are 212.",
            datetime(2026, 11, 19, 9, 40, tzinfo=UTC),
        ),
    )


def test_hard_cases_each_have_their_own_end() -> None:
    restricted, future, bare, unknown, untitled, loose = read("cds_hard_cases.json", "s9")
    assert isinstance(restricted, Rejected)
    assert (restricted.document_id, restricted.field) == ("hard-restricted", RESTRICTED)
    assert isinstance(future, Parsed)
    assert future.item.visible_from == datetime(2032, 6, 1, 12, tzinfo=UTC)
    assert isinstance(bare, Parsed)
    assert bare.item.body == ()
    assert unknown == Rejected("hard-unknown", "profiles", "the type “weather-balloon” is not known")
    assert untitled == Rejected("hard-no-title", "title", "empty")
    assert isinstance(loose, Parsed)
    assert loose.item.body == (Paragraphs("<p>no tags &amp; a bare ampersand</p>"),)
    assert [sound.message for sound in loose.item.audio] == ["Audio comes after the broadcast."]
    assert loose.item.lead_photo
    notes = "\n".join(loose.item.notes)
    for said in ("gone", "sound-elsewhere", "words-elsewhere", "words-far", "has no address", "has no file"):
        assert said in notes


def test_a_restricted_document_is_ours_when_we_are_in_the_list() -> None:
    assert isinstance(read("cds_hard_cases.json", "s77")[0], Parsed)


@pytest.mark.parametrize("kind", ["biography", "topic"])
def test_a_restricted_reference_is_refused_too(kind: str) -> None:
    profiles = [{"href": f"/v1/profiles/{kind}", "rels": ["type"]}]
    assert isinstance(outcome_of({"id": "r", "title": "R", "profiles": profiles, RESTRICTED: True}), Rejected)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": None}, "id"),
        ({"id": 7}, "id"),
        ({"id": "with space"}, "id"),
        ({"id": "x" * 501}, "id"),
        ({"title": None}, "title"),
        ({"title": ["x"]}, "title"),
        ({"title": " <b></b> "}, "title"),
        ({"title": "x" * 2001}, "title"),
        ({"publishDateTime": None}, "publishDateTime"),
        ({"publishDateTime": 20261118}, "publishDateTime"),
        ({"publishDateTime": "yesterday"}, "publishDateTime"),
        ({"publishDateTime": "2026-11-18T06:05:00"}, "publishDateTime"),
        ({"profiles": None}, "profiles"),
        ({"profiles": "story"}, "profiles"),
        ({"profiles": [{"href": "/v1/profiles/story"}]}, "profiles"),
        ({"profiles": [{"href": "/v1/profiles/story", "rels": "type"}]}, "profiles"),
        (
            {
                "profiles": [
                    {"href": "/v1/profiles/story", "rels": ["type"]},
                    {"href": "/v1/profiles/topic", "rels": ["type"]},
                ]
            },
            "profiles",
        ),
        ({"layout": [{"href": "#/assets/t-1"}] * 2001}, "layout"),
    ],
)
def test_a_refusal_names_its_field(changes: dict[str, Any], field: str) -> None:
    outcome = outcome_of({"resources": [story(**changes)]})
    assert isinstance(outcome, Rejected)
    assert outcome.field == field
    assert outcome.reason


def test_a_bare_date_is_eastern_standard_time_all_year() -> None:
    assert item_of(story(publishDateTime="2026-07-01")).published_at == datetime(2026, 7, 1, 5, tzinfo=UTC)


def test_an_unreadable_modified_date_costs_only_itself() -> None:
    item = item_of(story(editorialLastModifiedDateTime="soon"))
    assert item.modified_at is None
    assert any("editorialLastModifiedDateTime" in note for note in item.notes)


@pytest.mark.parametrize(("value", "expected"), [(True, True), ("yes", True), (False, False), (None, False)])
def test_an_odd_robots_flag_hides_rather_than_shows(value: object, expected: bool) -> None:
    assert item_of(story(robotsNoIndex=value)).no_index is expected


def test_a_long_headline_is_cut_at_a_word_with_a_note() -> None:
    item = item_of(story(title="orchard " * 60))
    assert len(item.headline) <= 300
    assert item.headline.endswith("orchard…")
    assert "“title” was cut to 300 characters" in item.notes


@pytest.mark.parametrize(
    ("title", "held"),
    [
        ("KILL: orchard story", True),
        ("ADVISORY on budget", True),
        ("Advisory board meets", False),
        ("KILLER frost", False),
    ],
)
def test_a_headline_that_announces_a_kill_waits_for_an_editor(title: str, held: bool) -> None:
    assert bool(item_of(story(title=title)).needs_editor) is held


def test_the_type_is_found_by_its_rel_and_by_the_last_part_of_its_address() -> None:
    profiles = [
        {"href": "/v1/profiles/topic", "rels": ["interface"]},
        {"href": "https://content.api.npr.org/v1/profiles/story", "rels": ["x", "type"]},
    ]
    assert item_of(story(profiles=profiles)).external_id == "nx-s1-7700210"


def test_a_canonical_page_must_be_a_web_page() -> None:
    item = item_of(story(webPages=[{"href": "javascript:x", "rels": ["canonical"]}]))
    assert item.canonical_url is None


def test_the_fingerprint_is_of_the_document_and_not_of_the_order_of_its_names() -> None:
    turned = dict(reversed(list(STORY.items())))
    assert item_of(turned).raw_sha256 == item_of(STORY).raw_sha256
    assert item_of(story(teaser="other")).raw_sha256 != item_of(STORY).raw_sha256


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("text", {"text": "a < b"}, (Paragraphs("<p>a &lt; b</p>"),)),
        ("text", {"text": 5}, ()),
        ("html-block", {"html": "<script>x</script>"}, ()),
        ("pull-quote", {"quote": "<i>Q</i>"}, (PullQuote("Q", "", ""),)),
        ("pull-quote", {"attributionParty": "A"}, ()),
        ("promo-card", {"documentLink": {"href": "/v1/documents/n-1"}, "title": "T"}, (RelatedRef("n-1", None, "T"),)),
        ("promo-card", {"externalLink": {"href": "https://a.example/"}}, (LinkCard("https://a.example/", "https://a.example/"),)),
        ("external-link", {"externalLink": "https://a.example/"}, ()),
        ("youtube-video", {"videoId": "a&b=c"}, ()),
        ("youtube-video", {}, ()),
        ("hologram", {"text": "x"}, ()),
    ],
)  # fmt: skip
def test_each_kind_of_part(kind: str, fields: dict[str, Any], expected: tuple[object, ...]) -> None:
    item = item_of(small(kind, **fields))
    assert item.body == expected
    assert expected or any("part “x”" in note for note in item.notes)


def test_containers_that_hold_each_other_come_to_an_end() -> None:
    document = small("list", layout=[{"href": "#/assets/x"}] * 400)
    item = item_of(document)
    assert item.body == ()
    assert "layout: part “x” is linked twice and was taken once" in item.notes


def test_a_document_may_come_without_envelope_or_in_a_list() -> None:
    assert item_of(STORY) == item_of([STORY]) == item_of({"resources": [STORY]})


def test_the_same_id_twice_is_taken_once() -> None:
    outcomes = parse_document(json.dumps([STORY, STORY]).encode(), filename="f")
    assert [type(outcome) for outcome in outcomes] == [Parsed, Rejected]


def test_an_empty_answer_is_no_error() -> None:
    assert parse_document(b'{"resources": []}', filename="f") == ()
