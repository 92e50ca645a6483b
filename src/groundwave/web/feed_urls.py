"""Feeds, sitemaps and robots.txt.

Feeds of Spanish stand under /es/, where the middleware has already set the language. A section's feed is at
`/{section}/feed.xml` (Atom and JSON beside it): its pattern takes one part of a path and so swallows no other address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, path, re_path
from django.utils.feedgenerator import SyndicationFeed

from groundwave.web.syndication import FORMS
from groundwave.web.views import episodes, feeds, live, podcasts, sitemaps

_STORY = r"(?P<section>[-\w]+)/(?P<day>[12]\d{3}-\d{2}-\d{2})/(?P<slug>[-\w]+)"


def _in_each_form(where: str, feed: Callable[[type[SyndicationFeed]], Any]) -> Iterator[URLPattern]:
    """RSS at feed.xml, Atom at feed.atom, JSON Feed at feed.json."""
    for ending, form in FORMS.items():
        yield re_path(rf"^{where}feed\.{ending}$", feed(form))


urlpatterns = [
    path("sitemap.xml", sitemaps.index),
    path("sitemaps/pages.xml", sitemaps.pages),
    path("sitemaps/episodes.xml", sitemaps.episodes),
    re_path(
        r"^sitemaps/stories-(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])(?:-(?P<part>[2-9]|[1-9]\d))?\.xml$",
        sitemaps.stories,
    ),
    path("news-sitemap.xml", sitemaps.news_sitemap),
    path("robots.txt", sitemaps.robots),
    path("favicon.ico", sitemaps.favicon),
    path("programs/<slug:slug>/feed.xml", podcasts.feed),
    re_path(r"^programs/(?P<slug>[-\w]+)/feed\.(?P<ending>atom|json)$", podcasts.plain_feed),
    re_path(
        r"^programs/(?P<slug>[-\w]+)/(?P<name>\d{4}-\d{2}-\d{2}(?:-[1-9]\d?)?)\.(?P<ending>m4a|mp3|vtt|srt|txt)$",
        episodes.sound,
    ),
    re_path(rf"^(?:es/)?{_STORY}/live\.json$", live.entries),
    re_path(rf"^(?:es/)?{_STORY}/live\.xml$", live.LiveFeed()),
    *_in_each_form(r"(?:es/)?", feeds.Stories),
    *_in_each_form(r"(?:es/)?corrections/", feeds.Corrections),
    *_in_each_form(r"(?:es/)?authors/(?P<slug>[-\w]+)/", feeds.StoriesOfAuthor),
    *_in_each_form(r"(?:es/)?topics/(?P<slug>[-\w]+)/", feeds.StoriesOnTopic),
    *_in_each_form(r"(?:es/)?series/(?P<slug>[-\w]+)/", feeds.StoriesOfSeries),
    *_in_each_form(r"partners/(?P<token>[-\w]{20,64})/", feeds.StoriesForPartner),
    *_in_each_form(r"(?:es/)?(?P<section>[-\w]+)/", feeds.StoriesOfSection),
]
