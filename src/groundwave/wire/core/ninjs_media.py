"""Pictures and sound of a ninjs item: what is associated with it, each with its own rights, and their renditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from groundwave.kit.html import plain_text
from groundwave.wire.core.addresses import mime_type, original_name, web_address
from groundwave.wire.core.bounds import MAX_AUDIO_SECONDS, MAX_ID_CHARS, MAX_LINE_CHARS, MAX_PIXELS, MAX_TEASER_CHARS
from groundwave.wire.core.cds_document import Notes
from groundwave.wire.core.feed_text import caption, copyright_owner, expiry, line, moment, terms
from groundwave.wire.core.item import DroppedAsset, RelatedRef, Status, WireAudio, WirePhoto
from groundwave.wire.core.json_fields import Fields, all_said, number, objects, said
from groundwave.wire.core.ninjs_address import public_address
from groundwave.wire.core.ninjs_text import by_role, caption_line, with_role, without_by
from groundwave.wire.core.outcome import one_line
from groundwave.wire.core.signals import status_of

ENOUGH_PIXELS: Final = 1_200
CANCELED: Final = "its source canceled it"
_LEAD: Final = ("featuremedia", "mainpic", "main", "lead", "featured")
_BY_NAME: Final = ("main", "baseimage", "original", "large", "viewimage", "preview", "", "thumbnail", "thumb")
_MOST_PHOTOS: Final = 12


@dataclass(frozen=True, slots=True)
class Media:
    """What one association is: a picture, a sound, a story to read next, or something that we may not have."""

    name: str = ""
    photo: WirePhoto | None = None
    sound: WireAudio | None = None
    related: RelatedRef | None = None
    dropped: DroppedAsset | None = None


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file of a picture or sound. Sizes in pixels where they are known."""

    name: str
    url: str
    media: str
    width: int | None
    height: int | None
    seconds: int | None


def best_picture(renditions: Sequence[Rendition]) -> Rendition | None:
    """The smallest that is large enough for a page, else the largest; without sizes, the one named as the main one."""
    pictures = [one for one in renditions if one.media.startswith("image/") or not one.media]

    def rank(one: Rendition) -> tuple[int, int, int]:
        named = _BY_NAME.index(one.name) if one.name in _BY_NAME else _BY_NAME.index("")
        if one.width is None:
            return 1 if named < _BY_NAME.index("preview") else 3, 0, named
        return (0, one.width, named) if one.width >= ENOUGH_PIXELS else (2, -one.width, named)

    return min(pictures, key=rank, default=None)


def media_of(fields: Fields, *, shown_from: datetime | None, notes: Notes) -> Iterator[Media]:
    """The associations, those that say that they are the main picture first. `shown_from` is the story's embargo."""
    found = [(name, {key.lower(): value for key, value in entry.items()}) for name, entry in _associations(fields)]
    found.sort(key=lambda pair: _LEAD.index(pair[0]) if pair[0] in _LEAD else len(_LEAD))
    pictures = 0
    for name, entry in found:
        external_id = one_line(said(entry, "uri", "guid")[:MAX_ID_CHARS]) or name
        if reason := _not_ours(entry, shown_from):
            notes.add(f"associations: “{external_id[:80]}” was left out: {reason}")
            yield Media(name, dropped=DroppedAsset(external_id, reason, for_good=reason == CANCELED))
            continue
        kind = said(entry, "type").lower()
        if kind in {"picture", "photo", "graphic", "image"}:
            pictures += 1
            if pictures > _MOST_PHOTOS:
                notes.add(f"more than {_MOST_PHOTOS} pictures; the first {_MOST_PHOTOS} were taken")
            elif photo := photo_of(entry, external_id, notes):
                yield Media(name, photo=photo)
        elif kind == "audio":
            if sound := sound_of(entry, external_id, notes):
                yield Media(name, sound=sound)
        elif kind in {"text", "composite", ""}:
            title = line("headline", said(entry, "headline") or by_role(entry, "headline", "main"), notes)
            yield Media(name, related=RelatedRef(external_id, public_address(entry), title))
        else:
            notes.add(f"associations: “{external_id[:80]}” of type “{kind[:40]}” was left out")


