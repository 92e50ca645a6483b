"""Documents are kept as they came for as long as their source says, and then let go."""

from __future__ import annotations

from datetime import datetime, timedelta

from groundwave.wire.models import Document, Hint, LinkedDocument, Source, Version
from groundwave.wire.reporting import Verdict

_KEEP_DAYS = 30
_AT_ONCE = 500


def tidy(*, at: datetime) -> int:
    """Let go of what is old; how many documents that were."""
    gone = 0
    days: list[tuple[Source | None, int]] = [(None, _KEEP_DAYS)]
    days += [(source, source.keep_days) for source in Source.objects.all()]
    for source, keep in days:
        old = Document.objects.filter(source=source, last_seen_at__lt=at - timedelta(days=keep))
        while some := list(old.values_list("pk", flat=True)[:_AT_ONCE]):
            Document.objects.filter(pk__in=some).delete()
            gone += len(some)
    month = at - timedelta(days=_KEEP_DAYS)
    Version.objects.filter(verdict=Verdict.REFUSED.value, received_at__lt=month).delete()
    Hint.objects.filter(done_at__lt=at - timedelta(days=7)).delete()
    LinkedDocument.objects.filter(fetched_at__lt=month).delete()
    return gone
