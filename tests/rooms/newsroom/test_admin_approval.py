"""From a reporter's draft to an editor's approval."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groundwave.newsroom import api as newsroom
from groundwave.people import api as people
from tests.cast import Cast


@pytest.fixture
def submitted(cast: Cast, client: Client) -> Any:
    """A story that a reporter wrote an hour ago and has submitted, its time chosen or not."""

    def submit(*, chosen: timedelta) -> newsroom.Story:
        written = timezone.now().replace(microsecond=0) - timedelta(hours=1)
        story = cast.story(live=False, published_at=written + chosen)
        revision = story.save_revision()
        revision.created_at = written
        revision.save()
        newsroom.Story.objects.filter(pk=story.pk).update(latest_revision_created_at=written)
        rosa = people.Staff.objects.create_user("rosa", "rosa@owl.example", "correct horse battery")
        rosa.groups.add(Group.objects.get(name="Reporters"))
        story.get_workflow().start(newsroom.Story.objects.get(pk=story.pk), rosa)
        return newsroom.Story.objects.get(pk=story.pk)

    return submit


def approve(story: newsroom.Story, client: Client) -> None:
    task = story.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", task.pk])
    client.post(url, {"comment": ""})
    story.refresh_from_db()


def test_an_editor_sees_what_waits_and_lets_it_out(cast: Cast, client: Client, submitted: Any) -> None:
    story = submitted(chosen=timedelta(0))
    client.force_login(cast.editor)
    assert story.title in client.get("/admin/").content.decode()
    approve(story, client)
    assert story.live


def test_it_is_dated_by_the_moment_it_went_out(cast: Cast, client: Client, submitted: Any) -> None:
    story = submitted(chosen=timedelta(0))
    client.force_login(cast.editor)
    approve(story, client)
    assert story.published_at == story.first_published_at
    assert story.get_latest_revision_as_object().published_at == story.published_at


def test_a_time_that_somebody_chose_is_kept(cast: Cast, client: Client, submitted: Any) -> None:
    story = submitted(chosen=timedelta(hours=5))
    chosen = story.published_at
    client.force_login(cast.editor)
    approve(story, client)
    assert (story.live, story.published_at) == (True, chosen)


def test_a_reporter_cannot_approve(cast: Cast, client: Client, submitted: Any) -> None:
    story = submitted(chosen=timedelta(0))
    client.force_login(people.Staff.objects.get(username="rosa"))
    approve(story, client)
    assert not story.live
