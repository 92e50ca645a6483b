"""Feeds, sitemaps and robots.txt.

Feeds of Spanish stand under /es/, where the middleware has already set the language. A section's feed is at
`/{section}/feed.xml`: its pattern takes one part of a path and so swallows no other address.
"""

from __future__ import annotations

from django.urls import path, re_path

from groundwave.web.views import episodes, feeds, live, podcasts, sitemaps

_STORY = r"(?P<section>[-\w]+)/(?P<day>[12]\d{3}-\d{2}-\d{2})/(?P<slug>[-\w]+)"

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
    re_path(
        r"^programs/(?P<slug>[-\w]+)/(?P<name>\d{4}-\d{2}-\d{2}(?:-[1-9]\d?)?)\.(?P<ending>m4a|mp3|vtt|srt|txt)$",
        episodes.sound,
    ),
    re_path(r"^(?:es/)?feed\.xml$", feeds.Stories()),
    re_path(r"^(?:es/)?corrections/feed\.xml$", feeds.Corrections()),
    re_path(r"^(?:es/)?authors/(?P<slug>[-\w]+)/feed\.xml$", feeds.StoriesOfAuthor()),
    re_path(r"^(?:es/)?topics/(?P<slug>[-\w]+)/feed\.xml$", feeds.StoriesOnTopic()),
    re_path(rf"^(?:es/)?{_STORY}/live\.json$", live.entries),
    re_path(rf"^(?:es/)?{_STORY}/live\.xml$", live.LiveFeed()),
    re_path(r"^(?:es/)?(?P<section>[-\w]+)/feed\.xml$", feeds.StoriesOfSection()),
]
