"""When a link card may be shown, and whose words stand on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from groundwave.wire.core.card import SHOWN_FOR, is_theirs, shown_during
from groundwave.wire.core.item import Paragraphs, Status, WireItem

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ITEM = WireItem(
    format="ninjs",
    provider_key="partner",
    external_id="1",
    headline="Ferry stops",
    published_at=NOON - HOUR,
    raw_sha256="",
    teaser="The ferry does not run.",
    body=(Paragraphs("<p>The old ferry <em>stopped at the</em> pier on Monday.</p>"),),
)


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        (ITEM, (NOON, NOON + SHOWN_FOR)),
        (replace(ITEM, hold_until=NOON + HOUR), (NOON + HOUR, NOON + HOUR + SHOWN_FOR)),
        (replace(ITEM, expires_at=NOON + HOUR), (NOON, NOON + HOUR)),
        (replace(ITEM, expires_at=NOON - HOUR), (NOON, NOON)),
        (replace(ITEM, status=Status.WITHHELD), (NOON, NOON)),
        (replace(ITEM, withdrawn=True, published_at=None), (NOON, NOON)),
    ],
)
def test_a_card_is_shown_for_a_week_and_as_long_as_its_story_may(item: WireItem, shown: object) -> None:
    assert shown_during(item, first=NOON) == shown


@pytest.mark.parametrize(
    ("words", "theirs"),
    [
        ("Why Owl Hollow's only boat stays in port.", False),
        ("The ferry does not run!", True),
        ("Ferry: it STOPPED at the pier, on Monday", True),
        ("On Monday the old ferry stopped, at the pier.", True),
        ("On Monday the old ferry failed.", False),
        ("", False),
    ],
)
def test_our_own_line_is_told_from_theirs(words: str, theirs: bool) -> None:
    assert is_theirs(words, ITEM) is theirs
