"""Pictures and sound of a feed item: Media RSS (https://www.rssboard.org/media-rss), enclosures, iTunes duration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from groundwave.kit.html import plain_text
from groundwave.wire.core.addresses import mime_type, original_name, web_address
from groundwave.wire.core.bounds import MAX_AUDIO_SECONDS, MAX_LINKS, MAX_PIXELS, MAX_TEASER_CHARS
from groundwave.wire.core.cds_document import Notes
from groundwave.wire.core.feed_text import caption, copyright_owner, first, line, words
from groundwave.wire.core.item import WireAudio, WirePhoto

_GONE = frozenset({"deleted", "blocked"})
_AGENCY_ROLES = frozenset({"agency", "provider", "distribution company", "syndicator", "publisher"})
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{2})(?:\.\d+)?", re.ASCII)
_LEAST_THUMBNAIL = 400  # pixels across; smaller ones are for lists
_SECONDS = re.compile(r"\d{1,7}(?:\.\d+)?", re.ASCII)


def media_of(item: Element) -> list[Element]:
    """All media objects of an item, also those inside a group, the default one first."""
    found = [*item.findall("{media}content"), *item.findall("{media}group/{media}content")]
    return sorted(found[:MAX_LINKS], key=lambda media: media.get("isDefault") != "true")


def gone_reason(*holders: Element) -> str | None:
    """Why an item was withdrawn by `media:status`: on a holder, or on all its media. None when it was not."""
    for holder in holders:
        if (status := holder.find("{media}status")) is not None and _is_gone(status):
            return _reason(status)
    item = holders[0]
    media = media_of(item)
    gone = [status for entry in media if (status := entry.find("{media}status")) is not None and _is_gone(status)]
    return _reason(gone[0]) if gone and len(gone) == len(media) else None


def lead_photo(item: Element, enclosures: list[Element], *, base: str | None, notes: Notes) -> WirePhoto | None:
    """The first picture that is still offered, with its credit, caption and alternative text."""
    for media in media_of(item):
        if not _is_kind(media, "image"):
            continue
        status = media.find("{media}status")
        if status is not None and _is_gone(status):
            notes.add(f"a picture was withdrawn by its owner and was left out: {_reason(status)}")
        elif photo := _photo(media, item, base=base, notes=notes):
            return photo
    for url in _plain_pictures(item, enclosures, base):
        photographer, agency = _credits(item, notes)
        if not photographer and not agency:
            notes.add("the picture carries no credit")
        return WirePhoto(url[-500:], url, original_name(url), None, None, None, "", "", photographer, agency)
    return None


def _plain_pictures(item: Element, enclosures: list[Element], base: str | None) -> Iterator[str]:
    """Addresses of pictures that say nothing more: enclosures, then the large enough of the thumbnails."""
    for enclosure in enclosures:
        if _is_kind(enclosure, "image") and (url := web_address(enclosure.get("url"), base=base)):
            yield url
    for thumbnail in [*item.findall("{media}thumbnail"), *item.findall("{media}group/{media}thumbnail")][:MAX_LINKS]:
        large = (_pixels(thumbnail.get("width")) or _LEAST_THUMBNAIL) >= _LEAST_THUMBNAIL
        if large and (url := web_address(thumbnail.get("url"), base=base)):
            yield url
    image = item.find("{itunes}image")
    if image is not None and (url := web_address(image.get("href"), base=base)):
        yield url


def restrictions(*holders: Element) -> str:
    """`media:restriction` in words, for editors: where, or by whom, the item may or may not be used."""
    found = []
    for holder in holders:
        for restriction in holder.findall("{media}restriction")[:MAX_LINKS]:
            allowed = (restriction.get("relationship") or "").strip().lower() == "allow"
            kind = (restriction.get("type") or "").strip()[:40]
            whom = words(restriction)[:200] or "all"
            found.append(f"{'allowed' if allowed else 'not allowed'} for {kind} {whom}".replace("  ", " "))
    return "; ".join(dict.fromkeys(found))


def audio_of(item: Element, enclosures: list[Element], *, base: str | None, notes: Notes) -> tuple[WireAudio, ...]:
    """The sound of the item, each file once. Publishers put it into an enclosure so that it can be downloaded."""
    lasts = _seconds(words(first(item, "{itunes}duration")))
    found: dict[str, WireAudio] = {}
    for entry in [*enclosures[:MAX_LINKS], *media_of(item)]:
        if not _is_kind(entry, "audio"):
            continue
        url = web_address(entry.get("url"), base=base)
        status = entry.find("{media}status")
        if url is None or (status is not None and _is_gone(status)):
            notes.add("a sound without a file was left out")
            continue
        found.setdefault(
            url,
            WireAudio(
                external_id=url[-500:],
                url=url,
                mime=mime_type(entry.get("type") or ""),
                seconds=_seconds(entry.get("duration") or "") or lasts,
                title=line("media:title", words(entry.find("{media}title")), notes),
                playable=True,
                downloadable=True,
                embeddable=False,
                message="",
            ),
        )
    return tuple(found.values())


def _photo(media: Element, item: Element, *, base: str | None, notes: Notes) -> WirePhoto | None:
    url = web_address(media.get("url"), base=base)
    if url is None:
        notes.add("a picture without a usable address was left out")
        return None
    about = first(media, "{media}description")
    if about is None:
        about = first(item, "{media}description")
    written = caption(
        "media:description",
        words(about),
        is_html=about is not None and about.get("type") == "html",
        base=base,
        notes=notes,
    )
    photographer, agency = _credits(media, notes)
    if not photographer and not agency:
        photographer, agency = _credits(item, notes)
    agency = agency or copyright_owner(words(media.find("{media}copyright")), notes)
    if not photographer and not agency:
        notes.add("the picture carries no credit")
    alt = line("media:text", words(media.find("{media}text")), notes, limit=MAX_TEASER_CHARS)
    return WirePhoto(
        external_id=url[-500:],
        url=url,
        original_name=original_name(url),
        template=None,
        width=_pixels(media.get("width")),
        height=_pixels(media.get("height")),
        caption=written,
        alt=re.sub(r"^alt(?:ernative)?(?: text)?:\s*", "", alt, flags=re.IGNORECASE) or plain_text(written),
        photographer=photographer,
        agency=agency,
    )


def _credits(holder: Element, notes: Notes) -> tuple[str, str]:
    """Photographer and agency, each from its own credit; a credit without a role names the photographer."""
    photographer = agency = ""
    for credit in holder.findall("{media}credit"):
        role = (credit.get("role") or "photographer").lower()
        name = line("media:credit", words(credit), notes)
        if role in _AGENCY_ROLES:
            agency = agency or name
        elif role in {"photographer", "author", "photo"}:
            photographer = photographer or name
    return photographer, agency


def enclosures_of(item: Element) -> list[Element]:
    """RSS enclosures, and Atom links that are enclosures, in the shape of RSS."""
    return list(_enclosures(item))[:MAX_LINKS]


def _enclosures(item: Element) -> Iterator[Element]:
    yield from item.findall("enclosure")
    for link in item.findall("{atom}link"):
        if link.get("rel") == "enclosure":
            yield Element("enclosure", {"url": link.get("href") or "", "type": link.get("type") or ""})


def _is_kind(entry: Element, kind: str) -> bool:
    mime = (entry.get("type") or "").lower()
    return mime.startswith(f"{kind}/") if mime else (entry.get("medium") or "").lower() == kind


def _is_gone(status: Element) -> bool:
    return (status.get("state") or "").strip().lower() in _GONE


def _reason(status: Element) -> str:
    state = (status.get("state") or "").strip().lower()
    return (status.get("reason") or "").strip()[:300] or f"the source says {state}"


def _pixels(text: str | None) -> int | None:
    digits = (text or "").strip()
    if not re.fullmatch(r"[0-9]{1,6}", digits):
        return None
    return int(digits) if 1 <= int(digits) <= MAX_PIXELS else None


def _seconds(text: str) -> int | None:
    if clock := _CLOCK.fullmatch(text.strip()):
        hours, minutes, rest = (int(part or 0) for part in clock.groups())
        found = hours * 3600 + minutes * 60 + rest
    elif _SECONDS.fullmatch(text.strip()):
        found = round(float(text))
    else:
        return None
    return found if 1 <= found <= MAX_AUDIO_SECONDS else None
