"""The wire desk in the admin: items are listed, taken, held, ignored and linked by those who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from groundwave.people import api as people
from groundwave.wire.models import Act, Delivery
from tests.rooms.wire.test_merging import agency, arrive, edit, story

__all__ = ["agency", "arrive"]
pytestmark = pytest.mark.usefixtures("cast", "at_now")


@pytest.fixture
def desk(client: Any) -> Any:
    person = people.Staff.objects.create_user("noor", "noor@owl.example", "correct horse battery")
    person.groups.add(Group.objects.get(name="Editors"))
    client.force_login(person)
    return client


def act(client: Any, **said: str) -> Any:
    return client.post(reverse("wire_act", args=[Delivery.objects.get().pk]), said)


def test_items_are_listed_and_can_be_asked_for_by_state_and_source(desk: Any, arrive: Any) -> None:
    arrive(1, usageterms="Not for broadcast & print.")
    page = desk.get(reverse("wire_items")).text
    assert "Ferry stops" in page
    assert "Not for broadcast &amp; print." in page
    assert "Ferry stops" in desk.get(reverse("wire_items") + "?state=taken&source=partner").text
    for state in ("held", "differs", "kept", "linked", "ignored", "killed"):
        assert "Nothing arrived" in desk.get(reverse("wire_items") + f"?state={state}").text


def test_hold_ignore_and_take_are_done_and_on_record(desk: Any, arrive: Any) -> None:
    arrive(1)
    assert act(desk, deed="hold").status_code == 302
    assert not story().live
    assert arrive(2, headline="Ferry runs") == "held for an editor"
    act(desk, deed="ignore")
    assert arrive(3, headline="Ferry runs well") == "kept"
    assert not story().live
    act(desk, deed="take")
    assert (story().live, story().title) == (True, "Ferry runs well")
    assert [(one.by.username, one.words.split()[0]) for one in Act.objects.order_by("pk")] == [
        ("noor", "Held"),
        ("noor", "Ignored"),
        ("noor", "Took"),
    ]
    assert arrive(4, headline="Ferry sinks") == "updated"
    assert (story().live, story().title) == (True, "Ferry sinks")


def test_a_kill_of_an_ignored_item_is_final(desk: Any, arrive: Any) -> None:
    arrive(1)
    act(desk, deed="ignore")
    assert arrive(2, pubstatus="canceled") == "withdrawn"
    act(desk, deed="take")
    assert not story().live
    assert arrive(3) == "refused"


def test_a_link_card_needs_an_address(desk: Any, arrive: Any) -> None:
    arrive(1)
    act(desk, deed="link")
    assert story().live
    arrive(2, link=[{"rel": "canonical", "href": "https://agency.example/1"}], canonical="https://agency.example/1")
    assert Delivery.objects.get().desk == ""


def test_the_wires_words_are_shown_beside_an_editors_and_can_be_taken(desk: Any, arrive: Any) -> None:
    arrive(1)
    edit(True, title="Our ferry stops")
    arrive(2, headline="Ferry runs")
    page = desk.get(reverse("wire_item", args=[Delivery.objects.get().pk])).text
    assert "<del>" in page
    assert "Take the wire&#x27;s version: Headline" in page or "Take the wire's version: Headline" in page
    act(desk, field="headline")
    assert (story().title, story().live) == ("Ferry runs", True)
    assert Delivery.objects.get().kept_back == []


def test_the_difference_is_told_where_the_story_is_edited(desk: Any, arrive: Any) -> None:
    arrive(1)
    edit(True, title="Our ferry stops")
    here = reverse("wagtailadmin_pages:edit", args=[story().pk])
    item = reverse("wire_item", args=[Delivery.objects.get().pk])
    page = desk.get(here).text
    assert (item in page, "another version" in page) == (True, False)
    arrive(2, headline="Ferry runs")
    page = desk.get(here).text
    assert "The wire has another version of what was changed here: Headline." in page
    assert "Headline of the wire: “Ferry runs”." in page


def test_who_may_only_look_cannot_act(client: Any, arrive: Any) -> None:
    arrive(1)
    person = people.Staff.objects.create_user("lu", "lu@owl.example", "correct horse battery")
    person.groups.add(Group.objects.get(name="Wire desk"))
    client.force_login(person)
    assert "Ferry stops" in client.get(reverse("wire_items")).text
    act(client, deed="ignore")
    assert story().live
    assert not Act.objects.exists()
    assert client.get(reverse("wire_act", args=[Delivery.objects.get().pk])).status_code in (302, 405)
