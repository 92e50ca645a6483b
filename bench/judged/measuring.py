"""Search and related stories themselves, over the judged stories: an index without a database behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import tantivy

from bench.judged.reading import AT, Judged, Question, by_tags, ndcg, related_ndcg
from groundwave.discovery import api as discovery
from groundwave.discovery import generations, schema
from groundwave.discovery.kinship import Kinship


@contextmanager
def indexed(among: Sequence[Judged]) -> Iterator[None]:
    """These stories and no others, all of them public, in the home of the settings."""
    generations.folder().mkdir(parents=True, exist_ok=True)
    folder, codes = generations.started(AT), generations.languages()
    writer = tantivy.Index(schema.schema(codes), path=str(folder)).writer(15_000_000, 1)
    for one in among:
        writer.add_document(schema.document(one.entry, languages=codes))
    writer.commit()
    writer.wait_merging_threads()
    generations.Position(0, AT, languages=codes).written(folder)
    generations.switched(folder)
    entries = {one.entry.object_id: one.entry for one in among}

    def shown(ids: Sequence[int], at: object) -> Mapping[int, discovery.Shown]:
        return {pk: discovery.Shown(entries[pk].title, f"/{pk}", entries[pk].language) for pk in ids}

    story = discovery.kinds()["story"]
    discovery.add_kind(replace(story, public=lambda ids, at: set(ids), shown=shown))
    try:
        yield
    finally:
        discovery.add_kind(story)
        generations.closed()


def related(one: Judged, *, limit: int = 5) -> list[int]:
    entry = one.entry
    with generations.reading() as (index, searcher):
        asked = Kinship(
            object_id=entry.object_id,
            language=entry.language,
            published_at=entry.published_at or AT,
            revision=0,
            read=lambda: entry,
            layout=index.schema,
            searcher=searcher,
        )
        return asked.closest(banned={entry.object_id}, at=AT, limit=limit)


def found(question: Question, *, limit: int = 10) -> list[int]:
    filters = discovery.Filters(language=question.language)
    results = discovery.search(words=question.typed, filters=filters, at=AT, limit=limit)
    return [hit.object_id for hit in results.hits]


def search_ndcg(questions: Sequence[Question]) -> float:
    """Mean nDCG@10."""
    scores = [ndcg([one.grades.get(pk, 0) for pk in found(one)], list(one.grades.values()), at=10) for one in questions]
    return sum(scores) / len(scores)


def first_is_wanted(questions: Sequence[Question]) -> float:
    """How many of the questions have one of the wanted stories in the first place."""
    return sum(bool(found(one)[:1] and found(one)[0] in one.grades) for one in questions) / len(questions)


def measures(among: Sequence[Judged], questions: Sequence[Question]) -> dict[str, float]:
    with indexed(among):
        return {
            "related nDCG@5": related_ndcg(related, among),
            "related nDCG@5 by tags alone": related_ndcg(by_tags(among), among),
            "search nDCG@10": search_ndcg(questions),
            "search, first is wanted": first_is_wanted(questions),
        }
