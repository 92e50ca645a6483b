"""47 CFR 73.1201, as tables."""

from __future__ import annotations

import pytest

from groundwave.stations.core.legal_id import Identified, example, faults

OWL = Identified("KOWL-FM", "Owl Hollow", frequency="89.9")
BARN = Identified("KBRN", "St. Barnaby", frequency="91.3")
TWIN = Identified("KOWT-FM", "Owl Hollow", frequency="90.7")
HD = Identified("KOWL-FM", "Owl Hollow", frequency="89.9", subchannel="HD2")
TV = Identified("KOWL-TV", "Owl Hollow", channel="12", subchannel="12.2")
NAMES = ["Owl Hollow Broadcasting, Inc."]


def wrong(text: str, *stations: Identified) -> list[str]:
    return faults(text, stations=stations, licensees=NAMES, networks=["NPR", "The Night Network"])


@pytest.mark.parametrize(
    "text",
    [
        "KOWL-FM, Owl Hollow",
        "kowl fm owl hollow",
        "K-O-W-L-F-M, Owl Hollow",
        "K O W L FM, Owl Hollow.",
        "You are hearing KOWL-FM, Owl Hollow, Cascara, and the whole valley.",
        "KOWL-FM, 89.9, Owl Hollow",
        "KOWL-FM, 89.9 FM, Owl Hollow",
        "KOWL-FM, 89 point 9, Owl Hollow",
        "KOWL-FM, 89 point nine MHz, Owl Hollow",
        "KOWL-FM, Owl Hollow Broadcasting, Owl Hollow",
        "KOWL-FM, Owl Hollow Broadcasting, Inc., Owl Hollow",
        "KOWL-FM, NPR, 89.9, Owl Hollow",
        "KOWL-FM, Night Network, Owl Hollow",
        # An earlier mention that is no identification does no harm.
        "Stay with KOWL-FM. This is KOWL-FM, Owl Hollow",
        "KOWL-FM, Owl Hollow, Milltown and Fernley",
    ],
)
def test_an_identification_that_is_right(text: str) -> None:
    assert wrong(text, OWL) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "says nothing"),
        ("Owl Hollow's own voice", "call letters KOWL-FM are missing"),
        ("KOWL, Owl Hollow", "KOWL is not all of the call letters"),
        ("KOWL-FM", "the community of license is missing: Owl Hollow"),
        ("KOWL-FM, 89.9", "the community of license is missing"),
        ("Owl Hollow, KOWL-FM", "the community of license is missing"),
        ("KOWL-FM, your friend in Owl Hollow", "“Your” may not stand between KOWL-FM and Owl Hollow"),
        ("KOWL-FM in Owl Hollow", "“In” may not stand between"),
        ("KOWL-FM, 88.1, Owl Hollow", "“88.1” may not stand between"),
        ("KOWL-FM, Milltown and Owl Hollow", "“Milltown” may not stand between"),
        ("KOWL-FM, Milltown", "must be followed by Owl Hollow, and not by “Milltown”"),
        ("KOWL-FM, Owl", "must be followed by Owl Hollow"),
        ("KOWLING FM, Owl Hollow", "are missing"),
    ],
)
def test_what_is_wrong_is_said_exactly(text: str, words: str) -> None:
    (fault,) = wrong(text, OWL)
    assert words in fault


def test_each_station_of_a_simulcast_is_identified() -> None:
    assert wrong("KOWL-FM, Owl Hollow, and KBRN, Saint Barnaby", OWL, BARN) == []
    (fault,) = wrong("KOWL-FM, Owl Hollow", OWL, BARN)
    assert "KBRN" in fault
    faulty = wrong("KOWL-FM and KBRN, Owl Hollow and St. Barnaby", OWL, BARN)
    assert any("KOWL-FM" in one for one in faulty)


def test_stations_of_one_community_may_be_announced_together() -> None:
    assert wrong("KOWL-FM and KOWT-FM, Owl Hollow", OWL, TWIN) == []
    assert wrong("KOWL-FM, 89.9, and KOWT-FM, 90.7, Owl Hollow", OWL, TWIN) == []


def test_a_digital_stream_says_that_it_is_one() -> None:
    (fault,) = wrong("KOWL-FM, Owl Hollow", HD)
    assert "HD2" in fault
    for text in ("KOWL-FM HD2, Owl Hollow", "KOWL-FM HD 2, Owl Hollow", "KOWL-FM, Owl Hollow, in digital sound"):
        assert wrong(text, HD) == []


def test_a_tv_station_may_say_its_channel_with_the_minor_one() -> None:
    for text in ("KOWL-TV, Owl Hollow", "KOWL-TV, channel 12, Owl Hollow", "KOWL-TV 12.2 Owl Hollow"):
        assert wrong(text, TV) == []
    assert wrong("KOWL-TV, channel 13, Owl Hollow", TV)


def test_a_service_that_no_station_carries_has_nothing_to_say() -> None:
    assert wrong("Anything at all") == []
    assert wrong("") == []


def test_the_example_is_right() -> None:
    for group in ((OWL,), (OWL, BARN), (HD,), (TV,), (AM,), (TRANSLATOR,), (DTV,)):
        assert wrong(example(group), *group) == []


AM = Identified("KABC", "Springfield, IL", frequency="1240")
TRANSLATOR = Identified("K201AB", "Cañon City", frequency="88.1")
DTV = Identified("KTVX-TV", "Albany-Schenectady-Troy", channel="26", subchannel="26.1")


@pytest.mark.parametrize(
    ("text", "station"),
    [
        ("KABC, Springfield", AM),
        ("KABC, Springfield, Illinois", AM),
        ("KABC, 1240 AM, Springfield", AM),
        ("KABC, 1,240 kHz, Springfield", AM),
        ("K201AB, Cañon City", TRANSLATOR),
        ("K-2-0-1-A-B, Canon City", TRANSLATOR),
        ("K 201 A B, Can\u0303on City", TRANSLATOR),
        ("KTVX-TV, 26-1, Albany-Schenectady-Troy", DTV),
        ("KTVX-TV, channel 26 dot 1, Albany, Schenectady and Troy", DTV),
        ("KOWL-FM HD 2, Owl Hollow", HD),
        ("KOWL-FM, digital, is KOWL-FM, Owl Hollow", HD),
    ],
)
def test_other_stations_say_it_in_their_way(text: str, station: Identified) -> None:
    assert wrong(text, station) == []


@pytest.mark.parametrize(
    ("text", "station", "words"),
    [
        ("KABC, 1240 FM, Springfield", AM, "“Fm” may not stand between"),
        ("KABC, Illinois", AM, "must be followed by"),
        ("KTVX-TV, 26 FM, Albany-Schenectady-Troy", DTV, "“Fm” may not stand between"),
        ("KTVX-TV, Albany", DTV, "must be followed by"),
        ("KOWL-FM, Owl Hollow. Our HD3 has jazz.", HD, "carries this on HD2"),
        ("KOWL-FM, Owl Hollow. Our HD 3 has jazz.", HD, "carries this on HD2"),
        ("K201AC, Cañon City", TRANSLATOR, "call letters K201AB are missing"),
    ],
)
def test_what_other_stations_may_not_say(text: str, station: Identified, words: str) -> None:
    assert words in " ".join(wrong(text, station))
