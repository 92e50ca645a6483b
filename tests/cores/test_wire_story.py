"""From an item to what the newsroom takes in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from groundwave.wire.core.brands import copyright_owner_of, provider_of
from groundwave.wire.core.item import (
    LinkCard,
    Paragraphs,
    PhotoBlock,
    PullQuote,
    RelatedRef,
    WireAudio,
    WireByline,
    WireItem,
    WirePhoto,
)
from groundwave.wire.core.story import story_of

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PHOTO = WirePhoto("p1", "https://cdn.example/p.jpg", "p.jpg", None, 10, 10, "", "alt", "Ana Ruiz", "AP")
AUDIO = WireAudio("a1", "https://a.example/x.mp3?t=1&p=2", "audio/mpeg", 60, "Ferry", True, False, True, "")


def item(**changes: object) -> WireItem:
    given: dict[str, object] = {
        "format": "cds",
        "provider_key": "npr_cds",
        "external_id": "x-1",
        "headline": "A ferry",
        "published_at": NOON,
        "raw_sha256": "0" * 64,
    }
    return WireItem(**(given | changes))  # type: ignore[arg-type]


def test_pictures_keep_their_places_between_the_blocks() -> None:
    body = (Paragraphs("<p>One.</p>"), PhotoBlock(PHOTO), Paragraphs("<p>Two.</p>"))
    made = story_of(item(audio=(AUDIO,), body=body, lead_photo=PHOTO))
    assert [kind for kind, _ in made.fields["body"]] == ["audio", "text", "text"]
    assert [(placed.photo.external_id, placed.position) for placed in made.photos] == [("p1", None), ("p1", 2)]


def test_audio_is_linked_with_its_query_string_and_not_offered_for_download_unless_allowed() -> None:
    (_, audio), *_ = story_of(item(audio=(AUDIO,))).fields["body"]
    assert audio["url"] == "https://a.example/x.mp3?t=1&p=2"
    assert audio["downloadable"] is False


def test_audio_that_is_not_available_says_why() -> None:
    gone = WireAudio("a1", None, "", None, "", False, False, False, "Later today.")
    (_, audio), *_ = story_of(item(audio=(gone,))).fields["body"]
    assert (audio["url"], audio["message"], audio["title"]) == ("", "Later today.", "Audio")


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        (PullQuote("Go.", "A", "B"), "pull_quote"),
        (LinkCard("https://x.example/", ""), "link_card"),
        (RelatedRef("1", "https://x.example/", "Read"), "link_card"),
        (RelatedRef("1", None, "Read"), None),
        (Paragraphs("<p> </p>"), None),
    ],
)
def test_blocks(block: object, kind: str | None) -> None:
    assert [made for made, _ in story_of(item(body=(block,))).fields["body"]] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("modified", "shown"),
    [(None, False), (NOON, False), (NOON + timedelta(minutes=1), False), (NOON + timedelta(hours=1), True)],
)
def test_a_reader_is_told_of_real_updates_only(modified: datetime | None, shown: bool) -> None:
    assert (story_of(item(modified_at=modified)).fields["updated_at"] is not None) is shown


def test_a_byline_without_a_name_is_left_out() -> None:
    lines = (WireByline("", reference_url="/v1/documents/1"), WireByline("Petra Novak", "NPR"))
    assert story_of(item(bylines=lines)).fields["bylines"] == [("Petra Novak", "NPR")]


@pytest.mark.parametrize(
    ("changes", "provider"),
    [
        ({"provider_name": "Statehouse partners"}, "Statehouse partners"),
        ({"branding_hrefs": ("https://organization.api.npr.org/v4/services/s1",)}, "NPR"),
        ({"canonical_url": "https://www.partner.example/x"}, "partner.example"),
        ({}, "npr_cds"),
    ],
)
def test_whose_story_it_is(changes: dict[str, object], provider: str) -> None:
    assert provider_of(item(**changes)) == provider


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Copyright 2026 Partner Example", "Partner Example"),
        ("© 2026 NPR", "NPR"),
        ("(c) Partner, Inc. 2025", "Partner, Inc."),
        ("", "npr_cds"),
        ("Copyright 2026", "npr_cds"),
    ],
)
def test_the_owner_without_sign_and_year(line: str, owner: str) -> None:
    assert copyright_owner_of(item(copyright_owner=line)) == owner
