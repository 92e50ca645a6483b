"""Explainers that stay current: who went through them when, what readers are told, and what is due."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from groundwave.newsroom import api as newsroom
from groundwave.newsroom.models import Upkeep
from groundwave.people import api as people
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")
TODAY = date(2026, 11, 24)


@pytest.fixture
def explainer(cast: Cast) -> newsroom.Story:
    return cast.story("How owls are counted", label="explainer")


@pytest.fixture
def desk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.editor)
    return client


def url(story: newsroom.Story) -> str:
    return reverse("newsroom_review", args=[story.pk])


def article(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.split('ld+json">')[1].split("</script>")[0])["@graph"][0]
    return found


def test_an_editor_says_that_it_is_right_as_of_today(desk: Client, explainer: newsroom.Story) -> None:
    assert url(explainer) in desk.get(reverse("wagtailadmin_pages:edit", args=[explainer.pk])).text
    assert "Last reviewed" not in desk.get(explainer.url).text
    desk.post(url(explainer), {"due_on": "2027-02-01", "note": "Asked the counters."})
    assert Upkeep.objects.get().due_on == date(2027, 2, 1)
    for path in (explainer.url, f"/text{explainer.url}"):
        assert 'Last reviewed <time datetime="2026-11-24">' in desk.get(path).text
    history = desk.get(reverse("wagtailadmin_pages:history", args=[explainer.pk])).text
    assert "Reviewed; due again on 2027-02-01. Asked the counters." in history


def test_a_review_is_no_change_and_a_correction_is(desk: Client, explainer: newsroom.Story) -> None:
    desk.post(url(explainer), {"due_on": "2027-02-01"})
    told = article(desk.get(explainer.url).text)
    assert told["mainEntityOfPage"]["lastReviewed"] == "2026-11-24"
    assert told["dateModified"] == told["datePublished"]
    newsroom.Correction.objects.create(story=explainer, text="It was three owls.", made_at=NOW)
    assert article(desk.get(explainer.url).text)["dateModified"] == NOW.isoformat()


@pytest.mark.parametrize("due", ["2026-11-24", "2020-01-01", "soon", ""])
def test_the_next_time_is_a_day_to_come(desk: Client, explainer: newsroom.Story, due: str) -> None:
    assert desk.post(url(explainer), {"due_on": due}).status_code == 200
    assert not Upkeep.objects.exists()


def test_it_is_kept_current_no_longer(desk: Client, explainer: newsroom.Story) -> None:
    desk.post(url(explainer), {"due_on": "2027-02-01"})
    desk.post(url(explainer), {"stop": "1"})
    assert "Last reviewed" not in desk.get(explainer.url).text


def test_the_plan_has_what_is_due(cast: Cast, desk: Client, explainer: newsroom.Story) -> None:
    hidden = cast.story("Not out", label="explainer", live=False)
    taken_back = cast.story("Taken back", label="explainer")
    newsroom.withdraw(story=taken_back, by=cast.editor, reason="Wrong.", at=NOW)
    later = cast.story("On Friday", label="explainer")
    for story, due in ((explainer, -3), (hidden, -3), (taken_back, -3), (later, 3)):
        Upkeep.objects.create(story=story, reviewed_on=date(2026, 8, 1), due_on=TODAY + timedelta(days=due))
    plan = reverse("newsroom_plan")
    names = ("How owls are counted", "Not out", "Taken back", "On Friday")
    assert [name in desk.get(plan).text for name in names] == [True, False, False, False]
    assert [name in desk.get(plan, {"week": "1"}).text for name in names] == [True, False, False, True]
    assert "How owls are counted" not in desk.get(plan, {"day": "2026-11-25"}).text
    printed = desk.get(plan, {"as": "text"}).text
    assert "TO BE REVIEWED\n\nHow owls are counted\n    due Sat Nov 21 OVERDUE; last reviewed Aug 1, 2026" in printed


def test_a_reporter_may_not_say_it(cast: Cast, client: Client, explainer: newsroom.Story) -> None:
    ana = people.Staff.objects.create_user("ana", "ana@owl.example", "correct horse battery")
    ana.groups.add(Group.objects.get(name="Reporters"))
    client.force_login(ana)
    client.post(url(explainer), {"due_on": "2027-02-01"})
    assert not Upkeep.objects.exists()
