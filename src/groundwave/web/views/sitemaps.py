"""What search engines are told: sitemaps, robots.txt, the icon at its old address.

One file for what is no story, and one for each month of stories (of UTC), so that a new story changes one small file
and the index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from django.conf import settings
from django.db.models import Count, Max
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.html import escape
from django.views.decorators.http import require_safe

from groundwave.kit import clock, deps
from groundwave.newsroom import api as newsroom
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations
from groundwave.web.paths import Paths

MOST: Final = 50_000  # addresses in one file, by the protocol (sitemaps.org)
NEWS_AGE: Final = timedelta(days=2)  # what Google News takes
MOST_NEWS: Final = 1_000
_EARLIEST: Final = datetime(1000, 1, 1, tzinfo=UTC)
_PROTOCOL: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Place(NamedTuple):
    """A path, and when what is there was changed last (aware)."""

    path: str
    changed: datetime | None = None


class Month(NamedTuple):
    """A month with stories: its first instant, that of the next one, how many there are, the last change."""

    starts: datetime
    ends: datetime
    stories: int
    changed: datetime

    @property
    def files(self) -> list[str]:
        first, parts = f"/sitemaps/stories-{self.starts:%Y-%m}", -(-self.stories // MOST)
        return [f"{first}.xml", *(f"{first}-{part}.xml" for part in range(2, parts + 1))]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every file of addresses, the newest month first."""
    places, now = [Place("/sitemaps/pages.xml")], clock.now()
    with newsroom.list_of(at=now):
        for month in reversed(list(_months(now))):
            places += [Place(file, month.changed) for file in month.files]
    return _answer("sitemapindex", "sitemap", places)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Every public address that is no story."""
    with newsroom.list_of(tree=True):
        return _answer("urlset", "url", _pages())


@require_safe
def stories(request: HttpRequest, year: str, month: str, part: str | None = None) -> HttpResponse:
    """The stories first published in a month, newest first; `part` counts from 2 where one file does not take all."""
    now, number = clock.now(), int(part or 1)
    starts = _first_of(year, month)
    with newsroom.list_of(month=starts, at=now):
        known = _month(starts, now) if starts <= now else None
        if known is None or number > len(known.files):
            raise Http404("There are no stories of that month.")
        found = newsroom.Story.objects.public(at=now).filter(
            published_at__gte=known.starts, published_at__lt=known.ends, no_index=False, canonical_url=""
        )
        rows = found.newest_first().values_list("url_path", "updated_at", "published_at")
        path_of = Paths.known().of
        asked = rows[(number - 1) * MOST : number * MOST]
        places = (Place(path_of(path), updated or published) for path, updated, published in asked)
        return _answer("urlset", "url", places)


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Our stories of the last two days; an empty list is fine."""
    now = clock.now()
    with newsroom.list_of(at=now):
        found = newsroom.Story.objects.public(at=now).filter(
            published_at__gte=now - NEWS_AGE, no_index=False, origin=newsroom.Story.Origin.OWN
        )
        stories = [
            {"url": settings.URL + story.url, "story": story}
            for story in found.select_related("locale").defer("body").newest_first()[:MOST_NEWS]
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


def _months(now: datetime) -> Iterator[Month]:
    """Months with stories, oldest first. What is hidden in one is counted too: that costs an index alone."""
    starts = _month_with_the_next_story(_EARLIEST)
    while starts and starts < now:
        known = _month(starts, now)
        if known:
            yield known
        starts = _next(starts) if known else _month_with_the_next_story(starts)


def _month_with_the_next_story(at: datetime) -> datetime | None:
    later = newsroom.Story.objects.filter(published_at__gte=at).order_by("published_at")
    found = later.values_list("published_at", flat=True).first()
    return _first_of(str(found.year), str(found.month)) if found else None


def _month(starts: datetime, now: datetime) -> Month | None:
    ends = _next(starts)
    within = newsroom.Story.objects.filter(published_at__gte=starts, published_at__lt=min(ends, now))
    said = within.aggregate(stories=Count("published_at"), changed=Max(Coalesce("updated_at", "published_at")))
    return Month(starts, ends, said["stories"], said["changed"]) if said["stories"] else None


def _first_of(year: str, month: str) -> datetime:
    """Raises Http404 for what is no month."""
    try:
        return datetime(int(year), int(month), 1, tzinfo=UTC)
    except ValueError as wrong:
        raise Http404("There is no such month.") from wrong


def _next(month: datetime) -> datetime:
    return (month + timedelta(days=31)).replace(day=1)


def _pages() -> Iterator[Place]:
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
