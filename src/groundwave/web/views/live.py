"""The entries of a live blog for pages that are open: asked for every ten seconds, mostly answered with “unchanged”."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from groundwave.newsroom import api as newsroom
from groundwave.web.about import absolute
from groundwave.web.chrome import Chrome
from groundwave.web.syndication import StoryRss
from groundwave.web.views.tree import story_at

NEWEST = 60


@require_safe
def entries(request: HttpRequest, section: str, day: str, slug: str) -> JsonResponse:
    """`on` while more may come, and the newest entries with their HTML, the pinned one first. 404 where there is no
    live blog that the public may see."""
    chrome = Chrome.of(request)
    page, live = _shown(chrome, section, day, slug)
    context = {"chrome": chrome, "page": page}
    body = {
        "on": live.is_on,
        "entries": [
            {"id": one.anchor, "html": render_to_string("newsroom/live_entry.html", {**context, "entry": one})}
            for one in live.entries[:NEWEST]
        ],
    }
    answer = JsonResponse(body)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


class LiveFeed(Feed[newsroom.LiveEntry, Any]):
    """The entries as RSS, the newest first; what was withdrawn is not in it."""

    feed_type = StoryRss
    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest, section: str = "", day: str = "", slug: str = "") -> Any:
        chrome = Chrome.of(request)
        return (chrome, *_shown(chrome, section, day, slug))

    def title(self, of: Any) -> str:
        return f"{_('Live')}: {of[1].title} | {of[0].brand}"

    def link(self, of: Any) -> str:
        return absolute(of[0], of[1].url)

    def feed_url(self, of: Any) -> str:
        return absolute(of[0], of[0].path)

    def description(self, of: Any) -> str:
        return of[1].teaser or of[1].title

    def items(self, of: Any) -> list[newsroom.LiveEntry]:
        shown = [one for one in of[2].entries if not one.withdrawn_at]
        for one in shown:
            one.__dict__["url"] = f"{absolute(of[0], of[1].url)}#{one.anchor}"
        return sorted(shown, key=lambda one: one.made_at, reverse=True)[:NEWEST]

    def item_title(self, item: newsroom.LiveEntry) -> str:
        return str(item)

    def item_description(self, item: newsroom.LiveEntry) -> str:
        return item.words

    def item_link(self, item: newsroom.LiveEntry) -> str:
        return str(item.__dict__["url"])

    def item_guid(self, item: newsroom.LiveEntry) -> str:
        return item.guid.urn

    def item_author_name(self, item: newsroom.LiveEntry) -> str | None:
        return item.author.name if item.author else None

    def item_pubdate(self, item: newsroom.LiveEntry) -> datetime:
        return item.made_at

    def item_updateddate(self, item: newsroom.LiveEntry) -> datetime:
        return item.corrected_at or item.made_at


def _shown(chrome: Chrome, section: str, day: str, slug: str) -> tuple[newsroom.Story, newsroom.Coverage]:
    story = story_at(section=section, day=day, slug=slug)
    live = newsroom.coverage(story) if story and newsroom.is_shown(story, at=chrome.now) else None
    if story is None or live is None:
        raise Http404("There is no live blog at this address.")
    return story, live
