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


# ------------------------------------------------------------------ as announcers write it
WXYZ = Identified("WXYZ", "Springfield", frequency="89.5")
KQ = Identified("K201AB", "Cañon City", frequency="88.1")
ODD = Identified("WXYZ-FM", "Springfield", frequency="101.1")
DOZEN = Identified("KOWL-TV", "Owl Hollow", channel="12", subchannel="12.10")


@pytest.mark.parametrize(
    ("text", "station"),
    [
        ("W-X-Y-Z, eighty-nine point five FM, Springfield", WXYZ),
        ("W.X.Y.Z. Springfield", WXYZ),
        ("W - X - Y - Z  …  Springfield!", WXYZ),
        ("WX YZ, Springfield", WXYZ),
        ("Double-U X Y Z, Springfield", WXYZ),
        ("double you x y z, eight nine point five, Springfield", WXYZ),
        ("WXYZ, eighty-nine five, Springfield", WXYZ),
        ("WXYZ, FM 89.5, Springfield", WXYZ),
        ("WXYZ, 89.5 F-M, Springfield", WXYZ),
        ("WXYZ, 89,5 MHz, Springfield", WXYZ),
        ("WXYZ, 89.5FM, Springfield", WXYZ),
        ("WXYZ, ochenta y nueve punto cinco FM, Springfield", WXYZ),
        ("WXYZ, FM ochenta y nueve punto cinco megahercios, Springfield", WXYZ),
        ("WXYZ-FM, one-oh-one point one, Springfield", ODD),
        ("W X Y Z dash F M, one hundred one point one FM, Springfield", ODD),
        ("WXYZ-FM, one hundred and one point one megahertz, Springfield", ODD),
        ("WXYZFM, one zero one dot one, Springfield", ODD),
        ("WXYZ-FM, ciento uno punto uno, Springfield", ODD),
        ("K two oh one A B, Canon City", KQ),
        ("K two-zero-one AB, Cañon City", KQ),
        ("K two hundred one A-B, eighty-eight one, Cañon City", KQ),
        ("K-201-AB, Cañon City", KQ),
        ("K20 1AB, Cañon City", KQ),
        ("K.2.0.1.A.B., Cañon City", KQ),
        ("KABC, twelve forty AM, Springfield", AM),
        ("KABC, one thousand two hundred and forty kilohertz, Springfield", AM),
        ("KABC, AM mil doscientos cuarenta, Springfield", AM),
        ("KOWL-TV, channel twelve, Owl Hollow", DOZEN),
        ("KOWL-TV, canal doce, Owl Hollow", DOZEN),
        ("KOWL-TV, twelve point ten, Owl Hollow", DOZEN),
        ("KOWL-FM H-D two, Owl Hollow", HD),
        ("KOWL-FM, HD dos, Owl Hollow", HD),
        ("KTVX-TV, Albany, Schenectady y Troy", DTV),
    ],
)
def test_letters_and_numbers_may_be_written_as_they_are_said(text: str, station: Identified) -> None:
    assert wrong(text, station) == []


@pytest.mark.parametrize(
    ("text", "station", "words"),
    [
        ("W-X-Y, Springfield", WXYZ, "call letters WXYZ are missing"),
        ("W-X-Y-Z-A, Springfield", WXYZ, "“A” may not stand between"),
        ("WXYZ, eighty-nine point four, Springfield", WXYZ, "“Eighty” may not stand between"),
        ("WXYZ, eighty-nine point five on your dial, Springfield", WXYZ, "“On” may not stand between"),
        ("WXYZ, eighty-nine point five AM, Springfield", WXYZ, "“Am” may not stand between"),
        ("WXYZ, Illinois, Springfield", WXYZ, "“Illinois” may not stand between"),
        ("WXYZ, the sound of Springfield", WXYZ, "“The” may not stand between"),
        ("WXYZ-FM, eleven point one, Springfield", ODD, "“Eleven” may not stand between"),
        ("K two one AB, Cañon City", KQ, "are missing"),
        ("K twenty-one AB, Cañon City", KQ, "are missing"),
        ("KABC, twelve fourteen AM, Springfield", AM, "“Twelve” may not stand between"),
        ("KOWL-TV, channel twelve point one, Owl Hollow", DOZEN, "“Point” may not stand between"),
        ("KOWL-FM, Owl Hollow. Our HD three has jazz.", HD, "carries this on HD2"),
    ],
)
def test_what_is_said_must_be_right_all_the_same(text: str, station: Identified, words: str) -> None:
    assert words in " ".join(wrong(text, station))


def test_an_owner_with_an_and_sign_may_be_named_as_it_is_said() -> None:
    for name in ("Owl & Sons Broadcasting", "Owl and Sons Broadcasting"):
        assert faults(f"WXYZ, {name}, Springfield", stations=[WXYZ], licensees=["Owl & Sons Broadcasting, LLC"]) == []


def test_several_stations_of_one_community_are_joined_in_any_number() -> None:
    third = Identified("KOWN", "Owl Hollow", frequency="91.9")
    text = "KOWL-FM, eighty-nine nine, KOWT-FM, and K-O-W-N, Owl Hollow"
    assert wrong(text, OWL, TWIN, third) == []
    assert wrong(text.replace("Owl Hollow", "Milltown"), OWL, TWIN, third)


@pytest.mark.parametrize(
    ("text", "station", "words"),
    [
        ("", OWL, "No dice nada"),
        ("Owl Hollow", OWL, "Faltan las letras de identificación KOWL-FM: diga “KOWL-FM, Owl Hollow”."),
        ("KOWL, Owl Hollow", OWL, "KOWL no son todas las letras"),
        ("KOWL-FM", OWL, "Después de KOWL-FM falta la localidad de la licencia: Owl Hollow."),
        ("KOWL-FM de Owl Hollow", OWL, "“De” no puede ir entre KOWL-FM y Owl Hollow"),
        ("KOWL-FM, Milltown", OWL, "A KOWL-FM le debe seguir Owl Hollow, y no “Milltown”."),
        ("KOWL-FM, Owl Hollow", HD, "diga que es digital"),
    ],
)
def test_what_is_wrong_is_said_in_spanish_too(text: str, station: Identified, words: str) -> None:
    assert words in " ".join(faults(text, stations=[station], language="es"))


def test_a_long_text_is_read_in_a_moment() -> None:
    """300 letters are what the form takes; nothing of it may grow with the number of ways to read it."""
    assert wrong("W X Y Z W.X.Y.Z. double u 101.1 one oh one " * 7, ODD)
