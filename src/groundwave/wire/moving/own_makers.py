"""What a line of an export becomes here: a home, an author, a photo, a section, a story with its draft."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from django.core.files.base import ContentFile
from wagtail.models import Locale, Page

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.people import api as people
from groundwave.wire.core import old_address, own_export
from groundwave.wire.core.old_site import OldSite
from groundwave.wire.core.own_export import Line, Numbers
from groundwave.wire.models import Move, Moved, OldAddress
from groundwave.wire.moving.own_beside import make_series
from groundwave.wire.moving.own_folder import Folder
from groundwave.wire.moving.own_values import day, instant, language_of, moment
from groundwave.wire.moving.places import Places

_AT_ONCE: Final = 500
_KINDS: Final = {"page": ("stories", "pages", "sections", "homes"), "photo": ("photos",), "file": ("files",)}
_REMEMBERED: Final = 50_000
_MAX_PHOTO_BYTES: Final = 60 * 1024 * 1024
_FOCUS: Final = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
_PHOTO: Final = ("title", "alt_text", "caption", "photographer", "agency", "license", "usage_terms", "source_url")
_AUTHOR: Final = ("name", "title", "beat", "email", "is_current")


class Makers:
    """One for each kind; in a transaction of whoever calls. None: it is here already. A line that is wrong raises
    ValueError, KeyError, TypeError, ValidationError, Unreadable or newsroom.UnableToTakeIn."""

    def __init__(self, source: Folder) -> None:
        self.source = source
        self.move, _ = Move.objects.get_or_create(
            system="groundwave", url=source.url, defaults={"began_at": clock.now()}
        )
        self.homes: dict[str, newsroom.HomePage] = {}
        self.live_blogs: list[Line] = []
        self.numbers = Numbers(
            partial(self._number, "page"), partial(self._number, "photo"), partial(self._number, "file")
        )
        self._numbers: dict[tuple[str, int], int] = {}
        self._accounts: dict[str, Any] = {}
        self._authors: dict[str, newsroom.Author] = {}
        self._sections: dict[tuple[str, str], newsroom.SectionPage] = {}

    # -------------------------------------------------------------- what numbers and names are here
    def _number(self, kind: str, number: int) -> int | None:
        """Remembered once it is known; what is not here yet may still come."""
        if (kind, number) not in self._numbers:
            self.learn(kind, [number])
        return self._numbers.get((kind, number))

    def learn(self, kind: str, numbers: Sequence[int]) -> None:
        """Ask for many at once."""
        names = {f"{one}:{number}": number for number in numbers for one in _KINDS[kind]}
        rows = Moved.objects.filter(move=self.move, kind=Moved.Kind.ITEM, source_id__in=names)
        for name, here in rows.filter(**{f"{kind}__isnull": False}).values_list("source_id", f"{kind}_id"):
            self.remember(kind, names[name], here)

    def remember(self, kind: str, number: int, here: int) -> None:
        if len(self._numbers) >= _REMEMBERED:
            self._numbers.clear()
        self._numbers[kind, number] = here

    def account(self, name: Any) -> Any:
        """The account of that user name, or None."""
        if not name or not isinstance(name, str):
            return None
        if name not in self._accounts:
            self._accounts[name] = people.Staff.objects.filter(username=name).first()
        return self._accounts[name]

    def author_of(self, slug: str) -> newsroom.Author | None:
        if slug not in self._authors:
            found = newsroom.Author.objects.filter(slug=slug).first()
            if found is None:
                return None
            self._authors[slug] = found
        return self._authors[slug]

    def section_of(self, line: Line) -> newsroom.SectionPage:
        """Where a story goes. Raises ValueError."""
        wanted = (language_of(line), str(line["section"]))
        if wanted not in self._sections:
            language, slug = wanted
            found = newsroom.SectionPage.objects.filter(slug=slug, locale__language_code=language)
            shelf = found.select_related("locale").order_by("-live", "path").first()
            if shelf is None:
                raise ValueError(f"there is no section “{slug[:60]}” in that language")
            self._sections[wanted] = shelf
        return self._sections[wanted]

    # -------------------------------------------------------------- one of each kind
    def home_of(self, language: str) -> newsroom.HomePage:
        if language not in self.homes:
            found = next((home for home in newsroom.homes() if home.language == language), None)
            if found is None and not newsroom.homes():
                site = OldSite("groundwave", self.source.url, language=language)
                found = Places(self.move, site).home
            if found is None:
                locale, _ = Locale.objects.get_or_create(language_code=language)
                root = Page.get_first_root_node()
                found = root.add_child(instance=newsroom.HomePage(title="Home", slug=f"home-{language}", locale=locale))
            self.homes[language] = found
        return newsroom.HomePage.objects.get(pk=self.homes[language].pk)

    def make_home(self, line: Line, name: str) -> Moved:
        home = self.home_of(language_of(line))
        home.title = str(line["title"])[:255] or home.title
        home.tagline = str(line.get("tagline") or "")[:160]
        if not newsroom.HomePage.objects.filter(translation_key=line["translation_key"], locale=home.locale).exists():
            home.translation_key = line["translation_key"]
        home.save_revision().publish()
        return Moved(page_id=home.pk)

    def make_topic(self, line: Line, name: str) -> Moved:
        topic = newsroom.Topic.objects.filter(name__iexact=line["name"]).first()
        if topic is None:
            slug = None if newsroom.Topic.objects.filter(slug=line["slug"]).exists() else line["slug"]
            newsroom.Topic.objects.create(name=line["name"], **({"slug": slug} if slug else {}))
        return Moved()

    def make_author(self, line: Line, name: str) -> Moved:
        author = newsroom.Author.objects.filter(slug=line["slug"]).first()
        if author is not None and author.name != line["name"]:
            raise ValueError(f"{author.name} has the address /authors/{author.slug} here")
        if author is None:
            author = newsroom.Author(slug=line["slug"], **{one: line[one] for one in _AUTHOR})
            author.languages, author.contact = line.get("languages") or "", line.get("contact") or ""
            author.bio = own_export.text_here(line.get("bio"), self.numbers)
            author.portrait_id = self.numbers.find("photo", line.get("portrait"))
            author.staff = self.account(line.get("staff"))
            author.full_clean()
            author.save()
        return Moved(author=author)

    def make_photo(self, line: Line, name: str) -> Moved:
        path = self.source.file(line.get("path"))
        if path is None:
            raise ValueError("its file is not in the folder")
        if path.stat().st_size > _MAX_PHOTO_BYTES:
            raise ValueError(f"more than {_MAX_PHOTO_BYTES:,} bytes")
        if line["license"] not in newsroom.Photo.License.values:
            raise ValueError(f"a license “{str(line['license'])[:40]}” that this version does not know")
        said: Any = {one: str(line[one] or "") for one in _PHOTO}
        photo = newsroom.attach_photo(data=path.read_bytes(), filename=path.name, **said)
        for one in (*_PHOTO, "copyright_notice"):  # what an editor had left empty, the file does not fill again
            setattr(photo, one, str(line.get(one) or ""))
        photo.expires_on, photo.taken_on = day(line.get("expires_on")), day(line.get("taken_on"))
        photo.expires_at = moment(line.get("expires_at"))
        photo.pulled_at = moment(line.get("pulled_at"))
        for one in _FOCUS:
            setattr(photo, one, int(line[one]) if line.get(one) is not None else None)
        photo.save()
        photo.tags.set(_tags(line))
        for pull in line.get("pulls") or []:
            newsroom.PhotoPull.objects.create(
                photo=photo,
                made_at=instant(pull["made_at"]),
                made_by=self.account(pull.get("by")),
                reason=str(pull["reason"]),
                stood_on=pull.get("stood_on") or [],
            )
        return Moved(photo=photo)

    def make_file(self, line: Line, name: str) -> Moved:
        path = self.source.file(line.get("path"))
        if path is None:
            raise ValueError("its file is not in the folder")
        names = ("title", "credit", "rights", "description", "transcript")
        made = newsroom.Attachment(**{one: str(line.get(one) or "") for one in names})
        with path.open("rb") as data:
            made.file.save(path.name, ContentFile(data.read()), save=False)
        made.file_size = path.stat().st_size
        made.save()
        made.tags.set(_tags(line))
        return Moved(file=made)

    def make_section(self, line: Line, name: str) -> Moved:
        language = language_of(line)
        same = next((one for one in newsroom.sections(language=language) if one.slug == line["slug"]), None)
        if same is None:
            home = self.home_of(language)
            same = newsroom.SectionPage(
                title=line["title"],
                slug=line["slug"],
                locale=home.locale,
                live=bool(line["live"]),
                description=str(line.get("description") or ""),
                in_navigation=bool(line.get("in_navigation")),
                **self._key(line, home.locale),
            )
            home.add_child(instance=same)
            published(same)
        return Moved(page_id=same.pk)

    def make_page(self, line: Line, name: str) -> Moved | None:
        home = self.home_of(language_of(line))
        above = self.numbers.pages(line.get("parent") or 0)
        parent = Page.objects.get(pk=above).specific if above else home
        if parent.get_children().filter(slug=line["slug"]).exists():
            return None
        facts = {"title": line["title"], "slug": line["slug"], "locale": home.locale, "live": bool(line["live"])}
        facts |= {"introduction": str(line.get("introduction") or ""), **self._key(line, home.locale)}
        if line.get("kind") == "questions":
            questions = own_export.body_here(line.get("questions"), self.numbers)
            made: Any = newsroom.FaqPage(questions=json.dumps(questions), **facts)
        else:
            made = newsroom.InfoPage(body=own_export.text_here(line.get("body"), self.numbers), **facts)
        parent.add_child(instance=made)
        published(made)
        return Moved(page_id=made.pk)

    def make_series(self, line: Line, name: str) -> Moved | None:
        return Moved() if make_series(line, self.numbers) else None

    def _key(self, line: Line, locale: Locale) -> dict[str, Any]:
        """The tie between translations, unless a page of this language has it here."""
        key = line.get("translation_key")
        taken = not key or Page.objects.filter(translation_key=key, locale=locale).exists()
        return {} if taken else {"translation_key": key}

    def lay(self, led: Sequence[tuple[str, dict[str, Any]]]) -> None:
        """Old addresses, each with what it leads to; one that is laid already stays."""
        rows: dict[str, OldAddress] = {}
        for name, to in led:
            if name and old_address.is_answerable(name) and any(to.values()):
                key = old_address.key_of(name)
                rows.setdefault(key, OldAddress(key=key, name=name, move=self.move, **to))
        OldAddress.objects.bulk_create(rows.values(), batch_size=_AT_ONCE, ignore_conflicts=True)


def published(page: Any) -> None:
    """The version that everything hangs on, and the word to all who list pages."""
    revision = page.save_revision(clean=False)
    if page.live:
        dates = page.first_published_at
        revision.publish()
        if dates is not None:
            type(page).objects.filter(pk=page.pk).update(first_published_at=dates)


def _tags(line: Line) -> list[str]:
    return [str(tag)[:100] for tag in line.get("tags") or [] if isinstance(tag, str) and tag]
