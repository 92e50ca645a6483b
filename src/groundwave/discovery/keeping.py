"""Keeping the index in step with the stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from groundwave.discovery.core.weigh import Weighed, weigh
from groundwave.discovery.core.words import composed
from groundwave.discovery.models import Entry, Posting, Term
from groundwave.newsroom import api as newsroom

_CHUNK = 50  # stories of one transaction: short enough that nobody waits for the database's one writer
_MAX_BODY = 40_000  # characters kept for passages and phrases
_MAX_STEM = 60

_Known = dict[tuple[str, str], int]


def update(*, story_id: int) -> None:
    """Index this story as it is now, or forget it when it is gone or unpublished.

    A story under embargo or withdrawn is indexed like any other; whether it may be seen is asked at each search, so
    that nothing has to happen here at the instant when the answer changes.
    """
    story = _indexable().filter(pk=story_id).first()
    if story is None:
        Entry.objects.filter(story_id=story_id).delete()
        return
    with transaction.atomic():
        _store(story, {})


def reindex(*, progress: Callable[[int, int], None] | None = None) -> int:
    """Index every live story anew while search goes on; calls progress(done, total). Returns how many."""
    ids = list(_indexable().order_by("pk").values_list("pk", flat=True))
    Entry.objects.exclude(story__in=_indexable().values("pk")).delete()
    known: _Known = {}
    for start in range(0, len(ids), _CHUNK):
        with transaction.atomic():
            for story in _indexable().filter(pk__in=ids[start : start + _CHUNK]):
                _store(story, known)
        if progress:
            progress(min(start + _CHUNK, len(ids)), len(ids))
    Term.objects.filter(postings=None).delete()
    return len(ids)


def _indexable() -> Any:
    return (
        newsroom.Story.objects.live().select_related("locale").prefetch_related("bylines__author", "story_topics__tag")
    )


def _store(story: newsroom.Story, known: _Known) -> None:
    body = composed(story.plain_body)
    weighed = weigh(
        headline=story.title,
        teaser=story.teaser,
        topics=[(link.tag.slug, link.tag.name) for link in story.story_topics.all()],
        names=[*(line.name for line in story.bylines.all()), story.dateline],
        body=body,
        language=story.language,
    )
    parent = story.get_parent()
    entry, _ = Entry.objects.update_or_create(
        story_id=story.pk,
        defaults={
            "section_id": parent.pk,
            "language": story.language,
            "published_at": story.published_at,
            "length": weighed.length,
            "headline": composed(story.title),
            "teaser": composed(story.teaser),
            "body": body[:_MAX_BODY],
        },
    )
    entry.postings.all().delete()
    terms = _term_ids(story.language, weighed, known)
    Posting.objects.bulk_create(
        [
            Posting(term_id=terms[stem[:_MAX_STEM]], entry=entry, weight=weight)
            for stem, weight in weighed.weights.items()
        ],
        batch_size=400,
    )


def _term_ids(language: str, weighed: Weighed, known: _Known) -> dict[str, int]:
    """The rows of these terms, made when they are new. `known` is remembered from story to story."""
    stems = {stem[:_MAX_STEM]: weighed.shown[stem][:_MAX_STEM] for stem in weighed.weights}
    missing = sorted(stem for stem in stems if (language, stem) not in known)
    for batch in _batches(missing):
        # In one order, so that two writers never wait for each other's rows.
        Term.objects.bulk_create(
            [Term(language=language, stem=stem, shown=stems[stem]) for stem in batch], ignore_conflicts=True
        )
        rows = Term.objects.filter(language=language, stem__in=batch).values_list("stem", "pk")
        known.update({(language, stem): pk for stem, pk in rows})
    return {stem: known[language, stem] for stem in stems}


def _batches(stems: Sequence[str]) -> list[Sequence[str]]:
    return [stems[start : start + 300] for start in range(0, len(stems), 300)]
