"""The admin's list of old addresses, and one that is mended by hand."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from groundwave.newsroom import api as newsroom
from groundwave.wire.core import old_address
from groundwave.wire.models import Move, Moved, OldAddress
from tests.cast import NOW, Cast
from tests.rooms.wire.test_desk_items import desk

__all__ = ["desk"]
pytestmark = pytest.mark.usefixtures("cast", "at_now")

LOST = "https://old.example/2019/05/a-lost-story/"


@pytest.fixture
def story(cast: Cast) -> newsroom.Story:
    made = cast.story("Owls return", slug="owls")
    move = Move.objects.create(system="wordpress", url="https://old.example/", began_at=NOW)
    name = old_address.name_of("https://old.example/2019/05/owls/")
    OldAddress.objects.create(key=old_address.key_of(name), name=name, move=move, page_id=made.pk)
    Moved.objects.create(
        move=move, kind="item", source_id="7", title="A lost story", came=False, words="It was a draft.",
        urls=f"{LOST}\nhttps://old.example/?p=7\nhttps://old.example/live/x",
    )  # fmt: skip
    return made


def mend(desk: Any, name: str, target: str) -> str:
    said = {"name": name, "target": target, "move": str(Move.objects.get().pk)}
    return str(desk.post(reverse("wire_mend_address"), said, follow=True).text)


def test_what_is_answered_and_what_is_not_is_listed_and_found(desk: Any, story: newsroom.Story) -> None:
    page = desk.get(reverse("wire_addresses")).text
    assert "/2019/05/owls" in page
    assert f'href="{story.url}"' in page
    assert "/2019/05/owls" in desk.get(reverse("wire_addresses") + "?q=https://old.example/2019/05/OWLS/").text
    assert "There are none" in desk.get(reverse("wire_addresses") + "?q=geese").text
    lost = desk.get(reverse("wire_addresses") + "?show=lost&q=lost").text
    assert (LOST in lost, "It was a draft." in lost, "?p=7" in lost) == (True, True, False)
    assert "The station keeps it" in desk.get(reverse("wire_addresses") + "?show=lost").text


def test_what_the_public_may_not_see_is_said(desk: Any, story: newsroom.Story) -> None:
    story.unpublish()
    page = desk.get(reverse("wire_addresses")).text
    assert "answers 404" in page
    assert f'href="{story.url}"' not in page


def test_a_lost_address_is_mended_by_hand(desk: Any, story: newsroom.Story) -> None:
    assert desk.get("/2019/05/a-lost-story/").status_code == 404
    mend(desk, LOST, "/local")
    sent = desk.get("/2019/05/a-lost-story/")
    assert (sent.status_code, sent["Location"]) == (301, "/local")
    assert LOST not in Moved.objects.get().urls
    assert "?p=7" in Moved.objects.get().urls


def test_one_that_leads_to_a_page_is_sent_elsewhere_and_back(desk: Any, story: newsroom.Story) -> None:
    mend(desk, "/2019/05/owls", "/local")
    assert desk.get("/2019/05/owls/")["Location"] == "/local"
    mend(desk, "/2019/05/owls", "")
    assert desk.get("/2019/05/owls/")["Location"] == story.url


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "/a b", "/2019/05/owls/"]
)
def test_a_target_is_a_path_of_ours_and_no_circle(desk: Any, story: newsroom.Story, target: str) -> None:
    page = mend(desk, "/2019/05/owls", target)
    assert ("Write a path" in page) or ("no spaces" in page) or ("an old address itself" in page)
    assert OldAddress.objects.get().target == ""


def test_who_may_only_write_cannot_mend(client: Any, story: newsroom.Story) -> None:
    mend(client, "/2019/05/owls", "/local")
    assert OldAddress.objects.get().target == ""
