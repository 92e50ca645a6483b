"""Whether the public may hear an episode, and when that changes by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from groundwave.air.core.rights import Rights, Verdict, changes_after, is_gone, may_the_public_hear

NOW = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("rights", "verdict", "gone", "changes"),
    [
        (Rights(True), Verdict.NOT_PUBLISHED, False, None),
        (Rights(False, NOW - HOUR), Verdict.NO_RIGHTS, False, None),
        (Rights(True, NOW), Verdict.HEARD, False, None),
        (Rights(True, NOW + HOUR), Verdict.NOT_YET, False, NOW + HOUR),
        (Rights(True, NOW - HOUR, NOW + HOUR), Verdict.HEARD, False, NOW + HOUR),
        (Rights(True, NOW - HOUR, NOW), Verdict.OVER, True, None),
        (Rights(True, NOW - HOUR, None, NOW), Verdict.TAKEN_BACK, True, None),
        (Rights(False, NOW - HOUR, None, NOW), Verdict.TAKEN_BACK, True, None),
        (Rights(True, None, NOW), Verdict.NOT_PUBLISHED, False, None),
    ],
)
def test_may_the_public_hear(rights: Rights, verdict: Verdict, gone: bool, changes: datetime | None) -> None:
    assert may_the_public_hear(rights, at=NOW) is verdict
    assert is_gone(rights, at=NOW) is gone
    assert changes_after(rights, at=NOW) == changes
