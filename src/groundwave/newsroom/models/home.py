from __future__ import annotations

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.models import Orderable, Page

from groundwave.base.pages import PublicPage


class HomePage(PublicPage):
    """The front page of one language: what editors put first, then the newest."""

    tagline = models.CharField(max_length=160, blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("tagline"),
        InlinePanel("picks", label="Story at the top", max_num=7, help_text="In this order; the rest is the newest."),
        HelpPanel(content="<p>Empty places are filled with the newest stories.</p>"),
    ]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["newsroom.SectionPage", "newsroom.InfoPage", "newsroom.FaqPage"]

    class Meta:
        verbose_name = "home page"


class HomePick(Orderable):
    """A story that an editor puts at the top of a home page."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="picks")
    story = models.ForeignKey("newsroom.Story", models.CASCADE, related_name="+")

    panels: ClassVar = [FieldPanel("story")]

    def __str__(self) -> str:
        return str(self.story)
