"""The page that every public page type is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from groundwave.kit import deps


class PublicPage(Page):
    """A Wagtail page with a text-only twin and a language of its own.

    The twin of `/a/b` is `/text/a/b`: the same page, rendered with `….text.html`. The middleware of `web` sets
    `request.rendition`; the editor's preview offers both.
    """

    show_in_menus_default = False
    # Wagtail's passwords guard the page alone: lists, feeds and search would tell what stands on it, and a reader who
    # knows the password would be given a cookie. What is not for everyone yet has an embargo.
    private_page_options: ClassVar[list[str]] = []
    preview_modes: ClassVar = [("", "Page"), ("text", "Text only")]

    class Meta:
        abstract = True

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    @property
    def text_url(self) -> str | None:
        """Address of the text-only twin."""
        url = self.get_url()
        return f"/text{url}" if url else None

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        template = str(super().get_template(request, *args, **kwargs))
        if getattr(request, "rendition", "html") == "text":
            return template.removesuffix(".html") + ".text.html"
        return template

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        request.rendition = "text" if mode_name == "text" else "html"  # type: ignore[attr-defined]
        return super().serve_preview(request, mode_name)

    def translations_shown(self) -> list[Page]:
        """Live pages that say the same in another language."""
        with deps.covered(f"translations:{self.translation_key}"):
            return list(self.get_translations().live().select_related("locale").specific())

    def announces(self) -> Iterator[str]:
        """Its translations link to it."""
        yield f"translations:{self.translation_key}"
