"""Related stories: what a reader of this one may want next."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import tantivy
from tantivy import Occur
from tantivy import Query as Asked

from groundwave.discovery import generations, schema
from groundwave.discovery.core import kin
from groundwave.discovery.core.entry import Entry
from groundwave.discovery.entries import story_entry
from groundwave.discovery.generations import UnableToSearch
from groundwave.discovery.models import Choice
from groundwave.kit import deps
from groundwave.newsroom import api as newsroom

log = logging.getLogger(__name__)

_LOOKED_AT: Final = 40  # candidates among which the closest and the variety are sought
_SPARE: Final = 2  # chosen beyond the limit, in place of those that the public may not see


def related(*, story: newsroom.Story, at: datetime, limit: int = 4) -> list[newsroom.Story]:
    """Stories of the same language that the public may see at `at`: pinned ones, then the closest, then the newest of
    the section. Never the story itself, its translation, or one that an editor banned from here.

    Asked while the page is baked, so it stays as it was until the page is baked again: when the story, an editor's
    choice or one of those that it shows has changed. A new story by itself bakes no old page. Works for a story that
    the index does not know yet, and without an index.
    """
    pinned, banned = choices_for(story.pk)
    chosen = [*pinned, *_closest(story, banned, at, limit + _SPARE)] if len(pinned) < limit else pinned
    found = [other for other in newsroom.stories_by_id(ids=chosen, at=at) if _fits(other, story)][:limit]
    if len(found) < limit:
        had = banned | {other.pk for other in found}
        newest = newsroom.stories(at=at, language=story.language, section=story.section, limit=limit + len(had)).stories
        found += [other for other in newest if other.pk not in had and _fits(other, story)]
    return found[:limit]


def choices_for(story_id: int) -> tuple[list[int], set[int]]:
    """What editors pinned there, first pinned first, and what may not come by itself: that, the banned, the story."""
    pinned: list[int] = []
    banned = {story_id}
    with deps.covered(f"discovery.choices:{story_id}"):
        for other_id, verdict in Choice.objects.filter(story_id=story_id).values_list("other_id", "verdict"):
            banned.add(other_id)
            if verdict == Choice.Verdict.PIN:
                pinned.append(other_id)
    return pinned, banned


def _fits(other: newsroom.Story, story: newsroom.Story) -> bool:
    return other.language == story.language and other.translation_key != story.translation_key


def _closest(story: newsroom.Story, banned: set[int], at: datetime, limit: int) -> list[int]:
    try:
        with generations.reading() as (index, searcher):
            asked = Kinship(
                object_id=story.pk,
                language=story.language,
                published_at=story.published_at,
                revision=story.live_revision_id or 0,
                read=lambda: story_entry(story),
                layout=index.schema,
                searcher=searcher,
            )
            return asked.closest(banned=banned, at=at, limit=limit)
    except UnableToSearch as why:
        log.warning("The stories related to story %s are the newest of its section: %s", story.pk, why)
        return []


@dataclass
class Kinship:
    """One story, seen by one state of the index. `read` gives its words when the index has others or none."""

    object_id: int
    language: str
    published_at: datetime
    revision: int
    read: Callable[[], Entry]
    layout: tantivy.Schema
    searcher: tantivy.Searcher

    def closest(self, *, banned: set[int], at: datetime, limit: int) -> list[int]:
        """Ids of the closest stories, the closest first; whether the public may see them is not asked here."""
        if self.language not in generations.languages():
            return []
        field, weights = f"about_{self.language}", self._weights()
        having = {term: self.searcher.doc_freq(field, term) for term in weights}
        rare = kin.telling(weights, having=having, stories=self.searcher.num_docs)
        if not rare:
            return []
        own = kin.Story(self.object_id, self.published_at, weights)
        return kin.closest(own, self._candidates(field, rare, weights, banned), rare=rare, at=at, limit=limit)

    def _weights(self) -> Mapping[str, float]:
        key = Asked.term_query(self.layout, "key", f"story:{self.object_id}", "basic")
        for _, address in self.searcher.search(key, limit=1, count=False).hits:
            if self.searcher.fast_field_values("revision", [address]) == [self.revision]:
                found: Mapping[str, float] = schema.unpacked(self.searcher.doc(address), "kin") or {}
                return found
        with deps.covered():  # its bylines and topics go with its own row
            return kin.signature(self.read(), language=self.language)

    def _candidates(
        self, field: str, rare: Mapping[str, float], weights: Mapping[str, float], banned: set[int]
    ) -> list[kin.Story]:
        terms = []
        for term in rare:
            asked = Asked.term_query(self.layout, field, term, "freq")
            terms.append((Occur.Should, Asked.boost_query(asked, kin.worth(weights[term]))))
        hits = self.searcher.search(Asked.boolean_query(terms), limit=_LOOKED_AT, count=False).hits
        addresses = [address for _, address in hits]
        ids = self.searcher.fast_field_values("object_id", addresses)
        published = self.searcher.fast_field_values("published", addresses)
        found = []
        for pk, when, address in zip(ids, published, addresses, strict=True):
            if pk is not None and when is not None and pk not in banned:
                theirs = schema.unpacked(self.searcher.doc(address), "kin") or {}
                found.append(kin.Story(int(pk), datetime.fromtimestamp(int(when), UTC), theirs))
        return found
