"""Pictures and sound of a CDS document."""

from __future__ import annotations

from groundwave.kit.html import plain_text
from groundwave.wire.core.addresses import mime_type, original_name, web_address, web_template
from groundwave.wire.core.bounds import MAX_AUDIO_SECONDS, MAX_LINKS, MAX_PIXELS, MAX_TEASER_CHARS
from groundwave.wire.core.cds_document import Asset, CdsDocument, Fields, Link, link_of, raw_text, whole
from groundwave.wire.core.item import WireAudio, WirePhoto

WIDEST = 2_000
_RENDITIONS = (
    "image-wide",
    "primary",
    "image-custom",
    "image-enlargement",
    "image-standard",
    "image-slide",
    "",
    "image-brick",
    "image-square",
    "image-vertical-wide",
    "image-vertical",
)
# Not pictures of the story: they belong to lists, people and brands.
_NOT_LEAD = frozenset({"thumbnail", "headshot", "logo", "premium-logo"})
# Sound made for another place than the story's page.
_NOT_FOR_THE_PAGE = frozenset({"intro", "promo", "nprone-override", "premium"})


def photo_of(document: CdsDocument, asset: Asset, *, where: str) -> WirePhoto | None:
    """The picture with its best rendition: at most 2,000 pixels wide where there is one, the wide crop first."""
    best = min(_renditions(asset.fields), key=_rank, default=None)
    if best is None:
        document.notes.add(f"{where}: picture “{asset.key[:80]}” has no file and was left out")
        return None
    url = web_address(best["href"]) or ""
    caption = document.caption(asset.fields, "caption")
    return WirePhoto(
        external_id=asset.key,
        url=url,
        original_name=original_name(url),
        template=web_template(best.get("hrefTemplate")),
        width=whole(best, "width", at_most=MAX_PIXELS),
        height=whole(best, "height", at_most=MAX_PIXELS),
        caption=caption,
        alt=document.line(asset.fields, "altText", limit=MAX_TEASER_CHARS) or plain_text(caption),
        photographer=document.line(asset.fields, "producer"),
        agency=document.line(asset.fields, "provider"),
    )


def lead_photo_of(document: CdsDocument) -> WirePhoto | None:
    """The picture of the list `images` that says primary; else its first one that the text does not show."""
    primary: list[Link] = []
    others: list[Link] = []
    in_text = {link.href for link in document.links("layout")}
    for link in document.links("images"):
        if "primary" in link.rels:
            primary.append(link)
        elif not _NOT_LEAD & set(link.rels):
            others.append(link)
    for link in [*primary, *(link for link in others if link.href not in in_text)]:
        asset = document.asset(link, where="images")
        if asset is None:
            continue
        if asset.kind != "image":
            document.notes.add(f"images: part “{asset.key[:80]}” is no picture and was left out")
        elif photo := photo_of(document, asset, where="images"):
            return photo
    return None


def audio_of(document: CdsDocument, asset: Asset, *, where: str, linked_premium: bool = False) -> WireAudio | None:
    """The sound with one playable file, MP3 first. None when it is only for listeners who pay, unless such a file may
    be linked."""
    fields = asset.fields
    files = [entry for entry in _entries(fields) if linked_premium or "premium" not in _rels(entry)]
    if not files and _entries(fields):
        document.notes.add(f"{where}: sound “{asset.key[:80]}” is premium only and was left out")
        return None
    usable = [entry for entry in files if web_address(entry.get("href"))]
    best = min(usable, key=lambda entry: raw_text(entry, "type") != "audio/mpeg", default=None)
    available = fields.get("isAvailable") is True
    message = document.line(fields, "availabilityMessage")
    if best is None:
        document.notes.add(f"{where}: sound “{asset.key[:80]}” has no file")
    if not available or best is None:
        message = message or "This audio is not available."
    playable = available and best is not None
    transcript = link_of(fields.get("transcriptLink"))
    transcript_page = link_of(fields.get("transcriptWebPageLink"))
    return WireAudio(
        external_id=asset.key,
        url=web_address(best["href"]) if playable and best else None,
        mime=mime_type(raw_text(best, "type")) if best else "",
        seconds=whole(fields, "duration", at_most=MAX_AUDIO_SECONDS),
        title=document.line(fields, "title"),
        playable=playable,
        downloadable=playable and not linked_premium and fields.get("isDownloadable") is True,
        embeddable=playable and fields.get("isEmbeddable") is True,
        message=message,
        expires_at=document.moment(fields, "streamExpirationDateTime"),
        transcript_href=transcript.href if transcript else None,
        transcript_url=web_address(transcript_page.href) if transcript_page else None,
    )


def audio_list(document: CdsDocument, *, linked_premium: bool = False) -> tuple[WireAudio, ...]:
    """The story's sound, the primary one first; never what `premiumAudio` lists or what is for another place.

    With `linked_premium` files for listeners who pay are there as links to play: they are never stored.
    """
    premium = {link.href for link in document.links("premiumAudio")}
    if premium:
        document.notes.add(f"{len(premium)} premium audio left out: it is for listeners who pay the source")
    found: dict[str, WireAudio] = {}
    ordered = sorted(document.links("audio"), key=lambda link: "primary" not in link.rels)
    for link in ordered:
        other_use = _NOT_FOR_THE_PAGE & set(link.rels) if "primary" not in link.rels else set()
        if link.href in premium:
            continue
        if other_use:
            document.notes.add(f"audio: one is for another use ({', '.join(sorted(other_use))}) and was left out")
            continue
        asset = document.asset(link, where="audio")
        if asset is None or asset.key in found:
            continue
        if asset.kind != "audio":
            document.notes.add(f"audio: part “{asset.key[:80]}” is no audio and was left out")
        elif audio := audio_of(document, asset, where="audio", linked_premium=linked_premium):
            found[asset.key] = audio
    return tuple(found.values())


def premium_hrefs(document: CdsDocument) -> frozenset[str]:
    """The links that must never be followed for listeners who do not pay."""
    return frozenset(link.href for link in document.links("premiumAudio"))


def _entries(fields: Fields) -> list[Fields]:
    value = fields.get("enclosures")
    return [entry for entry in value[:MAX_LINKS] if isinstance(entry, dict)] if isinstance(value, list) else []


def _rels(entry: Fields) -> tuple[str, ...]:
    link = link_of(entry)
    return link.rels if link else ()


def _renditions(fields: Fields) -> list[Fields]:
    return [
        entry
        for entry in _entries(fields)
        if web_address(entry.get("href")) and raw_text(entry, "type")[:6] in ("", "image/")
    ]


def _rank(entry: Fields) -> tuple[bool, int]:
    width = whole(entry, "width", at_most=MAX_PIXELS)
    rels = [rel for rel in _rels(entry) if rel in _RENDITIONS] or [""]
    return (width or 0) > WIDEST, min(_RENDITIONS.index(rel) for rel in rels)
