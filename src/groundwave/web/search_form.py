"""What the search form asks for, read from the address: nothing that stands there can fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from groundwave.discovery import api as discovery
from groundwave.newsroom import api as newsroom

MOST_CHARACTERS: Final = 200
ANY_LANGUAGE: Final = "any"


class Option(NamedTuple):
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class SearchForm:
    """The words and the filters of one request. `language` is the path's unless the reader asks for all."""

    words: str
    language: str
    section: newsroom.SectionPage | None
    kind: str
    since: date | None
    until: date | None
    in_any_language: bool

    @classmethod
    def read(cls, query: Mapping[str, str], *, language: str) -> SearchForm:
        words = query.get("q", "")[: MOST_CHARACTERS * 4].encode("utf-8", "ignore").decode().replace("\x00", " ")
        sections = newsroom.sections(language=language) if query.get("section") else []
        kind = query.get("kind", "")
        return cls(
            words=" ".join(words.split())[:MOST_CHARACTERS],
            language=language,
            section=next((one for one in sections if one.slug == query["section"]), None),
            kind=kind if kind in kind_labels() else "",
            since=_day(query.get("from", "")),
            until=_day(query.get("to", "")),
            in_any_language=query.get("language") == ANY_LANGUAGE,
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.section or self.kind or self.since or self.until or self.in_any_language)

    @property
    def query(self) -> str:
        """All of it as it stands in an address, without the number of the page."""
        given = {
            "q": self.words,
            "kind": self.kind,
            "section": self.section.slug if self.section else "",
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
            "language": ANY_LANGUAGE if self.in_any_language else "",
        }
        return urlencode({name: value for name, value in given.items() if value})

    def filters(self, *, zone: ZoneInfo) -> discovery.Filters:
        """Days are the licensee's, both included."""
        return discovery.Filters(
            language=None if self.in_any_language else self.language,
            section=self.section,
            kind=self.kind or None,
            since=_midnight(self.since, zone),
            until=_midnight(self.until + timedelta(days=1), zone) if self.until else None,
        )

    def kinds(self) -> list[Option]:
        return [Option(value, label, value == self.kind) for value, label in kind_labels().items()]

    def sections(self) -> list[Option]:
        found = newsroom.sections(language=self.language)
        return [
            Option(one.slug, one.title, self.section is not None and one.slug == self.section.slug) for one in found
        ]

    @property
    def has_languages(self) -> bool:
        return len(settings.LANGUAGES) > 1


def kind_labels() -> dict[str, str]:
    """What the kinds of things are called in the form, in the language of the page."""
    known = {
        "story": _("Stories"),
        "program": _("Programs"),
        "episode": _("Episodes"),
        "series": _("Series of stories"),
        "link": _("Read elsewhere"),
        "person": _("People"),
        "station": _("Stations"),
    }
    return {name: known.get(name, name.replace("-", " ").capitalize()) for name in discovery.kinds()}


def _day(said: str) -> date | None:
    try:
        found = date.fromisoformat(said)
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


def _midnight(on: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(on, time(), zone) if on else None
