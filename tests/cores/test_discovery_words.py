"""Words, their stems, and what a reader may type."""

from __future__ import annotations

import time
import unicodedata

import pytest

from groundwave.discovery.core import stems
from groundwave.discovery.core.query import MAX_CHARACTERS, MAX_TERMS, read_query, replaced, says
from groundwave.discovery.core.spelling import one_slip
from groundwave.discovery.core.words import composed, fold, tokens


@pytest.mark.parametrize(
    "family",
    [
        "bridge bridges bridged bridging",
        "vote votes voted voting",
        "plan plans planned planning",
        "city cities",
        "ferry ferries",
        "tax taxes taxed taxing",
        "pass passes passing",
        "close closes closed closing",
        "agree agrees agreed agreeing",
        "report reports reported reporting",
        "decide decides decided deciding",
        "serve serves served serving",
    ],
)
def test_english_forms_of_a_word_have_one_stem(family: str) -> None:
    assert len({stems.english(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["care car", "news new", "plane plan", "bus business", "hope hop", "ring red", "us use"]
)
def test_english_words_that_only_look_alike_stay_apart(pair: str) -> None:
    one, other = pair.split()
    assert stems.english(one) != stems.english(other)


@pytest.mark.parametrize(
    "family",
    [
        "puente puentes",
        "eleccion elecciones",
        "ciudad ciudades",
        "luz luces",
        "nuevo nueva nuevos nuevas",
        "casa casas",
        "mes meses",
        "escuela escuelas",
        "pais paises",
    ],
)
def test_spanish_forms_of_a_word_have_one_stem(family: str) -> None:
    assert len({stems.spanish(word) for word in family.split()}) == 1


def test_spanish_words_that_only_look_alike_stay_apart() -> None:
    assert stems.spanish("casa") != stems.spanish("caso")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The mayor’s plan", "en", ["mayor", "plan"]),
        ("U.S. Senate", "en", ["us", "senat"]),
        ("89.3 FM, 1,200 people", "en", ["89.3", "fm", "1,200", "peopl"]),
        ("¿Quién paga el puente?", "es", ["paga", "puent"]),
        ("MUÑOZ y Peña", "es", ["munoz", "pena"]),
        ("the of and", "en", []),
        ("<script>alert(1)</script>", "en", ["script", "alert", "1", "script"]),
        ("ça va être bien", "fr", ["ca", "va", "etre", "bien"]),
        ("", "en", []),
    ],
)
def test_a_text_becomes_the_words_that_carry_meaning(text: str, language: str, expected: list[str]) -> None:
    assert [token.stem for token in tokens(text, language=language)] == expected


def test_a_token_says_where_its_word_stands() -> None:
    text = "The ferries, again"
    assert [text[token.start : token.end] for token in tokens(text, language="en")] == ["ferries", "again"]


def test_a_combining_accent_does_not_cut_its_word() -> None:
    apart = unicodedata.normalize("NFD", "San  Ramón")
    assert [token.stem for token in tokens(composed(apart), language="en")] == ["san", "ramon"]
    assert fold("RAMÓN") == "ramon"


@pytest.mark.parametrize(
    ("typed", "terms", "phrases", "excluded"),
    [
        ("School boards", ["school", "board"], [], []),
        ('"school board" ferry', ["school", "board", "ferry"], [("school", "board")], []),
        ("“school board”", ["school", "board"], [("school", "board")], []),
        ('"school board', ["school", "board"], [("school", "board")], []),
        ('"bank of owls"', ["bank", "owl"], [("bank", "of", "owls")], []),
        ('"ferry"', ["ferry"], [], []),
        ("ferry -taxes", ["ferry"], [], ["tax"]),
        ("two-way ferry", ["two", "way", "ferry"], [], []),
        ("ferry ferries", ["ferry"], [], []),
        ("-ferry", [], [], ["ferry"]),
        ('the "" - " ', [], [], []),
        ("", [], [], []),
    ],
)
def test_a_query_is_read(typed: str, terms: list[str], phrases: list[object], excluded: list[str]) -> None:
    query = read_query(typed, language="en")
    assert [term.stem for term in query.terms] == terms
    assert list(query.phrases) == phrases
    assert query.excluded == set(excluded)


def test_an_excluded_phrase_is_no_exclusion_of_its_words() -> None:
    query = read_query('ferry -"school board"', language="en")
    assert query.excluded_phrases == (("school", "board"),)
    assert query.excluded == frozenset()


def test_a_query_is_read_only_within_its_bounds() -> None:
    assert len(read_query(" ".join(f"w{n}" for n in range(50)), language="en").terms) == MAX_TERMS
    far = "a1 " + " " * MAX_CHARACTERS * 5 + "b2"
    assert [term.stem for term in read_query(far, language="en").terms] == ["a1"]


@pytest.mark.parametrize(
    "hostile", ['"' * 100_000, "-" * 100_000, "a" * 100_000, "a." * 50_000, "1," * 50_000, "\x00'’" * 30_000]
)
def test_a_hostile_query_is_soon_read(hostile: str) -> None:
    started = time.perf_counter()
    assert len(read_query(hostile, language="en").terms) <= MAX_TERMS
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("The Ferry, at last", ("ferry", "at"), True),
        ("El PUENTE—de San Telmo", ("puente", "de", "san"), True),
        ("U.S. Senate", ("us", "senate"), True),
        ("ferryboat at", ("ferry",), False),
        ("at the ferry", ("ferry", "at"), False),
    ],
)
def test_a_text_says_a_phrase_word_for_word(text: str, phrase: tuple[str, ...], expected: bool) -> None:
    assert says(text, phrase) is expected


@pytest.mark.parametrize(
    ("typed", "known", "expected"),
    [
        ("elecion", "election", True),
        ("electtion", "election", True),
        ("elektion", "election", True),
        ("elcetion", "election", True),
        ("election", "election", False),
        ("ferry", "fairy", False),
        ("bridge", "brigdes", False),
        ("ab", "ba", True),
        ("abc", "cab", False),
    ],
)
def test_a_slip_of_the_fingers_is_one_change(typed: str, known: str, expected: bool) -> None:
    assert one_slip(typed, known) is expected
    assert one_slip(known, typed) is expected


def test_a_correction_keeps_the_rest_as_it_was_typed() -> None:
    assert replaced('New "Briige" -tax', {"briig": "bridge"}, language="en") == 'New "bridge" -tax'
