"""Pictures and sound of CDS documents: the right file, the right credit, and nothing that is not ours."""

from typing import Any

import pytest

from groundwave.wire.core.item import (
    AudioBlock,
    DroppedAsset,
    PhotoBlock,
)
from tests.samples.wire.cds import RESTRICTED, STORY, item_of, story, with_part


def test_the_lead_photo_is_not_shown_twice() -> None:
    item = item_of(STORY)
    assert item.lead_photo
    assert item.lead_photo.external_id == "fans"
    shown = [block.photo.external_id for block in item.body if isinstance(block, PhotoBlock)]
    assert shown == ["class", "g-1", "g-2"]


def test_a_photo_keeps_photographer_and_agency_apart_and_its_own_name() -> None:
    photo = item_of(with_part("fans", producer="Ines Calder / The / Slashes", provider="A | B")).lead_photo
    assert photo
    assert (photo.photographer, photo.agency) == ("Ines Calder / The / Slashes", "A | B")
    assert (photo.width, photo.height) == (1600, 900)
    assert photo.original_name == "frost-fans.jpg"
    assert photo.template
    assert "{width}" in photo.template
    assert photo.caption == "Frost fans above the <em>Amado</em> rows on Nov. 9."
    assert photo.alt == "Tall fans stand over bare apple trees at dawn."


def test_without_alternative_text_the_caption_stands_in() -> None:
    photo = item_of(with_part("fans", altText=None)).lead_photo
    assert photo
    assert photo.alt == "Frost fans above the Amado rows on Nov. 9."


@pytest.mark.parametrize(
    ("enclosures", "expected"),
    [
        ([("a", 3000, ["primary"]), ("b", 1600, ["image-wide"])], "b"),
        ([("a", 1900, ["primary"]), ("b", 1600, ["image-wide"])], "b"),
        ([("a", 3000, ["primary"]), ("b", 900, ["image-square"])], "b"),
        ([("a", 3000, ["primary"])], "a"),
        ([("a", 3000, []), ("b", 2600, ["image-wide"])], "b"),
        ([("a", None, []), ("b", 1200, ["image-brick"])], "a"),
    ],
)
def test_the_best_rendition_is_wide_and_not_too_wide(enclosures: list[Any], expected: str) -> None:
    files = [{"href": f"https://p.example/{n}.jpg", "width": w, "rels": rels} for n, w, rels in enclosures]
    photo = item_of(with_part("fans", enclosures=files)).lead_photo
    assert photo
    assert photo.url == f"https://p.example/{expected}.jpg"


@pytest.mark.parametrize(
    "enclosures",
    [
        [],
        None,
        "x",
        [{}],
        [{"href": "javascript:x"}],
        [{"href": "/relative.jpg"}],
        [{"href": "https://p.example/a.mp4", "type": "video/mp4"}],
    ],
)
def test_a_photo_without_a_file_is_left_out_with_a_note(enclosures: object) -> None:
    item = item_of(with_part("class", enclosures=enclosures))
    assert "class" not in [block.photo.external_id for block in item.body if isinstance(block, PhotoBlock)]
    assert "layout: picture “class” has no file and was left out" in item.notes


@pytest.mark.parametrize(("flag", "kept"), [(True, False), ("false", False), (1, False), (False, True), (None, True)])
def test_a_restricted_photo_is_dropped_and_the_story_kept(flag: object, kept: bool) -> None:
    item = item_of(with_part("drone", **{RESTRICTED: flag}))
    shown = [block.photo.external_id for block in item.body if isinstance(block, PhotoBlock)]
    assert ("drone" in shown) is kept
    assert item.dropped == (() if kept else (DroppedAsset("drone", "image restricted to other services"),))
    assert any("“drone” is restricted" in note for note in item.notes) is not kept


def test_a_photo_restricted_to_us_is_ours() -> None:
    document = with_part("drone", authorizedOrgServiceIds=["s77"])
    assert not item_of(document, "s77", "s78").dropped
    assert item_of(document, "s78").dropped


def test_when_the_primary_photo_is_not_ours_another_one_leads() -> None:
    document = with_part("fans", **{RESTRICTED: True})
    document["images"].append({"href": "#/assets/g-2", "rels": ["promo-image-wide"]})
    document["layout"] = []
    lead = item_of(document).lead_photo
    assert lead
    assert lead.external_id == "class"


def test_a_photo_at_the_head_of_the_text_leads_when_there_is_no_list() -> None:
    item = item_of(story(images=[]))
    assert item.lead_photo
    assert item.lead_photo.external_id == "fans"
    assert not isinstance(item.body[0], PhotoBlock)


def test_logos_do_not_lead() -> None:
    assert item_of(story(images=[{"href": "#/assets/mark", "rels": ["logo"]}], layout=[])).lead_photo is None


def test_the_sound_keeps_its_query_string_and_its_permissions() -> None:
    (sound,) = item_of(STORY).audio
    assert sound.url == "https://sound.example.org/f.mp3?t=progseg&e=nx-s1-7700210&d=251"
    assert (sound.mime, sound.seconds) == ("audio/mpeg", 251)
    assert (sound.playable, sound.downloadable, sound.embeddable) == (True, True, False)
    assert sound.transcript_href == "/v1/documents/nx-s1-7700210-words"
    assert sound.transcript_url == "https://www.example.org/transcripts/nx-s1-7700210"


@pytest.mark.parametrize("place", ["audio", "layout"])
def test_premium_sound_is_never_taken(place: str) -> None:
    document = story()
    document[place].insert(0, {"href": "#/assets/sound-plus", "rels": ["primary"]})
    assert "plus.example.org" not in repr(item_of(document))
    document["premiumAudio"] = []
    assert "plus.example.org" not in repr(item_of(document))
    assert "sound.example.org/plus.mp3" not in repr(item_of(document))


@pytest.mark.parametrize(
    ("changes", "playable", "downloadable", "message"),
    [
        ({}, True, True, ""),
        ({"isStreamable": False, "isDownloadable": False}, True, False, ""),
        ({"isAvailable": False, "availabilityMessage": "At noon."}, False, False, "At noon."),
        ({"isAvailable": False}, False, False, "This audio is not available."),
        ({"isAvailable": "true"}, False, False, "This audio is not available."),
        ({"isAvailable": None}, False, False, "This audio is not available."),
        ({"enclosures": []}, False, False, "This audio is not available."),
        ({"enclosures": {"href": "https://s.example/a.mp3"}}, False, False, "This audio is not available."),
    ],
)
def test_sound_plays_when_available_and_says_why_when_not(
    changes: dict[str, Any], playable: bool, downloadable: bool, message: str
) -> None:
    (sound,) = item_of(with_part("sound", **changes)).audio
    assert (sound.playable, sound.downloadable, sound.message) == (playable, downloadable, message)
    assert (sound.url is not None) is playable


def test_sound_in_the_text_stays_there_and_the_main_one_does_not_repeat() -> None:
    document = story()
    document["layout"].append({"href": "#/assets/sound"})
    document["audio"].append({"href": "#/assets/clip"})
    item = item_of(document)
    assert [sound.external_id for sound in item.audio] == ["sound"]
    assert [block.audio.external_id for block in item.body if isinstance(block, AudioBlock)] == ["clip"]
