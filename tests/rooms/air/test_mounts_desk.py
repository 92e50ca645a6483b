"""Mounts of studio encoders, made by an engineer in the admin."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from groundwave.air import api as air
from groundwave.air.engine.mounts.settings import FILE, matches, read_mounts
from groundwave.air.models import Mount
from groundwave.kit.home import Home
from groundwave.people import api as people
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def engineer(client: Client, cast: Cast, home: Home) -> Client:
    person = people.Staff.objects.create_user("ed", "ed@owl.example", "correct horse battery")
    person.groups.add(Group.objects.get(name="Engineers"))
    client.force_login(person)
    return client


def post(client: Client, **said: str) -> str:
    return client.post(reverse("air_mounts"), said, follow=True).text


def shown(page: str) -> str:
    """The password that a page shows."""
    found = re.search(r"<p><code>([-\w]{20})</code></p>", page)
    assert found is not None
    return found[1]


def test_a_mount_is_made_and_its_password_is_shown_once(engineer: Client, cast: Cast, home: Home) -> None:
    page = post(engineer, act="open", name="studio-a")
    password = shown(page)
    assert matches(password, read_mounts(home.path / FILE)["/studio-a"])
    assert f'password="{password}", mount="/studio-a"' in page.replace("&quot;", '"')
    assert password not in engineer.get(reverse("air_mounts")).text
    chain = air.Chain.objects.create(service=cast.news)
    air.Source.objects.create(chain=chain, location="mount:studio-a", sort_order=0)
    assert "Owl News" in engineer.get(reverse("air_mounts")).text


def test_a_new_password_ends_the_old_one_and_a_closed_mount_is_gone(engineer: Client, home: Home) -> None:
    first = shown(post(engineer, act="open", name="studio-a"))
    assert "There is a mount of that name" in post(engineer, act="open", name="studio-a")
    second = shown(post(engineer, act="renew", name="studio-a"))
    kept = read_mounts(home.path / FILE)["/studio-a"]
    assert (matches(first, kept), matches(second, kept)) == (False, True)
    assert "The mount is closed" in post(engineer, act="close", name="studio-a")
    assert not Mount.objects.exists()
    assert "There is no mount" in post(engineer, act="close", name="studio-a")


@pytest.mark.parametrize("name", ["", "Studio A", "../x", "a" * 41])
def test_what_is_no_name_is_refused(engineer: Client, name: str) -> None:
    post(engineer, act="open", name=name)
    assert not Mount.objects.exists()


def test_only_engineers_make_mounts(client: Client, cast: Cast) -> None:
    person = people.Staff.objects.create_user("lu", "lu@owl.example", "correct horse battery")
    person.groups.add(Group.objects.get(name="Reporters"))
    client.force_login(person)
    post(client, act="open", name="studio-a")
    assert not Mount.objects.exists()
