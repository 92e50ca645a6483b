"""What an old site's export holds, whatever system wrote it. Times are aware and in UTC; HTML is already clean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Words:
    """Running text as clean HTML."""

    html: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture at its old address. `others` are addresses at which the same picture may lie in another size.

    `credit` is who took it, or all that is known of whose it is; `agency` who has the rights, where that is said.
    """

    url: str
    caption: str = ""
    alt: str = ""
    credit: str = ""
    source_id: str = ""
    others: tuple[str, ...] = ()
    agency: str = ""
    usage_terms: str = ""
    copyright_notice: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound at its old address."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence set large."""

    quote: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A link on its own line; also what becomes of what the old site embedded."""

    url: str
    title: str = ""
    description: str = ""


Piece = Words | Picture | Sound | Quote | Card


class Standing(StrEnum):
    """Who could see it on the old site."""

    PUBLIC = "public"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    PENDING = "pending review"
    PRIVATE = "private"
    PASSWORD = "behind a password"  # noqa: S105 - a word for editors
    MEMBERS = "for members only"

    @property
    def is_public(self) -> bool:
        """Whether the public may see it, now or when its time has come."""
        return self in (Standing.PUBLIC, Standing.SCHEDULED)


@dataclass(frozen=True, slots=True)
class OldAuthor:
    """`key` is what items name their author by."""

    key: str
    name: str
    slug: str
    email: str = ""
    bio: str = ""
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OldTerm:
    """A category or a tag. `parent` is the key of the category above."""

    key: str
    name: str
    slug: str
    description: str = ""
    parent: str = ""
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OldItem:
    """A story or a page. `urls` are all its old addresses, the permanent one first; `parent` the page above it.

    `seo_title` and `search_description` are what search engines were told, `canonical_url` where it stood first.
    `language` is empty where it is the site's; `corrections` are plain words, each with when it was made.
    """

    source_id: str
    kind: str
    title: str
    slug: str
    standing: Standing
    published_at: datetime | None
    sha256: str
    updated_at: datetime | None = None
    teaser: str = ""
    body: tuple[Piece, ...] = ()
    authors: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lead: Picture | None = None
    urls: tuple[str, ...] = ()
    parent: str = ""
    language: str = ""
    sticky: bool = False
    comments: int = 0
    notes: tuple[str, ...] = ()
    corrections: tuple[tuple[str, datetime], ...] = ()
    seo_title: str = ""
    search_description: str = ""
    canonical_url: str = ""
    no_index: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that does not come over, and why. `urls` are where readers found it, if they could."""

    source_id: str
    title: str
    reason: str
    urls: tuple[str, ...] = ()
    comments: int = 0


@dataclass(frozen=True, slots=True)
class OldFile:
    """A file of the old site's media library. `page` is the address of the page that showed it."""

    source_id: str
    url: str
    title: str = ""
    caption: str = ""
    alt: str = ""
    credit: str = ""
    parent: str = ""
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OldSite:
    """What is known before the items are read. `url` is its front page; `zone` that of dates that name none."""

    system: str
    url: str
    title: str = ""
    language: str = ""
    authors: Mapping[str, OldAuthor] = field(default_factory=dict)
    categories: Mapping[str, OldTerm] = field(default_factory=dict)
    tags: Mapping[str, OldTerm] = field(default_factory=dict)
    feeds: tuple[str, ...] = ()


FileById = Callable[[str], OldFile | None]
"""A file of the media library by its number."""

FilesOf = Callable[[str], tuple[OldFile, ...]]
"""The files that were uploaded to an item."""
