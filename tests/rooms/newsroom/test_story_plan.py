"""The story plan in the admin: who does what by when, and drafts whose stage follows what happens to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow, WorkflowPage

from groundwave.newsroom.models import Assignment, Story
from groundwave.people import api as people
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now", "cast")
HOUR = timedelta(hours=1)


def person(name: str, group: str) -> people.Staff:
    made = people.Staff.objects.create_user(
        name, f"{name}@owl.example", "correct horse battery", first_name=name.title()
    )
    made.groups.add(Group.objects.get(name=group))
    return made


@pytest.fixture
def ana(cast: Cast) -> people.Staff:
    return person("ana", "Reporters")


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(person("noor", "Editors"))
    return client


def assigned(cast: Cast, **fields: Any) -> Assignment:
    fields = {"slug": "FERRY CUTS", "what": "The ferry loses two trips.", "section": cast.local, **fields}
    return Assignment.objects.create(**fields)


def plan(client: Client, **asked: str) -> str:
    return client.get(reverse("newsroom_plan"), asked).text


def test_the_day_shows_what_is_due_or_runs_and_what_is_left_open(desk: Client, cast: Cast, ana: people.Staff) -> None:
    assigned(cast, slug="TODAY", due_at=NOW + HOUR, reporter=ana)
    assigned(cast, slug="LATE", due_at=NOW - timedelta(days=3), reporter=ana)
    assigned(cast, slug="SOME DAY")
    assigned(cast, slug="MISSED", air_at=NOW - timedelta(days=2), air_slot="Noon news")
    assigned(cast, slug="DONE", due_at=NOW - timedelta(days=3), stage="out")
    assigned(cast, slug="TOMORROW", air_at=NOW + timedelta(days=1), air_slot="Noon news", seconds=90)
    today = plan(desk)
    assert "MISSED" in today and "late</strong>" in today
    assert [name in today for name in ("TODAY", "LATE", "SOME DAY", "DONE", "TOMORROW")] == [True] * 3 + [False] * 2
    assert today.count("overdue") == 1
    tomorrow = plan(desk, day="2026-11-25")
    assert "Noon news" in tomorrow and "TODAY" not in tomorrow and "SOME DAY" not in tomorrow
    week = plan(desk, week="1")
    assert "TOMORROW" in week and "TODAY" in week
    assert "Ana" in plan(desk, by="person")
    assert "TODAY" not in plan(desk, mine="1")
    text = desk.get(reverse("newsroom_plan"), {"as": "text"})
    assert text.headers["Content-Type"].startswith("text/plain")
    assert "LATE: The ferry loses two trips." in text.text and "OVERDUE" in text.text


def test_a_reporter_begins_the_draft_and_its_stage_follows(cast: Cast, ana: people.Staff) -> None:
    one = assigned(cast, reporter=ana, due_at=NOW + HOUR)
    assert one.stage == "assigned"
    reporter = Client()
    reporter.force_login(ana)
    assert "FERRY CUTS" in reporter.get(reverse("wagtailadmin_home")).text
    answer = reporter.post(reverse("newsroom_plan_act", args=[one.pk]), {"write": "1"})
    story = Story.objects.get(title="Ferry Cuts")
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert (story.live, story.owner, story.section) == (False, ana, cast.local)
    again = reporter.post(reverse("newsroom_plan_act", args=[one.pk]), {"write": "1"})
    assert again.url == answer.url

    workflow = Workflow.objects.get(name="the editors")
    WorkflowPage.objects.get_or_create(page=cast.home, defaults={"workflow": workflow})
    state = workflow.start(story, ana)
    assert Assignment.objects.get().stage == "filed"
    state.cancel(user=ana)
    assert Assignment.objects.get().stage == "assigned"
    workflow.start(story, ana)
    story.get_latest_revision().publish()  # which cancels the approval that was under way
    assert Assignment.objects.get().stage == "out"
    workflow.start(Story.objects.get(pk=story.pk), ana)  # a change of what is out
    assert Assignment.objects.get().stage == "out"
    Story.objects.get(pk=story.pk).unpublish()
    assert Assignment.objects.get().stage == "ready"


def test_what_is_spiked_stays_so(cast: Cast, desk: Client, ana: people.Staff) -> None:
    one = assigned(cast, reporter=ana)
    desk.post(reverse("newsroom_plan_act", args=[one.pk]), {"write": "1"})
    desk.post(reverse("newsroom_plan_act", args=[one.pk]), {"stage": "spiked"})
    Story.objects.get(title="Ferry Cuts").get_latest_revision().publish()
    assert Assignment.objects.get().stage == "spiked"
    desk.post(reverse("newsroom_plan_act", args=[one.pk]), {"stage": "nonsense"})
    assert Assignment.objects.get().stage == "spiked"


def test_only_the_newsroom_sees_the_plan(client: Client, cast: Cast) -> None:
    client.force_login(person("lu", "Engineers"))
    assert client.get(reverse("newsroom_plan")).status_code == 302
    assert client.get(reverse("newsroom_plan"), {"day": "nonsense"}).status_code == 302
