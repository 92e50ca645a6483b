"""One item of a wire, whatever its format was. All times are aware and in UTC; all HTML is already clean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from groundwave.wire.core.addresses import document_id


@dataclass(frozen=True, slots=True)
class WirePhoto:
    """A picture at its source. `photographer` and `agency` stay two facts: neither is ever split from the other.

    `url` is the rendition to take; `template` may hold {width}, {quality} and {format}. Sizes in pixels.
    `original_name` is the file's own name, also where the URL is a resizer's. `caption` is clean inline HTML.
    `usage_terms` and `copyright_notice` are its own, in the owner's words, and may differ from its story's; after
    `expires_at` it may not be shown.
    """

    external_id: str
    url: str
    original_name: str
    template: str | None
    width: int | None
    height: int | None
    caption: str
    alt: str
    photographer: str
    agency: str
    usage_terms: str = ""
    copyright_notice: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WireAudio:
    """A sound at its source. Never premium, but for newscasts, which are only linked.

    The query string of `url` is the owner's count of listeners: keep it.
    Without `url` there is nothing to play and `message` says why. `playable` may be true while downloading and
    embedding are not allowed. After `expires_at` it may not be played.
    """

    external_id: str
    url: str | None
    mime: str
    seconds: int | None
    title: str
    playable: bool
    downloadable: bool
    embeddable: bool
    message: str
    expires_at: datetime | None = None
    transcript_href: str | None = None
    transcript_url: str | None = None


@dataclass(frozen=True, slots=True)
class WireByline:
    """Who wrote it. With `reference_url` and no name, the name is the title of that document (see `resolve`)."""

    name: str
    organization: str = ""
    reference_url: str | None = None


@dataclass(frozen=True, slots=True)
class WireRef:
    """A topic, program, series or other collection that the item belongs to; the title may still be unknown."""

    href: str
    rels: tuple[str, ...]
    title: str | None = None

    @property
    def external_id(self) -> str:
        """The id of the document behind the link, or the link itself."""
        return document_id(self.href) or self.href


@dataclass(frozen=True, slots=True)
class WireCorrection:
    """A correction that the source made, in plain text."""

    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class DroppedAsset:
    """A part of the item that we may not have, and why. The rest of the item is ours to use.

    `for_good` when it was killed or restricted: a picture that we had is taken from every page then.
    """

    external_id: str
    reason: str
    for_good: bool = True


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Running text: paragraphs, headings, lists, quotes and tables as clean HTML."""

    html: str


@dataclass(frozen=True, slots=True)
class PhotoBlock:
    """A picture inside the text."""

    photo: WirePhoto


@dataclass(frozen=True, slots=True)
class PullQuote:
    """A sentence set large, with who said it and what they are."""

    quote: str
    who: str
    context: str


@dataclass(frozen=True, slots=True)
class AudioBlock:
    """A sound at its place in the text. The story's main sound is `WireItem.audio[0]` and is not repeated."""

    audio: WireAudio


@dataclass(frozen=True, slots=True)
class LinkCard:
    """A link on its own line; also what becomes of a page that the source embedded."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class RelatedRef:
    """A story to read next: by its id at the source, by its URL, or both. The title may still be empty."""

    external_id: str
    url: str | None
    title: str


Block = Paragraphs | PhotoBlock | PullQuote | AudioBlock | LinkCard | RelatedRef


class Kind(StrEnum):
    """What an item is. A story becomes a page; the others are kept for the desk, so that a kill finds them."""

    STORY = "story"
    PICTURE = "picture"
    SOUND = "sound"
    VIDEO = "video"
    PACKAGE = "package"
    NEWSCAST = "newscast"


class Status(StrEnum):
    """Whether the source lets it be used: `pubstatus` of ninjs and NewsML-G2; every other format says it otherwise."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class WireItem:
    """One story as its source sent it.

    It may be shown from `published_at` or `hold_until`, whichever is later, and no longer than `expires_at`; the
    item does not decide, since it does not know what time it is. `published_at` is None only when `withdrawn`.
    `needs_editor` is the reason why a person must look before it is published. `raw_sha256` is the fingerprint of
    the item alone, so that a change without a new date is noticed. `notes` say what was left out, for an editor.
    `withdrawn` is a kill: `status` is canceled then. `previous_ids` are items that this one follows, `other_ids` its
    other names at the source. `signals` are what the source says of this version (“update”, “correction”).
    `editor_note` is for the desk and never reaches the public.
    """

    format: str
    provider_key: str
    external_id: str
    headline: str
    published_at: datetime | None
    raw_sha256: str
    version: str | None = None
    subtitle: str = ""
    teaser: str = ""
    short_teaser: str = ""
    language: str | None = None
    body: tuple[Block, ...] = ()
    lead_photo: WirePhoto | None = None
    audio: tuple[WireAudio, ...] = ()
    bylines: tuple[WireByline, ...] = ()
    contribution_note: str = ""
    collections: tuple[WireRef, ...] = ()
    related: tuple[RelatedRef, ...] = ()
    canonical_url: str | None = None
    provider_name: str = ""
    owner_hrefs: tuple[str, ...] = ()
    branding_hrefs: tuple[str, ...] = ()
    copyright_owner: str = ""
    usage_terms: str = ""
    modified_at: datetime | None = None
    hold_until: datetime | None = None
    expires_at: datetime | None = None
    no_index: bool = False
    corrections: tuple[WireCorrection, ...] = ()
    withdrawn: bool = False
    withdrawn_reason: str = ""
    needs_editor: str = ""
    dropped: tuple[DroppedAsset, ...] = ()
    notes: tuple[str, ...] = ()
    kind: Kind = Kind.STORY
    status: Status = Status.USABLE
    format_version: str = ""
    previous_ids: tuple[str, ...] = ()
    other_ids: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    editor_note: str = ""
    copyright_notice: str = ""
    dateline: str = ""
    slugline: str = ""
    places: tuple[str, ...] = ()
    urgency: int | None = None

    @property
    def version_number(self) -> int | None:
        """The version where it is a plain number, so that versions can be compared."""
        return int(self.version) if self.version and self.version.isascii() and self.version.isdigit() else None

    @property
    def is_correction(self) -> bool:
        """Whether the source sent this version to correct an earlier one."""
        return "correction" in self.signals

    @property
    def topics(self) -> tuple[WireRef, ...]:
        """The collections that are topics, the primary one first."""
        return tuple(ref for ref in self.collections if "topic" in ref.rels)

    @property
    def visible_from(self) -> datetime | None:
        """The first instant at which the public may see it."""
        times = [moment for moment in (self.published_at, self.hold_until) if moment]
        return max(times) if times else None
