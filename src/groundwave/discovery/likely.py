"""What a reader probably meant by a word that hardly anything has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import tantivy
from tantivy import Occur
from tantivy import Query as Asked

from groundwave.discovery.core.query import Query, Wanted
from groundwave.discovery.core.spelling import slips, slips_allowed
from groundwave.discovery.core.words import different, plain_of

_RARE: Final = 2  # a word that more things have is no slip
_OFTENER: Final = 10  # times a neighbor must be commoner than a word that is there, for that to be the slip
_READ: Final = 6  # texts in which the likely word is looked for

Texts = Callable[[Asked, int], list[str]]


def likely_words(
    query: Query, code: str, *, layout: tantivy.Schema, searcher: tantivy.Searcher, texts: Texts
) -> dict[str, str]:
    """Stem as typed → the word to take instead, for each rare word that has a near neighbor in what `texts` gives.

    The index is asked only where a neighbor stands; the neighbor itself is read from texts that may be seen, so that
    no hidden story ever lends its words.
    """
    field = f"words_{code}"
    instead = {}
    for wanted in query.terms:
        allowed, having = slips_allowed(wanted.plain), searcher.doc_freq(field, wanted.plain)
        if not allowed or having > _RARE:
            continue
        others = [
            (Occur.Must, Asked.term_query(layout, field, other.plain)) for other in query.terms if other is not wanted
        ]
        for at_most in range(1, allowed + 1):
            near = Asked.fuzzy_term_query(layout, field, wanted.plain, at_most)
            both = Asked.boolean_query([(Occur.Must, near), *others])
            if word := _nearest(wanted, texts(both, _READ), at_most) or (
                _nearest(wanted, texts(near, _READ), at_most) if others else None
            ):
                if not having or searcher.doc_freq(field, plain_of(word)) >= _OFTENER * having:
                    instead[wanted.stem] = word
                break
    return instead


def _nearest(wanted: Wanted, read: list[str], at_most: int) -> str | None:
    """The commonest of the nearest words in these texts that begin alike."""
    counted: dict[str, list[int]] = {}
    shown: dict[str, str] = {}
    for text in read:
        for word in different(text):
            plain = plain_of(word)
            if plain == wanted.plain or abs(len(plain) - len(wanted.plain)) > at_most:
                continue
            if plain not in counted:
                far = slips(wanted.plain, plain, at_most=at_most) if _alike(plain, wanted.plain) else None
                counted[plain] = [far if far is not None else at_most + 1, 0]
                shown[plain] = word.lower()
            counted[plain][1] -= 1
    near = [(far, often, plain) for plain, (far, often) in counted.items() if far <= at_most]
    return shown[min(near)[2]] if near else None


def _alike(one: str, other: str) -> bool:
    """A cheap look before the exact one: two slips leave most letters in common and one of the first two in place."""
    return one[0] == other[0] or one[1:2] == other[1:2] or one[:2] == other[1::-1] or one[0] == other[1:2]
