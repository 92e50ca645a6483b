"""Light stemmers of our own: an English and a Spanish one that join plurals, genders and the plain verb forms.

Both are handed a folded word (lower case, no accents). They err on the side of doing too little: two words that
wrongly become one show a reader stories about something else; two that stay apart only hide a few.
"""

from __future__ import annotations

import re

_VOWEL = re.compile(r"[aeiou]|(?<=[^aeiou])y")
_TURNS = re.compile(r"v+c+")
_ENGLISH_AS_IT_IS = frozenset({"news", "series", "species"})
_DOUBLED = re.compile(r"([bcdfgkmnprtv])\1$")


def english(word: str) -> str:
    """After steps 1a, 1b and 5a of Porter's algorithm (An algorithm for suffix stripping, 1980).

    >>> [english(word) for word in ("bridges", "bridge", "cities", "voting", "votes", "planned", "care", "car")]
    ['bridg', 'bridg', 'city', 'vote', 'vote', 'plan', 'care', 'car']
    """
    if len(word) < 4 or not word.isalpha() or word in _ENGLISH_AS_IT_IS:
        return word
    return _without_final_e(_without_verb_ending(_singular(word)))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith(("sses", "xes", "zzes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_verb_ending(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _turns(word[:-3]) else word
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and _VOWEL.search(stem):
            if stem.endswith(("at", "bl", "iz")) or (_turns(stem) == 1 and _ends_short(stem)):
                return stem + "e"
            return _DOUBLED.sub(r"\1", stem)
    return word


def _without_final_e(word: str) -> str:
    stem = word.removesuffix("e")
    if stem == word or len(stem) < 3 or stem.endswith("e"):
        return word
    turns = _turns(stem)
    return stem if turns > 1 or (turns == 1 and not _ends_short(stem)) else word


def _turns(stem: str) -> int:
    """How often a vowel is followed by a consonant: Porter's measure of a stem."""
    return len(_TURNS.findall(_shape(stem)))


def _ends_short(stem: str) -> bool:
    """Consonant, vowel, consonant other than w, x or y at the end, as in vot(e) or clos(e)."""
    return _shape(stem).endswith("cvc") and stem[-1] not in "wxy"


def _shape(stem: str) -> str:
    """The stem with `v` for each vowel and `c` for each consonant (its own v is a consonant first)."""
    return re.sub("[^v]", "c", _VOWEL.sub("v", stem.replace("v", "b")))


def spanish(word: str) -> str:
    """Without plural and gender.

    >>> [spanish(word) for word in ("puentes", "puente", "elecciones", "eleccion", "luces", "luz", "nuevas", "nuevo")]
    ['puent', 'puent', 'eleccion', 'eleccion', 'luz', 'luz', 'nuev', 'nuev']
    """
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("ces"):
        return word[:-3] + "z"
    if word.endswith(("as", "es", "os")):
        word = word[:-1]
    if word.endswith("e"):
        return word[:-1] if len(word) > 3 else word
    return word[:-1] if word.endswith(("a", "o")) and len(word) > 4 else word
