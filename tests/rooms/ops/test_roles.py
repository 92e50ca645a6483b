"""Each desk may change its own things and not its neighbor's: the same account, only the role differs."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from groundwave.people import api as people
from tests.cast import Cast

LISTS = {
    "programs": "wagtailsnippets_schedule_program:list",
    "rules": "wagtailsnippets_schedule_rule:list",
    "chains": "wagtailsnippets_air_chain:list",
    "stations": "wagtailsnippets_stations_station:list",
    "appeals": "wagtailsnippets_membership_appeal:list",
    "newsletters": "wagtailsnippets_newsletters_newsletter:list",
    "sources": "wagtailsnippets_wire_source:list",
    "documents": "wire_documents",
}


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("Program directors", {"programs", "rules"}),
        ("Engineers", {"chains", "stations"}),
        ("Membership", {"appeals", "newsletters"}),
        ("Wire desk", {"sources", "documents"}),
        ("Reporters", set()),
    ],
)
def test_a_role_opens_its_own_desk_only(cast: Cast, client: Any, role: str, may: set[str]) -> None:
    person = people.Staff.objects.create_user("noor", "noor@owl.example", "correct horse battery")
    person.groups.add(Group.objects.get(name=role))
    client.force_login(person)
    opened = {name for name, view in LISTS.items() if client.get(reverse(view)).status_code == 200}
    assert opened == may
