from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from groundwave.stations import api as stations
from tests.cast import Cast


def test_what_a_service_is_carried_by(cast: Cast) -> None:
    assert [c.station.call_sign for c in stations.service(slug="news").carriages.all()] == ["KOWL-FM"]


def test_an_unknown_service_is_named_with_those_that_exist(cast: Cast) -> None:
    with pytest.raises(stations.NoSuchService, match=r"no service “jazz”\. Services: news, music"):
        stations.service(slug="jazz")


def test_a_call_sign_is_found_whatever_its_case(cast: Cast) -> None:
    assert stations.station(call_sign="kowl-fm") == cast.fm
    assert stations.station(call_sign="wowl-fm") is None


def test_each_call_sign_knows_its_public_file(cast: Cast) -> None:
    assert cast.fm.public_file_url == "/public-files/kowl-fm"
    assert cast.tv.fcc_public_file_url == "https://publicfiles.fcc.gov/tv-profile/kowl-tv"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("call_sign", {"call_sign": "OWL"}),
        ("frequency", {"frequency": Decimal("89.8")}),
        ("frequency", {"frequency": None}),
        ("channel", {"kind": "tv", "channel": None}),
    ],
)
def test_a_license_that_cannot_be_is_refused_by_field(cast: Cast, field: str, changes: dict[str, object]) -> None:
    given = {
        "licensee": cast.licensee,
        "call_sign": "KOWM-FM",
        "kind": "fm",
        "facility_id": 9_990_103,
        "community": "Owl Hollow",
        "state": "Cascara",
        "frequency": Decimal("91.1"),
        "license_expires": date(2030, 1, 1),
    }
    with pytest.raises(ValidationError) as refused:
        stations.Station(**(given | changes)).full_clean()
    assert field in refused.value.message_dict
