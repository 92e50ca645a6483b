"""An embargo: edits always, an early end only by those who may and with a reason that stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import PageLogEntry

from groundwave.newsroom import api as newsroom
from groundwave.people import api as people
from tests.cast import NOW, Cast
from tests.rooms.newsroom.test_admin import edit_url, story_data

pytestmark = pytest.mark.usefixtures("at_now")

HOUR = timedelta(hours=1)
OUT = {"published_at": "2026-11-24 13:30"}  # by the clock of New York, as is every time that the form is given


def sealed(cast: Cast, *, until: timedelta = 3 * HOUR) -> newsroom.Story:
    story = cast.story("Sealed owls", embargoed_until=NOW + until)
    story.save_revision().publish()
    return newsroom.Story.objects.get(pk=story.pk)


@pytest.mark.parametrize("role", ["Reporters", "Editors"])
@pytest.mark.parametrize("reason", ["", "The governor has announced it herself."])
def test_an_early_end_needs_permission_and_a_reason(cast: Cast, client: Client, role: str, reason: str) -> None:
    pat = people.Staff.objects.create_user("pat", "pat@owl.example", "correct horse battery")
    pat.groups.add(Group.objects.get(name=role))
    client.force_login(pat)
    story = sealed(cast)
    answer = client.post(edit_url(story), story_data(slug=story.slug, embargo_reason=reason, **OUT))
    allowed = role == "Editors" and bool(reason)
    assert (answer.status_code == 302) is allowed
    if not allowed:
        said = "Say why" if role == "Editors" else "The embargo runs until"
        assert said in answer.content.decode()
        assert not newsroom.EmbargoBreak.objects.exists()
        return
    row = newsroom.EmbargoBreak.objects.get()
    assert (row.story, row.made_by, row.made_at, row.reason) == (story, pat, NOW, reason)
    assert (row.was_until, row.now_until) == (NOW + 3 * HOUR, None)
    assert reason in PageLogEntry.objects.get(action="newsroom.break_embargo").message


@pytest.mark.parametrize("until", [3 * HOUR, -HOUR], ids=["running", "over"])
def test_edits_are_always_allowed(cast: Cast, client: Client, until: timedelta) -> None:
    client.force_login(cast.editor)
    story = sealed(cast, until=until)
    when = {"embargoed_until": "2026-11-24 17:30"} if until > timedelta(0) else {}
    data = story_data(title="Sealed owls, edited", slug=story.slug, **OUT, **when)
    answer = client.post(edit_url(story), data | {"action-publish": "1"})
    assert answer.status_code == 302, answer.context["form"].errors
    story.refresh_from_db()
    assert story.title == "Sealed owls, edited"
    assert not newsroom.EmbargoBreak.objects.exists()


def test_a_later_end_breaks_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    story = sealed(cast)
    answer = client.post(edit_url(story), story_data(slug=story.slug, embargoed_until="2026-11-25 17:30", **OUT))
    assert answer.status_code == 302
    assert not newsroom.EmbargoBreak.objects.exists()
