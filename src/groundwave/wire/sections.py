"""Where stories that arrive go."""

from __future__ import annotations

from groundwave.newsroom import api as newsroom
from groundwave.wire.models import Source

Sections = dict[str, newsroom.SectionPage]


class NoSuchSection(LookupError):
    """There is no section of that slug to put stories into; the message names those that exist."""


def sections(slug: str | None) -> Sections:
    """The section for stories of each language: the one that was named, else the first one of the language.

    Raises NoSuchSection.
    """
    found: Sections = {}
    every = list(newsroom.SectionPage.objects.live().select_related("locale").order_by("path"))
    for section in every:
        found.setdefault(section.language, section)
    if slug:
        named = [section for section in every if section.slug == slug]
        if not named:
            known = ", ".join(section.slug for section in every) or "none yet; make one in the admin"
            raise NoSuchSection(f"There is no section “{slug}”. Sections: {known}.")
        found |= {section.language: section for section in named}
    if not found:
        raise NoSuchSection("There is no section to put stories into. Make one in the admin, below the home page.")
    return found


def sections_of(source: Source) -> Sections:
    """As `sections`, with the source's own section for stories of its language. Raises NoSuchSection."""
    found = sections(None)
    if source.section is not None:
        found[source.section.language] = source.section
    return found
