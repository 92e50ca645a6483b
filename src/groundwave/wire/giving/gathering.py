"""A story of ours, gathered for NPR: what is ours to give of it, and what is not."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.utils import translation

from groundwave.newsroom import api as newsroom
from groundwave.wire.core.cds_checklist import Standing, fits_nprs_pages
from groundwave.wire.core.cds_outgoing import (
    LOCAL_NEWS,
    Cut,
    OutCollection,
    OutPicture,
    OutQuote,
    OutRemark,
    OutSound,
    OutStory,
    Part,
)
from groundwave.wire.models import CdsOutlet, CdsStory, Delivery

_RECOMMENDED: Final = timedelta(days=7)
_CUTS: Final = (
    ("fill-1600x900", ("primary", "image-wide")),
    ("fill-900x900", ("image-square",)),
    ("fill-1200x900", ("image-standard",)),
)
_NOTES: Final = (newsroom.Correction.Kind.UPDATE, newsroom.Correction.Kind.EDITORS_NOTE)
_MAY_GIVE: Final = (newsroom.Photo.License.OWN, newsroom.Photo.License.PUBLIC_DOMAIN)


def document_id(outlet: CdsOutlet, story: newsroom.Story) -> str:
    """Under which a story is first sent."""
    return f"{outlet.prefix}-{story.pk}"


def gather(
    story: newsroom.Story, *, outlet: CdsOutlet, row: CdsStory | None, at: datetime
) -> tuple[OutStory, Standing]:
    """As the public sees it at `at` (aware). Its pictures' sizes for NPR are made if they are not there yet."""
    left_out: list[str] = []
    lead = _picture(story.lead_photo, story.caption, at, left_out) if story.lead_photo else None
    url = _absolute(story.url or "")
    with translation.override(story.language):
        remarks = [
            OutRemark(fix.get_kind_display(), fix.text, fix.made_at, is_note=fix.kind in _NOTES)
            for fix in story.corrections.all()
        ]
    moments = [story.published_at, story.updated_at, *(one.at for one in remarks)]
    made = OutStory(
        id=row.document_id if row else document_id(outlet, story),
        service=outlet.service,
        title=story.title,
        teaser=story.teaser,
        seo_title=story.seo_title,
        url=url,
        published_at=story.published_at,
        modified_at=max(filter(None, moments)),
        recommend_until=story.published_at + _RECOMMENDED,
        parts=tuple(part for block in story.body for part in _parts(block, url, at, left_out)),
        lead=lead,
        bylines=tuple(line.name for line in story.bylines.all() if line.name),
        remarks=tuple(remarks),
        collections=tuple(outlet.collections_of(story)),
        no_index=story.no_index,
    )
    if row is not None and row.offered and fits_nprs_pages(made, at=at):
        made = replace(made, collections=(*made.collections, OutCollection(LOCAL_NEWS)))
    verdict = newsroom.may_the_public_see(story.rights, at=at)
    hidden = "" if verdict is newsroom.Verdict.SHOWN else verdict.value
    standing = Standing(
        partner=_partner(story),
        hidden=hidden,
        is_sponsored=story.label == newsroom.Story.Label.SPONSORED,
        has_draft=story.has_unpublished_changes,
        ends_at=story.expire_at,
        left_out=tuple(left_out),
    )
    return made, standing


def _partner(story: newsroom.Story) -> str:
    """Who sent it to us, by what the story says and by what the wire remembers."""
    delivery = Delivery.objects.filter(story=story).select_related("source").first()
    if delivery:
        return str(delivery.source or delivery.provider_key)
    return "" if story.is_own else (story.provider or "a provider")


def _parts(block: Any, url: str, at: datetime, left_out: list[str]) -> Iterator[Part]:
    value = block.value
    match block.block_type:
        case "pull_quote":
            yield OutQuote(value["quote"], value["who"], value["context"])
        case "photo":
            if value["photo"] and (picture := _picture(value["photo"], value["caption"], at, left_out)):
                yield picture
        case "audio":
            if sound := _sound(value, url, left_out):
                yield sound
        case _:
            if words := newsroom.words_of_block(block, site=settings.URL, at=at):
                yield words


def _picture(photo: newsroom.Photo, caption: str, at: datetime, left_out: list[str]) -> OutPicture | None:
    if why := photo.why_not(at=at):
        left_out.append(f"The photo “{photo.title}” is left out: {why}.")
        return None
    if photo.license not in _MAY_GIVE:
        left_out.append(f"The photo “{photo.title}” is left out: {photo.get_license_display()}.")
        return None
    return OutPicture(
        key=f"photo-{photo.pk}",
        title=photo.title,
        caption=caption or photo.caption,
        alt=photo.alt_text,
        producer=photo.photographer,
        provider=photo.agency,
        cuts=tuple(_cut(photo, spec, rels) for spec, rels in _CUTS),
    )


def _cut(photo: newsroom.Photo, spec: str, rels: tuple[str, ...]) -> Cut:
    made = photo.get_rendition(f"{spec}|format-jpeg|jpegquality-80")
    return Cut(_absolute(made.url), made.width, made.height, rels)


def _sound(value: Any, url: str, left_out: list[str]) -> OutSound | None:
    file = value["file"]
    if file is None:
        left_out.append(f"The audio “{value['title']}” is left out: it is not a file of ours.")
        return None
    kind = mimetypes.guess_type(file.filename)[0] or ""
    if not kind.startswith("audio/"):
        left_out.append(f"The file “{value['title']}” is left out: it is no sound.")
        return None
    return OutSound(
        key=f"sound-{file.pk}",
        title=value["title"],
        href=_absolute(file.url),
        media_type=kind,
        bytes=file.get_file_size() or 0,
        seconds=value["seconds"] or 0,
        downloadable=bool(value["downloadable"]),
        transcript_url=url if value["transcript"] or file.transcript else "",
    )


def _absolute(url: str) -> str:
    return f"{settings.URL}{url}" if url.startswith("/") else url
