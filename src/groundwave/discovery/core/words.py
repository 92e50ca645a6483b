"""From text to terms: words, their folding, their stems, and what carries no meaning.

Texts and questions go through the same functions here, so that the index never reads a word in another way than the
reader who asks for it. Stems are Snowball's (Porter 2 for English), as tantivy brings them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

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
_SNOWBALL = MappingProxyType({"en": "english", "es": "spanish"})
_KEPT_WORDS = 200_000  # a process remembers the stems of so many words, about what an archive has


class Token(NamedTuple):
    """One word of a text: its stem, and the half-open range of characters where it stands."""

    stem: str
    start: int
    end: int


def composed(text: str) -> str:
    """Canonical composition and single spaces: the only form in which texts are kept and read here.

    A combining accent is no letter to a regular expression and would cut its word in two. Half a surrogate pair is no
    character, and the index takes none.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())
    return " ".join(text.replace("\x00", " ").split())


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
    return [plain for word in _WORD.findall(text) if (plain := plain_of(word)[:MAX_STEM])]


def parsed(text: str, *, language: str) -> list[tuple[str, str, int, int]]:
    """(stem or "", folded word, start, end) of all the words: what `tokens` and `surface` say, in one go."""
    return [
        (stem_of(said := word.group(), language), plain_of(said)[:MAX_STEM], word.start(), word.end())
        for word in _WORD.finditer(text)
    ]


def different(text: str) -> set[str]:
    """The different words of a text as they stand there."""
    return set(_WORD.findall(text))


@lru_cache(maxsize=_KEPT_WORDS)
def stem_of(word: str, language: str) -> str:
    """The stem of one word as it stands in a text, or "" when it carries no meaning in this language."""
    plain = plain_of(word)
    if plain in _STOPS.get(language, ()) or (len(plain) == 1 and not plain.isdigit()):
        return ""
    if not plain.isalpha() or language not in _SNOWBALL:
        return plain[:MAX_STEM]
    return (_stemmer(language).analyze(plain) or [plain])[0][:MAX_STEM]


@cache
def _stemmer(language: str) -> TextAnalyzer:
    """Accents are folded before, since readers leave them out: "eleccion" must have the stem of "elección"."""
    snowball = Filter.stemmer(_SNOWBALL[language])
    return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(snowball).build()


@lru_cache(maxsize=_KEPT_WORDS)
def plain_of(word: str) -> str:
    """One word as it stands in a text, folded, without possessive and stops: "Muñoz’s" is "munoz"."""
    folded = fold(word).replace("’", "'")
    if "." in folded and not folded[0].isdigit():
        folded = folded.replace(".", "")
    return folded.removesuffix("'s").replace("'", "")
