"""From text to terms: words, their folding, their stems, and what carries no meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from groundwave.discovery.core import stems

MAX_STEM = 40  # characters; a longer "word" is an address or a mistake

# Initials with stops ("U.S."), numbers with their separators ("89.3", "1,200"), else letters with inner apostrophes.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*[^\W_]*|[^\W_]+(?:['’][^\W_]+)*")

_ENGLISH_STOPS = (
    "a about after all also an and any are as at be because been before being but by can could did do does "
    "for from had has have he her here him his how i if in into is it its just may me more most my no not "
    "now of off on one only or other our out over said say says she should so some such than that the their "
    "them then there these they this those to too under up very was we were what when where which while who "
    "whom why will with would you your"
)
_SPANISH_STOPS = (
    "a al algo ante antes aqui asi aun cada como con contra cual cuando de del desde dice dijo donde dos e el "
    "ella ellas ellos en entre era es esa ese eso esta estaba estan este esto estos estas fue fueron ha han "
    "hasta hay la las le les lo los mas me mi mientras muy ni no nos o otra otro para pero por porque que "
    "quien se segun ser si sin sobre son su sus tambien tan te tiene tienen todo todos tras un una uno unos "
    "unas y ya yo"
)
_STOPS: Mapping[str, frozenset[str]] = MappingProxyType(
    {"en": frozenset(_ENGLISH_STOPS.split()), "es": frozenset(_SPANISH_STOPS.split())}
)
_STEMMERS: Mapping[str, Callable[[str], str]] = MappingProxyType({"en": stems.english, "es": stems.spanish})


class Token(NamedTuple):
    """One word of a text: its stem, and the half-open range of characters where it stands."""

    stem: str
    start: int
    end: int


def composed(text: str) -> str:
    """Canonical composition and single spaces: the only form in which texts are kept and read here.

    A combining accent is no letter to a regular expression and would cut its word in two.
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Lower case without accents: "Muñoz" and "MUNOZ" are one."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def tokens(text: str, *, language: str) -> list[Token]:
    """The words of a composed text that carry meaning, in order."""
    found: list[Token] = []
    for word in _WORD.finditer(text):
        if stem := stem_of(word.group(), language):
            found.append(Token(stem, word.start(), word.end()))
    return found


def surface(text: str) -> list[str]:
    """All its words, folded, small ones too: what a phrase in quotes means to the letter."""
    return [_plain(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=65_536)
def stem_of(word: str, language: str) -> str:
    """The stem of one word as it stands in a text, or "" when it carries no meaning in this language."""
    plain = _plain(word)
    if plain in _STOPS.get(language, ()) or (len(plain) == 1 and not plain.isdigit()):
        return ""
    stemmer = _STEMMERS.get(language)
    return (stemmer(plain) if stemmer else plain)[:MAX_STEM]


@lru_cache(maxsize=65_536)
def _plain(word: str) -> str:
    folded = fold(word).replace("’", "'")
    if "." in folded and not folded[0].isdigit():
        folded = folded.replace(".", "")
    return folded.removesuffix("'s").replace("'", "")
