"""A story of ours as NPR's Content Distribution Service takes it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from groundwave.kit.html import plain_text
from groundwave.wire.core.cds_query import instant

SERVICES: Final = "https://organization.api.npr.org/v4/services/"
# For pages that are offered to NPR's homepage and the NPR app.
LOCAL_NEWS: Final = "319418027"
# What the image may stand for; CDS refuses promo-image-vertical.
_LEAD_RELS: Final = ("primary", "promo-image-wide", "promo-image-square", "promo-image-standard")

_ID: Final = re.compile(r"[a-z0-9-]{1,120}")

Document = dict[str, Any]


@dataclass(frozen=True)
class Cut:
    """One size of a picture. `rels`: image-wide, image-square, image-standard, primary."""

    href: str
    width: int
    height: int
    rels: tuple[str, ...]


@dataclass(frozen=True)
class OutPicture:
    """`producer` took it, `provider` has the rights; two fields that are never made of one."""

    key: str
    title: str
    caption: str
    alt: str
    producer: str
    provider: str
    cuts: tuple[Cut, ...]


@dataclass(frozen=True)
class OutSound:
    """A file of our own. `seconds` is 0 where nobody has said it; `transcript_url` is the page that has its words."""

    key: str
    title: str
    href: str
    media_type: str
    bytes: int
    seconds: int
    downloadable: bool
    transcript_url: str = ""


@dataclass(frozen=True)
class OutQuote:
    quote: str
    who: str
    context: str


@dataclass(frozen=True)
class OutRemark:
    """A correction, or (`is_note`) what only adds to a story: an update, an editor's note. `title` says its kind."""

    title: str
    text: str
    at: datetime
    is_note: bool = False


@dataclass(frozen=True)
class OutCollection:
    """A document of CDS that the story belongs to; `rel` is collection or topic. The first one is the primary."""

    id: str
    rel: str = "collection"


Part = str | OutPicture | OutSound | OutQuote
"""Of the body, in its order; text is clean HTML with absolute addresses."""


@dataclass(frozen=True)
class OutStory:
    """What is sent. Times are aware."""

    id: str
    service: str
    title: str
    teaser: str
    url: str
    published_at: datetime
    modified_at: datetime
    recommend_until: datetime
    parts: tuple[Part, ...]
    lead: OutPicture | None = None
    bylines: tuple[str, ...] = ()
    remarks: tuple[OutRemark, ...] = ()
    collections: tuple[OutCollection, ...] = ()
    seo_title: str = ""
    no_index: bool = False

    @property
    def words(self) -> int:
        """In its texts."""
        return sum(len(plain_text(part).split()) for part in self.parts if isinstance(part, str))

    @property
    def pictures(self) -> tuple[OutPicture, ...]:
        """The lead picture first, none twice."""
        found = [self.lead, *(part for part in self.parts if isinstance(part, OutPicture))]
        return tuple(dict.fromkeys(picture for picture in found if picture))

    @property
    def corrections(self) -> tuple[OutRemark, ...]:
        return tuple(one for one in self.remarks if not one.is_note)

    @property
    def notes(self) -> tuple[OutRemark, ...]:
        return tuple(one for one in self.remarks if one.is_note)

    @property
    def sounds(self) -> tuple[OutSound, ...]:
        return tuple(dict.fromkeys(part for part in self.parts if isinstance(part, OutSound)))


def collections_from(lines: str) -> dict[str, str]:
    """`section or topic = id at CDS`, one a line. Raises ValueError that names the line."""
    found = {}
    for number, line in enumerate(lines.splitlines(), start=1):
        slug, equals, name = (part.strip() for part in line.partition("="))
        if not (slug or equals):
            continue
        if not (slug and equals and _ID.fullmatch(name)):
            raise ValueError(f"Line {number} is not “section or topic = id at NPR”: {line.strip()[:80]}")
        found[slug] = name
    return found


