"""Station identification by the rule of 47 CFR 73.1201, checked word by word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*|\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_FORMS: Final = frozenset({"INC", "LLC", "CORP", "CORPORATION", "INCORPORATED", "CO", "COMPANY", "LTD"})
_FM: Final = ("FM", "MHZ", "MEGAHERTZ")
_AM: Final = ("AM", "KHZ", "KILOHERTZ")
_LOWEST_AM: Final = 500  # kHz; an FM station's frequency is in MHz
_DIGITS: Final = ("ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE")
_SHORT: Final = {"ST": "SAINT", "STE": "SAINTE", "FT": "FORT", "MT": "MOUNT"}


@dataclass(frozen=True)
class Identified:
    """What a license says of a station that carries the service. `subchannel` as "HD2" or "21.2", or ""."""

    call_sign: str
    community: str
    frequency: str = ""
    channel: str = ""
    subchannel: str = ""


def faults(
    text: str, *, stations: Sequence[Identified], licensees: Sequence[str] = (), networks: Sequence[str] = ()
) -> list[str]:
    """What is wrong with a text as the identification of all stations that carry a service; [] when nothing is.

    47 CFR 73.1201(b)(1): the call letters, immediately followed by the community in the license; only the name of the
    licensee, the frequency, the channel and the network affiliation may stand between. (b)(2): other communities may
    be named after that one. A digital stream of an FM station (HD2) says that it is one; a TV station may say its
    major channel with the minor one. A program that several stations carry identifies each of them.
    """
    words = _words(text)
    if not words:
        return (
            ["It says nothing. Give the call letters and, right after them, the community of license."]
            if stations
            else []
        )
    found = []
    for station in {one.call_sign: one for one in stations}.values():
        fault = _fault(words, station, stations, licensees, networks)
        if fault:
            found.append(fault)
    digital = [one for one in stations if one.subchannel.upper().startswith("HD")]
    if digital and not _says_digital(words, digital[0].subchannel.upper()):
        found.append(
            f"{digital[0].call_sign} carries this on {digital[0].subchannel}: say that it is digital, "
            f"as “{digital[0].call_sign} {digital[0].subchannel}, {digital[0].community}”."
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


def _says_digital(words: list[str], subchannel: str) -> bool:
    """“Digital”, “HD”, or the number of the stream itself; that of another stream says nothing of this one."""
    said = {
        word + (words[at + 1] if word == "HD" and words[at + 1 : at + 2] and words[at + 1].isdigit() else "")
        for at, word in enumerate(words)
    }
    return bool(said & {"DIGITAL", "HD", subchannel})


def _fault(
    words: list[str],
    station: Identified,
    stations: Sequence[Identified],
    licensees: Sequence[str],
    networks: Sequence[str],
) -> str | None:
    ends = list(_after_call_sign(words, station.call_sign))
    wanted = f"“{station.call_sign}, {station.community}”"
    if not ends:
        letters, _, suffix = station.call_sign.partition("-")
        if suffix and list(_after_call_sign(words, letters)):
            return f"{letters} is not all of the call letters: say {station.call_sign}, as in {wanted}."
        return f"The call letters {station.call_sign} are missing: say {wanted}."
    communities = _communities(station.community)
    community = communities[0]
    allowed = list(_insertions(station, stations, licensees, networks))
    fault = None
    for end in ends:
        at = end
        while at < len(words):
            if any(_is_at(words, at, one) for one in communities):
                return None
            step = max((len(one) for one in allowed if _is_at(words, at, one)), default=0)
            if not step:
                break
            at += step
        fault = fault or _what_stands_there(words, at, station, community)
    return fault


def _what_stands_there(words: list[str], at: int, station: Identified, community: list[str]) -> str:
    if at >= len(words):
        return f"After {station.call_sign} the community of license is missing: {station.community}."
    later = any(_is_at(words, place, community) for place in range(at, len(words)))
    if later:
        return (
            f"“{words[at].capitalize()}” may not stand between {station.call_sign} and {station.community}: only the "
            "name of the licensee, the frequency, the channel and the network may."
        )
    return f"{station.call_sign} must be followed by {station.community}, and not by “{words[at].capitalize()}”."


def _insertions(
    station: Identified, stations: Sequence[Identified], licensees: Sequence[str], networks: Sequence[str]
) -> Iterator[list[str]]:
    """What may stand between call letters and community, each as words."""
    for name in (*licensees, *networks):
        whole = _words(name)
        yield whole
        while whole and whole[-1] in _FORMS:
            whole = whole[:-1]
            yield whole
        if whole[:1] == ["THE"]:
            yield whole[1:]
    for one in stations:
        if one.community == station.community:
            yield from _frequencies(one.frequency)
            for number in filter(None, (one.channel, one.subchannel)):
                yield from _channels(number)
            if one.call_sign != station.call_sign:  # a joint announcement of stations of one community
                yield from _spellings(one.call_sign)
                yield ["AND"]


def _frequencies(number: str) -> Iterator[list[str]]:
    """89.9 as it is written and as it is spoken, with or without its unit; 1240 of an AM station likewise."""
    if not number:
        return
    is_am = number.isdigit() and int(number) >= _LOWEST_AM
    for one in _spoken(number):
        yield one
        for unit in _AM if is_am else _FM:
            yield [*one, unit]


def _channels(number: str) -> Iterator[list[str]]:
    """A channel, with the minor one or as HD2."""
    spoken = _spoken(number)
    whole, dot, part = number.partition(".")
    if dot:
        spoken += [[whole, part], [whole, "DOT", part]]
    if re.fullmatch(r"HD\d", number.upper()):
        spoken += [["HD", number[2:]], ["HD"]]
    for one in spoken:
        yield one
        yield ["CHANNEL", *one]


def _spoken(number: str) -> list[list[str]]:
    whole, dot, part = number.partition(".")
    found = [_words(number)]
    if dot and whole.isdigit() and part.isdigit():
        found += [[whole, "POINT", part], [whole, "POINT", _DIGITS[int(part[0])]]]
    return found


def _communities(community: str) -> list[list[str]]:
    """The community of a license as it is said: without its state, and of several each with “and” before the last."""
    name = community.partition(",")[0]
    parts = name.split("-")
    found = [_words(name)]
    if len(parts) > 1:
        found.append([*_words(" ".join(parts[:-1])), "AND", *_words(parts[-1])])
    return found


def _after_call_sign(words: list[str], call_sign: str) -> Iterator[int]:
    """The places right after each mention of the call letters, said as a word or letter by letter."""
    for at in range(len(words)):
        lengths = [len(one) for one in _spellings(call_sign) if _is_at(words, at, one)]
        if lengths:
            yield at + max(lengths)


def _spellings(call_sign: str) -> Iterator[list[str]]:
    letters, _, suffix = call_sign.upper().partition("-")
    parts = re.findall(r"\d+|\D+", letters)  # K201AB, of a translator
    half = [sign for part in parts for sign in ([part] if part.isdigit() else part)]
    for start in ([letters], list(letters), parts, half):
        if not suffix:
            yield start
        else:
            yield [*start, suffix]
            yield [*start, *suffix]
    if suffix:
        yield [letters + suffix]


def _is_at(words: list[str], at: int, wanted: list[str]) -> bool:
    return bool(wanted) and words[at : at + len(wanted)] == wanted


def _words(text: str) -> list[str]:
    """In capitals, without accents, which nobody hears; “1,240” is a number."""
    folded = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    found = (one.upper().replace("’", "'") for one in _WORD.findall(folded))
    return [_SHORT.get(word, word).replace(",", "") for word in found]
