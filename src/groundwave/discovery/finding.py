"""Search: words in, what the public may see out."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

import tantivy
from tantivy import Occur
from tantivy import Query as Asked

from groundwave.discovery import generations, schema
from groundwave.discovery.core.passage import Passage, Sought, passage
from groundwave.discovery.core.query import Query, Wanted, read_query, replaced
from groundwave.discovery.core.score import aged
from groundwave.discovery.generations import UnableToSearch
from groundwave.discovery.kinds import Shown, kinds
from groundwave.discovery.likely import likely_words
from groundwave.newsroom import api as newsroom

log = logging.getLogger(__name__)

MAX_LIMIT: Final = 100
DEEPEST: Final = 100  # results that can be paged through; beyond them a reader needs better words
_RECENT_DAYS, _RECENT = 90, 50  # the best of the last months are looked at even when older ones have the words oftener
_FEW: Final = 3  # with fewer exact results than this the spelling is doubted
_PLACED: Final = 4  # words of which it counts whether they stand in the headline or the teaser
_ADJACENT: Final = 1.5  # what words count more that stand together as they were typed
_ADJACENT_AMONG: Final = 5_000  # things; where more have all of the words, nobody looks


@dataclass(frozen=True)
class Filters:
    """What narrows a search: published from `since` until before `until`, both aware."""

    language: str | None = None
    section: newsroom.SectionPage | None = None
    kind: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Hit:
    """Something found, and the lines that show why. `shown` is what its own room says of it now."""

    kind: str
    object_id: int
    shown: Shown
    snippet: Passage


@dataclass(frozen=True)
class Results:
    """One page of what was found.

    `corrected` is what was searched as well (below the exact results) or instead (when there are none: `exact` is 0).
    With `is_partial` nothing has all the words, and these have some. `has_more_than_total` when the count ends at
    what can be paged through. Without `is_ready` there is no index at this moment.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    has_more: bool = False
    corrected: str | None = None
    exact: int = 0
    is_partial: bool = False
    has_more_than_total: bool = False
    is_ready: bool = True


@dataclass(frozen=True)
class Candidate:
    """A document that has the words; whether the public may see it is not known yet."""

    kind: int
    object_id: int
    score: float
    published: int
    revision: int
    address: tantivy.DocAddress