def document_of(story: OutStory) -> Document:
    """The document that a PUT carries."""
    made = _Assets(story.id)
    layout = [made.link(made.picture(story.lead))] if story.lead else []
    layout += [made.link(made.part(part)) for part in story.parts]
    service = {"href": f"{SERVICES}{story.service}"}
    document: Document = {
        "id": story.id,
        "title": story.title,
        "teaser": story.teaser,
        "publishDateTime": instant(story.published_at),
        "editorialLastModifiedDateTime": instant(story.modified_at),
        "recommendUntilDateTime": instant(story.recommend_until),
        "owners": [service],
        "brandings": [service],
        "authorizedOrgServiceIds": [story.service],
        "webPages": [{"href": story.url, "rels": ["canonical"]}],
        "layout": layout,
    }
    if story.seo_title:
        document["seoTitle"] = story.seo_title
    if story.no_index:
        document["robotsNoIndex"] = True
    if story.collections:
        document["collections"] = [{"href": f"/v1/documents/{one.id}", "rels": [one.rel]} for one in story.collections]
    if story.bylines:
        document["bylines"] = [made.link(made.byline(name)) for name in story.bylines]
    if story.pictures:
        document["images"] = [
            {**made.link(made.picture(one)), **({"rels": list(_LEAD_RELS)} if one == story.lead else {})}
            for one in story.pictures
        ]
    if story.sounds:
        document["audio"] = [
            {**made.link(made.sound(one)), **({"rels": ["headline", "primary"]} if place == 0 else {})}
            for place, one in enumerate(story.sounds)
        ]
    for name, remarks in (("corrections", story.corrections), ("notes", story.notes)):
        if remarks:
            document[name] = [made.link(made.remark(one)) for one in remarks]
    document["profiles"] = _profiles(document)
    document["assets"] = made.assets
    return document


def fingerprint_of(document: Document) -> str:
    """By which a document that was sent is told from one that is to be sent."""
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def _profiles(document: Document) -> list[Document]:
    found: list[Document] = [_profile("story", "type"), _profile("document")]
    names = ["publishable", "renderable"]
    names += ["buildout", "has-layout"] if document["layout"] else []
    names += [f"has-{field}" for field in ("images", "audio", "corrections", "notes") if field in document]
    names += ["listenable"] if "audio" in document else []
    return [*found, *(_profile(name, "interface") for name in names)]


def _profile(name: str, rel: str = "") -> Document:
    return {"href": f"/v1/profiles/{name}", **({"rels": [rel]} if rel else {})}


class _Assets:
    """The assets of one document. An asset's name need be unique only inside it."""

    def __init__(self, prefix: str) -> None:
        self.assets: dict[str, Document] = {}
        self._prefix = prefix

    @staticmethod
    def link(key: str) -> Document:
        return {"href": f"#/assets/{key}"}

    def part(self, part: Part) -> str:
        match part:
            case OutPicture():
                return self.picture(part)
            case OutSound():
                return self.sound(part)
            case OutQuote():
                said = {"quote": part.quote, "attributionParty": part.who, "attributionContext": part.context}
                return self._new("pull-quote", {name: value for name, value in said.items() if value})
            case _:
                return self._new("text", {"text": part})

    def byline(self, name: str) -> str:
        return self._new("byline", {"name": name})

    def remark(self, one: OutRemark) -> str:
        kind = "note" if one.is_note else "correction"
        return self._new(kind, {"title": one.title, "text": one.text, "dateTime": instant(one.at)})

    def picture(self, picture: OutPicture) -> str:
        fields = {
            "title": picture.title,
            "caption": picture.caption,
            "altText": picture.alt,
            "producer": picture.producer,
            "provider": picture.provider,
        }
        cuts = [
            {"href": cut.href, "type": "image/jpeg", "width": cut.width, "height": cut.height, "rels": list(cut.rels)}
            for cut in picture.cuts
        ]
        filled = {name: value for name, value in fields.items() if value}
        return self._put(picture.key, "image", {**filled, "enclosures": cuts})

    def sound(self, sound: OutSound) -> str:
        enclosure = {"href": sound.href, "type": sound.media_type, "fileSize": sound.bytes}
        return self._put(
            sound.key,
            "audio",
            {
                "title": sound.title,
                **({"duration": sound.seconds} if sound.seconds else {}),
                "isAvailable": True,
                "isDownloadable": sound.downloadable,
                "isEmbeddable": False,
                "isStreamable": True,
                "enclosures": [enclosure],
                **({"transcriptWebPageLink": {"href": sound.transcript_url}} if sound.transcript_url else {}),
            },
        )

    def _new(self, kind: str, fields: Document) -> str:
        return self._put(f"{kind}-{len(self.assets)}", kind, fields)

    def _put(self, name: str, kind: str, fields: Document) -> str:
        key = f"{self._prefix}-{name}"
        self.assets[key] = {"id": key, "profiles": [_profile(kind, "type"), _profile("document")], **fields}
        return key
