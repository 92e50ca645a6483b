"""NewsML-G2 (https://iptc.org/standards/newsml-g2/): news items, packages and the messages that carry them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element

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
    serialized,
    terms,
    words,
)
from groundwave.wire.core.holding import hold_reason
from groundwave.wire.core.item import Kind, Status, WireItem, WireRef
from groundwave.wire.core.newsml_content import body_of, photo_of, sound_of
from groundwave.wire.core.newsml_package import assembled
from groundwave.wire.core.newsml_parts import (
    bylines_of,
    find,
    findall,
    in_its_language,
    links,
    name_of,
    named,
    qcode,
    say,
)
from groundwave.wire.core.outcome import Outcome, Parsed, Reference, Refused, Rejected, Unreadable, one_line
from groundwave.wire.core.signals import code_of, signals_in, status_of

_KINDS: Final = {
    "text": Kind.STORY,
    "picture": Kind.PICTURE,
    "graphic": Kind.PICTURE,
    "audio": Kind.SOUND,
    "video": Kind.VIDEO,
    "composite": Kind.PACKAGE,
}
_ROOTS: Final = frozenset({"{nar}newsItem", "{nar}packageItem", "{nar}newsMessage", "{nar}itemSet"})
_OTHER_ITEMS: Final = frozenset(
    {"{nar}conceptItem", "{nar}knowledgeItem", "{nar}planningItem", "{nar}catalogItem", "{nar}hopItem"}
)
_PREVIOUS: Final = frozenset({"previousversion", "evolvedfrom", "replaces", "corrects", "updates", "wasderivedfrom"})


def is_newsml(root: Element) -> bool:
    """Whether the root element is one of NewsML-G2."""
    return root.tag in _ROOTS or root.tag in _OTHER_ITEMS


def newsml_outcomes(root: Element) -> Iterator[Outcome]:
    """One outcome for each item of a message, or for the item that the file is; pictures that a package or a link puts
    with a story of the same file come with that story as well. Raises Unreadable."""
    entries = list(_entries(root))
    if len(entries) > MAX_DOCUMENTS:
        raise Unreadable("itemSet", f"{len(entries):,} items; at most {MAX_DOCUMENTS:,} in one file")
    if not entries:
        raise Unreadable("itemSet", "the message holds no item")
    read = [(entry, _outcome(entry, place)) for place, entry in enumerate(entries, start=1)]
    yield from assembled(read)


def _entries(root: Element) -> Iterator[Element]:
    if root.tag == "{nar}newsMessage":
        for item_set in root.findall("{nar}itemSet"):
            yield from item_set
    elif root.tag == "{nar}itemSet":
        yield from root
    else:
        yield root


def _outcome(entry: Element, place: int) -> Outcome:
    name = one_line(entry.get("guid") or "") or f"#{place}"
    try:
        if entry.tag in _OTHER_ITEMS:
            raise Refused("item", f"a {entry.tag.rpartition('}')[2]} is nothing that is published")
        if entry.tag not in _ROOTS:
            raise Refused("item", f"“{entry.tag[:60]}” is not an item of NewsML-G2")
        return _read(entry)
    except Refused as refused:
        return Rejected(name, refused.field, refused.reason)


def _read(entry: Element) -> Parsed | Reference:
    notes = Notes()
    external_id = identifier("guid", entry.get("guid") or "")
    kind = _kind(entry)
    status = status_of(qcode(find(entry, "itemMeta/pubStatus")), notes)
    note = line("edNote", _notes_for_the_desk(entry), notes, limit=MAX_TEASER_CHARS)
    signals = signals_in([qcode(signal) for signal in findall(entry, "itemMeta/signal")], note)
    if status is Status.CANCELED or "kill" in signals:
        return Parsed(_withdrawn(entry, external_id, kind, note))
    if kind is Kind.PACKAGE:
        return Reference(external_id, kind, headline(_headline(entry), notes), "", None)
    sha256 = hashlib.sha256(serialized(entry)).hexdigest()
    entry = in_its_language(entry, _language(entry))
    return Parsed(_item(entry, external_id, kind, status, signals, note, notes, sha256))


def _item(
    entry: Element,
    external_id: str,
    kind: Kind,
    status: Status,
    signals: tuple[str, ...],
    note: str,
    notes: Notes,
    sha256: str,
) -> WireItem:
    body = body_of(entry, notes) if kind is Kind.STORY else None
    name = headline(_headline(entry) or (body.headline if body else ""), notes)
    first = moment("firstCreated", say(entry, "itemMeta/firstCreated"), notes)
    modified = required_moment(
        "versionCreated", say(entry, "itemMeta/versionCreated", "contentMeta/contentModified", "itemMeta/firstCreated")
    )
    held = _embargo(entry, notes)
    expires = expiry("expires", say(entry, "itemMeta/expires", "rightsInfo/expires", "contentMeta/expires"), notes)
    owner = copyright_owner(
        named(entry, "rightsInfo/copyrightHolder") or say(entry, "rightsInfo/copyrightNotice"), notes
    )
    if status is Status.WITHHELD:
        notes.hold("the source withholds it")
    if body and not body.blocks:
        notes.hold("it came without its text")
    sound = sound_of(entry, external_id, notes) if kind is Kind.SOUND else None
    return WireItem(
        format="newsml-g2",
        format_version=one_line((entry.get("standardversion") or "")[:20]),
        provider_key="newsml",
        external_id=external_id,
        kind=kind,
        status=status,
        version=_version(entry),
        headline=name,
        teaser=line("description", _summary(entry), notes, limit=MAX_TEASER_CHARS),
        language=_language(entry),
        body=body.blocks if body else (),
        dateline=body.dateline if body else "",
        contribution_note=line("tagline", body.tagline, notes, limit=MAX_TEASER_CHARS) if body else "",
        lead_photo=photo_of(entry, external_id, notes) if kind is Kind.PICTURE else None,
        audio=(sound,) if sound else (),
        bylines=tuple(bylines_of(entry, body.byline if body else "", notes)),
        collections=tuple(_topics(entry)),
        provider_name=_provider(entry) or owner,
        copyright_owner=owner,
        copyright_notice=line(
            "copyrightNotice", say(entry, "rightsInfo/copyrightNotice"), notes, limit=MAX_TEASER_CHARS
        ),
        usage_terms=terms(" ".join(words(found) for found in findall(entry, "rightsInfo/usageTerms")[:10]), notes),
        published_at=first or modified,
        modified_at=modified,
        hold_until=held,
        expires_at=expires,
        needs_editor=hold_reason(name, note, doubt=notes.doubt),
        signals=signals,
        editor_note=note,
        slugline=line("slugline", say(entry, "contentMeta/slugline"), notes),
        places=_places(entry),
        urgency=_urgency(entry),
        previous_ids=_previous(entry),
        other_ids=tuple(
            dict.fromkeys(one_line(found) for alt in findall(entry, "contentMeta/altId") if (found := words(alt)[:500]))
        ),
        notes=notes.lines(),
        raw_sha256=sha256,
    )


def _withdrawn(entry: Element, external_id: str, kind: Kind, note: str) -> WireItem:
    """A kill must get through: whatever else is wrong with it is not read."""
    notes = Notes()
    return WireItem(
        format="newsml-g2",
        provider_key="newsml",
        external_id=external_id,
        kind=kind,
        status=Status.CANCELED,
        version=_version(entry),
        headline=line("headline", _headline(entry)[:ABSURD_LINE_CHARS], notes),
        published_at=None,
        modified_at=moment("versionCreated", say(entry, "itemMeta/versionCreated"), notes),
        provider_name=_provider(entry),
        withdrawn=True,
        withdrawn_reason="Canceled by its source.",
        editor_note=note,
        previous_ids=_previous(entry),
        raw_sha256=hashlib.sha256(serialized(entry)).hexdigest(),
    )


def _kind(entry: Element) -> Kind:
    if entry.tag == "{nar}packageItem":
        return Kind.PACKAGE
    return _KINDS.get(code_of(qcode(find(entry, "itemMeta/itemClass"))), Kind.STORY)


def _version(entry: Element) -> str | None:
    return one_line((entry.get("version") or "")[:40]) or None


def _headline(entry: Element) -> str:
    """The main headline: the one without a role or of the role “main”; else the first, the title, the slugline."""
    found = [(code_of(given.get("role") or ""), words(given)) for given in findall(entry, "contentMeta/headline")]
    main = [text for role, text in found if text and role in {"", "main"}]
    others = [text for _, text in found if text]
    return next(iter([*main, *others]), say(entry, "itemMeta/title", "contentMeta/slugline"))


def _summary(entry: Element) -> str:
    found = [(code_of(given.get("role") or ""), words(given)) for given in findall(entry, "contentMeta/description")]
    ranked = [text for role, text in found if role == "summary"] + [text for role, text in found if role != "caption"]
    return next((text for text in ranked if text), "")


def _notes_for_the_desk(entry: Element) -> str:
    return " ".join(words(found) for found in findall(entry, "itemMeta/edNote")[:10])


def _embargo(entry: Element, notes: Notes) -> datetime | None:
    """The end of the embargo. The element without a date says: until further notice."""
    found = find(entry, "itemMeta/embargoed")
    if found is None:
        return None
    if not words(found):
        notes.hold("it is embargoed until further notice")
        return None
    return embargo("embargoed", words(found), notes)


def _language(entry: Element) -> str | None:
    content = next(iter(findall(entry, "contentMeta/language")), None)
    body = next((part for part in findall(entry, "contentSet/inlineXML") if part.get("{xml}lang")), None)
    return language(
        content.get("tag", "") if content is not None else "",
        body.get("{xml}lang", "") if body is not None else "",
        entry.get("{xml}lang", ""),
    )


def _provider(entry: Element) -> str:
    """The agency's name, or the code of its QCode."""
    return line("provider", named(entry, "itemMeta/provider", "contentMeta/infoSource"), Notes())


def _topics(entry: Element) -> Iterator[WireRef]:
    seen: set[str] = set()
    for subject in findall(entry, "contentMeta/subject"):
        title = line("subject", name_of(subject), Notes())
        if title and title.lower() not in seen and len(seen) < MAX_TOPICS:
            seen.add(title.lower())
            yield WireRef(one_line(qcode(subject)[:200]), ("topic",), title)


def _places(entry: Element) -> tuple[str, ...]:
    found = [line("located", name_of(place), Notes()) for place in findall(entry, "contentMeta/located")]
    return tuple(dict.fromkeys(place for place in found if place))


def _urgency(entry: Element) -> int | None:
    digits = say(entry, "contentMeta/urgency", "itemMeta/urgency")
    return int(digits) if len(digits) == 1 and digits in "123456789" else None


def _previous(entry: Element) -> tuple[str, ...]:
    found = [residref for rel, residref in links(entry) if rel in _PREVIOUS]
    return tuple(dict.fromkeys(found))[:MAX_LINKS]
