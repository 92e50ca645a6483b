"""Which appeal is shown, and until when that stays so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from groundwave.membership.core.choose import Candidate, changes_after, choose

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEWS, ARTS = 7, 8


def appeal(key: int, **given: object) -> Candidate:
    fields = {"language": "en", "placement": "both", "starts": NOON - 10 * HOUR} | given
    return Candidate(key=key, **fields)  # type: ignore[arg-type]


def chosen(
    *appeals: Candidate, placement: str = "body", section_id: int | None = NEWS, at: datetime = NOON
) -> int | None:
    found = choose(appeals, language="en", section_id=section_id, placement=placement, at=at)
    return found.key if found else None


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"priority": 2}, {"priority": 1, "section_ids": frozenset({NEWS})}),
        ({"section_ids": frozenset({NEWS})}, {"starts": NOON - HOUR}),
        ({"starts": NOON - HOUR}, {"starts": NOON - 2 * HOUR}),
    ],
    ids=["priority beats section", "section beats everywhere", "the newest start"],
)
def test_the_better_one_is_chosen_in_whatever_order_they_come(
    better: dict[str, object], worse: dict[str, object]
) -> None:
    one, two = appeal(1, **better), appeal(2, **worse)
    assert chosen(one, two) == chosen(two, one) == 1


@pytest.mark.parametrize(
    "unfit",
    [
        {"language": "es"},
        {"placement": "foot"},
        {"is_active": False},
        {"section_ids": frozenset({ARTS})},
        {"starts": NOON + HOUR},
        {"ends": NOON},
    ],
    ids=lambda unfit: next(iter(unfit)),
)
def test_an_unfit_one_is_never_chosen_whatever_its_priority(unfit: dict[str, object]) -> None:
    assert chosen(appeal(1, priority=9, **unfit), appeal(2)) == 2


@pytest.mark.parametrize(
    ("at", "shown"),
    [(NOON - HOUR, None), (NOON, 1), (NOON + HOUR - timedelta(seconds=1), 1), (NOON + HOUR, None)],
)
def test_it_runs_from_its_start_up_to_but_not_including_its_end(at: datetime, shown: int | None) -> None:
    assert chosen(appeal(1, starts=NOON, ends=NOON + HOUR), at=at) == shown


def test_one_for_a_section_is_not_shown_on_a_page_without_section() -> None:
    assert chosen(appeal(1, section_ids=frozenset({NEWS})), section_id=None) is None


@pytest.mark.parametrize(("placement", "shown"), [("body", 1), ("foot", 2)])
def test_each_place_has_its_own(placement: str, shown: int) -> None:
    assert chosen(appeal(1, placement="body"), appeal(2, placement="foot"), placement=placement) == shown


@pytest.mark.parametrize(
    ("appeals", "expected"),
    [
        ([], None),
        ([appeal(1)], None),
        ([appeal(1, ends=NOON + HOUR)], NOON + HOUR),
        ([appeal(1), appeal(2, starts=NOON + HOUR)], NOON + HOUR),
        ([appeal(1, priority=5, ends=NOON + 3 * HOUR), appeal(2, starts=NOON + HOUR)], NOON + 3 * HOUR),
        ([appeal(1, priority=5), appeal(2, ends=NOON + HOUR)], None),
        ([appeal(1), appeal(2, language="es", starts=NOON + HOUR)], None),
    ],
    ids=[
        "none",
        "open",
        "its end",
        "a newer one",
        "a lesser one starts unseen",
        "a lesser one ends unseen",
        "another language",
    ],
)
def test_the_next_change_is_one_that_a_reader_would_see(appeals: list[Candidate], expected: datetime | None) -> None:
    found = changes_after(appeals, language="en", section_id=NEWS, placement="body", at=NOON)
    assert found == expected
