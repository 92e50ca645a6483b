"""Every public address of the station: what a full bake makes, and what a publish asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from wagtail.models import Page

from groundwave.air import api as air
from groundwave.newsletters import api as newsletters
from groundwave.newsroom import api as newsroom
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations

_DAYS_AHEAD = 7
_EPISODES = 200
_PREFIXES = tuple("" if code == settings.LANGUAGE_CODE else f"/{code}" for code, _ in settings.LANGUAGES)


def of_page(page: Page) -> Iterator[str]:
    """A page of the tree and its twin."""
    url = page.get_url()
    if url:
        path = url.rstrip("/") or "/"
        yield path
        yield _twin(path)


def every(*, at: datetime) -> Iterator[str]:
    """Lists first, for they are read most; then the stories, newest first."""
    for path in (*_in_every_language(at), *_of_the_tree()):
        yield path
        yield _twin(path)
    yield from _for_machines(at)
    for story in newsroom.Story.objects.public(at=at).select_related("locale").defer("body").newest_first().iterator():
        yield from of_page(story)


def _of_the_tree() -> Iterator[str]:
    for kind in (newsroom.HomePage, newsroom.SectionPage, newsroom.InfoPage, newsroom.FaqPage):
        for page in kind.objects.live().select_related("locale").order_by("path"):
            yield from list(of_page(page))[:1]


def _in_every_language(at: datetime) -> Iterator[str]:
    plain = ["/listen", "/schedule", "/programs", "/stations", "/public-files", "/newsletters", "/support", "/search"]
    plain += ["/corrections"]
    for service in stations.services():
        plain += [service.schedule_url, f"{service.schedule_url}/week"]
        today = at.astimezone(service.zone).date()
        plain += [f"{service.schedule_url}?day={today + timedelta(days=n)}" for n in range(-1, _DAYS_AHEAD)]
    plain += [program.get_absolute_url() for program in schedule.programs()]
    plain += [episode.get_absolute_url() for episode in air.episodes(at=at, limit=_EPISODES).episodes]
    plain += [f"/newsletters/{newsletter.slug}" for newsletter in newsletters.newsletters()]
    for station in stations.stations():
        plain += [station.get_absolute_url(), station.public_file_url]
    plain += [author.get_absolute_url() for author in newsroom.Author.objects.all()]
    plain += [topic.get_absolute_url() for topic in newsroom.topics_shown(at=at)]
    for prefix in _PREFIXES:
        yield from (f"{prefix}{path}" for path in plain)
    yield from _series(at)


def _series(at: datetime) -> Iterator[str]:
    """Those that have something to show; the others are nowhere yet."""
    yield from (shown.series.get_absolute_url() for shown in newsroom.series_shown(at=at))


def _for_machines(at: datetime) -> Iterator[str]:
    yield from ("/sitemap.xml", "/sitemaps/episodes.xml", "/news-sitemap.xml", "/robots.txt", "/api/v1/services")
    yield from (f"{program.get_absolute_url()}/feed.xml" for program in air.podcast_programs())
    for service in stations.services():
        yield f"/api/v1/services/{service.slug}/now"
        yield f"/api/v1/services/{service.slug}/tracks"
    for prefix in _PREFIXES:
        yield from _feeds(prefix, f"{prefix}/corrections")
        yield from _feeds(*(f"{prefix}{author.get_absolute_url()}" for author in newsroom.Author.objects.all()))
        yield from _feeds(*(f"{prefix}{topic.get_absolute_url()}" for topic in newsroom.topics_shown(at=at)))
    yield from _feeds(*_series(at))
    for section in newsroom.SectionPage.objects.live().select_related("locale").order_by("path"):
        yield from _feeds(section.url)
    for story in newsroom.live_stories(at=at):
        yield from (f"{story.url}/live.json", f"{story.url}/live.xml")


def _feeds(*of: str) -> Iterator[str]:
    """As RSS; the other forms are stored when somebody has asked for them, which few ever are."""
    yield from (f"{one}/feed.xml" for one in of)


def _twin(path: str) -> str:
    return "/text" if path == "/" else f"/text{path}"
