"""Related stories: what a reader of this one may want next."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Final

import tantivy
from tantivy import Occur
from tantivy import Query as Asked

from groundwave.discovery import generations, schema
from groundwave.discovery.core import kin
from groundwave.discovery.core.entry import Entry
from groundwave.discovery.entries import story_entry
from groundwave.discovery.generations import UnableToSearch
from groundwave.discovery.models import Choice, Neighbors
from groundwave.kit import deps
from groundwave.newsroom import api as newsroom

log = logging.getLogger(__name__)

_ASKED: Final = 10  # of the terms that tell most; all of them decide among what is found
_LOOKED_AT: Final = 24  # candidates among which the closest and the variety are sought
_LENGTH: Final = 10  # kept: more than are shown, in place of those that the public may not see
_NEIGHBORS: Final = 4
_WITH_NEIGHBORS: Final = 20  # an import of many stories refreshes these alone
_SAY_AGAIN: Final = 60.0  # seconds between two complaints that there is no index
INDEX: Final = "discovery.index"
"""The key of pages that were made without an index, and of its coming back."""

_said_at = -_SAY_AGAIN


def related(*, story: newsroom.Story, at: datetime, limit: int = 4) -> list[newsroom.Story]:
    """Stories of the same language that the public may see at `at`: pinned ones, then the closest, then the newest of
    the section. Never the story itself, its translation, or one that an editor banned from here.

    What was found is kept (`Neighbors`), and found anew when the story or one close to it changes: a new story reaches
    the few old pages that it belongs to, and no others. Works from the story as it stands, also without an index.
    """
    pinned, banned = choices_for(story.pk)
    chosen = [*pinned, *(pk for pk in _kept(story, at) if pk not in banned)] if len(pinned) < limit else pinned
    return _shown(chosen, story, at, limit)


def _shown(chosen: Sequence[int], story: newsroom.Story, at: datetime, limit: int) -> list[newsroom.Story]:
    """The first of them that the public may see. Nearly always the first few do, so the rest is asked for only then."""
    found: list[newsroom.Story] = []
    asked = 0
    while asked < len(chosen) and len(found) < limit:
        some = chosen[asked : asked + limit - len(found) + 1]
        asked += len(some)
        found += [other for other in newsroom.stories_by_id(ids=some, at=at) if _fits(other, story)]
    return found[:limit]


def refresh(*, ids: Sequence[int], at: datetime) -> int:
    """Find anew what is close to these stories, and to those that are closest to them; how many rows changed.

    Only where something was found before: a page that was never made asks for itself. A draft is close to nobody yet.
    """
    done, waiting = 0, list(ids)
    for number, pk in enumerate(waiting):
        row = Neighbors.objects.filter(story_id=pk).first()
        leads = number < len(ids) <= _WITH_NEIGHBORS
        story = newsroom.Story.objects.filter(pk=pk).first() if row is not None or leads else None
        if story is None or (row is None and not story.live):
            continue
        try:
            others = _found(story, at)
        except UnableToSearch:
            return done
        if leads:
            waiting += [other for other in others[:_NEIGHBORS] if other not in waiting]
        if row is not None and row.others != others:
            row.others, row.found_at = others, at
            row.save()
            done += 1
    return done


def _kept(story: newsroom.Story, at: datetime) -> list[int]:
    """What was found for the story last; found now, and kept when the page is made to be stored, for one without."""
    row = Neighbors.objects.filter(story_id=story.pk).first() if story.pk else None
    if row is not None:
        kept: list[int] = row.others
        return kept
    try:
        others = _found(story, at)
    except UnableToSearch as why:
        _say_once_a_minute(why)
        deps.touch(INDEX)  # and nothing is kept: what is near is looked for again when there is an index
        return _newest(story, at)
    if story.pk and deps.open_record() is not None:
        # Many at a time is how Django writes a row and tells nobody: the page that is being made knows it already.
        Neighbors.objects.bulk_create([Neighbors(story_id=story.pk, others=others, found_at=at)], ignore_conflicts=True)
        deps.touch(f"discovery.neighbors:{story.pk}")
    return others


def _found(story: newsroom.Story, at: datetime) -> list[int]:
    with deps.aside():  # what was looked at on the way is no part of the page
        found = _closest(story, {story.pk}, at, _LENGTH)
        if len(found) < _LENGTH:
            found += [other for other in _newest(story, at) if other not in found]
    return found[:_LENGTH]


def _newest(story: newsroom.Story, at: datetime) -> list[int]:
    """The newest of the section: asked once for many pages while they are baked."""
    section = story.section
    found = deps.memo(
        f"newest of section {section.pk}", lambda: newsroom.newest_ids(at=at, section=section, limit=_LENGTH + 1)
    )
    return [pk for pk in found if pk != story.pk][:_LENGTH]


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


def _say_once_a_minute(why: UnableToSearch) -> None:
    global _said_at
    if time.monotonic() - _said_at >= _SAY_AGAIN:
        _said_at = time.monotonic()
        log.warning("Related stories are the newest of their section for now: %s", why)


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
        for term in islice(rare, _ASKED):
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
