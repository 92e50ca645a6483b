"""The desk's rules at work: which one decides on an item that arrives, and the publishing that waited for its time."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from groundwave.newsroom import api as newsroom
from groundwave.wire.core.decision import Action, Decision
from groundwave.wire.core.item import Status, WireItem
from groundwave.wire.core.rules import Deed, Rule, first_for
from groundwave.wire.models import Act, Delivery, DeskRule

log = logging.getLogger(__name__)

_AT_ONCE: Final = 200
_DESKS: Final = {Deed.IGNORE: Delivery.Desk.IGNORED, Deed.LINK: Delivery.Desk.LINKED}


@dataclass(frozen=True)
class Ruling:
    """What a rule says of an item. `publish_at` is none unless it is to be published later."""

    rule: DeskRule
    core: Rule
    decision: Decision
    publish_at: datetime | None

    @property
    def words(self) -> str:
        """For the record of an item."""
        when = f" (at {self.publish_at:%Y-%m-%d %H:%M} UTC)" if self.publish_at else ""
        return f"Rule “{self.rule.name}”: {self.core.act}{when}."


def is_open(known: Delivery | None) -> bool:
    """Whether rules may decide: no person has, and no reader has seen it."""
    if known is None:
        return True
    decided = known.desk != Delivery.Desk.NOTHING and known.rule_id is None
    return not decided and not (known.story and known.story.live)


def ruling_on(item: WireItem, *, arrived: datetime, at: datetime) -> Ruling | None:
    """What the first rule that fits says. `arrived` is when the item's first version came."""
    found = in_force()
    cores = [rule.core for rule in found]
    place = first_for(item, cores)
    if place is None:
        return None
    rule, core = found[place], cores[place]
    publish_at = arrived + core.delay if core.deed is Deed.PUBLISH else None
    if publish_at and publish_at <= at:
        publish_at = None
    return Ruling(rule, core, _decision(rule, core, waits=publish_at is not None), publish_at)


def in_force() -> Sequence[DeskRule]:
    """The rules in the desk's order."""
    return list(DeskRule.objects.filter(enabled=True).select_related("source", "section").prefetch_related("clauses"))


def remember(delivery: Delivery, ruling: Ruling | None, *, at: datetime) -> None:
    """Write down on an open item what decided; None when no rule did."""
    before = (delivery.rule_id, delivery.desk, delivery.publish_at)
    delivery.rule = ruling.rule if ruling else None
    delivery.desk = _DESKS.get(ruling.core.deed, Delivery.Desk.NOTHING) if ruling else Delivery.Desk.NOTHING
    delivery.publish_at = ruling.publish_at if ruling else None
    if before != (delivery.rule_id, delivery.desk, delivery.publish_at):
        delivery.save(update_fields=["rule", "desk", "publish_at"])
        if ruling:
            Act.objects.create(delivery=delivery, words=ruling.words, by=None, at=at)


def publish_due(*, at: datetime) -> list[str]:
    """Publish what rules have kept back until now; what was done, in words. What must not be is left to an editor."""
    due = Delivery.objects.filter(publish_at__lte=at).order_by("publish_at", "pk")
    said = []
    for pk in due.values_list("pk", flat=True)[:_AT_ONCE]:
        try:
            with transaction.atomic():
                said.append(_publish(pk, at))
        except Exception as failure:  # one story that cannot be published keeps no other back
            log.exception("The wire's item %s could not be published.", pk)
            words = f"Not published: it could not be ({type(failure).__name__}). Open the story and publish it by hand."
            with transaction.atomic():
                Delivery.objects.filter(pk=pk).update(publish_at=None)
                Act.objects.create(delivery_id=pk, words=words, by=None, at=at)
    return [words for words in said if words]


def _publish(pk: int, at: datetime) -> str:
    """Decided anew under the lock: between the list and now a kill, an editor or another worker may have come."""
    delivery = Delivery.objects.select_for_update(of=("self",)).select_related("story", "rule").get(pk=pk)
    story = delivery.story
    if delivery.publish_at is None or delivery.publish_at > at:
        return ""
    delivery.publish_at = None
    delivery.save(update_fields=["publish_at"])
    if delivery.withdrawn_at or story is None or story.live:
        return ""
    name = story.draft_title or story.title
    if reason := _must_not(delivery, story):
        words = f"Not published: {reason}."
    else:
        story.get_latest_revision().publish()
        words = f"Published “{name}” by the rule “{delivery.rule}”."
    Act.objects.create(delivery=delivery, words=words, by=None, at=at)
    return words


def _must_not(delivery: Delivery, story: newsroom.Story) -> str:
    if delivery.rule is None or not delivery.rule.enabled:
        return "its rule is no longer in force"
    if delivery.status == Status.WITHHELD.value:
        return "its provider withholds it"
    if story.expired:
        return "its rights have ended"
    if story.revisions.filter(user__isnull=False).exists():
        return "somebody here has edited it; take it when it is ready"
    return ""


def _decision(rule: DeskRule, core: Rule, *, waits: bool) -> Decision:
    reason = f"rule “{rule.name}”"
    match core.deed:
        case Deed.PUBLISH:
            return Decision(Action.HOLD, f"{reason}: {core.act}") if waits else Decision(Action.TAKE)
        case Deed.HOLD:
            return Decision(Action.HOLD, reason)
        case _:
            return Decision(Action.KEEP, f"{reason}: {core.act}")
