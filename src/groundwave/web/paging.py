"""Pages of a list: `?page=2`, never deeper than a reader would go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from django.http import Http404

PER_PAGE: Final = 20
DEEPEST: Final = 50
T = TypeVar("T")


class Cut(Protocol[T]):
    """What a list of a room gives: some items, and whether there are more."""

    @property
    def stories(self) -> list[T]: ...

    @property
    def has_more(self) -> bool: ...


@dataclass(frozen=True)
class Paged(Generic[T]):
    stories: list[T]
    number: int
    newer: int | None
    older: int | None


def page_number(query: Mapping[str, str]) -> int:
    """The page that the address asks for. Raises Http404 for what is no number from 1 to 50."""
    asked = query.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 3 and 1 <= int(asked) <= DEEPEST):
        raise Http404("There is no such page of this list.")
    return int(asked)


def paged(number: int, cut: Callable[[int, int], Cut[T]]) -> Paged[T]:
    """`cut(limit, offset)`. Raises Http404 for an empty page after the first."""
    got = cut(PER_PAGE, (number - 1) * PER_PAGE)
    if number > 1 and not got.stories:
        raise Http404("There is no such page of this list.")
    older = number + 1 if got.has_more and number < DEEPEST else None
    return Paged(list(got.stories), number, number - 1 if number > 1 else None, older)
