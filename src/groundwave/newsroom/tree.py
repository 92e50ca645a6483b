"""The pages of the tree that are no stories: of each kind there are few, and they are asked for together."""

from __future__ import annotations

from groundwave.newsroom import lists
from groundwave.newsroom.models import FaqPage, HomePage, InfoPage, SectionPage
from groundwave.newsroom.models.section import RESERVED_SLUGS


def homes() -> list[HomePage]:
    """The front page of each language, live or not."""
    return lists.every(HomePage)


def sections(*, language: str, in_navigation_only: bool = False) -> list[SectionPage]:
    """The live sections of a language in the order of the tree."""
    found = [section for section in lists.every(SectionPage) if section.live and section.language == language]
    return [section for section in found if section.in_navigation] if in_navigation_only else found


def standing_pages(*, language: str) -> list[InfoPage]:
    """About us, contact, privacy: the standing pages right under the home page of a language.

    One whose slug is an address of the site itself ("support") is part of that page and not listed.
    """
    found = [page for page in lists.every(InfoPage) if page.live and page.language == language and page.depth == 3]
    return [page for page in found if page.slug not in RESERVED_SLUGS]


def faq(*, topic: str, language: str) -> FaqPage | None:
    """The questions and answers whose slug begins with `topic`: in this language if there is one, else in any."""
    found = [page for page in lists.every(FaqPage) if page.live and page.slug.startswith(topic)]
    return min(found, key=lambda page: page.language != language, default=None)


def pages_beside_stories() -> list[HomePage | SectionPage | InfoPage | FaqPage]:
    """Every live page of the tree that is no story, kind by kind."""
    kinds = (HomePage, SectionPage, InfoPage, FaqPage)
    return [page for kind in kinds for page in lists.every(kind) if page.live]
