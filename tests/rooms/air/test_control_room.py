"""The control room in the admin: who may look, who may take a source, and what the engine is told of it."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from groundwave.air import api as air
from groundwave.air.engine.timeline import number_at
from groundwave.air.models import AsRunEvent, Hold, Outage, Source
from groundwave.kit.home import Home
from groundwave.people import api as people
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")

STATE = {
    "source": "https://one.example/",
    "source_index": 0,
    "on_fallback": False,
    "since": (NOW - timedelta(minutes=20)).isoformat(),
    "newest_segment_at": (NOW - timedelta(seconds=4)).isoformat(),
    "started_at": (NOW - timedelta(hours=3)).isoformat(),
    "level_dbfs": -18.2,
    "peaks": [0.2, 0.5],
    "last_error": None,
}


@pytest.fixture
def chain(cast: Cast, home: Home) -> air.Chain:
    chain = air.Chain.objects.create(service=cast.news)
    for place, host in enumerate(("one", "two")):
        Source.objects.create(chain=chain, location=f"https://{host}.example/", sort_order=place)
    air.write_plans()
    says(home, **STATE)
    return chain


def says(home: Home, **state: object) -> None:
    home.engine_state("news").write_text(json.dumps(state))


def plan(home: Home) -> dict[str, object]:
    found = json.loads(home.plan("news").read_text())
    assert isinstance(found, dict)
    return found


def enter(client: Client, cast: Cast, role: str) -> people.Staff:
    pat = people.Staff.objects.create_user("pat", "pat@owl.example", "correct horse battery")
    pat.groups.add(Group.objects.get(name=role))
    client.force_login(pat)
    return pat


def room(client: Client, **asked: str) -> str:
    answer = client.get(reverse("air_control_room", args=["news"]), asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


def press(client: Client, source: str) -> str:
    answer = client.post(reverse("air_hold", args=["news"]), {"source": source}, follow=True)
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("role", "looks", "takes"),
    [("Reporters", False, False), ("Operators", True, True), ("Engineers", True, True)],
)
def test_who_may_look_and_who_may_take(
    chain: air.Chain, cast: Cast, client: Client, home: Home, role: str, looks: bool, takes: bool
) -> None:
    enter(client, cast, role)
    page = client.get(reverse("air_control_room", args=["news"]))
    assert ("On the air" in page.content.decode()) is looks
    assert ("Take source 2" in page.content.decode()) is takes
    press(client, "2")
    assert Hold.objects.exists() is takes
    assert (plan(home)["held"] == 1) is takes


def test_a_source_is_taken_held_and_let_go_on_record(chain: air.Chain, cast: Cast, client: Client, home: Home) -> None:
    pat = enter(client, cast, "Operators")
    assert plan(home)["held"] is None
    assert "Source 2 is asked for, to be held" in press(client, "2")
    assert "Back to automatic" in room(client)
    press(client, "1")
    assert plan(home)["held"] == 0
    press(client, "auto")
    assert plan(home)["held"] is None
    assert [(one.label, one.taken_by, one.released_by) for one in Hold.objects.order_by("pk")] == [
        ("https://two.example/", pat, pat),
        ("https://one.example/", pat, pat),
    ]
    assert "in automatic already" in press(client, "auto")


@pytest.mark.parametrize("given", ["0", "3", "", "-1", "two", "9999", "²"])
def test_what_is_no_source_is_not_taken(chain: air.Chain, cast: Cast, client: Client, home: Home, given: str) -> None:
    enter(client, cast, "Operators")
    press(client, given)
    assert not Hold.objects.exists()


def test_a_hold_follows_its_source_in_the_list_and_ends_with_it(
    chain: air.Chain, cast: Cast, client: Client, home: Home
) -> None:
    enter(client, cast, "Operators")
    press(client, "2")
    Source.objects.filter(location__contains="two").update(sort_order=-1)
    air.write_plans()
    assert plan(home)["held"] == 0
    Source.objects.filter(location__contains="two").delete()
    air.write_plans()
    assert plan(home)["held"] is None


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({}, "Not on the air"),
        ({**STATE, "newest_segment_at": (NOW - timedelta(minutes=5)).isoformat()}, "Nothing goes out"),
        ({**STATE, "on_fallback": True, "last_error": "studio: stalled"}, "studio: stalled"),
        ({**STATE, "silence_seconds": 31.5}, "Nothing can be heard for 32 s"),
        ({**STATE, "source_index": 1}, "From source 2"),
        (STATE, "From its first source for 20 min"),
        ({**STATE, "sources": [{"index": 1, "trouble": "no connection"}]}, "no connection"),
        # Whatever an engine of another version says, the page stands.
        ({**STATE, "peaks": "loud", "level_dbfs": "high", "sources": {"a": 1}, "since": 5}, "On the air"),
        ({**STATE, "peaks": [None, {}], "sources": [None, 7, {"index": "x"}], "source_index": "0"}, "On the air"),
    ],
)
def test_the_status_is_said_in_words(
    chain: air.Chain, cast: Cast, client: Client, home: Home, state: dict[str, object], words: str
) -> None:
    says(home, **state)
    enter(client, cast, "Operators")
    assert words in room(client)


def test_what_the_engine_has_not_taken_up_yet_is_said(chain: air.Chain, cast: Cast, client: Client, home: Home) -> None:
    """The rows say one thing and the engine another: the page believes the engine and says what was asked for."""

    def digest() -> str:
        return hashlib.sha256(home.plan("news").read_bytes()).hexdigest()[:16]

    enter(client, cast, "Operators")
    before = {**STATE, "plan": digest(), "held": None, "plan_trouble": None}
    says(home, **before)
    assert 'air-difference"' not in room(client)
    press(client, "2")
    page = room(client)
    assert "Source 2 is asked for. The engine has not taken that up yet: it follows its list." in page
    assert "Asked for</button>" in page
    assert "From its first source" in page
    assert "On the air, held" not in page
    says(home, **{**before, "plan_trouble": "plan.json was not taken: sources are no list"})
    os.utime(home.plan("news"), (NOW.timestamp() - 60, NOW.timestamp() - 60))
    assert "written 60 s ago, but the one before it: plan.json was not taken: sources are no list" in room(client)
    says(home, **{**before, "plan": digest(), "held": 1, "source_index": 1})
    page = room(client)
    assert 'air-difference"' not in page
    assert "On the air, held" in page
    says(home, **{**before, "plan": digest(), "held": 1})
    assert "Source 2 is held, but gives no sound: source 1 is heard until it does." in room(client)
    press(client, "auto")
    assert "Automatic is asked for. The engine has not taken that up yet: it still holds source 2." in room(client)


def test_the_part_that_changes_comes_alone(chain: air.Chain, cast: Cast, client: Client, home: Home) -> None:
    peaks = home.live / "news" / "peaks"
    peaks.mkdir(parents=True)
    at = number_at(NOW.timestamp()) % 1875
    (peaks / f"{NOW:%Y%m%d%H}.u8").write_bytes(bytes([120]) * at * 4)
    (home.path / "run").mkdir()
    (home.path / "run" / "listeners.json").write_text(json.dumps({"news": {"segments": 40, "streams": 3}}))
    AsRunEvent.objects.create(
        service=cast.news, at=NOW - timedelta(minutes=30), name="legal id", about={"text": "KOWL-FM"}, digest="1"
    )
    Outage.objects.create(chain=chain, fault="disk", began=NOW, raised_at=NOW, detail="1.0 GB are free.")
    enter(client, cast, "Operators")
    part = room(client, part="live")
    assert "<html" not in part
    for words in (
        "The disk is low",
        "1.0 GB are free.",
        "30 min ago",
        "<dd>40</dd>",
        "<dd>3</dd>",
        "legal id: KOWL-FM",
    ):
        assert words in part
    assert 'class="air-wave-form" d="M' in part


def test_the_dashboard_leads_to_it(chain: air.Chain, cast: Cast, client: Client, at_now: datetime) -> None:
    client.force_login(cast.editor)
    assert reverse("air_control_room", args=["news"]) in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(reverse("air_control_rooms")).headers["Location"] == reverse("air_control_room", args=["news"])


def test_all_services_at_a_glance_keep_themselves_up_to_date(
    chain: air.Chain, cast: Cast, client: Client, home: Home
) -> None:
    air.Chain.objects.create(service=cast.music)
    enter(client, cast, "Operators")
    page = client.get(reverse("air_control_rooms")).content.decode()
    assert f'data-air-room="{reverse("air_control_rooms")}"' in page
    assert page.count("data-air-part") == 1
    for words in ("Owl News", "On the air", "Owl Music", "Not on the air", "control-room.js"):
        assert words in page
