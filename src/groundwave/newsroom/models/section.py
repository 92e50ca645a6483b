from __future__ import annotations

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from groundwave.base.pages import PublicPage
from groundwave.kit import deps

DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")

# First parts of addresses that `web` and `delivery.front` answer themselves; a section of that name would be hidden.
RESERVED_SLUGS = frozenset(
    {
        *("admin", "api", "authors", "corrections", "es", "feed.xml", "healthz", "listen", "live", "media", "metrics"),
        *(
            "news-sitemap.xml",
            "newsletters",
            "partners",
            "preview",
            "programs",
            "public-files",
            "readyz",
            "robots.txt",
            "schedule",
        ),
        *("search", "series", "sitemap.xml", "sitemaps", "static", "stations", "support", "text", "topics"),
    }
)


class SectionPage(PublicPage):
    """A section of the site: a shelf of stories with an address, a feed and a place in the navigation."""

    description = models.TextField(
        blank=True, help_text="One or two sentences, shown at the top and in search results."
    )
    in_navigation = models.BooleanField(default=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("description"), FieldPanel("in_navigation")]
    parent_page_types: ClassVar = ["newsroom.HomePage"]
    subpage_types: ClassVar = ["newsroom.Story"]

    class Meta:
        verbose_name = "section"

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": f"“{self.slug}” is an address of the site itself. Choose another."})

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Stories live at `/{section}/{YYYY-MM-DD}/{slug}`, as on stations' old sites, so links survive a move."""
        if len(path_components) == 2 and DAY.match(path_components[0]):
            day, slug = path_components
            with deps.covered():  # the page itself, whose row declares itself; what is not found is not stored
                child = self.get_children().filter(slug=slug).specific().first()
            if child is None or getattr(child, "dated", None) is None or child.dated.isoformat() != day:
                raise Http404
            return RouteResult(child)
        if path_components:
            raise Http404
        return super().route(request, path_components)
