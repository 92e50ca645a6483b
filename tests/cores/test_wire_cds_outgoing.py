"""What is written for NPR, read back by our own reader of NPR's documents; and the checklist."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from groundwave.wire.core.cds_checklist import Standing, before_sending, fits_nprs_pages, for_nprs_pages, musts
from groundwave.wire.core.cds_outgoing import (
    Cut,
    OutCollection,
    OutPicture,
    OutQuote,
    OutRemark,
    OutSound,
    OutStory,
    collections_from,
    document_of,
    fingerprint_of,
)
from groundwave.wire.core.document import parse_document
from groundwave.wire.core.item import Paragraphs, PhotoBlock, PullQuote
from groundwave.wire.core.outcome import Parsed
from tests.partners.cds import _faults

AT = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
LEAD = OutPicture(
    "photo-1",
    "Owl",
    "An owl.",
    "A barn owl on a beam.",
    "Ana Ruiz",
    "Owl Hollow",
    (
        Cut("https://owl.example/media/w.jpg", 1600, 900, ("primary", "image-wide")),
        Cut("https://owl.example/media/s.jpg", 900, 900, ("image-square",)),
    ),
)
OTHER = replace(LEAD, key="photo-2", title="Mill")
SOUND = OutSound(
    "sound-1",
    "The owl calls",
    "https://owl.example/media/owl.mp3",
    "audio/mpeg",
    881_234,
    55,
    True,
    "https://owl.example/o",
)
WHOLE = OutStory(
    id="owl-7",
    service="s99",
    title="Owls return",
    teaser="They had been gone.",
    url="https://owl.example/news/2026-11-24/owls",
    published_at=AT,
    modified_at=AT + timedelta(hours=1),
    recommend_until=AT + timedelta(days=7),
    parts=("<p>They came back.</p>", OTHER, OutQuote("They are back.", "Ed Bell", ""), SOUND, "<p>The end.</p>"),
    lead=LEAD,
    bylines=("Rosa Quill", "Ed Bell"),
    remarks=(OutRemark("Correction", "It was Monday.", AT), OutRemark("Update", "They left.", AT, is_note=True)),
    collections=(OutCollection("1008", "topic"), OutCollection("319418027")),
)
BARE = replace(WHOLE, parts=("<p>Words.</p>",), lead=None, bylines=(), remarks=(), collections=())


@pytest.mark.parametrize("story", [WHOLE, BARE, replace(WHOLE, parts=()), replace(BARE, no_index=True, seo_title="S")])
def test_it_keeps_the_rules_of_the_profiles(story: OutStory) -> None:
    document = document_of(story)
    wrong = list(_faults(document, "owl-7"))
    assert wrong == ([] if document["layout"] else ["layout is required"])


def test_our_own_reader_of_nprs_documents_reads_it() -> None:
    (outcome,) = parse_document(json.dumps({"resources": [document_of(WHOLE)]}).encode(), filename="x.json")
    assert isinstance(outcome, Parsed), outcome
    item = outcome.item
    assert (item.headline, item.canonical_url, item.published_at) == (WHOLE.title, WHOLE.url, AT)
    assert item.modified_at == AT + timedelta(hours=1)
    assert [line.name for line in item.bylines] == ["Rosa Quill", "Ed Bell"]
    assert item.lead_photo is not None
    assert (item.lead_photo.photographer, item.lead_photo.agency) == ("Ana Ruiz", "Owl Hollow")
    assert [type(block) for block in item.body] == [Paragraphs, PhotoBlock, PullQuote, Paragraphs]
    assert [(audio.title, audio.seconds) for audio in item.audio] == [("The owl calls", 55)]
    assert [fix.text for fix in item.corrections] == ["It was Monday."]
    assert item.audio[0].transcript_url == "https://owl.example/o"
    assert [ref.external_id for ref in item.topics] == ["1008"]


def test_what_only_adds_to_a_story_is_a_note_and_no_correction() -> None:
    document = document_of(WHOLE)
    (note,) = (document["assets"][link["href"].rpartition("/")[2]] for link in document["notes"])
    assert (note["title"], note["text"]) == ("Update", "They left.")
    assert {"href": "/v1/profiles/has-notes", "rels": ["interface"]} in document["profiles"]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("arts = 1008\n\n owls=owl-topics ", {"arts": "1008", "owls": "owl-topics"}),
        ("", {}),
        ("arts 1008", None),
        ("arts = A/b", None),
        ("= 1008", None),
    ],
)
def test_collections_are_one_a_line(lines: str, found: dict[str, str] | None) -> None:
    if found is not None:
        assert collections_from(lines) == found
        return
    with pytest.raises(ValueError, match="Line 1"):
        collections_from(lines)


def test_the_same_story_has_the_same_fingerprint() -> None:
    assert fingerprint_of(document_of(WHOLE)) == fingerprint_of(document_of(replace(WHOLE)))
    assert fingerprint_of(document_of(WHOLE)) != fingerprint_of(document_of(replace(WHOLE, title="Other")))


@pytest.mark.parametrize(
    ("story", "standing", "lacking"),
    [
        (WHOLE, Standing(), set()),
        (WHOLE, Standing(partner="NPR"), {"Our own story"}),
        (WHOLE, Standing(hidden="under embargo"), {"Seen by the public"}),
        (WHOLE, Standing(is_sponsored=True), {"Not paid for"}),
        (replace(WHOLE, teaser="<b>Bold</b>"), Standing(), {"A teaser in plain words"}),
        (replace(WHOLE, teaser="", title=""), Standing(), {"A teaser in plain words", "A headline"}),
        (replace(WHOLE, parts=(SOUND,)), Standing(), {"Text that may be given"}),
    ],
)
def test_what_a_story_must_be(story: OutStory, standing: Standing, lacking: set[str]) -> None:
    failed = {check for check in musts(story, standing) if not check.fits}
    assert {check.what for check in failed} == lacking
    assert all(check.words for check in failed)


def test_changes_that_are_not_published_hold_up_the_first_sending() -> None:
    assert not before_sending(WHOLE, Standing(has_draft=True))[0].fits
    assert before_sending(WHOLE, Standing())[0].fits


@pytest.mark.parametrize(
    ("story", "hours", "fits"),
    [
        (WHOLE, 71, True),
        (WHOLE, 72, False),
        (replace(WHOLE, parts=("<p>Few words.</p>",)), 1, False),
        (replace(WHOLE, parts=("<p>" + "word " * 200 + "</p>",)), 1, True),
        (replace(WHOLE, lead=None), 1, False),
        (replace(WHOLE, lead=replace(LEAD, provider="")), 1, False),
        (replace(WHOLE, lead=replace(LEAD, cuts=LEAD.cuts[:1])), 1, True),  # a square is for the app alone
    ],
)
def test_what_nprs_pages_ask_for(story: OutStory, hours: int, fits: bool) -> None:
    at = AT + timedelta(hours=hours)
    assert fits_nprs_pages(story, at=at) is fits
    assert len(for_nprs_pages(story, at=at)) == 5
