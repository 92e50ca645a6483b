"""How call letters and numbers are said, and written by those who say them: "K-Q two oh one", "eighty-nine point five".

In English and in Spanish ("ochenta y nueve punto cinco"). What is expected is known, so it is said in all its ways and
looked for; nothing is guessed from what stands there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import Final

Words = tuple[str, ...]
"""In capitals, without accents and punctuation."""

_WORD: Final = re.compile(r"[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*|\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|&")
_SHORT: Final = {"ST": "SAINT", "STE": "SAINTE", "FT": "FORT", "MT": "MOUNT", "&": "AND"}
_POINTS: Final = ((), ("POINT",), ("DOT",), ("PUNTO",), ("COMA",))
_DASHES: Final = frozenset({"DASH", "HYPHEN", "GUION"})
_ZERO: Final = ("ZERO", "OH", "O", "CERO")
_DOUBLE_U: Final = (("DOUBLE", "U"), ("DOUBLE", "YOU"), ("DOBLE", "U"), ("DOBLE", "VE"))


def _names(text: str) -> Words:
    return tuple(text.split())


_EN: Final = _names(
    "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN "
    "EIGHTEEN NINETEEN"
)
_EN_TENS: Final = _names("_ _ TWENTY THIRTY FORTY FIFTY SIXTY SEVENTY EIGHTY NINETY")
_ES: Final = _names(
    "CERO UNO DOS TRES CUATRO CINCO SEIS SIETE OCHO NUEVE DIEZ ONCE DOCE TRECE CATORCE QUINCE DIECISEIS DIECISIETE "
    "DIECIOCHO DIECINUEVE VEINTE VEINTIUNO VEINTIDOS VEINTITRES VEINTICUATRO VEINTICINCO VEINTISEIS VEINTISIETE "
    "VEINTIOCHO VEINTINUEVE"
)
_ES_TENS: Final = _names("_ _ _ TREINTA CUARENTA CINCUENTA SESENTA SETENTA OCHENTA NOVENTA")
_ES_HUNDREDS: Final = _names(
    "_ CIENTO DOSCIENTOS TRESCIENTOS CUATROCIENTOS QUINIENTOS SEISCIENTOS SETECIENTOS OCHOCIENTOS NOVECIENTOS"
)
_NUMBERS: Final = frozenset((*_EN, *_EN_TENS, *_ES, *_ES_TENS, *_ZERO))


def words(text: str) -> Words:
    """A text as it is heard: “1,240” is a number, an accent is none, St. is Saint."""
    folded = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    found = (one.upper().replace("’", "'") for one in _WORD.findall(folded))
    return tuple(_SHORT.get(word, word).replace(",", "") for word in found)


def is_number(word: str) -> bool:
    """Whether a word is a number, or begins one."""
    return word[:1].isdigit() or word in _NUMBERS


def is_at(said: Words, at: int, wanted: Words) -> bool:
    return bool(wanted) and said[at : at + len(wanted)] == wanted


@cache
def number(text: str) -> frozenset[Words]:
    """The ways to say a number of the form 89.9, 1240 or 26.1; of anything else only itself."""
    whole, point, part = text.partition(".")
    if not whole.isdigit() or (point and not part.isdigit()):
        return frozenset({words(text)})
    if not point:
        return _whole(whole)
    said = product(_whole(whole), _POINTS, _whole(part))
    return frozenset({(text,), *((*before, *between, *after) for before, between, after in said)})


def after_call_sign(said: Words, at: int, call_sign: str) -> set[int]:
    """Where call letters that are said from a place on may end; none when they are not said there.

    As one word, letter by letter, or in any pieces; with their digits in words; `call_sign` as KOWL-FM or K201AB.
    """
    return set(_read(said, at, call_sign.upper().replace("-", ""), is_begun=False))


def _read(said: Words, at: int, rest: str, *, is_begun: bool) -> Iterator[int]:
    if not rest:
        yield at
        return
    if at >= len(said):
        return
    if is_begun and said[at] in _DASHES:
        yield from _read(said, at + 1, rest, is_begun=True)
    for piece, length in _pieces(said, at, rest):
        yield from _read(said, at + length, rest[len(piece) :], is_begun=True)


def _pieces(said: Words, at: int, rest: str) -> Iterator[tuple[str, int]]:
    """What of `rest` is said here, and in how many words."""
    word = said[at].replace(".", "")
    if rest.startswith(word):
        yield word, 1
    if rest[0] == "W":
        yield from (("W", len(form)) for form in _DOUBLE_U if is_at(said, at, form))
    run = re.match(r"\d*", rest)
    digits = run[0] if run else ""
    # One by one or all at once: “twenty-one” is not a way to say 201.
    for part in {digits[:1], digits} - {""}:
        yield from ((part, len(form)) for form in _whole(part) - {(part,)} if is_at(said, at, form))


@cache
def _whole(digits: str) -> frozenset[Words]:
    """The ways to say up to four digits: as a number, digit by digit, in pairs (“twelve forty”, “one oh one”)."""
    found: set[Words] = {(digits,), tuple(digits)}
    found.update(product(*(_digit(one) for one in digits)))
    if len(digits) > 4:
        return frozenset(found)
    if digits == str(int(digits)):
        found.update(_cardinal(int(digits)))
        left, right = digits[:-2], digits[-2:]
        if left:
            found.add((left, right))
            found.update((*a, *b) for a, b in product(_cardinal(int(left)), _second(right)))
    return frozenset(found)


def _second(pair: str) -> Iterator[Words]:
    """The last two digits, after others: “forty”, “oh five”, “hundred”."""
    if pair == "00":
        yield ("HUNDRED",)
    elif pair[0] == "0":
        yield from product(_ZERO, _digit(pair[1]))
    else:
        yield from _cardinal(int(pair))


def _digit(one: str) -> tuple[str, ...]:
    return _ZERO if one == "0" else (_EN[int(one)], _ES[int(one)])


def _cardinal(n: int) -> list[Words]:
    return [*_english(n), _spanish(n)]


def _english(n: int) -> Iterator[Words]:
    if n < 20:
        yield (_EN[n],)
    elif n < 100:
        yield (_EN_TENS[n // 10], *((_EN[n % 10],) if n % 10 else ()))
    else:
        by, name = (100, "HUNDRED") if n < 1_000 else (1_000, "THOUSAND")
        for before in _english(n // by):
            for after in _english(n % by) if n % by else ((),):
                yield (*before, name, *after)
                if after:
                    yield (*before, name, "AND", *after)


def _spanish(n: int) -> Words:
    if n < 30:
        return (_ES[n],)
    if n < 100:
        return (_ES_TENS[n // 10], *(("Y", _ES[n % 10]) if n % 10 else ()))
    if n == 100:
        return ("CIEN",)
    if n < 1_000:
        return (_ES_HUNDREDS[n // 100], *(_spanish(n % 100) if n % 100 else ()))
    thousands = ("MIL",) if n < 2_000 else (_ES[n // 1_000], "MIL")
    return (*thousands, *(_spanish(n % 1_000) if n % 1_000 else ()))


def joined(parts: Sequence[Words], last: str) -> Words:
    """Several names with a word before the last."""
    return (*(word for part in parts[:-1] for word in part), last, *parts[-1])
