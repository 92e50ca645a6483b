"""Authors, topics and search: lists of stories that are no page of the tree."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from groundwave.discovery import api as discovery
from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.web.paging import PER_PAGE, Paged, page_number, paged
from groundwave.web.rendition import show

MOST_CHARACTERS = 200


def author(request: HttpRequest, slug: str) -> HttpResponse:
    """What one of our authors has written in the path's language; in any when there is nothing in this one."""
    found = newsroom.author(slug=slug)
    if found is None:
        raise Http404("There is no author of that name.")
    listing = _in_this_language_or_any(request, author=found)
    return show(request, "reading/author.html", {"author": found, "listing": listing})


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Stories of the path's language on a topic; of all languages when there are none in this one."""
    found = newsroom.topic(slug=slug)
    if found is None:
        raise Http404("There is no topic of that name.")
    listing = _in_this_language_or_any(request, topic=found)
    return show(request, "reading/topic.html", {"topic": found, "listing": listing})


def search(request: HttpRequest) -> HttpResponse:
    """Stories in the language of the path that match `?q=`."""
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:MOST_CHARACTERS]
    if not words:
        return show(request, "reading/search.html", {"words": ""})
    number = page_number(request.GET)
    results = discovery.search(
        words=words,
        language=translation.get_language(),
        at=clock.now(),
        limit=PER_PAGE,
        offset=(number - 1) * PER_PAGE,
    )
    newer, older = number - 1 if number > 1 else None, number + 1 if results.has_more else None
    pages: Paged[newsroom.Story] = Paged([], number, newer, older)
    context = {"words": words, "results": results, "pages": pages, "query": urlencode({"q": words})}
    return show(request, "reading/search.html", context)


def _in_this_language_or_any(request: HttpRequest, **within: Any) -> Paged[newsroom.Story]:
    now, language = clock.now(), translation.get_language()
    if newsroom.stories(at=now, language=language, limit=1, **within).stories:
        within["language"] = language
    return paged(
        page_number(request.GET),
        lambda limit, offset: newsroom.stories(at=now, limit=limit, offset=offset, **within),
    )
