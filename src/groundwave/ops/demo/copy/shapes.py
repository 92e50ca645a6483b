"""The shapes in which the demo station's words are written down, before anything is put into a
database.

Longer prose is written plainly: paragraphs are separated by blank lines, `## ` begins a heading, `-
` a list item,
and inline HTML (a, em, strong) is allowed. `html` gives the markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Language = Literal["en", "es"]


def markup(source: str) -> str:
    """HTML of plain prose: h2, p, ul with li; inline markup passes through unchanged."""
    out: list[str] = []
    for chunk in source.strip().split("\n\n"):
        lines = [line.strip() for line in chunk.strip().splitlines()]
        if lines[0].startswith("- "):
            items = " ".join(lines)[2:].split(" - ")
            out.append("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
        elif lines[0].startswith("## "):
            out.append(f"<h2>{' '.join(lines)[3:]}</h2>")
        else:
            out.append(f"<p>{' '.join(lines)}</p>")
    return "\n".join(out)


@dataclass(frozen=True, slots=True)
class Text:
    source: str

    @property
    def html(self) -> str:
        return markup(self.source)


@dataclass(frozen=True, slots=True)
class PullQuote:
    quote: str
    who: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture with what must be said beside it; also used for the lead picture of a story."""

    picture: str
    caption: str
    alt: str
    photographer: str
    agency: str = "Juniper Public Media"


@dataclass(frozen=True, slots=True)
class Audio:
    sound: str
    title: str
    seconds: int
    transcript: str


@dataclass(frozen=True, slots=True)
class LinkCard:
    url: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Related:
    story: str


@dataclass(frozen=True, slots=True)
class Aside:
    title: str
    source: str

    @property
    def html(self) -> str:
        return markup(self.source)


Block = Text | PullQuote | Photo | Audio | LinkCard | Related | Aside


@dataclass(frozen=True, slots=True)
class Byline:
    """Either the key of a staff member or a free name with its organization."""

    staff: str = ""
    name: str = ""
    organization: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong and is now right; `ago` counts back from the build."""

    text: str
    ago: timedelta


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a story that is not our own comes from."""

    provider: str
    canonical_url: str
    copyright_owner: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story; `published` and `updated` count back from the moment the demo is built."""

    key: str
    headline: str
    teaser: str
    town: str
    section: str
    topics: tuple[str, ...]
    bylines: tuple[Byline, ...]
    published: timedelta
    lead: Photo
    body: tuple[Block, ...]
    updated: timedelta | None = None
    language: Language = "en"
    label: str = ""
    pair: str = ""
    """Key shared by a story and its translation."""
    corrections: tuple[Correction, ...] = ()
    origin: Origin | None = None

    @property
    def slug(self) -> str:
        return self.key

    @property
    def words(self) -> int:
        """Words of the running text."""
        return sum(len(block.source.split()) for block in self.body if isinstance(block, Text))


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    name: str
    language: Language
    description: str


@dataclass(frozen=True, slots=True)
class Topic:
    slug: str
    name: str
    language: Language


@dataclass(frozen=True, slots=True)
class Staff:
    key: str
    name: str
    title: str
    beat: str
    bio: str
    portrait: str
    languages: tuple[Language, ...] = ("en",)

    @property
    def slug(self) -> str:
        return self.key


@dataclass(frozen=True, slots=True)
class Program:
    slug: str
    title: str
    hosts: tuple[str, ...]
    description: str
    tile: str
    genre: str
    origin: str = ""
    """Empty for our own; else the invented producer."""
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekly rule in local wall time: days as in RRULE BYDAY, start as HH:MM; it may run past midnight."""

    service: str
    program: str
    days: str
    start: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Station:
    call_sign: str
    kind: Literal["FM", "TV"]
    facility_id: int
    community: str
    place: str
    """Frequency in MHz for FM, RF channel for TV."""
    latitude: float
    longitude: float
    license_expires: str


@dataclass(frozen=True, slots=True)
class Service:
    slug: str
    name: str
    kind: Literal["radio", "tv"]
    tagline: str
    description: str
    stations: tuple[str, ...]
    sound: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    email: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class Question:
    question: str
    source: str

    @property
    def html(self) -> str:
        return markup(self.source)


@dataclass(frozen=True, slots=True)
class Page:
    """A plain page, or a FAQ when it has questions; `pair` links the two languages."""

    slug: str
    title: str
    summary: str
    source: str
    language: Language = "en"
    pair: str = ""
    questions: tuple[Question, ...] = ()

    @property
    def html(self) -> str:
        return markup(self.source)


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal; `opens` and `closes` count from the build, and None means always. `section` narrows it."""

    key: str
    title: str
    text: str
    button: str
    placement: Literal["body", "foot"]
    language: Language = "en"
    section: str = ""
    opens: timedelta | None = None
    closes: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Newsletter:
    slug: str
    name: str
    description: str
    rhythm: str
    language: Language = "en"
