"""What stands around every page: whose site it is, where a reader may go, what is on the air.

Built lazily, once a request; a page that shows none of it pays for none of it. In templates it is `chrome`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar
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

T = TypeVar("T")


@dataclass
class Chrome:
    """One request's frame. `now` is the one instant of the whole page, in UTC; `zone` is the licensee's."""

    path: str
    query: str
    language: str
    now: datetime
    _asked: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, request: HttpRequest) -> Chrome:
        return cls(
            path=request.path_info.rstrip("/") or "/",
            query=request.META.get("QUERY_STRING", ""),
            language=translation.get_language() or settings.LANGUAGE_CODE,
            now=clock.now(),
        )

    def without_address(self) -> Chrome:
        """The same frame for parts that are made once for many pages, and so may not say on which they stand."""
        return Chrome(path="", query="", language=self.language, now=self.now, _asked=self._asked)

    def _once(self, name: str, look_up: Callable[[], T]) -> T:
        """Asked once for many pages while they are baked, and once a page where it is made for one reader."""
        if deps.open_record() is not None:
            return deps.memo(f"{name} in the frame", look_up)
        if name not in self._asked:
            self._asked[name] = look_up()
        found: T = self._asked[name]
        return found

    # ------------------------------------------------------------ who
    @cached_property
    def licensee(self) -> group.Licensee | None:
        return self._once("licensee", group.licensee)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.licensee.time_zone if self.licensee else "UTC")

    @cached_property
    def brand(self) -> str:
        return self.licensee.brand_name if self.licensee else settings.WAGTAIL_SITE_NAME

    @cached_property
    def stations(self) -> list[group.Station]:
        # Without what they carry, which no frame shows.
        return self._once("stations", lambda: list(group.Station.objects.all()))

    @cached_property
    def services(self) -> list[group.Service]:
        return self._once("services", lambda: list(group.Service.objects.all()))

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
        return self.appeal("foot")

    def appeal(
        self, placement: membership.Place, section: newsroom.SectionPage | None = None
    ) -> membership.Appeal | None:
        """The request for support that runs now at this place of a page."""
        return self._once(
            f"appeal {placement} {self.language} {section.pk if section else ''}",
            lambda: membership.appeal_for(language=self.language, section=section, placement=placement, at=self.now),
        )

    @cached_property
    def today(self) -> date:
        """By the licensee's calendar."""
        return self.now.astimezone(self.zone).date()

    def may_show(self, photo: newsroom.Photo) -> bool:
        """Whether our rights in the photo reach to now."""
        return photo.may_show(at=self.now)

    @property
    def section_url(self) -> str:
        """The address of the section whose list this page is, or ""."""
        return self.path if any(section.url == self.path for section in self.sections) else ""

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
        return self._once(
            f"sections {self.language}", lambda: newsroom.sections(language=self.language, in_navigation_only=True)
        )

    @cached_property
    def standing_pages(self) -> list[newsroom.InfoPage]:
        """About us, contact, privacy: the standing pages right under the home page of this language."""
        return self._once(f"standing pages {self.language}", lambda: newsroom.standing_pages(language=self.language))

    @cached_property
    def atsc3_faq(self) -> newsroom.FaqPage | None:
        """The questions and answers about ATSC 3.0: in this language if there is one, else in any."""
        return self._once(f"faq {self.language}", lambda: newsroom.faq(topic="atsc-3", language=self.language))


def chrome(request: HttpRequest) -> dict[str, object]:
    """Context processor."""
    return {"chrome": SimpleLazyObject(lambda: chrome_of(request))}


def chrome_of(request: HttpRequest) -> Chrome:
    """The frame of this request, the same one for its view and its templates."""
    kept: Chrome | None = getattr(request, "chrome", None)
    if kept is None:
        kept = request.chrome = Chrome.of(request)  # type: ignore[attr-defined]
    return kept
