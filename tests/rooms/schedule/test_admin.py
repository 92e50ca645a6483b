"""The program director at work in the admin."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundwave.schedule import api as schedule
from tests.cast import Cast
from tests.rooms.schedule.conftest import MakeRule

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def director(cast: Cast, client: Client) -> Client:
    client.force_login(cast.editor)
    return client


def url(model: str, view: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_schedule_{model}:{view}", args=args)


def rule_data(cast: Cast, program: schedule.Program, **fields: object) -> dict[str, object]:
    return {
        "program": program.pk,
        "service": cast.news.pk,
        "weekdays": ["0", "2"],
        "rrule": "",
        "starts_at": "10:00",
        "minutes": "60",
        "valid_from": "2026-11-01",
        "valid_until": "",
    } | fields


@pytest.fixture
def program(cast: Cast) -> schedule.Program:
    return schedule.Program.objects.create(title="Barn Dance", slug="barn-dance")


def test_lists_open_and_say_days_and_times(cast: Cast, director: Client, make_rule: MakeRule) -> None:
    make_rule("Owl Talk", "14:00", 120)
    schedule.Override.objects.create(
        service=cast.news,
        title="Hearing",
        starts=datetime(2026, 11, 25, 15, tzinfo=UTC),
        ends=datetime(2026, 11, 25, 16, tzinfo=UTC),
    )
    for model, said in (
        ("program", "Owl Talk"),
        ("rule", "Weekdays, 2 to 4 p.m."),
        ("override", "2026-11-25 10:00 to 11:00"),
    ):
        answer = director.get(url(model, "list"))
        assert answer.status_code == 200
        assert said in answer.content.decode()


def test_the_list_of_rules_takes_no_more_queries_for_more_rules(director: Client, make_rule: MakeRule) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            director.get(url("rule", "list"))
        return len(captured)

    make_rule("Show 0", "00:00", 60)
    queries()  # fills the caches of the admin
    few = queries()
    for hour in range(1, 6):
        make_rule(f"Show {hour}", f"0{hour}:00", 60)
    assert queries() <= few


def test_a_program_is_made(director: Client, cast: Cast) -> None:
    assert director.get(url("program", "add")).status_code == 200
    answer = director.post(
        url("program", "add"),
        {
            "title": "Mill Stream",
            "slug": "mill-stream",
            "hosts": "Rosa Quill",
            "description": '{"blocks": [], "entityMap": {}}',
            "language": "en",
            "genre": "music",
            "authors": [str(cast.reporter.pk)],
            "is_current": "on",
            "on_demand": "never",
            "on_demand_days": "14",
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert list(schedule.Program.objects.get(slug="mill-stream").authors.all()) == [cast.reporter]


def test_days_are_ticked_and_stored_as_an_rrule(director: Client, cast: Cast, program: schedule.Program) -> None:
    assert "Wednesday" in director.get(url("rule", "add")).content.decode()
    assert director.post(url("rule", "add"), rule_data(cast, program)).status_code == 302
    rule = schedule.Rule.objects.get()
    assert rule.rrule == "FREQ=WEEKLY;BYDAY=MO,WE"
    form = director.get(url("rule", "edit", rule.pk)).context["form"]
    assert (form["weekdays"].value(), form["rrule"].value()) == (["0", "2"], "")
    assert schedule.Broadcast.objects.filter(rule=rule).count() == 5  # in the fifteen days ahead


def test_another_pattern_is_written_as_an_rrule(director: Client, cast: Cast, program: schedule.Program) -> None:
    data = rule_data(cast, program, weekdays=[], rrule="freq=monthly;byday=1su")
    assert director.post(url("rule", "add"), data).status_code == 302
    rule = schedule.Rule.objects.get()
    assert rule.rrule == "FREQ=MONTHLY;BYDAY=1SU"
    form = director.get(url("rule", "edit", rule.pk)).context["form"]
    assert (form["weekdays"].value(), form["rrule"].value()) == (None, "FREQ=MONTHLY;BYDAY=1SU")


@pytest.mark.parametrize(
    ("fields", "where", "said"),
    [
        ({"weekdays": []}, "weekdays", "No day is chosen"),
        ({"rrule": "FREQ=DAILY"}, "rrule", "not both"),
        ({"weekdays": [], "rrule": "every day"}, "rrule", "not NAME=VALUE"),
        ({"minutes": "1500"}, "minutes", "less than or equal to 1440"),
        ({"valid_until": "2026-10-01"}, "valid_until", "is before the first"),
    ],
)
def test_a_rule_is_refused_in_words(
    director: Client, cast: Cast, program: schedule.Program, fields: dict[str, object], where: str, said: str
) -> None:
    answer = director.post(url("rule", "add"), rule_data(cast, program, **fields))
    assert answer.status_code == 200
    assert said in str(answer.context["form"].errors[where])
    assert not schedule.Rule.objects.exists()


def test_two_rules_for_one_time_are_warned_about_with_names(
    director: Client, cast: Cast, program: schedule.Program, make_rule: MakeRule
) -> None:
    make_rule("Owl Talk", "10:30", 60)
    page = director.post(url("rule", "add"), rule_data(cast, program), follow=True).content.decode()
    assert "Barn Dance is on, Owl Talk is cut" in page
    assert "first on 2026-11-25" in page


def override_data(cast: Cast, **fields: object) -> dict[str, object]:
    return {
        "service": cast.news.pk,
        "starts": "2026-11-25 10:00",
        "ends": "2026-11-25 11:30",
        "program": "",
        "title": "Hearing",
        "hosts": "",
        "note": "Live from the statehouse",
    } | fields


def test_a_one_off_change_is_entered_by_the_wall_clock_of_its_service(director: Client, cast: Cast) -> None:
    assert director.get(url("override", "add")).status_code == 200
    answer = director.post(url("override", "add"), override_data(cast))
    assert answer.status_code == 302, answer.context["form"].errors
    made = schedule.Override.objects.get()
    assert (made.starts, made.made_by) == (datetime(2026, 11, 25, 15, tzinfo=UTC), cast.editor)
    page = director.get(url("override", "edit", made.pk)).content.decode()
    assert "2026-11-25 10:00" in page
    assert "2026-11-25 11:30" in page
    assert director.post(url("override", "edit", made.pk), override_data(cast, title="Long hearing")).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.starts) == ("Long hearing", datetime(2026, 11, 25, 15, tzinfo=UTC))


@pytest.mark.parametrize(
    ("fields", "where", "said"),
    [
        ({"starts": "2027-03-14 02:30", "ends": "2027-03-14 04:00"}, "starts", "02:30 does not exist on March 14"),
        ({"ends": "2026-11-25 09:00"}, "ends", "not after the start"),
        ({"ends": "soon"}, "ends", "valid date"),
        ({"title": ""}, "title", "choose a program or write a title"),
        ({"service": ""}, "service", "required"),
    ],
)
def test_a_one_off_change_is_refused_in_words(
    director: Client, cast: Cast, fields: dict[str, object], where: str, said: str
) -> None:
    answer = director.post(url("override", "add"), override_data(cast, **fields))
    assert answer.status_code == 200
    assert said in str(answer.context["form"].errors[where])
    assert not schedule.Override.objects.exists()


def test_a_program_with_a_place_in_the_week_is_not_deleted(director: Client, make_rule: MakeRule) -> None:
    rule = make_rule("Owl Talk", "10:30", 60)
    director.post(url("program", "delete", rule.program.pk))
    assert schedule.Program.objects.filter(pk=rule.program.pk).exists()
