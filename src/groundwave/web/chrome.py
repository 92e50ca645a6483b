"""What stands around every page: whose site it is, where a reader may go, what is on the air.

Built lazily, once a request; a page that shows none of it pays for none of it. In templates it is `chrome`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from groundwave.kit import clock, deps
from groundwave.membership import api as membership
from groundwave.newsroom import api as newsroom
from groundwave.schedule import api as schedule
from groundwave.stations import api as group
from groundwave.web.on_air import OnAir


@dataclass
class Chrome:
    """One request's frame. `now` is the one instant of the whole page, in UTC; `zone` is the licensee's."""

    path: str
    query: str
    language: str
    now: datetime

    @classmethod
    def of(cls, request: HttpRequest) -> Chrome:
        return cls(
            path=request.path_info.rstrip("/") or "/",
            query=request.META.get("QUERY_STRING", ""),
            language=translation.get_language() or settings.LANGUAGE_CODE,
            now=clock.now(),
        )

    # ------------------------------------------------------------ who
    @cached_property
    def licensee(self) -> group.Licensee | None:
        return group.licensee()

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.licensee.time_zone if self.licensee else "UTC")

    @cached_property
    def brand(self) -> str:
        return self.licensee.brand_name if self.licensee else settings.WAGTAIL_SITE_NAME

    @cached_property
    def stations(self) -> list[group.Station]:
        return list(group.Station.objects.all())  # without what they carry, which no frame shows

    @cached_property
    def services(self) -> list[group.Service]:
        return list(group.Service.objects.all())

    @property
    def radio(self) -> list[group.Service]:
        return [service for service in self.services if service.is_radio]

    @property
    def tv(self) -> list[group.Service]:
        return [service for service in self.services if not service.is_radio]

    @cached_property
    def on_air(self) -> list[OnAir]:
        """Every service in the group's order."""
        known = schedule.now_next_all(at=self.now)
        found = []
        for service in self.services:
            pair = known.get(service.pk)
            found.append(OnAir(service, pair.now if pair else None, pair.next if pair else None))
        return found

    @cached_property
    def foot_appeal(self) -> membership.Appeal | None:
        """The request for support at the foot of pages, when one runs now."""
        return membership.appeal_for(language=self.language, placement="foot", at=self.now)

    @property
    def year(self) -> int:
        here = self.now.astimezone(self.zone)
        deps.changes_at(here.replace(year=here.year + 1, month=1, day=1, hour=0, minute=0, second=0, microsecond=0))
        return here.year

    # ------------------------------------------------------------ where
    @property
    def prefix(self) -> str:
        """The first part of every address of this language: "" or "/es"."""
        return "" if self.language == settings.LANGUAGE_CODE else f"/{self.language}"

    @property
    def home_url(self) -> str:
        return self.prefix or "/"

    @property
    def site_url(self) -> str:
        """Scheme and host, for the addresses that leave the site (feeds, sharing, search engines)."""
        return settings.URL

    @property
    def html_url(self) -> str:
        """This page with its styles, pictures and player."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def canonical_url(self) -> str:
        """The address under which search engines keep this page: of what may follow a `?` only the page of a list."""
        page = QueryDict(self.query).get("page", "1")
        return f"{self.site_url}{self.path}" + (f"?page={page}" if page.isdigit() and page != "1" else "")

    @property
    def text_url(self) -> str:
        """This page as text only."""
        return f"/text{self.html_url}"

    @cached_property
    def sections(self) -> list[newsroom.SectionPage]:
        """The sections of this language that editors put in the navigation."""
        return newsroom.sections(language=self.language, in_navigation_only=True)

    @cached_property
    def standing_pages(self) -> list[newsroom.InfoPage]:
        """About us, contact, privacy: the standing pages right under the home page of this language."""
        return newsroom.standing_pages(language=self.language)

    @cached_property
    def atsc3_faq(self) -> newsroom.FaqPage | None:
        """The questions and answers about ATSC 3.0: in this language if there is one, else in any."""
        return newsroom.faq(topic="atsc-3", language=self.language)


def chrome(request: HttpRequest) -> dict[str, object]:
    """Context processor."""
    return {"chrome": SimpleLazyObject(lambda: chrome_of(request))}


def chrome_of(request: HttpRequest) -> Chrome:
    """The frame of this request, the same one for its view and its templates."""
    kept: Chrome | None = getattr(request, "chrome", None)
    if kept is None:
        kept = request.chrome = Chrome.of(request)  # type: ignore[attr-defined]
    return kept
