"""ninjs 1.x, 2.x and 3.x (https://iptc.org/standards/ninjs/), and the envelopes in which agencies send them.

The versions differ in how they write names (`body_xhtml`, `bodies`, `versionCreated`) and in whether several things are
an object or a list; read without case, all are one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Final

from groundwave.wire.core.bounds import ABSURD_LINE_CHARS, MAX_DOCUMENTS, MAX_LINKS, MAX_TEASER_CHARS, MAX_TOPICS
from groundwave.wire.core.cds_document import Notes
from groundwave.wire.core.feed_text import (
    copyright_owner,
    embargo,
    expiry,
    headline,
    identifier,
    language,
    line,
    moment,
    required_moment,
    terms,
)
from groundwave.wire.core.holding import hold_reason
from groundwave.wire.core.item import Kind, PhotoBlock, Status, WireByline, WireItem, WireRef
from groundwave.wire.core.json_fields import Fields, all_said, number, objects, said
from groundwave.wire.core.ninjs_address import public_address
from groundwave.wire.core.ninjs_envelope import body_in, folded
from groundwave.wire.core.ninjs_media import Media, chosen, media_of, photo_of, sound_of
from groundwave.wire.core.ninjs_text import body_of, by_role, without_by
from groundwave.wire.core.outcome import Outcome, Parsed, Reference, Refused, Rejected, Unreadable, one_line
from groundwave.wire.core.signals import signals_in, status_of

_KINDS: Final = {
    "picture": Kind.PICTURE,
    "photo": Kind.PICTURE,
    "graphic": Kind.PICTURE,
    "audio": Kind.SOUND,
    "video": Kind.VIDEO,
    "composite": Kind.PACKAGE,
    "package": Kind.PACKAGE,
}
# What AP says of an item beside its status.
_HOLDING: Final = frozenset({"kill", "eliminate", "withhold", "holdforrelease", "disregard", "advisory"})
_NO_ITEMS: Final = frozenset({"planning", "event", "component"})


def ninjs_outcomes(documents: list[object]) -> Iterator[Outcome]:
    """One outcome for each item, and one for each whole story that a package holds. Raises Unreadable."""
    if len(documents) > MAX_DOCUMENTS:
        raise Unreadable("items", f"{len(documents):,} items; at most {MAX_DOCUMENTS:,} in one file")
    for place, fields in enumerate(documents, start=1):
        if not isinstance(fields, dict):
            yield Rejected(f"#{place}", "items", "is not a JSON object")
            continue
        yield from _of_document(fields, f"#{place}", depth=0)


def _of_document(given: Fields, place: str, *, depth: int) -> Iterator[Outcome]:
    fields = folded(given)
    name = one_line(said(fields, "uri", "guid")) or place
    try:
        outcome = _outcome(fields, given)
    except Refused as refused:
        yield Rejected(name, refused.field, refused.reason)
        return
    yield outcome
    if isinstance(outcome, Reference) and outcome.kind == Kind.PACKAGE and depth < 2:
        for number_, (_, inner) in enumerate(objects(fields, "associations"), start=1):
            if body_in(folded(inner)):
                yield from _of_document(inner, f"{place}.{number_}", depth=depth + 1)


def _outcome(fields: Fields, given: Fields) -> Parsed | Reference:
    notes = Notes()
    external_id = identifier("uri", said(fields, "uri", "guid"))
    kind = _KINDS.get(said(fields, "type").lower(), Kind.STORY)
    status = status_of(said(fields, "pubstatus"), notes)
    signals = signals_in(_signals(fields), all_said(fields, "ednote"))
    if status is Status.CANCELED or "kill" in signals:
        return Parsed(_withdrawn(fields, given, external_id, kind, notes))
    if said(fields, "type").lower() in _NO_ITEMS:
        raise Refused("type", f"“{said(fields, 'type')[:40]}” is nothing that is published")
    if kind is Kind.PACKAGE and not body_in(fields):
        title = headline(_headline(fields), notes)
        return Reference(external_id, kind, title, "", None)
    return Parsed(_item(fields, given, external_id, kind, status, signals, notes))


def _item(
    fields: Fields,
    given: Fields,
    external_id: str,
    kind: Kind,
    status: Status,
    signals: tuple[str, ...],
    notes: Notes,
) -> WireItem:
    if said(fields, "representationtype").lower() == "incomplete" and kind is Kind.STORY and not body_in(fields):
        raise Refused("representationtype", "incomplete: the source sent a part only; ask it for the whole item")
    name = headline(_headline(fields), notes)
    first = moment("firstcreated", said(fields, "firstcreated"), notes)
    modified = required_moment("versioncreated", said(fields, "versioncreated", "contentmodified", "firstcreated"))
    held = embargo("embargoed", _embargo(fields, notes), notes)
    expires = expiry("expires", said(fields, "expires"), notes)
    note = line("ednote", all_said(fields, "ednote"), notes, limit=MAX_TEASER_CHARS)
    body, dateline = body_of(fields, notes)
    own = _own_media(fields, kind, external_id, notes)
    associated = list(media_of(fields, shown_from=held, notes=notes))
    photos, sounds = chosen([*own, *associated])
    related = tuple(found.related for found in associated if found.related)
    owner = copyright_owner(said(fields, "copyrightholder") or said(fields, "copyrightnotice"), notes)
    number_of_version = said(fields, "version")
    if status is Status.WITHHELD:
        notes.hold("the source withholds it")
    if kind is Kind.STORY and not body:
        notes.hold("it came without its text")
    if told := _HOLDING & {re.sub(r"\W", "", word.lower()) for word in _texts(fields, "editorialtypes")}:
        notes.hold(f"the source marks it as “{min(told)}”")
    return WireItem(
        format="ninjs",
        format_version=_version_of_format(fields, given),
        provider_key="ninjs",
        external_id=external_id,
        kind=kind,
        status=status,
        version=one_line(number_of_version[:40]) or None,
        headline=name,
        teaser=line("description", by_role(fields, "description", "summary"), notes, limit=MAX_TEASER_CHARS),
        language=language(said(fields, "language")),
        body=(*body, *(PhotoBlock(photo) for photo in photos[1:])),
        lead_photo=photos[0] if photos else None,
        audio=tuple(sounds),
        bylines=tuple(_bylines(fields, notes)),
        collections=tuple(_topics(fields, notes)),
        related=related,
        canonical_url=public_address(fields),
        provider_name=line("infosource", _provider(fields), notes) or owner,
        copyright_owner=owner,
        copyright_notice=line("copyrightnotice", all_said(fields, "copyrightnotice"), notes, limit=MAX_TEASER_CHARS),
        usage_terms=terms(all_said(fields, "usageterms", "rightsinfo"), notes),
        published_at=first or modified,
        modified_at=modified,
        hold_until=held,
        expires_at=expires,
        needs_editor=hold_reason(name, note, doubt=notes.doubt),
        signals=signals,
        editor_note=note,
        dateline=dateline,
        slugline=line("slugline", said(fields, "slugline"), notes),
        places=tuple(
            dict.fromkeys(place for _, entry in objects(fields, "places", "place") if (place := _name(entry)))
        ),
        urgency=number(fields, "urgency", at_most=9),
        previous_ids=tuple(_others(fields, "evolvedfrom")),
        other_ids=tuple(_others(fields, "altids")),
        dropped=tuple(found.dropped for found in associated if found.dropped),
        notes=notes.lines(),
        raw_sha256=_fingerprint(given),
    )


def _withdrawn(fields: Fields, given: Fields, external_id: str, kind: Kind, notes: Notes) -> WireItem:
    """A kill must get through: whatever else is wrong with it is not read."""
    note = line("ednote", all_said(fields, "ednote"), notes, limit=MAX_TEASER_CHARS)
    return WireItem(
        format="ninjs",
        provider_key="ninjs",
        external_id=external_id,
        kind=kind,
        status=Status.CANCELED,
        version=one_line(said(fields, "version")[:40]) or None,
        headline=line("headline", _headline(fields)[:ABSURD_LINE_CHARS], notes),
        published_at=None,
        modified_at=moment("versioncreated", said(fields, "versioncreated"), notes),
        provider_name=line("infosource", _provider(fields), notes),
        withdrawn=True,
        withdrawn_reason="Canceled by its source.",
        editor_note=note,
        other_ids=tuple(_others(fields, "altids")),
        raw_sha256=_fingerprint(given),
    )


def _fingerprint(given: Fields) -> str:
    return hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()


def _version_of_format(fields: Fields, given: Fields) -> str:
    """What the item says (`standard`), else what its shape says: 1, 2 or 3."""
    for _, standard in objects(fields, "standard", "$standard"):
        if found := re.fullmatch(r"(?:ninjs[ _-]*)?(\d{1,2}(?:\.\d{1,2})?)", said(folded(standard), "version")):
            return found[1]
    if "versionCreated" in given or "pubStatus" in given:
        return "3"
    return "2" if {"headlines", "bodies", "descriptions"} & set(fields) else "1"


def _headline(fields: Fields) -> str:
    return said(fields, "headline") or by_role(fields, "headline", "main") or said(fields, "title", "slugline")


def _embargo(fields: Fields, notes: Notes) -> str:
    value = fields.get("embargoed")
    if value not in (None, "") and not isinstance(value, str):
        notes.hold("its embargo is not a date")
        return ""
    return said(fields, "embargoed")


def _signals(fields: Fields) -> list[str]:
    found = [said(entry, "code", "name", "uri", "qcode") for _, entry in objects(fields, "signals", "signal")]
    return [*found, *_texts(fields, "signal"), *_texts(fields, "signals")]


def _texts(fields: Fields, name: str) -> list[str]:
    value = fields.get(name)
    values = value if isinstance(value, list) else [value]
    return [entry for entry in values[:MAX_LINKS] if isinstance(entry, str)]


def _provider(fields: Fields) -> str:
    named = (_name(entry) for _, entry in objects(fields, "infosources", "infosource", "provider"))
    return next((name for name in named if name), said(fields, "source", "provider"))


def _name(entry: Fields) -> str:
    return line("name", said(entry, "name", "value", "literal"), Notes())


def _bylines(fields: Fields, notes: Notes) -> Iterator[WireByline]:
    named = [said(folded(entry), "name", "by", "value") for _, entry in objects(fields, "bylines", "authors")]
    for text in list(dict.fromkeys(named))[:MAX_LINKS] or [said(fields, "by", "byline")]:
        name, _, organization = without_by(line("by", text, notes)).partition(", ")
        if name:
            yield WireByline(name, organization)


def _topics(fields: Fields, notes: Notes) -> Iterator[WireRef]:
    """The subjects that have a name. Agencies give dozens, from the general to the particular."""
    seen: set[str] = set()
    for _, entry in objects(fields, "subjects", "subject"):
        title = _name(entry)
        if title and title.lower() not in seen:
            if len(seen) == MAX_TOPICS:
                notes.add(f"more than {MAX_TOPICS} subjects; the first {MAX_TOPICS} were taken")
                return
            seen.add(title.lower())
            yield WireRef(one_line(said(entry, "uri", "code")[:200]), ("topic",), title)


def _others(fields: Fields, name: str) -> Iterator[str]:
    """Ids of other versions, or other names of this one: a text, a list of them, or objects with a value."""
    value = fields.get(name)
    values: list[object] = list(value) if isinstance(value, list) else [value]
    values += [said(entry, "value", "uri", "id") for _, entry in objects(fields, name)]
    if isinstance(value, dict):
        values += list(value.values())
    yield from dict.fromkeys(
        one_line(entry[:500]) for entry in values[:MAX_LINKS] if isinstance(entry, str) and entry.strip()
    )


def _own_media(fields: Fields, kind: Kind, external_id: str, notes: Notes) -> list[Media]:
    """The files of an item that is itself a picture or a sound; a story's renditions are other forms of its text."""
    if kind is Kind.PICTURE and (photo := photo_of(fields, external_id, notes)):
        return [Media(photo=photo)]
    if kind is Kind.SOUND and (sound := sound_of(fields, external_id, notes)):
        return [Media(sound=sound)]
    return []
