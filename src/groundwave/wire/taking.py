"""One item becomes a story, or is kept, held, withdrawn; each version that says something new is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from groundwave.newsroom import api as newsroom
from groundwave.wire.cards import drop_card, keep_card, make_card
from groundwave.wire.core.cds_document import RESTRICTED
from groundwave.wire.core.decision import Action, Decision, Known, decide
from groundwave.wire.core.item import Kind, Status, WireItem
from groundwave.wire.core.item_json import item_as_json
from groundwave.wire.core.outcome import Rejected
from groundwave.wire.core.story import story_of
from groundwave.wire.merging import meet
from groundwave.wire.models import Delivery, Document, Source, Version
from groundwave.wire.newscasts import drop_newscast, keep_newscast
from groundwave.wire.photos import await_photos, photos_for, pull_asset
from groundwave.wire.reporting import Line, Verdict
from groundwave.wire.ruling import is_open, remember, ruling_on
from groundwave.wire.sections import Sections


def take(item: WireItem, *, document: Document, sections: Sections, at: datetime) -> Line:
    """Decide on an item and do it, in the transaction of whoever calls. Raises newsroom.UnableToTakeIn."""
    source = document.source
    item = _as_sent_by(source, item)
    known = _known(item.provider_key, item.external_id)
    hold = "all of this source waits for an editor" if source and source.arrival == Source.Arrival.HOLD else ""
    word = _editors_word(known)
    decision = decide(item, _facts(known), hold=word or hold)
    ruling, is_ruled = None, decision.action in (Action.TAKE, Action.HOLD) and is_open(known) and not word
    if is_ruled and not item.needs_editor:
        ruling = ruling_on(item, arrived=known.first_seen_at if known else at, at=at)
        decision = ruling.decision if ruling else decision
    match decision.action:
        case Action.UNCHANGED | Action.OLDER if known:
            Delivery.objects.filter(pk=known.pk).update(last_seen_at=at)
            words = f"{item.headline} ({decision.reason})" if decision.reason else item.headline
            return Line(Verdict.UNCHANGED, document.name, item.external_id, words, known.story)
        case Action.TOMBSTONE:
            words = f"{document.name}: {item.external_id}: id: {decision.reason}"
            line = Line(Verdict.REFUSED, document.name, item.external_id, words)
            _write_down(item, known, document, line, decision.reason, at)
        case Action.WITHDRAW:
            line = _withdraw(item, known, document, decision.reason, at)
        case Action.KEEP:
            was_linked = known is not None and known.desk == Delivery.Desk.LINKED
            delivery = _remember(item, known, known.story if known else None, source, at)
            if is_ruled:
                remember(delivery, ruling, at=at)
            keep_card(delivery, item)
            keep_newscast(delivery, item)
            if delivery.desk == Delivery.Desk.LINKED and not was_linked:
                make_card(delivery, item, at=at)
            line = Line(Verdict.KEPT, document.name, item.external_id, f"{item.headline} ({decision.reason})")
            _write_down(item, delivery, document, line, decision.reason, at)
        case _:
            if ruling and ruling.rule.section:
                sections = {**sections, **dict.fromkeys(sections, ruling.rule.section)}
            line, delivery = _store(item, known, document, sections, decision, at)
            if is_ruled:
                remember(delivery, ruling, at=at)
            keep_card(delivery, item)
    return line


def refuse(rejected: Rejected, *, document: Document, at: datetime) -> Line:
    """Write down why a document was refused. One that is now kept from us is taken down where we had it."""
    source = document.source
    words = f"{document.name}: {rejected.document_id}: {rejected.field}: {rejected.reason}"
    line = Line(Verdict.REFUSED, document.name, rejected.document_id, words)
    _note(
        Version(
            document=document,
            source=source,
            external_id=rejected.document_id[:500],
            verdict=line.verdict.value,
            field=rejected.field[:200],
            reason=rejected.reason,
            received_at=at,
        )
    )
    known = _known("npr_cds", rejected.document_id) if rejected.field == RESTRICTED else None
    if known and (known.story or known.card):
        return take_back(known, reason=f"Its owner restricted it: {rejected.reason}.", document=document, at=at)
    return line


def take_back(known: Delivery, *, reason: str, document: Document | None, at: datetime) -> Line:
    """Withdraw what a source deleted or restricted: its page is gone at once, and its id is a tombstone."""
    story = known.story
    if not known.withdrawn_at:
        known.withdrawn_at = at
        known.status = Status.CANCELED.value
        known.save(update_fields=["withdrawn_at", "status"])
        known.pending_photos.all().delete()
        drop_card(known)
        drop_newscast(known)
        if story:
            newsroom.withdraw(story=story, by=None, reason=reason, at=at)
    _note(
        Version(
            delivery=known,
            document=document,
            source=known.source,
            external_id=known.external_id,
            headline=story.title[:300] if story else "",
            verdict=Verdict.WITHDRAWN.value,
            reason=reason,
            received_at=at,
        )
    )
    name = document.name if document else ""
    return Line(Verdict.WITHDRAWN, name, known.external_id, f"{story or known.external_id}: {reason}", story)


def _as_sent_by(source: Source | None, item: WireItem) -> WireItem:
    """The item in the name space of its source, with what the source says of all its documents."""
    if source is None:
        return item
    return replace(
        item,
        kind=Kind.NEWSCAST if source.newscasts and item.kind is Kind.STORY else item.kind,
        provider_key=source.provider_key,
        provider_name=item.provider_name or source.provider,
        language=item.language or source.language or None,
    )


def _known(provider_key: str, external_id: str) -> Delivery | None:
    return (
        Delivery.objects.select_for_update(of=("self",))
        .filter(provider_key=provider_key, external_id=external_id)
        .select_related("story", "card")
        .first()
    )


def _facts(known: Delivery | None) -> Known | None:
    if known is None:
        return None
    # What a rule ignored is weighed anew with each version; what a person ignored is not.
    ignored = known.desk in (Delivery.Desk.IGNORED, Delivery.Desk.LINKED) and known.rule_id is None
    return Known(known.sha256, known.version, known.modified_at, known.withdrawn_at, ignored)


def _editors_word(known: Delivery | None) -> str:
    """Why a new version must not be published by itself: somebody here decided that its story is not to be seen."""
    if known is None:
        return ""
    story = known.story
    if known.desk == Delivery.Desk.HELD and not (story and story.live):
        return "the desk holds it"
    if story is None or story.live or story.expired:
        return ""
    if story.first_published_at and known.status != Status.WITHHELD.value:
        return "its story was taken off the site by an editor"
    return ""


def _store(
    item: WireItem, known: Delivery | None, document: Document, sections: Sections, decision: Decision, at: datetime
) -> tuple[Line, Delivery]:
    language = (item.language or "en").partition("-")[0].lower()
    section = sections.get(language) or next(iter(sections.values()))
    made = story_of(item)
    before = known.story if known else None
    publish = decision.action is Action.TAKE
    fields, kept, kept_back = made.fields, frozenset[str](), list[str]()
    if known and before:
        met = meet(item, known, before)
        kept = met.merged.kept
        kept_back = sorted(met.merged.differing | (met.merged.kept & set(known.kept_back)))
        fields = {**fields, "corrections": met.corrections}
    try:
        story = newsroom.take_in(
            incoming=newsroom.IncomingStory(**fields, keeps_lead=_keeps_lead(item, before), kept=kept),
            section=section,
            story=before,
            publish=publish,
        )
    except newsroom.UnableToTakeIn as unable:
        raise newsroom.UnableToTakeIn(f"{item.external_id}: {unable}") from unable
    if item.status is Status.WITHHELD and story.live:
        story.unpublish()
    delivery = _remember(item, known, story, document.source, at)
    if delivery.kept_back != kept_back:
        delivery.kept_back = kept_back
        delivery.save(update_fields=["kept_back"])
    await_photos(delivery, photos_for(made.photos, kept), at)
    for gone in item.dropped:
        if gone.for_good:
            key = {"provider_key": item.provider_key, "external_id": gone.external_id}
            pull_asset(**key, reason=f"Taken back by its source: {gone.reason}.", at=at)
    words = item.headline if publish else f"{item.headline} ({decision.reason})"
    verdict = Verdict.HELD if not publish else (Verdict.UPDATED if before else Verdict.NEW)
    line = Line(verdict, document.name, item.external_id, words, story)
    _write_down(item, delivery, document, line, decision.reason, at)
    return line, delivery


def _keeps_lead(item: WireItem, before: newsroom.Story | None) -> bool:
    """Whether the picture at the top may stay: an editor's own may, the wire's only while its source offers it."""
    photo = before.lead_photo if before else None
    return not (photo and photo.source_url) or bool(item.lead_photo and item.lead_photo.url == photo.source_url)


def _remember(
    item: WireItem, known: Delivery | None, story: newsroom.Story | None, source: Source | None, at: datetime
) -> Delivery:
    delivery = known or Delivery(provider_key=item.provider_key, external_id=item.external_id, first_seen_at=at)
    delivery.story = story
    delivery.source = source or delivery.source
    delivery.kind = item.kind.value
    delivery.status = item.status.value
    delivery.sha256 = item.raw_sha256
    delivery.version = (item.version or "")[:80]
    delivery.modified_at = item.modified_at
    delivery.notes = "\n".join((*item.notes, *(f"{gone.external_id}: {gone.reason}" for gone in item.dropped)))
    delivery.last_seen_at = delivery.last_changed_at = at
    delivery.save()
    return delivery


def _withdraw(item: WireItem, known: Delivery | None, document: Document, reason: str, at: datetime) -> Line:
    if known is None:
        known = Delivery(provider_key=item.provider_key, external_id=item.external_id, first_seen_at=at)
    if not known.withdrawn_at:
        known.withdrawn_at = at
        drop_card(known)
        if known.pk:
            drop_newscast(known)
        if known.story:
            newsroom.withdraw(story=known.story, by=None, reason=reason, at=at)
    known.source = document.source or known.source
    known.kind, known.status = item.kind.value, item.status.value
    known.sha256, known.last_seen_at, known.last_changed_at, known.publish_at = item.raw_sha256, at, at, None
    known.save()
    known.pending_photos.all().delete()
    pull_asset(provider_key=item.provider_key, external_id=item.external_id, reason=reason, at=at)
    words = f"{item.headline or item.external_id}: {reason}"
    line = Line(Verdict.WITHDRAWN, document.name, item.external_id, words, known.story)
    _write_down(item, known, document, line, reason, at)
    return line


def _write_down(
    item: WireItem, delivery: Delivery | None, document: Document, line: Line, reason: str, at: datetime
) -> None:
    _note(
        Version(
            delivery=delivery,
            document=document,
            source=document.source,
            external_id=item.external_id,
            version=(item.version or "")[:80],
            headline=item.headline[:300],
            verdict=line.verdict.value,
            reason=reason,
            fields=item_as_json(item),
            sha256=item.raw_sha256,
            received_at=at,
        )
    )


def _note(version: Version) -> None:
    """Once: a list that is asked for again and again holds the same refused item each time."""
    same = Version.objects.filter(
        source=version.source,
        external_id=version.external_id,
        verdict=version.verdict,
        sha256=version.sha256,
        reason=version.reason,
    )
    if version.verdict not in {Verdict.REFUSED.value, Verdict.WITHDRAWN.value} or not same.exists():
        version.save()
