"""Related stories: what a reader of this one may want next."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Final

import tantivy
from tantivy import Occur
from tantivy import Query as Asked

from groundwave.discovery import generations, schema
from groundwave.discovery.core import kin
from groundwave.discovery.entries import story_entry
from groundwave.discovery.generations import UnableToSearch
from groundwave.discovery.models import Choice
from groundwave.newsroom import api as newsroom

log = logging.getLogger(__name__)

_LOOKED_AT: Final = 40  # candidates among which the closest and the variety are sought
_SPARE: Final = 4  # chosen beyond the limit, in place of those that the public may not see


def related(*, story: newsroom.Story, at: datetime, limit: int = 4) -> list[newsroom.Story]:
    """Stories of the same language that the public may see at `at`: pinned ones, then the closest, then the newest of
    the section. Never the story itself, its translation, or one that an editor banned from here.

    Asked while the page is baked, so it stays as it was until the page is baked again; a new story by itself bakes no
    old pages. Works from the story as it stands, also before the index knows it, and without an index.
    """
    pinned: list[int] = []
    banned = {story.pk}
    for other_id, verdict in Choice.objects.filter(story_id=story.pk).values_list("other_id", "verdict"):
        banned.add(other_id)
        if verdict == Choice.Verdict.PIN:
            pinned.append(other_id)
    chosen = [*pinned, *_closest(story, banned, at, limit + _SPARE)] if len(pinned) < limit else pinned
    found = [other for other in newsroom.stories_by_id(ids=chosen, at=at) if _fits(other, story)][:limit]
    if len(found) < limit:
        had = banned | {other.pk for other in found}
        newest = newsroom.stories(at=at, language=story.language, section=story.section, limit=limit + len(had)).stories
        found += [other for other in newest if other.pk not in had and _fits(other, story)]
    return found[:limit]


def _fits(other: newsroom.Story, story: newsroom.Story) -> bool:
    return other.language == story.language and other.translation_key != story.translation_key


def _closest(story: newsroom.Story, banned: set[int], at: datetime, limit: int) -> list[int]:
    try:
        with generations.reading() as (index, searcher):
            return _asked(story, banned, at, limit, index.schema, searcher)
    except UnableToSearch as why:
        log.warning("The stories related to story %s are the newest of its section: %s", story.pk, why)
        return []


def _asked(
    story: newsroom.Story,
    banned: set[int],
    at: datetime,
    limit: int,
    layout: tantivy.Schema,
    searcher: tantivy.Searcher,
) -> list[int]:
    code = story.language
    if code not in generations.languages():
        return []
    field = f"about_{code}"
    weights = kin.signature(story_entry(story), language=code)
    having = {term: searcher.doc_freq(field, term) for term in weights}
    rare = kin.telling(weights, having=having, stories=searcher.num_docs)
    if not rare:
        return []
    terms = [
        (Occur.Should, Asked.boost_query(Asked.term_query(layout, field, term, "freq"), kin.worth(weights[term])))
        for term in rare
    ]
    hits = searcher.search(Asked.boolean_query(terms), limit=_LOOKED_AT, count=False).hits
    addresses = [address for _, address in hits]
    ids = searcher.fast_field_values("object_id", addresses)
    published = searcher.fast_field_values("published", addresses)
    others = []
    for pk, when, address in zip(ids, published, addresses, strict=True):
        if pk is not None and when is not None and pk not in banned:
            theirs = schema.unpacked(searcher.doc(address), "kin") or {}
            others.append(kin.Story(int(pk), datetime.fromtimestamp(int(when), UTC), theirs))
    own = kin.Story(story.pk, story.published_at, weights)
    return kin.closest(own, others, rare=rare, at=at, limit=limit)
