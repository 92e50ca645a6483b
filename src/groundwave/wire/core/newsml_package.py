"""The items of one NewsML-G2 message put together: a package or a link says which pictures go with which story."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from groundwave.wire.core.bounds import MAX_ID_CHARS, MAX_LINKS
from groundwave.wire.core.item import DroppedAsset, Kind, PhotoBlock, RelatedRef, Status, WireItem
from groundwave.wire.core.newsml_parts import links
from groundwave.wire.core.ninjs_media import CANCELED
from groundwave.wire.core.outcome import Outcome, Parsed, one_line

_NOT_BESIDE = frozenset({"previousversion", "evolvedfrom", "replaces", "corrects", "updates", "wasderivedfrom"})


def assembled(read: Sequence[tuple[Element, Outcome]]) -> Iterator[Outcome]:
    """Each outcome, stories with the pictures, sounds and related stories that the file puts with them."""
    items = {outcome.item.external_id: outcome.item for _, outcome in read if isinstance(outcome, Parsed)}
    beside: dict[str, dict[str, None]] = {}
    for entry, outcome in read:
        if entry.tag == "{nar}packageItem":
            ids = _referred(entry)
            main = next((one for one in ids if one in items and items[one].kind is Kind.STORY), None)
            if main:
                beside.setdefault(main, {}).update(dict.fromkeys(one for one in ids if one != main))
        elif isinstance(outcome, Parsed) and outcome.item.kind is Kind.STORY:
            linked = [one for rel, one in links(entry) if rel not in _NOT_BESIDE]
            beside.setdefault(outcome.item.external_id, {}).update(dict.fromkeys(linked))
    for _, outcome in read:
        if isinstance(outcome, Parsed) and outcome.item.kind is Kind.STORY and not outcome.item.withdrawn:
            yield Parsed(_with(outcome.item, [items[one] for one in beside[outcome.item.external_id] if one in items]))
        else:
            yield outcome


def _referred(package: Element) -> list[str]:
    """The ids in the order of the package, each once. Groups that refer to each other in a ring are read once each."""
    found = [one_line((ref.get("residref") or "")[:MAX_ID_CHARS]) for ref in package.iter("{nar}itemRef")]
    return list(dict.fromkeys(one for one in found[:MAX_LINKS] if one))


def _with(story: WireItem, others: Sequence[WireItem]) -> WireItem:
    reasons = {other.external_id: _not_with(other, story) for other in others}
    usable = [other for other in others if not reasons[other.external_id]]
    photos = [other.lead_photo for other in usable if other.kind is Kind.PICTURE and other.lead_photo]
    sounds = [sound for other in usable if other.kind is Kind.SOUND for sound in other.audio]
    stories = [RelatedRef(other.external_id, None, other.headline) for other in usable if other.kind is Kind.STORY]
    used = [other.raw_sha256 for other in usable if other.kind in {Kind.PICTURE, Kind.SOUND}]
    return replace(
        story,
        lead_photo=photos[0] if photos else None,
        body=(*story.body, *(PhotoBlock(photo) for photo in photos[1:])),
        audio=(*story.audio, *sounds),
        related=(*story.related, *stories),
        dropped=(
            *story.dropped,
            *(DroppedAsset(name, reason, for_good=reason == CANCELED) for name, reason in reasons.items() if reason),
        ),
        # A picture that was changed changes the story, too.
        raw_sha256=hashlib.sha256("".join([story.raw_sha256, *used]).encode()).hexdigest()
        if used
        else story.raw_sha256,
    )


def _not_with(other: WireItem, story: WireItem) -> str:
    """Why an item may not be shown with the story; empty if it may."""
    if other.withdrawn:
        return CANCELED
    if other.status is not Status.USABLE:
        return "its source withholds it"
    if other.needs_editor:
        return other.needs_editor
    if other.hold_until and (story.hold_until is None or other.hold_until > story.hold_until):
        return f"it is embargoed until {other.hold_until:%Y-%m-%d %H:%M} UTC, longer than the story"
    return ""
