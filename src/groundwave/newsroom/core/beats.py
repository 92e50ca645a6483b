"""What a reporter covers, as an editor wrote it, and the subjects in it that can each lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from groundwave.kit import text

MOST: Final = 12  # subjects of one reporter
_BETWEEN: Final = re.compile(r"(\s*[,;]\s*(?:(?:and|y|e)\s+)?|\s*\.\s*$)", re.IGNORECASE)
_AND: Final = re.compile(r"(\s+(?:and|y|e)\s+)", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"^(?:the|an?|el|la|los|las|un|una)\s+", re.IGNORECASE)


class Word(NamedTuple):
    """A piece of the line: a subject, with the slug of its topic where there is one, or what stands between two."""

    text: str
    is_subject: bool = False
    slug: str = ""


def words(beat: str, *, topic_of: Callable[[tuple[str, ...]], str]) -> Iterator[Word]:
    """The line in pieces. `topic_of` is given the slugs that a subject's topic may have and says which it is, or "".

    "Arts and culture" is one subject where it is a topic, and two where it is none.
    """
    for piece, between in _pairs(_BETWEEN.split(beat.strip())):
        slug = topic_of(slugs(piece))
        if slug or not _AND.search(piece):
            yield from [Word(piece, True, slug)] if piece else []
        else:
            for part, joined in _pairs(_AND.split(piece)):
                yield Word(part, True, topic_of(slugs(part)))
                yield from [Word(joined)] if joined else []
        yield from [Word(between)] if between else []


def subjects(beat: str) -> list[str]:
    """Everything that may be a subject: what stands between commas, and the parts of it."""
    pieces = [piece for piece, _ in _pairs(_BETWEEN.split(beat.strip())) if piece]
    return [name for piece in pieces for name in dict.fromkeys([piece, *_AND.split(piece)[::2]])][: 3 * MOST]


def slugs(name: str) -> tuple[str, ...]:
    """The last parts of addresses under which a topic of this name may stand."""
    return tuple(dict.fromkeys(filter(None, (text.slug(name), text.slug(_ARTICLE.sub("", name))))))


def _pairs(parts: list[str]) -> Iterator[tuple[str, str]]:
    """What `re.split` with one group gives, two by two: a piece, and what follows it."""
    yield from zip(parts[::2], [*parts[1::2], ""], strict=False)
