"""Items that stay with their providers: a card leads there, and goes when its item does."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.wire import api as wire
from groundwave.wire.models import Delivery, DeskRule
from tests.cast import NOW, Cast
from tests.rooms.wire.test_desk_items import act, desk
from tests.rooms.wire.test_merging import agency, arrive, story

__all__ = ["agency", "arrive", "desk"]
pytestmark = pytest.mark.usefixtures("cast", "at_now")

THERE = "https://agency.example/ferry"
LINKED = {"deed": "link", "address": THERE}


def cards(at: datetime = NOW) -> list[str]:
    return [card.headline for card in newsroom.link_cards(at=at, language="en")]


def test_one_key_makes_a_card_that_leads_to_the_provider(desk: Any, arrive: Any, cast: Cast) -> None:
    arrive(1)
    act(desk, **LINKED)
    assert (story().live, cards()) == (False, ["Ferry stops"])
    for address in ("/", "/text/", cast.local.url, f"/text{cast.local.url}"):
        page = desk.get(address).text
        assert (f'href="{THERE}"' in page, "agency.example" in page) == (True, True), address
        assert "The ferry does not run" not in page
    assert cards(NOW + timedelta(days=8)) == []
    act(desk, deed="take")
    assert (story().live, cards()) == (True, [])


def test_a_card_says_only_our_own_words(desk: Any, arrive: Any) -> None:
    arrive(1)
    act(desk, **LINKED)
    act(desk, deed="say", words="The ferry does not run.")
    assert newsroom.LinkCard.objects.get().summary == ""
    act(desk, deed="say", words="Why the boat stays in port.")
    assert "Why the boat stays in port." in desk.get("/").text
    arrive(2, headline="Ferry runs")
    assert (cards(), newsroom.LinkCard.objects.get().summary) == (["Ferry runs"], "Why the boat stays in port.")
    newsroom.LinkCard.objects.update(headline="Our boat runs")
    arrive(3, headline="Ferry sinks")
    assert cards() == ["Our boat runs"]


@pytest.mark.parametrize(
    "later",
    [{"pubstatus": "canceled"}, {"pubstatus": "withheld"}, {"embargoed": "2026-11-24T23:00:00Z"}],
)
def test_what_must_not_be_shown_has_no_card_either(desk: Any, arrive: Any, later: dict[str, str]) -> None:
    arrive(1)
    act(desk, **LINKED)
    arrive(2, headline="Secret ferry", **later)
    assert cards() == []
    assert "Secret ferry" not in desk.get("/").text


def test_a_card_that_was_deleted_does_not_come_back(desk: Any, arrive: Any) -> None:
    arrive(1)
    act(desk, **LINKED)
    newsroom.LinkCard.objects.get().delete()
    arrive(2, headline="Ferry runs")
    assert cards() == []


def test_a_rule_makes_cards_by_itself_where_there_is_an_address(arrive: Any, agency: Any) -> None:
    DeskRule.objects.create(name="Leave it there", deed="link", source=agency)
    arrive(1)
    assert cards() == []
    delivery = Delivery.objects.get()
    assert delivery.desk == Delivery.Desk.LINKED


def test_a_rules_card_follows_the_wire_and_stands_in_the_rules_section(cast: Cast, tmp_path: Path) -> None:
    DeskRule.objects.create(name="Leave it there", deed="link", section=cast.arts)
    path = tmp_path / "feed.json"

    def arrive(title: str, **more: str) -> None:
        item = {"id": "1", "url": THERE, "title": title, "content_text": "Theirs.", "date_published": NOW.isoformat()}
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Partner", "items": [item | more]}
        path.write_text(json.dumps(feed))
        assert [line.verdict.value for line in wire.import_files([path])] == ["kept"]

    arrive("Ferry stops")
    card = newsroom.LinkCard.objects.get()
    assert (cards(), card.source, card.section, card.url) == (["Ferry stops"], "Partner", cast.arts, THERE)
    assert not newsroom.Story.objects.exists()
    arrive("Ferry runs", date_modified=(NOW + timedelta(minutes=5)).isoformat())
    assert cards() == ["Ferry runs"]
    DeskRule.objects.update(deed="ignore")
    arrive("Ferry sinks", date_modified=(NOW + timedelta(minutes=9)).isoformat())
    assert cards() == []


def test_the_item_says_what_its_card_says(desk: Any, arrive: Any) -> None:
    arrive(1)
    item = reverse("wire_item", args=[Delivery.objects.get().pk])
    assert 'name="address"' in desk.get(item).text
    act(desk, **LINKED)
    page = desk.get(item).text
    assert 'name="words"' in page
    assert THERE in page
    assert clock.now() == NOW
