"""What a reader typed into the search box, read as a wish."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from groundwave.discovery.core.words import composed, plain_of, stem_of, surface, tokens

MAX_CHARACTERS, MAX_TERMS = 200, 12

# A double quote that is never closed runs to the end, as whoever typed it meant. A single one has to be closed before
# a space: it is an apostrophe otherwise.
_PART = re.compile(
    r"""(?P<minus>(?<!\S)[-−–])?(?:
        ["“”«„](?P<phrase>[^"“”«»„]*)(?:["”»“]|$)
      | (?:(?<=\s)|(?<=[-−–])|^)['‘](?P<single>[^'‘’"“”«»„]+(?:['’]\w[^'‘’"“”«»„]*)*)['’](?!\w)
      | (?P<word>[^\s"“”«»„]+)
    )""",
    re.VERBOSE,
)


class Wanted(NamedTuple):
    """A term that must be there: its stem, its folded word, and how it was typed."""

    stem: str
    plain: str
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

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.terms or self.phrases)


def read_query(typed: str, *, language: str) -> Query:
    """Words, "phrases" and -excluded words; whatever is beyond the bounds is not read. Never fails.

    Words that carry no meaning are left out, unless there are no others: then all of them are one phrase ("The Who").
    """
    text = composed(typed[: MAX_CHARACTERS * 4])[:MAX_CHARACTERS]
    terms: dict[str, Wanted] = {}
    excluded: set[str] = set()
    phrases: list[tuple[str, ...]] = []
    excluded_phrases: list[tuple[str, ...]] = []
    for part in _PART.finditer(text):
        quoted = part["phrase"] if part["phrase"] is not None else part["single"]
        said = quoted if quoted is not None else part["word"]
        spelled = tuple(surface(said))[:MAX_TERMS]
        meant: dict[str, Wanted] = {}
        for token in tokens(said, language=language):
            word = said[token.start : token.end]
            meant.setdefault(token.stem, Wanted(token.stem, plain_of(word), word))
        if len(terms) + len(excluded) + len(meant) > MAX_TERMS:
            break
        if not part["minus"]:
            terms = {**meant, **terms}
            if quoted is not None and len(spelled) > 1:
                phrases.append(spelled)
        elif quoted is not None and len(spelled) > 1:
            excluded_phrases.append(spelled)
        else:
            excluded.update(meant)
    if not terms and not phrases and not excluded and len(small := tuple(surface(text))[:MAX_TERMS]) > 1:
        phrases.append(small)
    order = {token.stem: place for place, token in reversed(list(enumerate(tokens(text, language=language))))}
    wanted = tuple(sorted(terms.values(), key=lambda term: order.get(term.stem, 0)))
    return Query(wanted, tuple(phrases), frozenset(excluded), tuple(excluded_phrases))


def replaced(typed: str, words: dict[str, str], *, language: str) -> str:
    """What was typed, with the words of these stems (keys) written as given (values)."""
    text = composed(typed)[:MAX_CHARACTERS]
    for token in reversed(tokens(text, language=language)):
        if (instead := words.get(token.stem)) and stem_of(text[token.start : token.end], language) == token.stem:
            text = text[: token.start] + instead + text[token.end :]
    return text
