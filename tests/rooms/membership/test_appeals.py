"""The appeal for a page, through the door and in the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from groundwave.membership import api as membership
from tests.cast import NOW, Cast

HOUR = timedelta(hours=1)


def appeal(name: str, *, sections: tuple[Any, ...] = (), **given: Any) -> membership.Appeal:
    fields = {
        "title": "Keep the owls on the air",
        "text": "Every month counts.",
        "button_label": "Give",
        "button_url": "/support",
        "starts": NOW - 10 * HOUR,
    } | given
    made = membership.Appeal.objects.create(internal_name=name, **fields)
    made.sections.set(sections)
    return made


def shown(**where: Any) -> str | None:
    found = membership.appeal_for(**({"language": "en", "placement": "body", "at": NOW} | where))
    return found.internal_name if found else None


def test_without_appeals_there_is_none(cast: Cast) -> None:
    assert shown() is None


def test_the_section_has_its_own_and_every_other_page_the_general_one(cast: Cast) -> None:
    appeal("general")
    appeal("for local news", sections=(cast.local,))
    assert shown(section=cast.local) == "for local news"
    assert shown(section=cast.arts) == "general"
    assert shown() == "general"


def test_each_language_has_its_own(cast: Cast) -> None:
    appeal("english", priority=9)
    appeal("español", language="es")
    assert shown(language="es") == "español"


def test_each_place_has_its_own(cast: Cast) -> None:
    appeal("in the body", placement="body")
    appeal("at the foot", placement="foot")
    assert (shown(placement="body"), shown(placement="foot")) == ("in the body", "at the foot")


def test_it_comes_and_goes_with_its_times_and_its_switch(cast: Cast) -> None:
    drive = appeal("drive", starts=NOW, ends=NOW + HOUR)
    assert [shown(at=at) for at in (NOW - HOUR, NOW, NOW + HOUR)] == [None, "drive", None]
    drive.is_active = False
    drive.save()
    assert shown() is None


def test_the_next_change_is_known_ahead(cast: Cast) -> None:
    appeal("drive", ends=NOW + 2 * HOUR)
    appeal("next", starts=NOW + HOUR, sections=(cast.arts,))
    after = {"language": "en", "placement": "body", "at": NOW}
    assert membership.appeal_changes_after(**after) == NOW + 2 * HOUR
    assert membership.appeal_changes_after(section=cast.arts, **after) == NOW + HOUR
    assert membership.appeal_changes_after(**(after | {"at": NOW + 2 * HOUR})) is None


def test_it_costs_two_queries_however_many_there_are(cast: Cast, django_assert_num_queries: Any) -> None:
    for number in range(12):
        appeal(f"appeal {number}", sections=(cast.local, cast.arts))
    with django_assert_num_queries(2):
        assert shown(section=cast.local)


@pytest.mark.parametrize("address", ["/support", "/es/apoyo?from=foot", "https://give.owl.example/now"])
def test_a_button_leads_into_the_site_or_to_a_safe_address(cast: Cast, address: str) -> None:
    appeal("good", button_url=address).full_clean()


@pytest.mark.parametrize(
    "address",
    [
        "http://give.owl.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "support",
        "https://",
        "https://[",
    ],
)
def test_a_button_leads_nowhere_else(cast: Cast, address: str) -> None:
    with pytest.raises(ValidationError, match="https"):
        appeal("bad", button_url=address).full_clean()


def test_an_end_before_the_start_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="must end after"):
        appeal("backwards", ends=NOW - 11 * HOUR).full_clean()


def test_the_staff_writes_one_in_the_admin(cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    page = client.get("/admin/snippets/membership/appeal/add/")
    assert page.status_code == 200
    typed = {
        "internal_name": "Fall drive",
        "title": "Keep the owls on the air",
        "text": "Every month counts.",
        "button_label": "Give",
        "button_url": "/support",
        "language": "en",
        "placement": "both",
        "sections": [cast.arts.pk],
        "starts": "2026-11-01 00:00",
        "ends": "",
        "priority": "3",
        "is_active": "on",
    }
    client.post("/admin/snippets/membership/appeal/add/", typed)
    assert shown(section=cast.arts) == "Fall drive"
    assert shown(section=cast.local) is None
    assert client.get("/admin/snippets/membership/appeal/").status_code == 200
