"""What search engines are told: sitemaps, robots.txt, the icon at its old address.

One file for what is no story, and one for each month of stories (of UTC), so that a new story changes one small file
and the index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.html import escape
from django.views.decorators.http import require_safe

from groundwave.air import api as air
from groundwave.kit import clock, deps
from groundwave.newsroom import api as newsroom
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations
from groundwave.web.paths import Paths

MOST: Final = 50_000  # addresses in one file, by the protocol (sitemaps.org)
NEWS_AGE: Final = timedelta(days=2)  # what Google News takes
MOST_NEWS: Final = 1_000
_PROTOCOL: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Place(NamedTuple):
    """A path, and when what is there was changed last (aware)."""

    path: str
    changed: datetime | None = None


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every file of addresses, the newest month first."""
    places = [Place("/sitemaps/pages.xml")]
    newest = air.episodes(at=clock.now(), limit=1).episodes
    places += [Place("/sitemaps/episodes.xml", one.published_at) for one in newest]
    for month in reversed(newsroom.months(at=clock.now())):
        places += [Place(file, month.changed) for file in _files(month)]
    return _answer("sitemapindex", "sitemap", places)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Every public address that is no story."""
    return _answer("urlset", "url", _pages())


@require_safe
def stories(request: HttpRequest, year: str, month: str, part: str | None = None) -> HttpResponse:
    """The stories first published in a month, newest first; `part` counts from 2 where one file does not take all."""
    now, number = clock.now(), int(part or 1)
    known = newsroom.month(starts=_first_of(year, month), at=now)
    if known is None or number > len(_files(known)):
        raise Http404("There are no stories of that month.")
    path_of = Paths.known().of
    found = newsroom.places(of=known, at=now, limit=MOST, offset=(number - 1) * MOST)
    return _answer("urlset", "url", (Place(path_of(place.url_path), place.changed) for place in found))


@require_safe
def episodes(request: HttpRequest) -> HttpResponse:
    """What can be heard afterwards, the newest first."""
    found = air.episodes(at=clock.now(), limit=MOST).episodes
    return _answer("urlset", "url", (Place(one.get_absolute_url(), one.published_at) for one in found))


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Our stories of the last two days; an empty list is fine."""
    now = clock.now()
    with newsroom.list_of_all(at=now):
        found = (
            newsroom.Story.objects.public(at=now)
            .filter(published_at__gte=now - NEWS_AGE, no_index=False, origin=newsroom.Story.Origin.OWN)
            .exclude(label=newsroom.Story.Label.SPONSORED)
        )
        stories = [
            {"url": settings.URL + story.url, "story": story}
            for story in found.defer("body").newest_first()[:MOST_NEWS]
        ]
    if stories:
        deps.changes_at(stories[-1]["story"].published_at + NEWS_AGE)
    context = {"stories": stories, "licensee": stations.licensee()}
    return render(request, "web/news_sitemap.xml", context, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "Disallow: /search",
        "Disallow: /es/search",
        f"Sitemap: {settings.URL}/sitemap.xml",
        f"Sitemap: {settings.URL}/news-sitemap.xml",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("img/mark.svg"))


def _answer(root: str, entry: str, places: Iterable[Place]) -> HttpResponse:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{_PROTOCOL}">']
    for path, changed in places:
        when = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
        lines.append(f"<{entry}><loc>{escape(settings.URL + path)}</loc>{when}</{entry}>")
    lines.append(f"</{root}>\n")
    return HttpResponse("\n".join(lines), content_type="application/xml")


def _files(month: newsroom.Month) -> list[str]:
    first, parts = f"/sitemaps/stories-{month.starts:%Y-%m}", -(-month.stories // MOST)
    return [f"{first}.xml", *(f"{first}-{part}.xml" for part in range(2, parts + 1))]


def _first_of(year: str, month: str) -> datetime:
    """Raises Http404 for what is no month."""
    try:
        return datetime(int(year), int(month), 1, tzinfo=UTC)
    except ValueError as wrong:
        raise Http404("There is no such month.") from wrong


def _pages() -> Iterator[Place]:
    for page in newsroom.pages_beside_stories():
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
    yield from (
        Place(shown.series.get_absolute_url(), shown.changed) for shown in newsroom.series_shown(at=clock.now())
    )
