"""The desk's rules at work on what arrives, and what publishes later or never."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from groundwave.kit import clock
from groundwave.people import api as people
from groundwave.wire import api as wire
from groundwave.wire.models import Act, Delivery, DeskRule, DeskRuleClause, Source
from tests.rooms.wire.test_merging import agency, arrive, story

__all__ = ["agency", "arrive"]
pytestmark = pytest.mark.usefixtures("cast", "at_now")


def rule(name: str, deed: str, *clauses: tuple[str, str, str, bool], delay: int = 0, order: int = 0) -> DeskRule:
    made = DeskRule(name=name, deed=deed, delay_minutes=delay, sort_order=order)
    made.clauses = [
        DeskRuleClause(part=part, how=how, words=words, unless=unless) for part, how, words, unless in clauses
    ]
    made.save()
    return made


def later(**some: int) -> datetime:
    return clock.now() + timedelta(**some)


def delivery() -> Delivery:
    return Delivery.objects.get()


def editor(client: Any) -> people.Staff:
    person = people.Staff.objects.create_user("noor", "noor@owl.example", "correct horse battery")
    person.groups.add(Group.objects.get(name="Editors"))
    client.force_login(person)
    return person


FERRIES = ("headline", "contains", "Ferry", False)


def test_a_story_waits_and_is_published_at_its_time_in_its_newest_version(arrive: Any) -> None:
    rule("Ferries", "publish", FERRIES, ("headline", "begins", "Watch", True), delay=120)
    assert arrive(1) == "held for an editor"
    due = delivery().publish_at
    assert due == later(hours=2)
    assert arrive(2, headline="Ferry is late") == "held for an editor"
    assert delivery().publish_at == due
    assert wire.publish_due(at=later(minutes=119)) == []
    assert not story().live
    assert wire.publish_due(at=later(hours=2)) == ["Published “Ferry is late” by the rule “Ferries”."]
    assert (story().live, story().title) == (True, "Ferry is late")
    assert wire.publish_due(at=later(hours=3)) == []
    assert arrive(3, headline="Watch: Ferry runs") == "updated"
    assert story().title == "Watch: Ferry runs"
    assert [one.by for one in Act.objects.all()] == [None, None]


def test_an_exception_keeps_a_story_from_the_rule(arrive: Any, agency: Source) -> None:
    agency.arrival = Source.Arrival.HOLD
    agency.save()
    rule("Ferries", "publish", FERRIES, ("headline", "begins", "Watch", True))
    assert arrive(1, headline="Watch: Ferry stops") == "held for an editor"
    assert (delivery().publish_at, delivery().rule) == (None, None)
    assert arrive(2, headline="Ferry stops") == "updated"
    assert story().live


def test_the_first_rule_in_the_desks_order_decides(arrive: Any) -> None:
    rule("All", "publish", order=2)
    rule("Ferries wait", "hold", FERRIES, order=1)
    assert arrive(1) == "held for an editor"
    assert str(delivery().rule) == "Ferries wait"


def test_what_a_rule_ignored_is_weighed_anew_with_each_version(arrive: Any) -> None:
    rule("No ferries", "ignore", FERRIES)
    assert arrive(1) == "kept"
    assert (delivery().desk, delivery().story) == ("ignored", None)
    assert arrive(2, headline="Boat stops") == "new"
    assert (delivery().desk, delivery().rule, story().live) == ("", None, True)


def test_what_a_person_ignored_stays_so_whatever_a_rule_says(client: Any, arrive: Any) -> None:
    rule("All", "publish")
    arrive(1)
    editor(client)
    client.post(reverse("wire_act", args=[delivery().pk]), {"deed": "ignore"})
    assert arrive(2) == "kept"
    assert not story().live


@pytest.mark.parametrize("stop", ["hold", "ignore", "kill", "withheld", "expired", "edited", "off", "gone", "take"])
def test_nothing_is_published_that_somebody_stopped(client: Any, arrive: Any, stop: str) -> None:
    made = rule("Ferries", "publish", FERRIES, delay=60)
    arrive(1)
    person = editor(client)
    match stop:
        case "hold" | "ignore" | "take":
            client.post(reverse("wire_act", args=[delivery().pk]), {"deed": stop})
        case "kill":
            assert arrive(2, pubstatus="canceled") == "withdrawn"
        case "withheld":
            arrive(2, pubstatus="withheld")
        case "expired":
            page = story()
            page.expired = True
            page.save()
        case "edited":
            story().get_latest_revision_as_object().save_revision(user=person)
        case "off":
            DeskRule.objects.update(enabled=False)
        case "gone":
            made.delete()
    said = wire.publish_due(at=later(hours=1))
    assert not [words for words in said if words.startswith("Published")]
    assert story().live is (stop == "take")
    assert delivery().publish_at is None or stop == "withheld"
    assert wire.publish_due(at=later(hours=2)) == [] or stop == "withheld"


def test_what_an_editor_must_look_at_is_never_published_by_a_rule(arrive: Any) -> None:
    rule("All", "publish")
    assert arrive(1, headline="KILL: Ferry stops") == "held for an editor"
    assert delivery().rule is None


def test_a_story_goes_to_the_rules_section(arrive: Any, cast: Any) -> None:
    from groundwave.newsroom import api as newsroom

    sections = list(newsroom.SectionPage.objects.live().order_by("path"))
    made = rule("All", "publish")
    made.section = sections[-1]
    made.save()
    arrive(1)
    assert story().get_parent().specific == sections[-1]


def test_a_rule_is_written_read_and_tried_in_the_admin(client: Any, arrive: Any) -> None:
    editor(client)
    arrive(1)
    said = {
        "name": "Ferries",
        "enabled": "on",
        "deed": "publish",
        "delay_minutes": "30",
        "clauses-TOTAL_FORMS": "1",
        "clauses-INITIAL_FORMS": "0",
        "clauses-MIN_NUM_FORMS": "0",
        "clauses-MAX_NUM_FORMS": "1000",
        "clauses-0-part": "headline",
        "clauses-0-how": "contains",
        "clauses-0-words": "ferry\ntrain",
        "clauses-0-id": "",
        "clauses-0-ORDER": "1",
        "clauses-0-DELETE": "",
    }
    assert client.post(reverse("wagtailsnippets_wire_deskrule:add"), said).status_code == 302
    made = DeskRule.objects.get()
    sentence = "When the headline contains “ferry” or “train”: publish after 30 min."
    assert made.sentence == sentence
    assert sentence in client.get(reverse("wagtailsnippets_wire_deskrule:list")).text
    assert sentence in client.get(reverse("wagtailsnippets_wire_deskrule:edit", args=[made.pk])).text
    tried = client.get(reverse("wire_rule_tried", args=[made.pk])).text
    assert "1 of the last 1" in tried and "Ferry stops" in tried
    rule("Earlier", "ignore", order=-1)
    assert "but “Earlier” comes first" in client.get(reverse("wire_rule_tried", args=[made.pk])).text


def test_only_editors_write_rules(client: Any) -> None:
    made = rule("All", "publish")
    person = people.Staff.objects.create_user("lu", "lu@owl.example", "correct horse battery")
    person.groups.add(Group.objects.get(name="Wire desk"))
    client.force_login(person)
    assert client.get(reverse("wire_rule_tried", args=[made.pk])).status_code == 200
    assert client.get(reverse("wagtailsnippets_wire_deskrule:edit", args=[made.pk])).status_code == 302
