"""Related stories: what a reader of this one may want next."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Avg, Count

from groundwave.discovery.core.kin import closest, telling_terms
from groundwave.discovery.core.rank import Found
from groundwave.discovery.core.words import composed, tokens
from groundwave.discovery.models import Entry, Posting
from groundwave.newsroom import api as newsroom

_HEAVIEST = 60  # of a story's terms, among which the telling ones are chosen


def related(*, story: newsroom.Story, at: datetime, limit: int = 4) -> list[newsroom.Story]:
    """Stories of the same language that the public may see at `at`: the closest first, never the story itself or its
    translation; then the newest of its section.
    """
    kin = newsroom.stories_by_id(ids=_closest(story, at, limit), at=at)
    if len(kin) < limit:
        had = {story.pk, *(other.pk for other in kin)}
        newest = newsroom.stories(at=at, language=story.language, section=story.section, limit=limit + len(had)).stories
        kin += [other for other in newest if other.pk not in had]
    return kin[:limit]


def _closest(story: newsroom.Story, at: datetime, limit: int) -> list[int]:
    entry = Entry.objects.filter(story_id=story.pk).only("length", "published_at", "language").first()
    if entry is None:
        return []
    heaviest = entry.postings.order_by("-weight", "term_id").values_list("term__stem", "term_id", "weight")[:_HEAVIEST]
    ids = {stem: term_id for stem, term_id, _ in heaviest}
    # A reader who liked a story did not ask for whatever else its reporter wrote.
    names = " ".join(line.name for line in story.bylines.all())
    signed = {token.stem for token in tokens(composed(names), language=entry.language)}
    weights = {stem: weight for stem, _, weight in heaviest if stem not in signed}
    own = Found(story.pk, entry.length, entry.published_at, weights)
    counted = Posting.objects.filter(term__in=ids.values()).values_list("term__stem").annotate(Count("pk"))
    size = Entry.objects.filter(language=entry.language).aggregate(stories=Count("pk"), average=Avg("length"))
    average = size["average"] or 0.0
    rare = telling_terms(own, having=dict(counted), stories=size["stories"], average=average)
    others = _sharing({stem: ids[stem] for stem in rare}, story, at)
    return closest(own, others, rare=rare, average=average, at=at, limit=limit)


def _sharing(terms: dict[str, int], story: newsroom.Story, at: datetime) -> list[Found]:
    """The visible stories with any of the terms. A term has one language, so translations are not among them."""
    stems = {term_id: stem for stem, term_id in terms.items()}
    public = newsroom.Story.objects.public(at=at).order_by().values("pk")
    rows = (
        Posting.objects.filter(term__in=stems, entry__story__in=public)
        .exclude(entry__story_id=story.pk)
        .values_list("entry__story_id", "term_id", "weight", "entry__length", "entry__published_at")
    )
    found: dict[int, Found] = {}
    for story_id, term_id, weight, length, published_at in rows:
        if story_id not in found:
            found[story_id] = Found(story_id, length, published_at)
        found[story_id].weights[stems[term_id]] = weight
    return list(found.values())
