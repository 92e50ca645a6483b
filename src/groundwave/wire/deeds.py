"""What an editor does with an item of the wire. Each deed is on record with its time and its doer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from groundwave.newsroom import api as newsroom
from groundwave.wire.cards import drop_card, make_card, newest_item
from groundwave.wire.core.card import is_theirs
from groundwave.wire.core.item import Kind, Status
from groundwave.wire.core.item_json import item_from_json
from groundwave.wire.core.merge import FIELDS
from groundwave.wire.core.story import story_of
from groundwave.wire.merging import last_item, meet, newest_of
from groundwave.wire.models import Act, Delivery
from groundwave.wire.newscasts import drop_newscast
from groundwave.wire.photos import await_photos, photos_for
from groundwave.wire.reporting import Verdict
from groundwave.wire.sections import NoSuchSection, sections, sections_of


class UnableToAct(Exception):
    """The deed cannot be done; the message says why and what to do."""


def take_it(*, delivery: Delivery, by: Any, at: datetime) -> str:
    """Publish the item's story, as an editor left it. Raises UnableToAct, newsroom.UnableToTakeIn."""
    _check(delivery, by)
    if delivery.status == Status.WITHHELD.value:
        raise UnableToAct("Its provider withholds it for now. Wait for a usable version.")
    if delivery.kind != Kind.STORY.value:
        raise UnableToAct(f"It is a {delivery.kind}; only a story becomes a page.")
    story = _up_to_date(delivery, at)
    if not story.live or story.has_unpublished_changes:
        story.get_latest_revision().publish(user=by)
    delivery.story, delivery.desk, delivery.publish_at = story, Delivery.Desk.TAKEN, None
    return _done(delivery, f"Took “{story.draft_title or story.title}”.", by, at)


def hold(*, delivery: Delivery, by: Any, at: datetime) -> str:
    """Take the story off the site, or leave it off, until it is taken. Raises UnableToAct."""
    _check(delivery, by)
    _off_the_site(delivery, by)
    delivery.desk, delivery.publish_at = Delivery.Desk.HELD, None
    return _done(delivery, f"Held “{_name(delivery)}”.", by, at)


def ignore(*, delivery: Delivery, by: Any, at: datetime) -> str:
    """Off the site, with all versions that still come, until it is taken. Raises UnableToAct."""
    _check(delivery, by)
    _off_the_site(delivery, by)
    delivery.desk, delivery.publish_at = Delivery.Desk.IGNORED, None
    return _done(delivery, f"Ignored “{_name(delivery)}”. Later versions are ignored too.", by, at)


def link(*, delivery: Delivery, by: Any, at: datetime, address: str = "") -> str:
    """No page of ours: a card in its section's lists that leads to the provider's, for a week unless an editor changes
    that. `address` is its own, where the wire gives none. Raises UnableToAct."""
    _check(delivery, by)
    if delivery.status == Status.WITHHELD.value:
        raise UnableToAct("Its provider withholds it for now. Wait for a usable version.")
    item = newest_item(delivery)
    if item is None:
        raise UnableToAct("Its headline is kept no more. Write a link card by hand, under Link cards.")
    if not make_card(delivery, item, at=at, by=by, url=address):
        raise UnableToAct("Its provider gives no address of it. Open the item and write the address there.")
    _off_the_site(delivery, by)
    delivery.desk, delivery.publish_at = Delivery.Desk.LINKED, None
    return _done(delivery, f"“{_name(delivery)}” is a link card: it has no page here.", by, at)


def say_of_it(*, delivery: Delivery, words: str, by: Any, at: datetime) -> str:
    """Our own line on the card of an item; nothing takes it away. Raises UnableToAct when it is the provider's."""
    _check(delivery, by)
    words, item = " ".join(words.split()), newest_item(delivery)
    if delivery.card is None:
        raise UnableToAct("It has no link card. Make it one first.")
    if len(words) > 200:
        raise UnableToAct(f"That is {len(words)} characters; the line of a card has room for 200.")
    if item is not None and is_theirs(words, item):
        raise UnableToAct("That line is its provider's, who has not given it to us. Say it in your own words.")
    delivery.card.summary = words
    delivery.card.save()
    return _done(delivery, f"The card now says: “{words}”" if words else "The card says nothing more.", by, at)


