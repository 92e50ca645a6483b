"""Who may do what in the newsroom, as the first migration of a station leaves it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from groundwave.people import api as people
from tests.cast import Cast


@pytest.fixture
def somebody(cast: Cast) -> people.Staff:
    return people.Staff.objects.create_user("pat", "pat@owl.example", "correct horse battery", first_name="Pat")


def test_the_roles_are_those_of_a_newsroom(db: None) -> None:
    assert {"Reporters", "Editors"} <= set(Group.objects.values_list("name", flat=True))


@pytest.mark.parametrize(("role", "may_publish"), [("Reporters", False), ("Editors", True)])
def test_a_reporter_writes_and_an_editor_publishes(
    cast: Cast, somebody: people.Staff, role: str, may_publish: bool
) -> None:
    somebody.groups.add(Group.objects.get(name=role))
    may = cast.story().permissions_for_user(somebody)
    assert may.can_edit()
    assert may.can_publish() is may_publish


@pytest.mark.parametrize("role", ["Reporters", "Editors"])
@pytest.mark.parametrize("page", ["wagtailimages:add", "wagtaildocs:add", "wagtailimages_chooser:choose"])
def test_both_bring_photos_and_files(cast: Cast, client: Client, somebody: people.Staff, role: str, page: str) -> None:
    somebody.groups.add(Group.objects.get(name=role))
    client.force_login(somebody)
    assert client.get(reverse(page)).status_code == 200


@pytest.mark.parametrize(("role", "status"), [("Reporters", 302), ("Editors", 200)])
def test_only_editors_keep_the_authors(
    cast: Cast, client: Client, somebody: people.Staff, role: str, status: int
) -> None:
    somebody.groups.add(Group.objects.get(name=role))
    client.force_login(somebody)
    url = reverse("wagtailsnippets_newsroom_author:edit", args=[cast.reporter.pk])
    assert client.get(url).status_code == status


def test_an_account_without_a_role_does_not_get_in(cast: Cast, client: Client, somebody: people.Staff) -> None:
    client.force_login(somebody)
    assert client.get("/admin/").status_code == 302


def test_the_clock_of_an_account_is_the_licensees_until_chosen(cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    cast.editor.refresh_from_db()
    assert cast.editor.wagtail_userprofile.current_time_zone == "America/New_York"
    profile = cast.editor.wagtail_userprofile
    profile.current_time_zone = "America/Denver"
    profile.save()
    client.force_login(cast.editor)
    profile.refresh_from_db()
    assert profile.current_time_zone == "America/Denver"
