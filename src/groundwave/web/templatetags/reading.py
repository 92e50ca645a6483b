"""What templates of reading pages ask for: other languages, twins, times in the licensee's zone."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from groundwave.web.plain import STYLE

register = template.Library()


class OtherLanguage(NamedTuple):
    """Where this site goes on in another language; `is_translation` when that page says the same as this one."""

    code: str
    name: str
    url: str
    is_translation: bool


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> list[OtherLanguage]:
    """The same page in other languages, else the home of each."""
    page, language = context.get("page"), context["chrome"].language
    pairs = {} if page is None or not hasattr(page, "translations_shown") else _shown(page, context["chrome"].now)
    found = []
    for code, name in settings.LANGUAGES:
        if code == language:
            continue
        home = "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
        found.append(OtherLanguage(code, name, pairs.get(code, home), code in pairs))
    return found


def _shown(page: Any, now: datetime) -> dict[str, str]:
    """Addresses of the page's translations that the public may see, by language."""
    from groundwave.newsroom.api import Verdict, may_the_public_see

    return {
        other.language: other.url
        for other in page.translations_shown()
        if not hasattr(other, "rights") or may_the_public_see(other.rights, at=now) is Verdict.SHOWN
    }


@register.filter
def twin(url: str | None) -> str:
    """The address of the text-only twin of one of our own addresses."""
    if not url or not url.startswith("/") or url.startswith("//"):
        return url or ""
    return url if url == "/text" or url.startswith("/text/") else f"/text{url}"


@register.simple_tag
def plain_style() -> SafeString:
    """The few rules of the text-only site, inside the page so that it stays one request."""
    return mark_safe(f"<style>{STYLE}</style>")  # noqa: S308 - a constant of ours
