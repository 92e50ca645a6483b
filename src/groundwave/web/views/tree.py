"""Pages of the tree: Wagtail finds them and they answer for themselves."""

from __future__ import annotations

import re
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language
from wagtail.models import Page

from groundwave.kit import deps
from groundwave.newsroom import api as newsroom

_STORY = re.compile(r"(?P<section>[-\w]+)/(?P<day>[12]\d{3}-\d{2}-\d{2})/(?P<slug>[-\w]+)")


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page at this path. Raises Http404.

    On its way down the tree Wagtail asks many questions about pages; what comes of them is the one page, whose row
    declares itself. Its own view would then ask for passwords of pages, which `PublicPage` does not offer.
    """
    story = _story(path)
    if story is not None:
        return story.serve(request)
    with deps.covered():
        found = Page.route_for_request(request, path)
    if found is None:
        raise Http404("There is no site at this address yet.")
    page, args, kwargs = found
    response: HttpResponse = page.serve(request, *args, **kwargs)
    return response


def _story(path: str) -> newsroom.Story | None:
    """Most pages are stories, and one question finds a story: its address says section, day and slug."""
    parts = _STORY.fullmatch(path)
    return None if parts is None else story_at(**parts.groupdict())


def story_of_path(path: str) -> newsroom.Story | None:
    """The story of a whole path, whose first part may be its language; whoever may see it."""
    first, _, rest = path.strip("/").partition("/")
    others = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    with translation.override(first if first in others else settings.LANGUAGE_CODE):
        return _story(rest if first in others else path.strip("/"))


def story_at(*, section: str, day: str, slug: str) -> newsroom.Story | None:
    """The story of an address in the path's language, whoever may see it; `day` as the address has it."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return None
    return newsroom.story_at(language=get_language() or "en", section=section, on=on, slug=slug)