def search(
    *,
    words: str,
    at: datetime,
    filters: Filters = Filters(),
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """What the public may see at `at` about `words`, best first.

    `words` may hold "phrases in quotes" and -excluded words; 200 characters and 12 terms of it are read. All words
    must be there; when nothing has them all, things with some of them will do. Nothing to look for finds nothing.
    Never fails: without an index the results say so.
    """
    limit, offset = max(1, min(limit, MAX_LIMIT)), max(0, min(offset, DEEPEST))
    try:
        with generations.reading() as (index, searcher):
            return _Search(words, at, filters, index.schema, searcher).page(limit, offset)
    except UnableToSearch as why:
        log.warning("A search could not be answered: %s", why)
        return Results(is_ready=False)


class _Search:
    """One question to one state of the index."""

    def __init__(
        self, words: str, at: datetime, filters: Filters, layout: tantivy.Schema, searcher: tantivy.Searcher
    ) -> None:
        self.words, self.at, self.filters = words, at, filters
        self.layout, self.searcher = layout, searcher
        codes = generations.languages()
        self.languages = [filters.language] if filters.language in codes else list(codes)
        self.narrowing = self._narrowing()
        self.is_cut = False

    def page(self, limit: int, offset: int) -> Results:
        ways = self._ways(self.words)
        found = self._found(ways)
        exact, corrected, is_partial = len(found), None, False
        # Who puts words in quotes and finds them meant them so.
        is_literal = any(query.phrases for query in ways.values()) and bool(found)
        if len(found) < _FEW and not is_literal:
            corrected, more = self._corrected(ways, {(hit.kind, hit.object_id) for hit in found})
            found = [*found, *more]
        if not found and any(len(query.terms) > 1 for query in ways.values()):
            found, is_partial = self._found(ways, only_some=True), True
        total = min(len(found), DEEPEST)
        page = found[offset : min(offset + limit, DEEPEST)]
        asked = self._ways(corrected) if corrected else ways
        return Results(
            hits=self._hits(page, [ways, asked]),
            total=total,
            has_more=total > offset + limit,
            corrected=corrected,
            exact=exact,
            is_partial=is_partial and total > 0,
            has_more_than_total=self.is_cut,
        )

    def _ways(self, words: str) -> dict[str, Query]:
        """The words as each language reads them."""
        return {code: read_query(words, language=code) for code in self.languages}

    # -------------------------------------------------------------- asking the engine
    def _found(self, ways: dict[str, Query], *, only_some: bool = False) -> list[Candidate]:
        """All that have the words and may be seen, best first."""
        asked = [one for code, query in ways.items() if (one := self._asked(code, query, only_some)) is not None]
        if not asked:
            return []
        wanted = Asked.boolean_query([(Occur.Should, one) for one in asked]) if len(asked) > 1 else asked[0]
        if self.narrowing:
            wanted = Asked.boolean_query([(Occur.Must, wanted), *self.narrowing])
        hits = list(self.searcher.search(wanted, limit=DEEPEST + 1, count=False).hits)
        if len(hits) > DEEPEST:
            self.is_cut = True
            today = schema.seconds(self.at) // 86_400
            recent = Asked.range_query(
                self.layout, "day", tantivy.FieldType.Integer, today - _RECENT_DAYS, today, use_inverted_index=True
            )
            newest = Asked.boolean_query([(Occur.Must, wanted), (Occur.Must, Asked.const_score_query(recent, 0.0))])
            hits += self.searcher.search(newest, limit=_RECENT, count=False).hits
        return self._public(self._candidates(hits))

    def _asked(self, code: str, query: Query, only_some: bool) -> Asked | None:
        if not query:
            return None
        parts: list[tuple[Occur, Asked]] = []
        if only_some:
            some = [(Occur.Should, self._term(code, "all", wanted.stem)) for wanted in query.terms]
            parts.append((Occur.Must, Asked.boolean_query(some, minimum_number_should_match=max(1, len(some) // 2))))
        else:
            parts += [(Occur.Must, self._term(code, "all", wanted.stem)) for wanted in query.terms]
        for wanted in self._rarest(code, query):
            for name, boost in schema.BOOSTS:
                parts.append((Occur.Should, Asked.boost_query(self._term(code, name, wanted.stem), boost)))
        parts += [(Occur.Must, self._phrase(code, phrase)) for phrase in query.phrases]
        if 1 < len(query.terms) <= 4 and not query.phrases and not only_some and self._is_telling(code, query):
            together = self._phrase(code, tuple(wanted.plain for wanted in query.terms))
            parts.append((Occur.Should, Asked.boost_query(together, _ADJACENT)))
        parts += [(Occur.MustNot, self._term(code, "all", stem)) for stem in query.excluded]
        parts += [(Occur.MustNot, self._phrase(code, phrase)) for phrase in query.excluded_phrases]
        return Asked.boolean_query(parts)

    def _rarest(self, code: str, query: Query) -> Sequence[Wanted]:
        """Where in a thing a word stands is asked of those that tell most: of twelve, the common ones say little."""
        if len(query.terms) <= _PLACED:
            return query.terms
        return sorted(query.terms, key=lambda wanted: self.searcher.doc_freq(f"all_{code}", wanted.stem))[:_PLACED]

    def _is_telling(self, code: str, query: Query) -> bool:
        """Few enough things have one of the words that it can be afforded to look where each of them stands."""
        return min(self.searcher.doc_freq(f"all_{code}", wanted.stem) for wanted in query.terms) <= _ADJACENT_AMONG

    def _term(self, code: str, field: str, stem: str) -> Asked:
        return Asked.term_query(self.layout, f"{field}_{code}", stem, "freq")

    def _phrase(self, code: str, phrase: tuple[str, ...]) -> Asked:
        spelled: list[str | tuple[int, str]] = list(phrase)
        return Asked.phrase_query(self.layout, f"words_{code}", spelled)

    def _narrowing(self) -> list[tuple[Occur, Asked]]:
        filters, parts = self.filters, []
        if filters.kind is not None:
            parts.append(Asked.term_query(self.layout, "kind", schema.kind_number(filters.kind)))
        if filters.section is not None:
            inside = newsroom.SectionPage.objects.descendant_of(filters.section, inclusive=True)
            parts.append(Asked.term_set_query(self.layout, "section", list(inside.values_list("pk", flat=True))))
        if filters.since or filters.until:
            first = schema.seconds(filters.since) if filters.since else schema.UNDATED + 1
            last = schema.seconds(filters.until) - 1 if filters.until else 2**40
            parts.append(Asked.range_query(self.layout, "published", tantivy.FieldType.Integer, first, last))
        return [(Occur.Must, Asked.const_score_query(part, 0.0)) for part in parts]

    def _candidates(self, hits: list[tuple[float, tantivy.DocAddress]]) -> list[Candidate]:
        seen: dict[tuple[int, int], tuple[float, tantivy.DocAddress]] = {}
        for score, address in hits:
            seen.setdefault((address.segment_ord, address.doc), (score, address))
        addresses = [address for _, address in seen.values()]
        columns = [
            self.searcher.fast_field_values(name, addresses) for name in ("kind", "object_id", "published", "revision")
        ]
        rows = zip(seen.values(), *columns, strict=True)
        found = [
            Candidate(int(kind or 0), int(pk or 0), score, int(when or 0), int(revision or 0), address)
            for (score, address), kind, pk, when, revision in rows
        ]
        scored = [(aged(one.score, _instant(one.published), at=self.at), one) for one in found]
        scored.sort(key=lambda pair: (-pair[0], -pair[1].published, -pair[1].object_id))
        return [one for _, one in scored]

    # -------------------------------------------------------------- asking the rooms
    def _public(self, candidates: list[Candidate]) -> list[Candidate]:
        """Asked of the rooms at each search, so nothing hidden is shown or counted however old the index is."""
        allowed: set[tuple[int, int]] = set()
        for number, ids in _by_kind(candidates).items():
            if kind := _kind_of(number):
                allowed |= {(number, pk) for pk in kinds()[kind].public(ids, self.at)}
        return [one for one in candidates if (one.kind, one.object_id) in allowed]

    def _hits(self, page: list[Candidate], asked: list[dict[str, Query]]) -> list[Hit]:
        shown: dict[tuple[int, int], Shown] = {}
        for number, ids in _by_kind(page).items():
            if kind := _kind_of(number):
                shown |= {(number, pk): one for pk, one in kinds()[kind].shown(ids, self.at).items()}
        sought: dict[str, Sought] = {}
        made = []
        for one in page:
            if (thing := shown.get((one.kind, one.object_id))) is None:
                continue
            _, lead, body = schema.unpacked(self.searcher.doc(one.address), "shown")
            if thing.revision != one.revision:
                lead, body = thing.teaser, ""  # changed since it was indexed: only what stands there now
            code = thing.language or self.languages[0]
            if code not in sought:
                stems = frozenset[str]().union(*(ways[code].stems for ways in asked if code in ways))
                sought[code] = Sought(stems, language=code)
            lines = passage(body, teaser=lead, sought=sought[code])
            made.append(Hit(_kind_of(one.kind) or "", one.object_id, thing, lines))
        return made

    # -------------------------------------------------------------- spelling
    def _corrected(self, ways: dict[str, Query], had: set[tuple[int, int]]) -> tuple[str | None, list[Candidate]]:
        """What was probably meant, and what else is found with it."""
        was_cut = self.is_cut
        for code, query in ways.items():
            instead = likely_words(query, code, layout=self.layout, searcher=self.searcher, texts=self._texts)
            if not instead:
                continue
            better = replaced(self.words, instead, language=code)
            more = self._found({code: read_query(better, language=code)})
            if more := [one for one in more if (one.kind, one.object_id) not in had]:
                return better, more
        self.is_cut = was_cut
        return None, []

    def _texts(self, wanted: Asked, limit: int) -> list[str]:
        """The words of some documents that fit; only of those that the public may see."""
        narrowed = Asked.boolean_query([(Occur.Must, wanted), *self.narrowing]) if self.narrowing else wanted
        hits = self.searcher.search(narrowed, limit=limit, count=False).hits
        return [
            " ".join(schema.unpacked(self.searcher.doc(one.address), "shown"))
            for one in self._public(self._candidates(list(hits)))
        ]


def _by_kind(candidates: list[Candidate]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one in candidates:
        found.setdefault(one.kind, []).append(one.object_id)
    return found


def _kind_of(number: int) -> str | None:
    return next((name for name in kinds() if schema.kind_number(name) == number), None)


def _instant(published: int) -> datetime | None:
    return None if published == schema.UNDATED else datetime.fromtimestamp(published, UTC)
