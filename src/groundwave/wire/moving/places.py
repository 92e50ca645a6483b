"""Where things of the old site go: categories to sections and topics, names to authors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from groundwave.kit import text
from groundwave.newsroom import api as newsroom
from groundwave.wire.core.old_site import OldAuthor, OldItem, OldSite, OldTerm
from groundwave.wire.models import Move, Moved
from groundwave.wire.sections import NoSuchSection

_NO_CATEGORY: Final = frozenset({"uncategorized", "uncategorised", "sin-categoria", "general"})


@dataclass
class Places:
    """`mapped` says for a category (by its slug) the section that its stories go to; `only` one section for all.

    A category that is not mapped goes to the section of its slug, or of its topmost category's; where there is none
    a section is made, out of the navigation, for an editor to rename, merge or show.
    """

    move: Move
    site: OldSite
    mapped: Mapping[str, str] = field(default_factory=dict)
    only: str = ""
    said: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.language = "es" if self.site.language.lower().startswith("es") else "en"
        homes = {home.language: home for home in newsroom.homes()}
        if not homes:
            homes = {self.language: self._make_home()}
            self.said.append("The station had no home page; one was made with the name of the old site.")
        self.home = homes.get(self.language) or next(iter(homes.values()))
        self.language = self.home.language
        self._sections = {one.slug: one for one in newsroom.sections(language=self.language)}
        self._others = {
            language: shelves
            for language in homes
            if language != self.language and (shelves := newsroom.sections(language=language))
        }
        self._authors: dict[str, newsroom.Author] = {}
        for slug in {self.only, *self.mapped.values()} - {""}:
            if slug not in self._sections and not any(
                slug == one.slug for some in self._others.values() for one in some
            ):
                known = ", ".join(sorted(self._sections)) or "none yet"
                raise NoSuchSection(f"There is no section “{slug}”. Sections: {known}.")

    def _make_home(self) -> newsroom.HomePage:
        """The first page of a station that is made to hold the old site, in place of Wagtail's welcome page."""
        url = urlsplit(settings.URL)
        with transaction.atomic():
            root = Page.get_first_root_node()
            root.get_children().delete()
            root = Page.get_first_root_node()
            locale, _ = Locale.objects.get_or_create(language_code=self.language)
            title = text.cut(self.site.title, 250) or "Home"
            home: newsroom.HomePage = root.add_child(
                instance=newsroom.HomePage(title=title, slug="home", locale=locale)
            )
            Site.objects.all().delete()
            Site.objects.create(
                hostname=url.hostname or "localhost",
                port=url.port or (443 if url.scheme == "https" else 80),
                site_name=title[:255],
                root_page=home,
                is_default_site=True,
            )
        return home

    # -------------------------------------------------------------- sections
    @property
    def known_sections(self) -> list[str]:
        return [*self._sections, *(one.slug for some in self._others.values() for one in some)]

    def slug_of_section(self, item: OldItem) -> str:
        """The section of an item, which may still have to be made."""
        if self.only:
            return self.only
        for category in item.categories:
            for key in self.upwards(category):
                if key in self.mapped:
                    return self.mapped[key]
        chosen = next((one for one in item.categories if one not in _NO_CATEGORY), "")
        if not chosen:
            return next(iter(self._sections), "news")
        names = self.upwards(chosen)
        known = next((key for key in names if _slug(key) in self._sections), None)
        return _slug(known or names[-1])

    def goes_to(self, item: OldItem) -> str:
        """As `slug_of_section`, for a story in whatever language."""
        other = self._of_its_language(item)
        return other.slug if other else self.slug_of_section(item)

    def _of_its_language(self, item: OldItem) -> newsroom.SectionPage | None:
        """The section of a story that is not in the site's language: of the same slug, else the one that is the same
        in that language, else the first. None where it is in the site's, or that language has no section here."""
        shelves = self._others.get(item.language)
        if not shelves:
            if item.language not in ("", self.language):
                said = f"Stories in “{item.language[:10]}” went to sections of “{self.language}”: theirs has none."
                self.said.extend([said] if said not in self.said else [])
            return None
        slug = self.slug_of_section(item)
        here = self._sections.get(slug)
        same = (one for one in shelves if one.slug == slug)
        twin = (one for one in shelves if here is not None and one.translation_key == here.translation_key)
        return next(same, None) or next(twin, None) or shelves[0]

    def section(self, item: OldItem) -> newsroom.SectionPage:
        if (other := self._of_its_language(item)) is not None:
            return other
        slug = self.slug_of_section(item)
        if slug not in self._sections:
            self._sections[slug] = self._make(slug)
        return self._sections[slug]

    def section_of_category(self, key: str) -> newsroom.SectionPage | None:
        """The section that became of a category itself."""
        found = self.mapped.get(key) or _slug(key)
        return self._sections.get(found)

    def topics(self, item: OldItem) -> list[str]:
        """Tags, and the categories that the section does not say."""
        section = self.slug_of_section(item)
        names = [_name(self.site.tags, key) for key in item.tags]
        names += [
            _name(self.site.categories, key)
            for key in item.categories
            if key not in _NO_CATEGORY and _slug(key) != section and self.mapped.get(key) != section
        ]
        return [name for name in dict.fromkeys(names) if name]

    def upwards(self, key: str) -> list[str]:
        """The category and those above it; one that lies in itself is its own top."""
        found = [key]
        while (term := self.site.categories.get(found[-1])) and term.parent and term.parent not in found:
            found.append(term.parent)
        return found

    def _make(self, slug: str) -> newsroom.SectionPage:
        term = self.site.categories.get(slug) or next(
            (one for one in self.site.categories.values() if _slug(one.key) == slug), None
        )
        wanted = slug if slug not in newsroom.RESERVED_SLUGS else f"{slug}-stories"
        taken = set(self.home.get_children().values_list("slug", flat=True))
        free, number = wanted, 2
        while free in taken:
            if free in self._sections:  # made by an earlier run
                return self._sections[free]
            free, number = f"{wanted}-{number}", number + 1
        if free != slug:
            self.said.append(f"The section for the category “{slug}” has the address /{free}: /{slug} is taken.")
        home = type(self.home).objects.get(pk=self.home.pk)
        made: newsroom.SectionPage = home.add_child(
            instance=newsroom.SectionPage(
                title=text.cut(term.name if term else slug.replace("-", " ").capitalize(), 250),
                slug=free,
                description=term.description if term else "",
                locale=home.locale,
                in_navigation=False,
            )
        )
        self.made.append(made.title)
        return newsroom.SectionPage.objects.select_related("locale").get(pk=made.pk)

    # -------------------------------------------------------------- authors
    def authors(self, item: OldItem) -> list[newsroom.Author]:
        found = []
        for place, key in enumerate(item.authors):
            if key:
                guest = item.guests[place] if place < len(item.guests) else ""
                found.append(self.author(key, guest))
        return list(dict.fromkeys(found))

    def author(self, key: str, name: str = "") -> newsroom.Author:
        if key not in self._authors:
            known = self._known(key)
            old = known or OldAuthor(key, name or key, text.slug(key) or "author")
            self._authors[key] = self._author(old)
        return self._authors[key]

    def _known(self, key: str) -> OldAuthor | None:
        by_key = self.site.authors.get(key)
        return by_key or next((one for one in self.site.authors.values() if key in (one.slug, one.name)), None)

    def _author(self, old: OldAuthor) -> newsroom.Author:
        row = Moved.objects.filter(move=self.move, kind=Moved.Kind.AUTHOR, source_id=old.key[:500]).first()
        if row and row.author:
            return row.author
        slug = (text.slug(old.slug, at_most=45) or "author")[:45]
        same = newsroom.Author.objects.filter(slug=slug).first()
        if same is not None and same.name.casefold() != old.name.casefold():
            self.said.append(
                f"{same.name} has the address /authors/{slug} here; {old.name} of the old site got another one."
            )
            same, number = None, 2
            while newsroom.Author.objects.filter(slug=f"{slug}-{number}").exists():
                number += 1
            slug = f"{slug}-{number}"
        same = same or newsroom.Author.objects.filter(name__iexact=old.name[:120]).order_by("pk").first()
        with transaction.atomic():
            author = same or newsroom.Author.objects.create(
                name=old.name[:120], slug=slug, email=old.email if "@" in old.email else "", bio=_paragraph(old.bio)
            )
            Moved.objects.update_or_create(
                move=self.move,
                kind=Moved.Kind.AUTHOR,
                source_id=old.key[:500],
                defaults={"author": author, "title": old.name[:300]},
            )
        return author


def _paragraph(words: str) -> str:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    return f"<p>{escaped}</p>" if words else ""


def _slug(key: str) -> str:
    return text.slug(key, at_most=60) or "section"


def _name(terms: Mapping[str, OldTerm], key: str) -> str:
    found = terms.get(key)
    return text.cut(found.name if found else key.replace("-", " "), 100)


def mapping_from(lines: Iterable[str]) -> dict[str, str]:
    """`category = section`, one a line; what follows a # is a remark. Raises ValueError that names the line."""
    found = {}
    for number, line in enumerate(lines, start=1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        category, equals, section = (part.strip() for part in said.partition("="))
        if not (category and equals and section):
            raise ValueError(f"line {number} is not “category = section”: {said[:80]}")
        found[category] = section
    return found
