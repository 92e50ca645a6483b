from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from groundwave.base.pages import PublicPage
from groundwave.newsroom.blocks import TEXT_FEATURES, QuestionBlock
from groundwave.newsroom.models.section import RESERVED_SLUGS


def refuse_hidden(page: Page) -> None:
    """A page right under a home must not take an address that the site answers itself. Raises ValidationError.

    "support" and "corrections" may be taken: what the page says is shown at that address.
    """
    if page.slug in RESERVED_SLUGS - {"support", "corrections"}:
        raise ValidationError({"slug": f"“{page.slug}” is an address of the site itself. Choose another."})


class InfoPage(PublicPage):
    """A standing page: about us, contact, privacy, how we correct."""

    introduction = models.TextField(blank=True, max_length=400)
    body = RichTextField(features=TEXT_FEATURES)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    parent_page_types: ClassVar = ["newsroom.HomePage", "newsroom.InfoPage"]

    class Meta:
        verbose_name = "standing page"

    def clean(self) -> None:
        super().clean()
        refuse_hidden(self)


class FaqPage(PublicPage):
    """Questions and answers, also as schema.org FAQPage."""

    introduction = models.TextField(blank=True, max_length=600)
    questions = StreamField([("question", QuestionBlock())], min_num=1)
    reviewed_on = models.DateField(null=True, blank=True, help_text="When someone last checked that this is true.")

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("questions"),
        FieldPanel("reviewed_on"),
    ]
    parent_page_types: ClassVar = ["newsroom.HomePage", "newsroom.InfoPage"]

    class Meta:
        verbose_name = "page of questions and answers"

    def clean(self) -> None:
        super().clean()
        refuse_hidden(self)
