"""Deletes, which CDS tells nobody about: every story that is shown is asked for again, a few hundred at a time."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from groundwave.wire.core.cds_query import MOST_IDS
from groundwave.wire.models import Delivery
from groundwave.wire.sources.npr_cds import client
from groundwave.wire.sources.npr_cds.changed import unknown
from groundwave.wire.sources.npr_cds.linked import take_with_links
from groundwave.wire.sources.run import Run
from groundwave.wire.taking import take_back

DELETED = "NPR deleted it from its Content Distribution Service."
_EVERY = timedelta(minutes=10)


def sweep(run: Run) -> None:
    """Go through what is shown, on from where the last pull stopped (`state`); a new round begins every ten minutes.

    An id that is missing from an answer is asked for by itself: only 404 is a delete. A document that came back other
    than it was (its rights may have changed, which moves no date) is taken in again. Raises UnableToPull.
    """
    source = run.source
    after = int(source.state.get("swept_to", 0))
    if not after and run.at.timestamp() < float(source.state.get("sweep_at", 0)):
        return
    ours = Q(source=source) | Q(source=None, provider_key="npr_cds")  # also what was taken in from files
    here = Q(story__isnull=False) | Q(card__isnull=False)
    shown = Delivery.objects.filter(ours, here, withdrawn_at=None)
    while run.has_time():
        batch = list(shown.filter(pk__gt=after).order_by("pk").select_related("story")[:MOST_IDS])
        _compare(run, batch)
        if len(batch) < MOST_IDS:
            source.state = {
                **source.state,
                "swept_to": 0,
                "sweep_at": (run.at + _EVERY).timestamp(),
            }
            return
        after = batch[-1].pk
        source.state = {**source.state, "swept_to": after}


def _compare(run: Run, batch: list[Delivery]) -> None:
    if not batch:
        return
    found = client.several(run, [delivery.external_id for delivery in batch])
    for delivery in batch:
        if delivery.external_id not in found:
            if (fields := client.one(run, delivery.external_id)) is None:
                gone(run, delivery)
            else:
                found[delivery.external_id] = fields
    take_with_links(run, unknown(run, [found[one.external_id] for one in batch if one.external_id in found]))


def gone(run: Run, delivery: Delivery) -> None:
    """Withdraw what CDS has no more."""
    with transaction.atomic():
        known = Delivery.objects.select_for_update(of=("self",)).select_related("story").get(pk=delivery.pk)
        line = take_back(known, reason=DELETED, document=None, at=run.at)
    run.tell(line)
