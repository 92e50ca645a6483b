"""What a partner's story says of itself, and the pictures that come with it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from PIL import Image

from groundwave.kit import text
from groundwave.newsroom.core import photo_facts
from groundwave.newsroom.models import Author, Byline, Correction, Photo, Story, Topic

# What pages can be given in every size; a picture of another format would break each page that it stands on.
_SHOWABLE: Final = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")


class UnableToTakeIn(Exception):
    """The story could not become a page; the message names the field and the reason."""


@dataclass(frozen=True)
class IncomingStory:
    """A story as a partner's desk sends it, already parsed and cleaned. `body` is a list of (block type, value)."""

    headline: str
    published_at: datetime
    provider: str
    teaser: str = ""
    updated_at: datetime | None = None
    body: Sequence[tuple[str, Any]] = ()
    bylines: Sequence[tuple[str, str]] = ()  # (name, organization)
    topics: Sequence[str] = ()
    corrections: Sequence[tuple[str, datetime]] = ()
    canonical_url: str = ""
    copyright_owner: str = ""
    copyright_year: int | None = None
    usage_terms: str = ""
    embargoed_until: datetime | None = None
    expires_at: datetime | None = None
    no_index: bool = False
    seo_title: str = ""  # empty: as the story has it
    search_description: str = ""
    dateline: str = field(default="")
    keeps_lead: bool = True  # off when the partner no longer offers the picture that stands at the top
    slug: str = ""  # the wanted last part of the address; empty: made from the headline
    is_own: bool = False  # a story of ours that comes from our old site
    authors: Sequence[Author] = ()  # before the `bylines`
    lead_photo: Photo | None = None
    lead_caption: str = ""
    kept: frozenset[str] = frozenset()  # of EDITORS_FIELDS: those that stay as the story has them


# What an editor may have made their own before a partner's new version arrives.
EDITORS_FIELDS: Final = frozenset({"headline", "teaser", "dateline", "body", "bylines", "topics", "lead_photo"})


def fill(page: Story, incoming: IncomingStory) -> None:
    """Everything that a story says of itself but its topics. Does not save."""
    kept = incoming.kept
    if "headline" not in kept:
        page.title = incoming.headline
        page.draft_title = incoming.headline
    if "teaser" not in kept:
        page.teaser = incoming.teaser
    if "dateline" not in kept:
        page.dateline = incoming.dateline
    page.published_at = incoming.published_at
    page.updated_at = incoming.updated_at
    page.embargoed_until = incoming.embargoed_until
    page.expire_at = incoming.expires_at
    if "body" not in kept:
        page.body = list(incoming.body)
    page.origin = Story.Origin.OWN if incoming.is_own else Story.Origin.PROVIDER
    page.provider = incoming.provider
    page.canonical_url = incoming.canonical_url
    page.copyright_owner = incoming.copyright_owner
    page.copyright_year = incoming.copyright_year
    page.usage_terms = incoming.usage_terms
    page.no_index = incoming.no_index
    page.seo_title = incoming.seo_title or page.seo_title
    page.search_description = incoming.search_description or page.search_description
    if not incoming.keeps_lead and "lead_photo" not in kept:
        page.lead_photo = None
    if incoming.lead_photo is not None:
        page.lead_photo, page.lead_caption = incoming.lead_photo, incoming.lead_caption
    if "bylines" not in kept and _names(made := _bylines(incoming)) != _names(page.bylines.all()):
        page.bylines = made
    known = {(fix.text, fix.made_at): fix for fix in page.corrections.all()} if page.pk else {}
    page.corrections = [
        _correction(known.get((words, at)), words, at, place) for place, (words, at) in enumerate(incoming.corrections)
    ]


def _bylines(incoming: IncomingStory) -> list[Byline]:
    names = [Byline(author=author) for author in incoming.authors]
    names += [Byline(free_name=name, organization=organization) for name, organization in incoming.bylines]
    for place, byline in enumerate(names):
        byline.sort_order = place
    return names


def _names(lines: Iterable[Byline]) -> list[tuple[int | None, str, str]]:
    return [(line.author_id, line.free_name, line.organization) for line in lines]


