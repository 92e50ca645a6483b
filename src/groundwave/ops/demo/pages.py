"""The demo's tree of pages: two homes, their sections, the standing pages and the questions about ATSC 3.0."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from groundwave.newsroom import api as newsroom
from groundwave.ops.demo.copy import faq, group
from groundwave.ops.demo.copy import pages as words
from groundwave.ops.demo.copy.shapes import Page as Words

LEADS = {
    "en": ("fourth-ferry-stays-through-winter", "millbrook-bridge-nine-nights", "port-ansel-budget-smaller-increase"),
    "es": (),
}


@dataclass(frozen=True)
class Tree:
    homes: dict[str, newsroom.HomePage]
    sections: dict[str, newsroom.SectionPage]


def build(*, at: datetime) -> Tree:
    """Replaces the welcome page that Wagtail's own migrations make."""
    root = Page.get_first_root_node()
    root.get_children().delete()
    root = Page.get_first_root_node()
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _ in settings.LANGUAGES}
    home = root.add_child(
        instance=newsroom.HomePage(
            title=group.BRAND,
            slug="home",
            locale=locales["en"],
            tagline="News and sound from the Cascara coast",
            search_description="Local news, live radio and television from an invented public-media group.",
        )
    )
    casa = root.add_child(
        instance=newsroom.HomePage(
            title="Noticias en español",
            slug="home-es",
            locale=locales["es"],
            translation_key=home.translation_key,
            tagline="Noticias y voces de la costa de Cascara",
            search_description="Noticias locales y radio en vivo de un grupo de medios públicos inventado.",
        )
    )
    homes = {"en": home, "es": casa}
    url = urlsplit(settings.URL)
    Site.objects.all().delete()
    Site.objects.create(
        hostname=url.hostname or "localhost",
        port=url.port or (443 if url.scheme == "https" else 80),
        site_name=group.BRAND,
        root_page=home,
        is_default_site=True,
    )
    sections = {
        section.slug: homes[section.language].add_child(
            instance=newsroom.SectionPage(
                title=section.name,
                slug=section.slug,
                description=section.description,
                locale=locales[section.language],
            )
        )
        for section in group.SECTIONS
    }
    _standing_pages(homes, locales, at)
    return Tree(homes, sections)


def choose_leads(tree: Tree, made: dict[str, newsroom.Story]) -> None:
    """What the editors of the demo put at the top."""
    for language, keys in LEADS.items():
        for place, key in enumerate(keys):
            tree.homes[language].picks.create(story=made[key], sort_order=place)


def _standing_pages(homes: dict[str, newsroom.HomePage], locales: dict[str, Locale], at: datetime) -> None:
    pairs: dict[str, Any] = {}
    for page in (*words.PAGES, *faq.PAGES):
        fields: dict[str, Any] = {
            "title": page.title,
            "slug": page.slug,
            "introduction": page.summary,
            "locale": locales[page.language],
            "search_description": page.summary[:250],
        }
        if page.pair and page.pair in pairs:
            fields["translation_key"] = pairs[page.pair]
        made = homes[page.language].add_child(instance=_page(page, fields, at))
        pairs.setdefault(page.pair, made.translation_key)


def _page(page: Words, fields: dict[str, Any], at: datetime) -> Page:
    if not page.questions:
        return newsroom.InfoPage(body=page.html, **fields)
    questions = [("question", {"question": asked.question, "answer": asked.html}) for asked in page.questions]
    fields["introduction"] = " ".join(page.source.split()) or page.summary
    return newsroom.FaqPage(questions=questions, reviewed_on=at.date(), **fields)
