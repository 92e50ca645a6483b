"""What the engine does not do as it was asked, in sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from groundwave.air.core.following import Asked, Said, differences, is_as_asked

AT = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
ASKED = Asked(None, "new", AT - timedelta(minutes=5))
SAID = Said(is_fresh=True, plan="new", on=0)
SECOND = replace(ASKED, held=1)
NOT_YET = "is asked for. The engine has not taken that up yet"
NO_SOUND = "Source 2 is held, but gives no sound"
THE_OLD = "The engine does not follow the plan that was written 5 min ago, but the one before it"


@pytest.mark.parametrize(
    ("asked", "said", "words", "as_asked"),
    [
        (ASKED, SAID, [], True),
        (SECOND, replace(SAID, held=1, on=1), [], True),
        (SECOND, SAID, [f"Source 2 {NOT_YET}: it follows its list."], False),
        (SECOND, replace(SAID, held=0), [f"Source 2 {NOT_YET}: it still holds source 1."],
         False),
        (ASKED, replace(SAID, held=1, on=1),
         [f"Automatic {NOT_YET}: it still holds source 2."], False),
        (SECOND, replace(SAID, held=1), [f"{NO_SOUND}: source 1 is heard until it does."], True),
        (SECOND, replace(SAID, held=1, on=None),
         [f"{NO_SOUND}: the fallback is heard until it does."], True),
        (replace(ASKED, written_at=AT - timedelta(seconds=2)), replace(SAID, plan="old"),
         ["A new plan was written a moment ago; the engine has not read it yet."], True),
        (replace(SECOND, written_at=AT - timedelta(seconds=2)), replace(SAID, plan="old"),
         [f"Source 2 {NOT_YET}: it follows its list."], False),
        (ASKED, replace(SAID, plan="old", trouble="plan.json was not taken: it is no JSON"),
         [f"{THE_OLD}: plan.json was not taken: it is no JSON"], True),
        (ASKED, replace(SAID, plan="old"),
         [f"{THE_OLD}: it does not say why."],
         True),
        # What an engine of before this told is not held against it.
        (SECOND, replace(SAID, plan=None), [], True),
        (SECOND, Said(is_fresh=False), ["Source 2 is asked for, and waits until the engine is back."], False),
        (ASKED, Said(is_fresh=False), [], False),
        (replace(ASKED, plan=None), SAID, [], True),
    ],
)  # fmt: skip
def test_what_differs_is_said(asked: Asked, said: Said, words: list[str], as_asked: bool) -> None:
    assert (list(differences(asked, said, at=AT)), is_as_asked(asked, said)) == (words, as_asked)