def _correction(known: Correction | None, words: str, at: datetime, place: int) -> Correction:
    """One that the story has already keeps its kind and who made it."""
    fix = known or Correction(text=words, made_at=at)
    fix.sort_order = place
    return fix


def place_photo(*, story: Story, photo: Photo, position: int | None) -> None:
    """Put a picture that came later into its story: as the lead (no position), or before that block of the body.

    What an editor has changed and not published gets it too, stays unpublished and stays the newest version. Raises
    UnableToTakeIn.
    """
    draft = story.get_latest_revision_as_object() if story.has_unpublished_changes else None
    if draft and not story.live:
        story, draft = draft, None
    try:
        with transaction.atomic():
            revision = _with_photo(story, photo, position).save_revision()
            if story.live:
                revision.publish()
            if draft:
                _with_photo(draft, photo, position).save_revision(user=draft.latest_revision.user, clean=False)
    except ValidationError as error:
        raise UnableToTakeIn(f"“{story.title}” cannot take its picture: {_said(error)}") from error


def _with_photo(story: Story, photo: Photo, position: int | None) -> Story:
    if position is None:
        story.lead_photo = photo
    else:
        story.body.insert(min(position, len(story.body)), ("photo", {"photo": photo, "caption": "", "size": "column"}))
    return story


def attach_photo(
    *,
    data: bytes,
    filename: str,
    title: str,
    alt_text: str,
    caption: str,
    photographer: str,
    agency: str,
    license: str = Photo.License.PROVIDER,
    source_url: str = "",
    usage_terms: str = "",
    copyright_notice: str = "",
    expires_at: datetime | None = None,
) -> Photo:
    """Store a fetched picture with its credit. Raises UnableToTakeIn when the bytes are not a picture we can show."""
    width, height = size_of(data, filename)
    photo = Photo(
        title=text.cut(title, 250) or "Photo",
        alt_text=text.cut(alt_text, 300),
        caption=caption[:1000],
        photographer=photographer[:160],
        agency=agency[:160],
        license=license,
        source_url=source_url[:1000],
        usage_terms=usage_terms,
        copyright_notice=copyright_notice[:300],
        expires_at=expires_at,
        width=width,
        height=height,
        file_size=len(data),
    )
    try:
        _fill_from_file(photo, data)
        photo.full_clean(exclude=["tags", "file"])
        photo.file.save(filename, ImageFile(ContentFile(data), name=filename), save=False)
        photo.save()
    except (ValidationError, OSError, ValueError) as error:
        raise UnableToTakeIn(f"{filename}: {error}") from error
    return photo


def _fill_from_file(photo: Photo, data: bytes) -> None:
    """What the partner did not say and the file does. By what right we show it is the partner's to say."""
    facts = photo_facts.read(data)
    photo.alt_text = photo.alt_text or facts.alt_text[:300]
    photo.copyright_notice = photo.copyright_notice or facts.copyright_notice[:300]
    photo.usage_terms = photo.usage_terms or facts.usage_terms
    photo.taken_on = facts.taken_on
    photo.found_in_file = " ".join(facts.notes)


def size_of(data: bytes, filename: str) -> tuple[int, int]:
    """Width and height of a picture that is whole: half a file shows its size too, and fails on the page."""
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=_SHOWABLE) as image:
            if image.width * image.height > most:
                raise UnableToTakeIn(f"{filename}: {image.width} × {image.height} pixels; at most {most:,} are taken.")
            image.load()
            return image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnableToTakeIn(f"{filename}: not a whole picture that pages can show ({error}).") from error


def refusal(error: ValidationError) -> UnableToTakeIn:
    return UnableToTakeIn(_said(error))


def _said(error: ValidationError) -> str:
    return "; ".join(f"{name}: {' '.join(faults)}" for name, faults in error.message_dict.items())


def wanted_slug(incoming: IncomingStory) -> str:
    """The last part of the address, if no other story of the section has it."""
    return text.slug(incoming.slug or incoming.headline) or "story"


def topic_name(name: str) -> str:
    """As long as a topic's name may be."""
    return name[: Topic._meta.get_field("name").max_length].strip()
