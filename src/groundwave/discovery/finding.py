"""Search: words in, stories that the public may see out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Avg, Count

from groundwave.discovery.core.passage import Passage, passage
from groundwave.discovery.core.query import Query, read_query, replaced, says
from groundwave.discovery.core.rank import Found, best_first
from groundwave.discovery.core.spelling import MIN_LENGTH, one_slip
from groundwave.discovery.models import Entry, Posting, Term
from groundwave.newsroom import api as newsroom

MAX_LIMIT, MAX_OFFSET = 100, 5_000
_PHRASES_CHECKED = 200  # candidates whose text is read for a phrase, the best ones first


@dataclass(frozen=True)
class Hit:
    """A found story, and the lines that show why."""

    story: newsroom.Story
    snippet: Passage


@dataclass(frozen=True)
class Results:
    """One page of what was found. `corrected` is what was searched instead, when the words as typed found nothing."""

    hits: list[Hit]
    total: int
    has_more: bool
    corrected: str | None = None


def search(
    *,
    words: str,
    language: str | None = None,
    section: newsroom.SectionPage | None = None,
    at: datetime,
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """Stories about `words` that the public may see at `at`, best first.

    `words` may hold "phrases in quotes" and -excluded words; at most 200 characters and 12 terms of it are read.
    All words must be there; when no story has them all, one with some will do. Nothing to look for finds nothing.
    """
    limit, offset = max(1, min(limit, MAX_LIMIT)), max(0, min(offset, MAX_OFFSET))
    shelf = _Shelf(at, section)
    ways = [_Way(code, read_query(words, language=code)) for code in ([language] if language else _languages())]
    whole, partly = _looked_up(ways, shelf)
    corrected = None
    if not whole and (instead := _corrected(words, ways, shelf)):
        again = [_Way(way.language, read_query(instead, language=way.language)) for way in ways]
        better, _ = _looked_up(again, shelf)
        if better:
            ways, whole, corrected = again, better, instead
    ranked = whole or partly
    page = [story_id for _, story_id in ranked[offset : offset + limit]]
    stems = {way.language: way.query.stems for way in ways}
    return Results(_hits(page, stems, at), len(ranked), len(ranked) > offset + limit, corrected)


@dataclass(frozen=True)
class _Way:
    """The typed words as one language reads them."""

    language: str
    query: Query


class _Shelf:
    """The postings of what the public may see at one instant, in one section or all."""

    def __init__(self, at: datetime, section: newsroom.SectionPage | None) -> None:
        self.at = at
        # Asked of the newsroom within the same statement: nothing hidden is counted, ranked or offered as a spelling.
        public = newsroom.Story.objects.public(at=at).order_by().values("pk")
        self.postings = Posting.objects.filter(entry__story__in=public)
        if section is not None:
            self.postings = self.postings.filter(entry__section_id=section.pk)

    def found(self, stems: frozenset[str], language: str) -> list[Found]:
        """Each story with at least one of the stems; its key is the story's."""
        rows = self.postings.filter(term__language=language, term__stem__in=stems).values_list(
            "entry__story_id", "term__stem", "weight", "entry__length", "entry__published_at"
        )
        stories: dict[int, Found] = {}
        for story_id, stem, weight, length, published_at in rows:
            if story_id not in stories:
                stories[story_id] = Found(story_id, length, published_at)
            stories[story_id].weights[stem] = weight
        return list(stories.values())


Ranked = list[tuple[float, int]]


def _looked_up(ways: list[_Way], shelf: _Shelf) -> tuple[Ranked, Ranked]:
    """Score and story: those with all the words, and those with at least one."""
    whole: Ranked = []
    partly: Ranked = []
    for way in ways:
        if not way.query.terms:
            continue
        stems = way.query.stems
        ranked = _ranked(way, shelf)
        whole += [(score, story.key) for score, story in ranked if len(story.weights) == len(stems)]
        partly += [(score, story.key) for score, story in ranked]
    return sorted(whole, reverse=True), sorted(partly, reverse=True)


def _ranked(way: _Way, shelf: _Shelf) -> list[tuple[float, Found]]:
    query = way.query
    found = shelf.found(query.stems | query.excluded, way.language)
    kept = [story for story in found if query.excluded.isdisjoint(story.weights)]
    size = Entry.objects.filter(language=way.language).aggregate(stories=Count("pk"), average=Avg("length"))
    ranked = best_first(kept, stories=size["stories"], average=size["average"] or 0.0, at=shelf.at)
    return _with_phrases(ranked, query) if query.phrases or query.excluded_phrases else ranked


def _with_phrases(ranked: list[tuple[float, Found]], query: Query) -> list[tuple[float, Found]]:
    checked = ranked[:_PHRASES_CHECKED]
    texts = {
        story_id: text
        for story_id, *text in Entry.objects.filter(story_id__in=[story.key for _, story in checked]).values_list(
            "story_id", "headline", "teaser", "body"
        )
    }

    def fits(text: list[str]) -> bool:
        return all(any(says(part, phrase) for part in text) for phrase in query.phrases) and not any(
            says(part, phrase) for phrase in query.excluded_phrases for part in text
        )

    return [(score, story) for score, story in checked if fits(texts.get(story.key, []))]


def _corrected(words: str, ways: list[_Way], shelf: _Shelf) -> str | None:
    """The typed words with each that no visible story has replaced by its commonest neighbor, or None."""
    for way in ways:
        known = {stem for story in shelf.found(way.query.stems, way.language) for stem in story.weights}
        instead = {
            term.stem: neighbor
            for term in way.query.terms
            if term.stem not in known and (neighbor := _neighbor(term.stem, way.language, shelf))
        }
        if instead:
            return replaced(words, instead, language=way.language)
    return None


def _neighbor(stem: str, language: str, shelf: _Shelf) -> str | None:
    """The word of the commonest visible stem that is one slip away and begins with the same letter."""
    if len(stem) < MIN_LENGTH or not stem.isalpha():
        return None
    beginning = Term.objects.filter(language=language, stem__startswith=stem[0])
    near = [pk for pk, known in beginning.values_list("pk", "stem") if one_slip(stem, known)]
    commonest = (
        shelf.postings.filter(term__in=near)
        .values("term__shown")
        .annotate(stories=Count("pk"))
        .order_by("-stories", "term__shown")
        .first()
        if near
        else None
    )
    return str(commonest["term__shown"]) if commonest else None


def _hits(story_ids: list[int], stems: dict[str, frozenset[str]], at: datetime) -> list[Hit]:
    if not story_ids:
        return []
    stories = newsroom.stories_by_id(ids=story_ids, at=at)
    texts = {entry.story_id: entry for entry in Entry.objects.filter(story_id__in=story_ids)}
    return [
        Hit(
            story,
            passage(entry.body, teaser=entry.teaser, stems=stems.get(entry.language, ()), language=entry.language),
        )
        for story in stories
        if (entry := texts.get(story.pk))
    ]


def _languages() -> list[str]:
    return [code for code, _ in settings.LANGUAGES]
