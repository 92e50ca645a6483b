"""Rules of the desk: what becomes of an item that arrives, decided by words that a desk can read and change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

from groundwave.wire.core.item import WireItem


class Part(StrEnum):
    """What of an item a clause looks at."""

    HEADLINE = "headline"
    TOPIC = "topic"
    SLUG = "slug"
    BYLINE = "byline"
    CREDIT = "credit"
    PLACE = "place"
    LANGUAGE = "language"
    RIGHTS = "rights"
    NOTE = "note"


class How(StrEnum):
    """How its words are compared: whole words, in any case, so that “Watch” is not the start of “Watchdog”."""

    BEGINS = "begins"
    CONTAINS = "contains"
    IS = "is"


class Deed(StrEnum):
    """What a rule does. LINK leaves the story with its provider: only a card may lead there."""

    PUBLISH = "publish"
    HOLD = "hold"
    IGNORE = "ignore"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Clause:
    """True of an item when one of `words` fits one of its texts of that part."""

    part: Part
    how: How
    words: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """As “the headline begins with “Watch” or “Listen””."""
        quoted = " or ".join(f"“{word}”" for word in self.words)
        return f"the {_NAMES[self.part]} {_VERBS[self.how]} {quoted}"

    def fits(self, item: WireItem) -> bool:
        """Whether it is true of the item."""
        return any(_pattern(self.how, words).search(said) for said in texts(item, self.part) for words in self.words)


@dataclass(frozen=True, slots=True)
class Rule:
    """All of `when` must be true and none of `unless`. Without `provider_key` it is for every source.

    `delay` counts from an item's first arrival, and only PUBLISH has one.
    """

    deed: Deed
    when: tuple[Clause, ...] = ()
    unless: tuple[Clause, ...] = ()
    provider_key: str = ""
    provider_name: str = ""
    delay: timedelta = timedelta(0)

    @property
    def sentence(self) -> str:
        """The whole rule in words, as “From NPR, when the topic is “Politics”: publish after 2 h, unless …”."""
        where = [f"from {self.provider_name or self.provider_key}"] if self.provider_key else []
        if self.when:
            where.append("when " + " and ".join(clause.sentence for clause in self.when))
        subject = ", ".join(where) or "everything"
        unless = "".join(
            f"{', unless' if number == 0 else ' or'} {one.sentence}" for number, one in enumerate(self.unless)
        )
        return f"{subject[0].upper()}{subject[1:]}: {self.act}{unless}."

    @property
    def act(self) -> str:
        """What it does, as “publish after 1 h 30 min”."""
        if self.deed is Deed.PUBLISH:
            return f"publish after {duration(self.delay)}" if self.delay else "publish at once"
        return _ACTS[self.deed]

    def why_not(self, item: WireItem) -> str:
        """The first reason why it is not for the item; empty when it is."""
        if self.provider_key and item.provider_key != self.provider_key:
            return f"it is not from {self.provider_name or self.provider_key}"
        for clause in self.when:
            if not clause.fits(item):
                return f"it is not so that {clause.sentence}"
        for clause in self.unless:
            if clause.fits(item):
                return clause.sentence
        return ""


def first_for(item: WireItem, rules: Sequence[Rule]) -> int | None:
    """The place of the first rule that is for the item: the order is the desk's, and the first one wins."""
    return next((place for place, rule in enumerate(rules) if not rule.why_not(item)), None)


def texts(item: WireItem, part: Part) -> tuple[str, ...]:
    """What an item says of a part; empty texts are left out."""
    match part:
        case Part.HEADLINE:
            found: Iterable[str | None] = (item.headline,)
        case Part.TOPIC:
            found = (ref.title for ref in item.collections)
        case Part.SLUG:
            found = (item.slugline,)
        case Part.BYLINE:
            found = (name for line in item.bylines for name in (line.name, line.organization))
        case Part.CREDIT:
            found = (item.provider_name, item.copyright_owner)
        case Part.PLACE:
            found = (item.dateline, *item.places)
        case Part.LANGUAGE:
            found = (item.language, (item.language or "").partition("-")[0])
        case Part.RIGHTS:
            found = (item.usage_terms, item.copyright_notice)
        case Part.NOTE:
            found = (item.editor_note,)
    return tuple(" ".join(said.split()) for said in found if said and said.strip())


def words_of(text: str) -> tuple[str, ...]:
    """The alternatives that a person wrote, one a line; what is written twice counts once."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def duration(span: timedelta) -> str:
    """As “2 h”, “90 min” never: “1 h 30 min”."""
    hours, minutes = divmod(round(span.total_seconds() / 60), 60)
    return " ".join(words for words, some in ((f"{hours} h", hours), (f"{minutes} min", minutes)) if some) or "0 min"


@lru_cache(maxsize=1024)
def _pattern(how: How, words: str) -> re.Pattern[str]:
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    match how:
        case How.BEGINS:
            pattern = rf"\A\W*{pattern}(?!\w)"
        case How.IS:
            pattern = rf"\A{pattern}\Z"
        case How.CONTAINS:
            pattern = rf"(?<!\w){pattern}(?!\w)"
    return re.compile(pattern, re.IGNORECASE)


_NAMES = {
    Part.HEADLINE: "headline",
    Part.TOPIC: "topic",
    Part.SLUG: "slug",
    Part.BYLINE: "byline",
    Part.CREDIT: "credit",
    Part.PLACE: "dateline or place",
    Part.LANGUAGE: "language",
    Part.RIGHTS: "usage terms",
    Part.NOTE: "note to editors",
}
_VERBS = {How.BEGINS: "begins with", How.CONTAINS: "contains", How.IS: "is"}
_ACTS = {
    Deed.HOLD: "hold for an editor",
    Deed.IGNORE: "ignore",
    Deed.LINK: "leave with its provider, for a link card",
}
