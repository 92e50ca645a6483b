"""May the public see this at this instant?"""

from datetime import UTC, datetime, timedelta

import pytest

from groundwave.newsroom.core.visibility import Rights, Verdict, changes_after, may_the_public_see

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("rights", "verdict"),
    [
        (Rights(live=True), Verdict.SHOWN),
        (Rights(live=False), Verdict.NOT_PUBLISHED),
        (Rights(live=True, published_at=NOON), Verdict.SHOWN),
        (Rights(live=True, published_at=NOON + HOUR), Verdict.NOT_YET),
        (Rights(live=True, embargoed_until=NOON + HOUR), Verdict.EMBARGOED),
        (Rights(live=True, embargoed_until=NOON), Verdict.SHOWN),
        (Rights(live=True, published_at=NOON - HOUR, embargoed_until=NOON + HOUR), Verdict.EMBARGOED),
        (Rights(live=True, expires_at=NOON), Verdict.EXPIRED),
        (Rights(live=True, expires_at=NOON + HOUR), Verdict.SHOWN),
        (Rights(live=True, withdrawn_at=NOON), Verdict.WITHDRAWN),
        (Rights(live=False, withdrawn_at=NOON - HOUR), Verdict.WITHDRAWN),
        (Rights(live=True, withdrawn_at=NOON + HOUR), Verdict.SHOWN),
        (Rights(live=True, withdrawn_at=NOON, embargoed_until=NOON + HOUR), Verdict.WITHDRAWN),
    ],
)
def test_verdict(rights: Rights, verdict: Verdict) -> None:
    assert may_the_public_see(rights, at=NOON) is verdict


def test_the_next_change_is_the_earliest_moment_ahead() -> None:
    rights = Rights(live=True, published_at=NOON - HOUR, embargoed_until=NOON + HOUR, expires_at=NOON + 3 * HOUR)
    assert changes_after(rights, at=NOON) == NOON + HOUR
    assert changes_after(rights, at=NOON + HOUR) == NOON + 3 * HOUR
    assert changes_after(rights, at=NOON + 3 * HOUR) is None
