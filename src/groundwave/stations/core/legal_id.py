"""Station identification by the rule of 47 CFR 73.1201, checked word by word as it is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from groundwave.stations.core.spoken import Words, after_call_sign, is_at, is_number, joined, number, words

_FORMS: Final = frozenset({"INC", "LLC", "CORP", "CORPORATION", "INCORPORATED", "CO", "COMPANY", "LTD"})
_FM: Final[tuple[Words, ...]] = (("FM",), ("F", "M"), ("MHZ",), ("MEGAHERTZ",), ("MEGAHERCIOS",))
_AM: Final[tuple[Words, ...]] = (("AM",), ("A", "M"), ("KHZ",), ("KILOHERTZ",), ("KILOHERCIOS",))
_LOWEST_AM: Final = 500  # kHz; an FM station's frequency is in MHz
_CHANNEL: Final[tuple[Words, ...]] = ((), ("CHANNEL",), ("CANAL",))
_HD: Final[tuple[Words, ...]] = (("HD",), ("H", "D"))
_AND: Final = ("AND", "Y", "E")


@dataclass(frozen=True)
class Identified:
    """What a license says of a station that carries the service. `subchannel` as "HD2" or "21.2", or ""."""

    call_sign: str
    community: str
    frequency: str = ""
    channel: str = ""
    subchannel: str = ""


_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "nothing": "It says nothing. Give the call letters and, right after them, the community of license.",
        "not all": "{letters} is not all of the call letters: say {call}, as in {wanted}.",
        "missing": "The call letters {call} are missing: say {wanted}.",
        "no community": "After {call} the community of license is missing: {community}.",
        "between": "“{word}” may not stand between {call} and {community}: only the name of the licensee, the "
        "frequency, the channel and the network may.",
        "other": "{call} must be followed by {community}, and not by “{word}”.",
        "digital": "{call} carries this on {stream}: say that it is digital, as “{call} {stream}, {community}”.",
    },
    "es": {
        "nothing": "No dice nada. Diga las letras de identificación y, justo después, la localidad de la licencia.",
        "not all": "{letters} no son todas las letras de identificación: diga {call}, como en {wanted}.",
        "missing": "Faltan las letras de identificación {call}: diga {wanted}.",
        "no community": "Después de {call} falta la localidad de la licencia: {community}.",
        "between": "“{word}” no puede ir entre {call} y {community}: solo el nombre del titular, la frecuencia, el "
        "canal y la cadena pueden.",
        "other": "A {call} le debe seguir {community}, y no “{word}”.",
        "digital": "{call} lo emite por {stream}: diga que es digital, como “{call} {stream}, {community}”.",
    },
}


def faults(
    text: str,
    *,
    stations: Sequence[Identified],
    licensees: Sequence[str] = (),
    networks: Sequence[str] = (),
    language: str = "en",
) -> list[str]:
    """What is wrong with a text as the identification of all stations that carry a service; [] when nothing is.

    47 CFR 73.1201(b)(1): the call letters, immediately followed by the community in the license; only the name of the
    licensee, the frequency, the channel and the network affiliation may stand between. (b)(2): other communities may
    be named after that one. A digital stream of an FM station (HD2) says that it is one; a TV station may say its
    major channel with the minor one. A program that several stations carry identifies each of them.

    Letters and numbers may be written as they are said. `language` is that of the result, "en" or "es".
    """
    said, tell = words(text), _WORDS.get(language, _WORDS["en"])
    if not said:
        return [tell["nothing"]] if stations else []
    found = []
    for station in {one.call_sign: one for one in stations}.values():
        fault = _fault(said, station, stations, licensees, networks, tell)
        if fault:
            found.append(fault)
    digital = [one for one in stations if one.subchannel.upper().startswith("HD")]
    if digital and not _says_digital(said, digital[0].subchannel.upper()):
        first = digital[0]
        found.append(
            tell["digital"].format(call=first.call_sign, stream=first.subchannel.upper(), community=first.community)
        )
    return found


def example(stations: Sequence[Identified]) -> str:
    """A text that is right: "KOWL-FM, Owl Hollow"."""
    shown = {
        one.call_sign: f"{one.call_sign}{' ' + one.subchannel if one.subchannel.upper().startswith('HD') else ''}, "
        f"{one.community}"
        for one in stations
    }
    return "; ".join(shown.values())


def _fault(
    said: Words,
    station: Identified,
    stations: Sequence[Identified],
    licensees: Sequence[str],
    networks: Sequence[str],
    tell: Mapping[str, str],
) -> str | None:
    ends = _ends(said, station.call_sign)
    facts = {"call": station.call_sign, "community": station.community}
    wanted = f"“{station.call_sign}, {station.community}”"
    if not ends:
        letters, _, suffix = station.call_sign.partition("-")
        which = "not all" if suffix and _ends(said, letters) else "missing"
        return tell[which].format(letters=letters, wanted=wanted, **facts)
    communities = _communities(station.community)
    allowed: dict[str, set[Words]] = {}
    for one in filter(None, _insertions(station, stations, licensees, networks)):
        allowed.setdefault(one[0], set()).add(one)
    together = [one.call_sign for one in stations if one.community == station.community and one != station]
    fault = None
    for end in ends:
        reached = _reached(said, end, allowed, together)
        if any(is_at(said, at, one) for at in reached for one in communities):
            return None
        at = max(reached)
        which = "no community"
        if at < len(said):
            later = any(is_at(said, place, one) for place in range(at, len(said)) for one in communities)
            which = "between" if later else "other"
            facts["word"] = said[at].capitalize()
        fault = fault or tell[which].format(**facts)
    return fault


def _ends(said: Words, call_sign: str) -> list[int]:
    """The places right after each mention of call letters."""
    return sorted({end for at in range(len(said)) for end in after_call_sign(said, at, call_sign)})


def _reached(said: Words, end: int, allowed: Mapping[str, Iterable[Words]], together: Sequence[str]) -> set[int]:
    """The places up to which nothing but what may be inserted stands after call letters."""
    reached, fresh = {end}, [end]
    while fresh:
        at = fresh.pop()
        word = said[at] if at < len(said) else ""
        nexts = {at + len(one) for one in allowed.get(word, ()) if is_at(said, at, one)}
        for call_sign in together:  # a joint announcement of stations of one community
            nexts |= after_call_sign(said, at + (word in _AND), call_sign)
        fresh += nexts - reached
        reached |= nexts
    return reached


def _insertions(
    station: Identified, stations: Sequence[Identified], licensees: Sequence[str], networks: Sequence[str]
) -> Iterator[Words]:
    """What may stand between call letters and community, each as words."""
    for name in (*licensees, *networks):
        whole = words(name)
        yield whole
        while whole and whole[-1] in _FORMS:
            whole = whole[:-1]
            yield whole
        if whole[:1] == ("THE",):
            yield whole[1:]
    for one in stations:
        if one.community == station.community:
            yield from _frequencies(one.frequency)
            for channel in filter(None, (one.channel, one.subchannel)):
                yield from _channels(channel)


def _frequencies(frequency: str) -> Iterator[Words]:
    """89.9 as it is written and as it is said, with or without its unit; 1240 of an AM station likewise."""
    if not frequency:
        return
    units = _AM if frequency.isdigit() and int(frequency) >= _LOWEST_AM else _FM
    for before, one, after in product(((), *units), number(frequency), ((), *units)):
        yield (*before, *one, *after)


def _channels(channel: str) -> Iterator[Words]:
    """A channel, with the minor one or as HD2."""
    stream = re.fullmatch(r"HD(\d+)", channel.upper())
    if stream:
        yield from _HD
        forms = [(channel.upper(),), *((*hd, *one) for hd, one in product(_HD, number(stream[1])))]
    else:
        forms = list(number(channel))
    for before, one in product(_CHANNEL, forms):
        yield (*before, *one)


def _says_digital(said: Words, subchannel: str) -> bool:
    """“Digital”, “HD”, or the number of the stream itself; that of another stream says nothing of this one."""
    if "DIGITAL" in said or subchannel in said:
        return True
    forms = number(subchannel.removeprefix("HD"))
    for at, hd in product(range(len(said)), _HD):
        after = at + len(hd)
        if is_at(said, at, hd) and (
            after >= len(said) or not is_number(said[after]) or any(is_at(said, after, one) for one in forms)
        ):
            return True
    return False


def _communities(community: str) -> list[Words]:
    """The community of a license as it is said: without its state, and of several each with “and” before the last."""
    name = community.partition(",")[0]
    parts = [words(part) for part in name.split("-")]
    return [words(name), *(joined(parts, word) for word in _AND if len(parts) > 1)]