def take_field(*, delivery: Delivery, field: str, by: Any, at: datetime) -> str:
    """The wire's version of one field, instead of an editor's: out at once if the story is and has no unpublished
    changes, else in its draft. Raises UnableToAct, newsroom.UnableToTakeIn."""
    _check(delivery, by)
    story, item = delivery.story, last_item(delivery)
    if story is None or item is None:
        raise UnableToAct("The wire's version is kept no more. Wait for the next one.")
    newest = newest_of(story)
    made = story_of(item)
    incoming = newsroom.IncomingStory(
        **{**made.fields, "corrections": [(fix.text, fix.made_at) for fix in newest.corrections.all()]},
        kept=newsroom.EDITORS_FIELDS - {field},
        keeps_lead=field != "lead_photo",
    )
    publish = story.live and not story.has_unpublished_changes
    waiting = [photo for photo in made.photos if field == ("lead_photo" if photo.position is None else "body")]
    newsroom.take_in(incoming=incoming, section=story.get_parent().specific, story=story, publish=publish, by=by)
    if waiting:
        await_photos(delivery, tuple(waiting), at)
    delivery.kept_back = [name for name in delivery.kept_back if name != field]
    where = "" if publish else " It is in the draft; publish the story when it is right."
    return _done(delivery, f"Took the wire's version: {FIELDS[field]} of “{_name(delivery)}”.{where}", by, at)


def link_of(delivery: Delivery) -> str:
    """The provider's own address of an item; empty when it gave none."""
    version = delivery.versions.filter(fields__isnull=False).order_by("-received_at", "-pk").first()
    return str((version.fields or {}).get("canonical_url") or "") if version else ""


def _up_to_date(delivery: Delivery, at: datetime) -> newsroom.Story:
    """The story of an item; made, or brought up, from the newest version where that was only kept."""
    story = delivery.story
    version = delivery.versions.filter(fields__isnull=False).order_by("-received_at", "-pk").first()
    if story and (version is None or version.verdict != Verdict.KEPT.value):
        return story
    if version is None or version.fields is None:
        raise UnableToAct("Its text is kept no more. Wait for the next version.")
    item = item_from_json(version.fields)
    try:
        found = sections_of(delivery.source) if delivery.source else sections(None)
    except NoSuchSection as missing:
        raise UnableToAct(str(missing)) from missing
    language = (item.language or "en").partition("-")[0].lower()
    made = story_of(item)
    met = meet(item, delivery, story) if story else None
    kept = met.merged.kept if met else frozenset()
    delivery.story = newsroom.take_in(
        incoming=newsroom.IncomingStory(
            **{**made.fields, "corrections": met.corrections if met else made.fields["corrections"]}, kept=kept
        ),
        section=found.get(language) or next(iter(found.values())),
        story=story,
        publish=False,
    )
    delivery.kept_back = sorted(met.merged.differing) if met else []
    await_photos(delivery, photos_for(made.photos, kept), at)
    version.verdict = Verdict.HELD.value
    version.save(update_fields=["verdict"])
    return delivery.story


def may(delivery: Delivery, by: Any) -> bool:
    """Whether somebody may decide on an item: who may publish its story, or in the section where it would go. To look
    after the sources is another right."""
    if delivery.story:
        return bool(delivery.story.permissions_for_user(by).can_publish())
    try:
        found = sections_of(delivery.source) if delivery.source else sections(None)
    except NoSuchSection:
        return False
    return all(section.permissions_for_user(by).can_publish_subpage() for section in found.values())


def _check(delivery: Delivery, by: Any) -> None:
    if not may(delivery, by):
        raise UnableToAct("You may not publish stories there. Ask an editor to decide on this item.")
    if delivery.withdrawn_at:
        raise UnableToAct(f"It was withdrawn on {delivery.withdrawn_at:%Y-%m-%d} and stays so.")


def _off_the_site(delivery: Delivery, by: Any) -> None:
    if delivery.story and delivery.story.live:
        delivery.story.unpublish(user=by)


def _name(delivery: Delivery) -> str:
    if delivery.story:
        return str(delivery.story.title)
    if delivery.card:
        return delivery.card.headline
    newest = delivery.versions.exclude(headline="").order_by("-received_at", "-pk").first()
    return newest.headline if newest else delivery.external_id


def _done(delivery: Delivery, words: str, by: Any, at: datetime) -> str:
    delivery.rule = None  # a person has decided
    if delivery.desk != Delivery.Desk.LINKED:
        drop_card(delivery)
    if delivery.desk != Delivery.Desk.TAKEN:
        drop_newscast(delivery)
    delivery.save()
    Act.objects.create(delivery=delivery, words=words, by=by, at=at)
    return words
