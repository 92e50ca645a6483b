"""Documents are kept as they came for as long as their source says, and in what space we give it; then they go."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, QuerySet

from groundwave.wire.models import Document, Hint, LinkedDocument, Source, Version
from groundwave.wire.reporting import Verdict

_KEEP_DAYS: Final = 30
# Of one source, compressed: a feed that changes every minute would fill the disk in its days.
MOST_BYTES: Final = 200 * 1024 * 1024
# Of one item: enough to see what the wire changed since an editor took it.
MOST_VERSIONS: Final = 20
_AT_ONCE: Final = 500


def tidy(*, at: datetime, most_bytes: int = MOST_BYTES) -> int:
    """Let go of what is old or too much; how many documents that were."""
    gone = 0
    days: list[tuple[Source | None, int]] = [(None, _KEEP_DAYS)]
    days += [(source, source.keep_days) for source in Source.objects.all()]
    for source, keep in days:
        documents = Document.objects.filter(source=source)
        gone += _delete(documents.filter(last_seen_at__lt=at - timedelta(days=keep)))
        gone += _delete(documents.filter(pk__in=_beyond(documents, most_bytes)))
    _thin_versions()
    month = at - timedelta(days=_KEEP_DAYS)
    Version.objects.filter(verdict=Verdict.REFUSED.value, received_at__lt=month).delete()
    Hint.objects.filter(done_at__lt=at - timedelta(days=7)).delete()
    LinkedDocument.objects.filter(fetched_at__lt=month).delete()
    return gone


def _beyond(documents: QuerySet[Document], most_bytes: int) -> list[int]:
    """The oldest, without which the others fit."""
    found, total = [], 0
    for pk, size in documents.order_by("-last_seen_at", "-pk").values_list("pk", "kept_bytes").iterator():
        total += size
        if total > most_bytes:
            found.append(pk)
    return found[: _AT_ONCE * 20]


def _delete(documents: QuerySet[Document]) -> int:
    count = 0
    while some := list(documents.values_list("pk", flat=True)[:_AT_ONCE]):
        Document.objects.filter(pk__in=some).delete()
        count += len(some)
    return count


def _thin_versions() -> None:
    many = Version.objects.exclude(delivery=None).values("delivery").annotate(count=Count("pk"))
    for delivery in many.filter(count__gt=MOST_VERSIONS).order_by().values_list("delivery", flat=True)[:_AT_ONCE]:
        of_one = Version.objects.filter(delivery=delivery).order_by("-received_at", "-pk")
        Version.objects.filter(pk__in=list(of_one.values_list("pk", flat=True)[MOST_VERSIONS:])).delete()
