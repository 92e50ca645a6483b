"""Authors, topics, series and search: lists of stories that are no page of the tree."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from groundwave.discovery import api as discovery
from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.stations import api as stations
from groundwave.web.paging import PER_PAGE, Paged, page_number, paged
from groundwave.web.rendition import InOneLanguage, show
from groundwave.web.search_form import SearchForm


def author(request: HttpRequest, slug: str) -> HttpResponse:
    """What one of our authors has written in the path's language; in any when there is nothing in this one."""
    found = newsroom.author(slug=slug)
    if found is None:
        raise Http404("There is no author of that name.")
    listing = _in_this_language_or_any(request, author=found)
    context = {"author": found, "listing": listing, "beat": newsroom.beat_of(found, at=clock.now())}
    return show(request, "reading/author.html", context)


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Stories of the path's language on a topic; of all languages when there are none in this one.

    It is nowhere until one of them is out: its name may be what an embargo is about.
    """
    found = newsroom.topic(slug=slug)
    if found is None:
        raise Http404("There is no topic of that name.")
    listing = _in_this_language_or_any(request, topic=found)
    if not listing.stories:
        raise Http404("There is no topic of that name.")
    context = {"topic": found, "listing": listing, "reporters": newsroom.reporters_on(found)}
    return show(request, "reading/topic.html", context)


def series(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories of a series in the order of reading. It is nowhere until one of them is out."""
    found = newsroom.series(slug=slug, language=translation.get_language() or settings.LANGUAGE_CODE)
    shown = newsroom.stories_of_series(series=found, at=clock.now()) if found else []
    if not shown:
        raise Http404("There is no series of that name.")
    return show(
        request,
        "reading/series.html",
        {"page": InOneLanguage(), "series": found, "listing": Paged(shown, 1, None, None)},
    )


def corrections(request: HttpRequest) -> HttpResponse:
    """What was corrected in stories of the path's language, after the station's own words on how it corrects."""
    language, now = translation.get_language() or settings.LANGUAGE_CODE, clock.now()
    own = newsroom.policy(slug="corrections", language=language)
    listing = paged(
        page_number(request.GET),
        lambda limit, offset: newsroom.corrections(at=now, language=language, limit=limit, offset=offset),
    )
    return show(request, "reading/corrections.html", {"own": own, "listing": listing})


def search(request: HttpRequest) -> HttpResponse:
    """What the public may see that has the words of `?q=`, narrowed as the form says."""
    form = SearchForm.read(request.GET, language=translation.get_language() or settings.LANGUAGE_CODE)
    if not form.words:
        return show(request, "reading/search.html", {"words": "", "form": form})
    number = page_number(request.GET)
    licensee = stations.licensee()
    zone = ZoneInfo(licensee.time_zone if licensee else settings.TIME_ZONE)
    results = discovery.search(
        words=form.words,
        filters=form.filters(zone=zone),
        at=clock.now(),
        limit=PER_PAGE,
        offset=(number - 1) * PER_PAGE,
    )
    newer, older = number - 1 if number > 1 else None, number + 1 if results.has_more else None
    pages: Paged[newsroom.Story] = Paged([], number, newer, older)
    found = {"words": form.words, "form": form, "results": results, "pages": pages, "query": form.query}
    return show(request, "reading/search.html", found)


def _in_this_language_or_any(request: HttpRequest, **within: Any) -> Paged[newsroom.Story]:
    now, language = clock.now(), translation.get_language()
    number = page_number(request.GET)

    def cut(limit: int, offset: int) -> newsroom.Listing:
        found = newsroom.stories(at=now, language=language, limit=limit, offset=offset, **within)
        if found.stories or (offset and newsroom.stories(at=now, language=language, limit=1, **within).stories):
            return found
        return newsroom.stories(at=now, limit=limit, offset=offset, **within)

    return paged(number, cut)
