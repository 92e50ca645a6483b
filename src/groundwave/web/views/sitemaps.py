"""What search engines are told: sitemaps, robots.txt, the icon at its old address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations

MOST: Final = 50_000  # addresses in one file, by the protocol (sitemaps.org)
NEWS_AGE: Final = timedelta(days=2)  # what Google News takes
MOST_NEWS: Final = 1_000


class Place(NamedTuple):
    url: str
    changed: datetime | None = None


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page that may be indexed, stories newest first."""
    places = [Place(settings.URL + place.url, place.changed) for place in _places(clock.now())]
    return render(request, "web/sitemap.xml", {"places": places[:MOST]}, content_type="application/xml")


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Our stories of the last two days; an empty list is fine."""
    now = clock.now()
    found = newsroom.Story.objects.public(at=now).filter(
        published_at__gte=now - NEWS_AGE, no_index=False, origin=newsroom.Story.Origin.OWN
    )
    stories = [
        {"url": settings.URL + story.url, "story": story}
        for story in found.select_related("locale").defer("body").newest_first()[:MOST_NEWS]
    ]
    context = {"stories": stories, "licensee": stations.licensee()}
    return render(request, "web/news_sitemap.xml", context, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search",
        "Disallow: /es/search",
        f"Sitemap: {settings.URL}/sitemap.xml",
        f"Sitemap: {settings.URL}/news-sitemap.xml",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("img/mark.svg"))


def _places(now: datetime) -> Iterator[Place]:
    for kind in (newsroom.HomePage, newsroom.SectionPage, newsroom.InfoPage, newsroom.FaqPage):
        for page in kind.objects.live().select_related("locale").order_by("path"):
            if page.url:
                yield Place(page.url)
    for path in ("/listen", "/programs", "/stations", "/newsletters"):
        yield Place(path)
    yield from (Place(service.schedule_url) for service in stations.services())
    yield from (Place(program.get_absolute_url()) for program in schedule.programs())
    for station in stations.stations():
        yield Place(station.get_absolute_url())
        yield Place(station.public_file_url)
    yield from (Place(author.get_absolute_url()) for author in newsroom.Author.objects.filter(is_current=True))
    own = newsroom.Story.objects.public(at=now).filter(no_index=False, canonical_url="")
    for story in own.select_related("locale").defer("body").newest_first()[:MOST].iterator():
        yield Place(story.url, story.updated_at or story.published_at)
