"""Editors pin and ban what follows a story, through the admin."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from groundwave.discovery import api as discovery
from groundwave.discovery.models import Choice
from groundwave.kit import deps
from groundwave.newsroom import api as newsroom
from groundwave.people import api as people
from tests.cast import NOW, Cast

Write = Callable[..., newsroom.Story]


@pytest.fixture
def desk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.editor)
    return client


def say(desk: Client, story: newsroom.Story, other: newsroom.Story, verdict: str) -> str:
    url = reverse("discovery_related", args=[story.pk])
    return desk.post(url, {"other": other.pk, "verdict": verdict}, follow=True).content.decode()


def related(story: newsroom.Story, limit: int = 4) -> list[str]:
    return [other.title for other in discovery.related(story=story, at=NOW, limit=limit)]


@pytest.fixture
def ferries(indexed: Write, cast: Cast) -> list[newsroom.Story]:
    texts = ("Ferry fares rise in Port Ansel", "Ferry to Port Ansel is late", "Who pays for the ferry in Port Ansel")
    found = [indexed(title, topics=("Ferries",)) for title in texts]
    return [*found, indexed("Choir sings at the abbey", section=cast.arts, text="<p>Carols.</p>", teaser="")]


def test_a_pinned_story_comes_first_whatever_it_is_about(desk: Client, ferries: list[newsroom.Story]) -> None:
    story, *_, choir = ferries
    assert choir.title not in related(story)
    page = say(desk, story, choir, "pin")
    assert related(story)[0] == choir.title
    assert len(related(story)) == 3
    assert "edda" in page
    row = Choice.objects.get()
    assert (row.story_id, row.other_id, row.made_by, row.made_at) == (
        story.pk,
        choir.pk,
        people.Staff.objects.get(),
        NOW,
    )


def test_a_banned_story_does_not_come_in_by_any_way(desk: Client, ferries: list[newsroom.Story]) -> None:
    story, late, *_ = ferries
    assert late.title in related(story)
    say(desk, story, late, "ban")
    assert late.title not in related(story, limit=10)
    assert story.title in related(late), "only from there"


def test_what_was_said_is_replaced_and_taken_back(desk: Client, ferries: list[newsroom.Story]) -> None:
    story, late, *_ = ferries
    say(desk, story, late, "ban")
    say(desk, story, late, "pin")
    row = Choice.objects.get()
    assert (row.verdict, related(story)[0]) == ("pin", late.title)
    desk.post(reverse("discovery_forget", args=[story.pk, row.pk]))
    assert not Choice.objects.exists()
    actions = PageLogEntry.objects.filter(page=story, action__startswith="discovery.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["discovery.ban", "discovery.pin", "discovery.forget"]
    assert actions[0].message == "Banned “Ferry to Port Ansel is late” from the related stories"


def test_a_pinned_story_that_is_hidden_or_gone_leaves_no_gap(desk: Client, ferries: list[newsroom.Story]) -> None:
    story, _, pays, choir = ferries
    say(desk, story, choir, "pin")
    newsroom.Story.objects.filter(pk=choir.pk).update(live=False)
    assert choir.title not in related(story)
    assert pays.title in related(story)
    newsroom.Story.objects.get(pk=choir.pk).delete()
    assert not Choice.objects.exists()


def test_what_cannot_follow_is_refused_in_words(desk: Client, cast: Cast, ferries: list[newsroom.Story]) -> None:
    story = ferries[0]
    translation = cast.story("Suben los precios", section=cast.noticias, translation_of=story)
    other = cast.story("Otra cosa", section=cast.noticias)
    assert "does not follow itself" in say(desk, story, story, "pin")
    assert "in another language" in say(desk, story, translation, "pin")
    assert "read another language" in say(desk, story, other, "pin")
    assert "Choose a story first" in desk.post(reverse("discovery_related", args=[story.pk]), {}).content.decode()
    assert not Choice.objects.exists()


def test_the_page_of_the_story_is_told(desk: Client, ferries: list[newsroom.Story]) -> None:
    story, late, *_ = ferries
    with deps.recording() as record:
        discovery.related(story=story, at=NOW)
    heard: set[str] = set()
    deps.listen(heard.update)
    say(desk, story, late, "ban")
    assert f"discovery.choices:{story.pk}" in record.keys & heard
    assert f"wagtailcore.page:{late.pk}" in record.keys
    assert not any(key.startswith("table:discovery") for key in record.keys)


@pytest.mark.parametrize(("role", "may"), [("Reporters", False), ("Editors", True)])
def test_only_who_publishes_chooses(client: Client, ferries: list[newsroom.Story], role: str, may: bool) -> None:
    pat = people.Staff.objects.create_user("pat", "pat@owl.example", "correct horse battery")
    pat.groups.add(Group.objects.get(name=role))
    client.force_login(pat)
    story, late, *_ = ferries
    url = reverse("discovery_related", args=[story.pk])
    offered = url in client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    say(client, story, late, "ban")
    assert offered is Choice.objects.exists() is may
