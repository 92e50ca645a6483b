"""NPR Content Distribution Service documents (https://npr.github.io/content-distribution-service/)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from groundwave.wire.core.addresses import asset_key, document_id, web_address
from groundwave.wire.core.bounds import (
    ABSURD_LINE_CHARS,
    MAX_DOCUMENTS,
    MAX_ID_CHARS,
    MAX_LINE_CHARS,
    MAX_TEASER_CHARS,
)
from groundwave.wire.core.cds_body import body_of
from groundwave.wire.core.cds_document import (
    RESTRICTED,
    CdsDocument,
    Fields,
    flag,
    links_of,
    raw_text,
    restricted_to_others,
    type_profile,
)
from groundwave.wire.core.cds_links import fingerprint
from groundwave.wire.core.cds_media import audio_list, lead_photo_of
from groundwave.wire.core.holding import hold_reason
from groundwave.wire.core.item import (
    AudioBlock,
    Kind,
    PhotoBlock,
    RelatedRef,
    WireByline,
    WireCorrection,
    WireItem,
    WireRef,
)
from groundwave.wire.core.outcome import Outcome, Parsed, Reference, Refused, Rejected, Unreadable, one_line

STORY = "story"
NEWSCAST = "newscast"
REFERENCE_KINDS = frozenset(
    {"aggregation", "audio", "biography", "blog", "byline", "category", "collection", "contributor", "episode"}
    | {"genre", "image", "image-gallery", "music-artist", "organization", "podcast-category"}
    | {"podcast-channel", "podcast-episode", "program", "program-episode", "secondary", "series", "slug"}
    | {"superseries", "tag", "text", "theme", "topic", "transcript"}
)


def cds_outcomes(value: object, *, our_services: frozenset[str]) -> Iterator[Outcome]:
    """One outcome for each document of an answer of CDS, or of a bare document. Raises Unreadable."""
    documents = _documents(value)
    if len(documents) > MAX_DOCUMENTS:
        raise Unreadable("resources", f"{len(documents):,} documents; at most {MAX_DOCUMENTS:,} in one file")
    beside = {raw_text(fields, "id"): fields for fields in documents if isinstance(fields, dict)}
    for number, fields in enumerate(documents, start=1):
        if not isinstance(fields, dict):
            yield Rejected(f"#{number}", "resources", "is not a JSON object")
            continue
        name = one_line(raw_text(fields, "id")) or f"#{number}"
        try:
            yield _outcome(fields, our_services, beside)
        except Refused as refused:
            yield Rejected(name, refused.field, refused.reason)


def _documents(value: object) -> list[object]:
    if isinstance(value, dict):
        resources = value.get("resources")
        if isinstance(resources, list):
            return resources
        if "resources" in value:
            raise Unreadable("resources", "is not a list of documents")
        if "profiles" in value:
            return [value]
        _refuse_other_answers(value)
        raise Unreadable("format", "no document that we read: not of NPR's CDS, no ninjs, no JSON Feed")
    if isinstance(value, list):
        for entry in value:
            if isinstance(entry, dict):
                _refuse_other_answers(entry)
        if any(isinstance(entry, dict) and "profiles" in entry for entry in value):
            return value
        raise Unreadable("format", "a list without a document of CDS or ninjs in it")
    raise Unreadable("format", "JSON, but neither an object nor a list")


def _refuse_other_answers(value: Fields) -> None:
    kind = value.get("type")
    if "Type" in value or (isinstance(kind, str) and kind.startswith("document.") and "documentUrl" in value):
        raise Unreadable("type", "a list of notifications, not documents; fetch each documentUrl")
    meta = value.get("meta")
    if "profiles" not in value and isinstance(meta, dict) and isinstance(meta.get("messages"), list):
        said = "; ".join(str(message)[:200] for message in meta["messages"][:3])
        raise Unreadable("meta.messages", f"CDS answered with an error: {said or 'no reason given'}")


def _outcome(fields: Fields, our_services: frozenset[str], beside: Mapping[str, Fields]) -> Parsed | Reference:
    external_id = fields.get("id")
    if external_id is None or external_id == "":
        raise Refused("id", "missing")
    if not isinstance(external_id, str) or not re.fullmatch(r"[!-~]+", external_id):
        raise Refused("id", "is not an identifier")
    if len(external_id) > MAX_ID_CHARS:
        raise Refused("id", f"{len(external_id):,} characters; at most {MAX_ID_CHARS}")
    if restricted_to_others(fields, our_services):
        raise Refused(RESTRICTED, "the owner keeps this document to services that are not ours")
    kind = type_profile(fields)
    if kind is None:
        raise Refused("profiles", "no single profile is marked as the document's type")
    if kind not in {STORY, NEWSCAST} and kind not in REFERENCE_KINDS:
        raise Refused("profiles", f"the type “{kind[:60]}” is not known")
    document = CdsDocument(fields, our_services=our_services, beside=beside)
    headline = _headline(document)
    if kind == STORY:
        return Parsed(_story(document, external_id, headline))
    if kind == NEWSCAST:
        return Parsed(_newscast(document, external_id, headline))
    text = document.html(fields, "text") or document.html(fields, "teaser")
    return Reference(external_id, kind, headline, text, document.canonical_url)


def _headline(document: CdsDocument) -> str:
    title = document.fields.get("title")
    if title is None:
        raise Refused("title", "missing")
    if not isinstance(title, str):
        raise Refused("title", "is not text")
    if len(title) > ABSURD_LINE_CHARS:
        raise Refused("title", f"{len(title):,} characters; at most {ABSURD_LINE_CHARS:,}")
    headline = document.line(document.fields, "title", limit=MAX_LINE_CHARS)
    if not headline:
        raise Refused("title", "empty")
    return headline


def _story(document: CdsDocument, external_id: str, headline: str) -> WireItem:
    fields = document.fields
    published_at = document.required_moment("publishDateTime")
    lead = lead_photo_of(document)
    audio = audio_list(document)
    above = {lead.external_id} if lead else set()
    body = body_of(document, shown_above=frozenset(above | {sound.external_id for sound in audio[:1]}))
    in_body = {block.audio.external_id for block in body if isinstance(block, AudioBlock)}
    if lead is None and body and isinstance(body[0], PhotoBlock):
        lead, body = body[0].photo, body[1:]
    if document.canonical_url is None:
        document.notes.add("no canonical web page: the story cannot point to its source")
    meta = fields.get("meta")
    version = one_line(raw_text(meta, "documentLastModifiedDateTime")[:40]) if isinstance(meta, dict) else ""
    return WireItem(
        format="cds",
        provider_key="npr_cds",
        external_id=external_id,
        version=version or None,
        headline=headline,
        subtitle=document.line(fields, "subtitle"),
        teaser=document.line(fields, "teaser", limit=MAX_TEASER_CHARS),
        short_teaser=document.line(fields, "shortTeaser"),
        contribution_note=document.line(fields, "contributionNotes", limit=MAX_TEASER_CHARS),
        body=body,
        lead_photo=lead,
        audio=tuple(sound for sound in audio if sound.external_id not in in_body),
        bylines=tuple(_bylines(document)),
        collections=_collections(document),
        related=tuple(_related(document)),
        canonical_url=document.canonical_url,
        owner_hrefs=_addresses(document, "owners"),
        branding_hrefs=_addresses(document, "brandings"),
        published_at=published_at,
        modified_at=document.moment(fields, "editorialLastModifiedDateTime"),
        no_index=flag(fields, "robotsNoIndex"),
        corrections=tuple(_corrections(document)),
        needs_editor=hold_reason(headline),
        dropped=tuple(document.dropped.values()),
        notes=document.notes.lines(),
        raw_sha256=fingerprint(fields),
    )


def _newscast(document: CdsDocument, external_id: str, headline: str) -> WireItem:
    """A newscast is played from where it is and never stored, whether it is for listeners who pay or not."""
    return WireItem(
        format="cds",
        provider_key="npr_cds",
        external_id=external_id,
        kind=Kind.NEWSCAST,
        headline=headline,
        audio=audio_list(document, linked_premium=True),
        canonical_url=document.canonical_url,
        owner_hrefs=_addresses(document, "owners"),
        branding_hrefs=_addresses(document, "brandings"),
        published_at=document.required_moment("publishDateTime"),
        modified_at=document.moment(document.fields, "editorialLastModifiedDateTime"),
        notes=document.notes.lines(),
        raw_sha256=fingerprint(document.fields),
    )


def _addresses(document: CdsDocument, name: str) -> tuple[str, ...]:
    found = (web_address(link.href) for link in document.links(name))
    return tuple(dict.fromkeys(address for address in found if address))


def _bylines(document: CdsDocument) -> Iterator[WireByline]:
    for link in document.links("bylines"):
        if asset_key(link.href) is None and document_id(link.href):
            yield WireByline("", reference_url=link.href)
            continue
        asset = document.asset(link, where="bylines")
        if asset is None:
            continue
        if name := document.line(asset.fields, "name"):
            yield WireByline(name)
            continue
        people = links_of(asset.fields, "bylineDocuments", document.notes)
        found = [person.href for person in people if document_id(person.href)]
        if not found:
            document.notes.add(f"bylines: “{asset.key[:80]}” names no one and was left out")
        for href in found:
            yield WireByline("", reference_url=href)


def _collections(document: CdsDocument) -> tuple[WireRef, ...]:
    """Each collection once, in order (the first is the primary one), with all its rels."""
    found: dict[str, tuple[str, ...]] = {}
    for link in document.links("collections"):
        if document_id(link.href) is None:
            document.notes.add(f"collections: “{link.href[:80]}” is not a document and was left out")
            continue
        found[link.href] = tuple(dict.fromkeys((*found.get(link.href, ()), *link.rels)))
    return tuple(WireRef(href, rels) for href, rels in found.items())


def _related(document: CdsDocument) -> Iterator[RelatedRef]:
    seen: set[str] = set()
    for link in document.links("relatedItems"):
        external_id, address = document_id(link.href), web_address(link.href)
        if external_id and external_id not in seen:
            seen.add(external_id)
            yield RelatedRef(external_id, None, "")
        elif not external_id and address and address not in seen:
            seen.add(address)
            yield RelatedRef("", address, "")


def _corrections(document: CdsDocument) -> Iterator[WireCorrection]:
    for link in document.links("corrections"):
        asset = document.asset(link, where="corrections")
        if asset is None:
            continue
        if text := document.line(asset.fields, "text", limit=ABSURD_LINE_CHARS):
            yield WireCorrection(text, document.moment(asset.fields, "dateTime"))
        else:
            document.notes.add(f"corrections: “{asset.key[:80]}” has no text and was left out")