def chosen(media: Sequence[Media]) -> tuple[list[WirePhoto], list[WireAudio]]:
    """Each picture and each sound once, in order."""
    photos = {one.photo.url: one.photo for one in reversed(media) if one.photo}
    sounds = {one.sound.url: one.sound for one in reversed(media) if one.sound}
    return list(reversed(photos.values())), list(reversed(sounds.values()))


def photo_of(fields: Fields, external_id: str, notes: Notes) -> WirePhoto | None:
    """The picture with its best rendition, its credit and its own rights."""
    best = best_picture(list(_renditions(fields)))
    if best is None:
        notes.add(f"picture “{external_id[:80]}” has no file and was left out")
        return None
    written = caption("caption", caption_line(fields), is_html=True, base=None, notes=notes)
    photographer = without_by(line("by", said(fields, "by", "byline", "photographer"), notes))
    agency = line("creditline", with_role(fields, "description", "creditline") or said(fields, "creditline"), notes)
    holder = copyright_owner(said(fields, "copyrightholder") or said(fields, "copyrightnotice"), notes)
    if not photographer and not agency and not holder:
        notes.add("the picture carries no credit")
    alt = line("alttext", with_role(fields, "description", "alttext") or said(fields, "alttext"), notes)
    return WirePhoto(
        external_id=external_id,
        url=best.url,
        original_name=original_name(best.url),
        template=None,
        width=best.width,
        height=best.height,
        caption=written,
        alt=alt or plain_text(written),
        photographer=photographer,
        agency=agency or holder,
        usage_terms=terms(all_said(fields, "usageterms", "rightsinfo"), notes),
        copyright_notice=line("copyrightnotice", said(fields, "copyrightnotice"), notes, limit=MAX_TEASER_CHARS),
        expires_at=expiry("expires", said(fields, "expires"), notes),
    )


def sound_of(fields: Fields, external_id: str, notes: Notes) -> WireAudio | None:
    """The sound with one file, MP3 first; it is played where it is."""
    files = [one for one in _renditions(fields) if one.media.startswith("audio/")]
    best = min(files, key=lambda one: one.media != "audio/mpeg", default=None)
    if best is None:
        notes.add(f"sound “{external_id[:80]}” has no file and was left out")
        return None
    title = line("headline", said(fields, "headline") or by_role(fields, "headline", "main"), notes)
    lasts = best.seconds or number(fields, "duration", at_most=MAX_AUDIO_SECONDS)
    ends = expiry("expires", said(fields, "expires"), notes)
    return WireAudio(external_id, best.url, best.media, lasts, title, True, False, False, "", ends)


def _not_ours(entry: Fields, shown_from: datetime | None) -> str:
    unknown = Notes()
    status = status_of(said(entry, "pubstatus"), unknown)
    if status is Status.CANCELED:
        return CANCELED
    if status is Status.WITHHELD:
        return "its source withholds it"
    if words := said(entry, "embargoed"):
        until = moment("embargoed", words, unknown)
        if until is None or shown_from is None or until > shown_from:
            return f"it is embargoed until {words[:40]}, longer than the story"
    return ""


def _associations(fields: Fields) -> Iterator[tuple[str, Fields]]:
    value = fields.get("associations")
    if isinstance(value, dict) and not isinstance(value.get("uri"), str):
        # Version 1: by name. A name may hold a list.
        for name, entry in value.items():
            for one in entry if isinstance(entry, list) else [entry]:
                if isinstance(one, dict):
                    yield name.lower()[:MAX_LINE_CHARS], one
        return
    for name, one in objects(fields, "associations"):
        yield name.lower()[:MAX_LINE_CHARS], one


def _renditions(fields: Fields) -> Iterator[Rendition]:
    for name, given in objects(fields, "renditions"):
        entry = {key.lower(): value for key, value in given.items()}
        if url := web_address(said(entry, "href")):
            yield Rendition(
                name=name.lower()[:40],
                url=url,
                media=mime_type(said(entry, "contenttype", "mimetype")),
                width=number(entry, "width", at_most=MAX_PIXELS),
                height=number(entry, "height", at_most=MAX_PIXELS),
                seconds=number(entry, "duration", at_most=MAX_AUDIO_SECONDS),
            )
