"""What a reader typed into the search box, read as a wish."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from groundwave.discovery.core.words import composed, stem_of, surface, tokens

MAX_CHARACTERS, MAX_TERMS = 200, 12

# A quote that is never closed runs to the end, as whoever typed it meant.
_PART = re.compile(r"""(?P<minus>(?<!\S)[-−–])?(?:["“”«](?P<phrase>[^"“”«»]*)(?:["”»“]|$)|(?P<word>[^\s"“”«»]+))""")


class Wanted(NamedTuple):
    """A term that must be there, and how it was typed."""

    stem: str
    typed: str


@dataclass(frozen=True)
class Query:
    """Terms, the phrases that they partly come from (folded words in order), and what must not be there."""

    terms: tuple[Wanted, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: frozenset[str] = frozenset()
    excluded_phrases: tuple[tuple[str, ...], ...] = ()

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(term.stem for term in self.terms)


def read_query(typed: str, *, language: str) -> Query:
    """Words, "phrases" and -excluded words; whatever is beyond the bounds is not read. Never fails."""
    terms: dict[str, str] = {}
    excluded: set[str] = set()
    phrases: list[tuple[str, ...]] = []
    excluded_phrases: list[tuple[str, ...]] = []
    for part in _PART.finditer(composed(typed[: MAX_CHARACTERS * 4])[:MAX_CHARACTERS]):
        text = part["phrase"] if part["phrase"] is not None else part["word"]
        spelled = tuple(surface(text))
        is_phrase = part["phrase"] is not None and len(spelled) > 1
        meant = {token.stem: text[token.start : token.end] for token in tokens(text, language=language)}
        if len(terms) + len(excluded) + len(meant) > MAX_TERMS:
            break
        if not part["minus"]:
            for stem, word in meant.items():
                terms.setdefault(stem, word)
            if is_phrase and meant:
                phrases.append(spelled)
        elif is_phrase:
            excluded_phrases.append(spelled)
        else:
            excluded.update(meant)
    wanted = tuple(Wanted(stem, word) for stem, word in terms.items())
    return Query(wanted, tuple(phrases), frozenset(excluded), tuple(excluded_phrases))


def says(text: str, phrase: tuple[str, ...]) -> bool:
    """Whether a text has these words one after another, whatever the case, the accents and the punctuation."""
    return f" {' '.join(phrase)} " in f" {' '.join(surface(text))} "


def replaced(typed: str, words: dict[str, str], *, language: str) -> str:
    """What was typed, with the words of these stems (keys) written as given (values)."""
    text = composed(typed)[:MAX_CHARACTERS]
    for token in reversed(tokens(text, language=language)):
        if (instead := words.get(token.stem)) and stem_of(text[token.start : token.end], language) == token.stem:
            text = text[: token.start] + instead + text[token.end :]
    return text
