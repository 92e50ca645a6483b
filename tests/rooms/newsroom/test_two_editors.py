"""Two people who edit one story are told of each other, and of a version that the other has saved."""

from __future__ import annotations

import re

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from groundwave.newsroom import api as newsroom
from groundwave.people import api as people
from tests.cast import Cast


def opened(client: Client, story: newsroom.Story) -> str:
    """Open the editor; the address that the page then asks again and again."""
    page = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    found = re.search(r'"(/admin/editing-sessions/ping/[^"]+)"', page)
    assert found, "The editor asks nobody who else is there."
    return found[1]


def test_each_is_told_of_the_other_and_of_a_newer_version(cast: Cast, client: Client) -> None:
    rosa = people.Staff.objects.create_user("rosa", "rosa@owl.example", "correct horse battery", first_name="Rosa")
    rosa.groups.add(Group.objects.get(name="Reporters"))
    story = cast.story(live=False)
    first = story.save_revision(user=cast.editor)
    story.refresh_from_db()
    hers = Client()
    client.force_login(cast.editor)
    hers.force_login(rosa)
    mine, theirs = opened(client, story), opened(hers, story)
    seen = client.post(mine, {"revision_id": first.pk}).json()
    assert [one["user"] for one in seen["other_sessions"]] == ["Rosa"]
    assert not seen["other_sessions"][0]["revision_id"]
    assert "Rosa: has it open" in seen["html"]
    assert [one["user"] for one in hers.post(theirs, {"revision_id": first.pk}).json()["other_sessions"]] == ["edda"]
    newer = story.save_revision(user=rosa)
    told = client.post(mine, {"revision_id": first.pk}).json()
    assert [one["revision_id"] for one in told["other_sessions"]] == [newer.pk]
    assert "Rosa: saved a newer version" in told["html"]
