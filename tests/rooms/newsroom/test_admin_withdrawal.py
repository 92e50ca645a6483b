"""Taking a story back in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from groundwave.newsroom import api as newsroom
from groundwave.people import api as people
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.mark.parametrize(("role", "status"), [("Reporters", 200), ("Editors", 410)])
def test_only_who_publishes_takes_back(cast: Cast, client: Client, role: str, status: int) -> None:
    pat = people.Staff.objects.create_user("pat", "pat@owl.example", "correct horse battery")
    pat.groups.add(Group.objects.get(name=role))
    client.force_login(pat)
    story = cast.story()
    url = reverse("newsroom_withdraw", args=[story.pk])
    offered = url in client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    client.post(url, {"reason": "The source retracted it."})
    assert offered is (status == 410)
    assert Client().get(story.url).status_code == status


def test_a_withdrawal_keeps_who_and_why_and_says_so(cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    story = cast.story()
    url = reverse("newsroom_withdraw", args=[story.pk])
    assert "Say why" in client.post(url, {"reason": " "}).content.decode()
    assert not newsroom.Withdrawal.objects.exists()
    client.post(url, {"reason": "The source retracted it."})
    row = newsroom.Withdrawal.objects.get()
    assert (row.story, row.made_by, row.reason) == (story, cast.editor, "The source retracted it.")
    page = client.get(url).content.decode()
    assert "edda took it back on" in page
    assert "The source retracted it." in page
