"""From an item of the wire to what the newsroom takes in: the body in its blocks, the pictures with their places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from groundwave.kit import text
from groundwave.kit.html import plain_text
from groundwave.wire.core.brands import copyright_owner_of, provider_of
from groundwave.wire.core.item import (
    AudioBlock,
    Block,
    LinkCard,
    Paragraphs,
    PhotoBlock,
    PullQuote,
    RelatedRef,
    WireAudio,
    WireItem,
    WirePhoto,
)

# A source sets both times on first publication, a moment apart; a reader is told of real updates only.
SAME_MOMENT = timedelta(minutes=2)


@dataclass(frozen=True)
class PlacedPhoto:
    """A picture and the block of the body before which it belongs; None for the lead."""

    photo: WirePhoto
    position: int | None


@dataclass(frozen=True)
class WireStory:
    """Fields as `newsroom.api.IncomingStory` names them, and the pictures still to be fetched."""

    fields: dict[str, Any]
    photos: tuple[PlacedPhoto, ...]


def story_of(item: WireItem) -> WireStory:
    """`item` must have a `published_at`; a withdrawn one has no story."""
    if item.published_at is None:
        raise ValueError("A withdrawn item has no story.")
    body: list[tuple[str, Any]] = [("audio", _audio(sound)) for sound in item.audio[:1]]
    photos = [PlacedPhoto(item.lead_photo, None)] if item.lead_photo else []
    for block in item.body:
        if isinstance(block, PhotoBlock):
            photos.append(PlacedPhoto(block.photo, len(body)))
        elif (made := _block(block)) is not None:
            body.append(made)
    if item.contribution_note:
        body.append(("text", f"<p><em>{_escaped(item.contribution_note)}</em></p>"))
    modified = item.modified_at
    updated = modified if modified and modified - item.published_at > SAME_MOMENT else None
    return WireStory(
        fields={
            "headline": text.cut(item.headline, 250),
            "teaser": text.cut(item.teaser or item.short_teaser or item.subtitle, 320),
            "published_at": item.published_at,
            "updated_at": updated,
            "embargoed_until": item.hold_until,
            "expires_at": item.expires_at,
            "provider": provider_of(item),
            "body": body,
            "bylines": [(line.name[:160], line.organization[:160]) for line in item.bylines if line.name],
            "topics": [ref.title for ref in item.topics if ref.title],
            "corrections": [(fix.text, fix.at or modified or item.published_at) for fix in item.corrections],
            "canonical_url": item.canonical_url or "",
            "copyright_owner": copyright_owner_of(item),
            "copyright_year": item.published_at.year,
            "usage_terms": item.usage_terms,
            "no_index": item.no_index,
            "dateline": text.cut(item.dateline, 80),
        },
        photos=tuple(photos),
    )


def _block(block: Block) -> tuple[str, Any] | None:
    match block:
        case Paragraphs(html=html):
            return ("text", html) if plain_text(html) else None
        case PullQuote(quote=quote, who=who, context=context):
            return ("pull_quote", {"quote": quote[:500], "who": who[:160], "context": context[:200]})
        case AudioBlock(audio=audio):
            return ("audio", _audio(audio))
        case LinkCard(url=url, title=title):
            return ("link_card", {"url": url, "title": title[:200] or url[:200], "description": ""})
        case RelatedRef(url=url, title=title) if url:
            return ("link_card", {"url": url, "title": title[:200] or url[:200], "description": ""})
    return None


def _audio(audio: WireAudio) -> dict[str, Any]:
    """Played from where it is, never copied: the owner counts its listeners there."""
    playable = bool(audio.playable and audio.url)
    return {
        "title": audio.title[:200] or "Audio",
        "file": None,
        "url": (audio.url if playable else None) or "",
        "seconds": audio.seconds,
        "credit": "",
        "transcript": "",
        "downloadable": bool(playable and audio.downloadable),
        "message": "" if playable else (audio.message or "This audio is not available here.")[:300],
    }


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
