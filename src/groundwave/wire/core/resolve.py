"""Names and links that stand in other documents: who a byline is, what a topic is called, where a story lives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from groundwave.wire.core.addresses import document_id
from groundwave.wire.core.item import Block, RelatedRef, WireByline, WireItem, WireRef
from groundwave.wire.core.outcome import Outcome, Parsed, Reference

References = Mapping[str, Reference]


def references_in(outcomes: Iterable[Outcome]) -> dict[str, Reference]:
    """Every document that another may point to, by id: references, and stories as what they are linked by."""
    found: dict[str, Reference] = {}
    for outcome in outcomes:
        if isinstance(outcome, Reference):
            found[outcome.document_id] = outcome
        elif isinstance(outcome, Parsed) and not outcome.item.withdrawn:
            item = outcome.item
            found[item.external_id] = Reference(item.external_id, "story", item.headline, "", item.canonical_url)
    return found


def resolve(item: WireItem, references: References) -> WireItem:
    """The item with what the references know filled in; what stays unknown gets a note, nothing is invented."""
    notes = list(item.notes)
    bylines = tuple(_byline(byline, references, notes) for byline in item.bylines)
    return replace(
        item,
        bylines=bylines,
        collections=tuple(_collection(ref, references) for ref in item.collections),
        related=tuple(_related(ref, references) for ref in item.related),
        body=tuple(_block(block, references) for block in item.body),
        notes=tuple(dict.fromkeys(notes)),
    )


def unresolved(item: WireItem) -> tuple[str, ...]:
    """The ids of the documents that the item still needs for its bylines, collections and related stories."""
    wanted = [byline.reference_url or "" for byline in item.bylines if not byline.name]
    wanted += [ref.href for ref in item.collections if ref.title is None]
    ids = [found for href in wanted if (found := document_id(href))]
    links = [*item.related, *(block for block in item.body if isinstance(block, RelatedRef))]
    ids += [link.external_id for link in links if link.external_id and not link.url]
    return tuple(dict.fromkeys(ids))


def _byline(byline: WireByline, references: References, notes: list[str]) -> WireByline:
    if byline.name or not byline.reference_url:
        return byline
    wanted = document_id(byline.reference_url) or byline.reference_url
    if known := references.get(wanted):
        return replace(byline, name=known.title)
    notes.append(f"bylines: the name is in document {wanted[:80]}, which is not here")
    return byline


def _collection(ref: WireRef, references: References) -> WireRef:
    known = references.get(ref.external_id)
    return replace(ref, title=known.title) if known and ref.title is None else ref


def _related(ref: RelatedRef, references: References) -> RelatedRef:
    known = references.get(ref.external_id)
    return replace(ref, url=ref.url or known.canonical_url, title=ref.title or known.title) if known else ref


def _block(block: Block, references: References) -> Block:
    return _related(block, references) if isinstance(block, RelatedRef) else block
