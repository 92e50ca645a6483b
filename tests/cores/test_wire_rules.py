"""Rules of the desk: which items they are for, which one wins, and how they read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwave.wire.core.item import WireByline, WireItem, WireRef
from groundwave.wire.core.rules import Clause, Deed, How, Part, Rule, duration, first_for, words_of

ITEM = WireItem(
    format="ninjs",
    provider_key="npr",
    external_id="1",
    headline="Watch: Council votes on the bridge",
    published_at=datetime(2026, 11, 24, tzinfo=UTC),
    raw_sha256="0",
    language="es-MX",
    bylines=(WireByline("Ana Ruiz", "Owl Radio"),),
    collections=(WireRef("t/1", ("topic",), "Politics"), WireRef("t/2", ("program",), None)),
    dateline="SPRINGFIELD",
    places=("Ohio",),
    slugline="BRIDGE-VOTE",
    provider_name="Owl News",
    usage_terms="Not for print.",
    editor_note="Corrects the second paragraph.",
)


def clause(part: Part, how: How, *words: str) -> Clause:
    return Clause(part, how, words)


@pytest.mark.parametrize(
    ("one", "fits"),
    [
        (clause(Part.HEADLINE, How.BEGINS, "watch"), True),
        (clause(Part.HEADLINE, How.BEGINS, "Wat"), False),
        (clause(Part.HEADLINE, How.BEGINS, "council"), False),
        (clause(Part.HEADLINE, How.CONTAINS, "COUNCIL  VOTES"), True),
        (clause(Part.HEADLINE, How.CONTAINS, "vote"), False),
        (clause(Part.HEADLINE, How.CONTAINS, "opera", "bridge"), True),
        (clause(Part.HEADLINE, How.IS, "bridge"), False),
        (clause(Part.TOPIC, How.IS, "politics"), True),
        (clause(Part.TOPIC, How.IS, "Politic"), False),
        (clause(Part.BYLINE, How.CONTAINS, "owl radio"), True),
        (clause(Part.LANGUAGE, How.IS, "es"), True),
        (clause(Part.LANGUAGE, How.IS, "es-mx"), True),
        (clause(Part.LANGUAGE, How.IS, "en"), False),
        (clause(Part.PLACE, How.IS, "ohio"), True),
        (clause(Part.SLUG, How.BEGINS, "bridge"), True),
        (clause(Part.CREDIT, How.IS, "owl news"), True),
        (clause(Part.RIGHTS, How.CONTAINS, "not for print"), True),
        (clause(Part.NOTE, How.BEGINS, "corrects"), True),
        (clause(Part.HEADLINE, How.CONTAINS, "(.*"), False),
    ],
)
def test_a_clause_compares_whole_words_in_any_case(one: Clause, fits: bool) -> None:
    assert one.fits(ITEM) is fits


def test_a_sign_before_the_first_word_does_not_hide_it() -> None:
    assert clause(Part.HEADLINE, How.BEGINS, "Watch").fits(replace(ITEM, headline="«WATCH» the vote"))
    assert clause(Part.HEADLINE, How.BEGINS, "¿Qué").fits(replace(ITEM, headline="¿Qué pasó?"))


def test_a_rule_reads_as_a_desk_would_say_it_and_says_why_it_is_not_for_an_item() -> None:
    rule = Rule(
        Deed.PUBLISH,
        when=(clause(Part.TOPIC, How.IS, "Politics"),),
        unless=(clause(Part.HEADLINE, How.BEGINS, "Watch", "Listen"), clause(Part.PLACE, How.IS, "Utah")),
        provider_key="npr",
        provider_name="NPR",
        delay=timedelta(minutes=150),
    )
    assert rule.sentence == (
        "From NPR, when the topic is “Politics”: publish after 2 h 30 min, unless the headline begins with “Watch” or "
        "“Listen” or the dateline or place is “Utah”."
    )
    assert rule.why_not(ITEM) == "the headline begins with “Watch” or “Listen”"
    assert rule.why_not(replace(ITEM, headline="Council votes")) == ""
    assert rule.why_not(replace(ITEM, provider_key="ap")) == "it is not from NPR"
    assert rule.why_not(replace(ITEM, collections=())) == "it is not so that the topic is “Politics”"
    assert Rule(Deed.HOLD).sentence == "Everything: hold for an editor."
    assert Rule(Deed.PUBLISH).act == "publish at once"


def test_the_first_rule_that_fits_wins() -> None:
    never = Rule(Deed.IGNORE, when=(clause(Part.LANGUAGE, How.IS, "fr"),))
    assert first_for(ITEM, [never, Rule(Deed.HOLD), Rule(Deed.PUBLISH)]) == 1
    assert first_for(ITEM, [never]) is None
    assert first_for(ITEM, []) is None


def test_alternatives_are_one_a_line() -> None:
    assert words_of("  Watch \n\nListen  to\r\nWatch\n") == ("Watch", "Listen to")
    assert [duration(timedelta(minutes=some)) for some in (0, 5, 60, 61)] == ["0 min", "5 min", "1 h", "1 h 1 min"]


@given(st.text(min_size=1, max_size=60), st.sampled_from(Part), st.sampled_from(How))
def test_no_words_of_a_person_break_a_rule(words: str, part: Part, how: How) -> None:
    alternatives = words_of(words)
    rule = Rule(Deed.HOLD, when=(Clause(part, how, alternatives),))
    assert isinstance(rule.why_not(ITEM), str)
    assert rule.sentence


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=40))
def test_what_is_the_headline_fits_is(words: str) -> None:
    said = " ".join(words.split())
    if said:
        item = replace(ITEM, headline=words)
        assert all(clause(Part.HEADLINE, how, said).fits(item) for how in (How.IS, How.BEGINS))
