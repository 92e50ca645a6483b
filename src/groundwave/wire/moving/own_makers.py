"""What a line of an export becomes here: a home, an author, a photo, a section, a story with its draft."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Final

from django.core.files.base import ContentFile
from wagtail.models import Locale, Page

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.wire.core import old_address, own_export
from groundwave.wire.core.old_site import OldSite
from groundwave.wire.core.own_export import Line, Numbers
from groundwave.wire.models import Move, Moved, OldAddress
from groundwave.wire.moving.own_beside import make_series, put_beside
from groundwave.wire.moving.own_folder import Folder
from groundwave.wire.moving.places import Places

_MAX_PHOTO_BYTES: Final = 60 * 1024 * 1024
_TIMES: Final = ("published_at", "updated_at", "embargoed_until")
_STORY: Final = (
    *("teaser", "dateline", "label", "lead_caption", "origin", "provider", "canonical_url", "copyright_owner"),
    *("copyright_year", "usage_terms", "no_index", "embargo_note", "seo_title", "search_description"),
)
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
        self.numbers = Numbers(self._page, self._photo, self._file)

    def known(self, name: str) -> Moved | None:
        return Moved.objects.filter(move=self.move, kind=Moved.Kind.ITEM, source_id=name).first()

    # -------------------------------------------------------------- what numbers are here
    def _page(self, number: int) -> int | None:
        names = [f"{kind}:{number}" for kind in ("stories", "pages", "sections", "homes")]
        found = Moved.objects.filter(move=self.move, kind=Moved.Kind.ITEM, source_id__in=names, page__isnull=False)
        return found.values_list("page_id", flat=True).first()

    def _photo(self, number: int) -> int | None:
        row = self.known(f"photos:{number}")
        return row.photo_id if row else None

    def _file(self, number: int) -> int | None:
        row = self.known(f"files:{number}")
        return row.file_id if row else None

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
        photo.expires_on, photo.taken_on = _day(line.get("expires_on")), _day(line.get("taken_on"))
        photo.expires_at = _moment(line.get("expires_at"))
        photo.pulled_at = _moment(line.get("pulled_at"))
        photo.save()
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

    def make_story(self, line: Line, name: str) -> Moved | None:
        if newsroom.Story.objects.filter(guid=line["guid"]).exists():
            return None
        section = self._section(line)
        self.numbers.lost.clear()
        story = newsroom.Story(
            title=str(line["title"])[:255],
            slug=_free(str(line["slug"]), section),
            locale=section.locale,
            live=bool(line["live"]),
            guid=line["guid"],
            expire_at=_moment(line.get("expires_at")),
            first_published_at=_moment(line.get("first_published_at")),
            dated=_day(line.get("dated")),
            lead_photo_id=self.numbers.find("photo", line.get("lead_photo")),
            body=json.dumps(own_export.body_here(line.get("body"), self.numbers)),
            **self._key(line, section.locale),
            **{one: line[one] for one in _STORY if one in line},
            **{one: _moment(line.get(one)) for one in _TIMES},
        )
        story.bylines = [self._byline(place, one) for place, one in enumerate(line.get("bylines") or [])]
        story.corrections = [
            newsroom.Correction(kind=one["kind"], text=one["text"], made_at=_moment(one["made_at"]), sort_order=place)
            for place, one in enumerate(line.get("corrections") or [])
        ]
        section.add_child(instance=story)
        story.topics.set(_topics(line.get("topics") or []))
        story.save()
        if taken_back := line.get("withdrawn"):
            newsroom.Withdrawal.objects.create(
                story=story, made_at=datetime.fromisoformat(str(taken_back["at"])), reason=str(taken_back["reason"])
            )
        put_beside(story, line, self.numbers)
        if line.get("live_blog"):
            self.live_blogs.append(line)
        published(story)
        if isinstance(draft := line.get("draft"), dict):
            self._draft(story, draft)
        self._old_address(line.get("url"), story)
        story.refresh_from_db()
        return Moved(page_id=story.pk, revision=story.latest_revision_id, waits_for_files=bool(self.numbers.lost))

    def make_series(self, line: Line, name: str) -> Moved | None:
        return Moved() if make_series(line, self.numbers) else None

    def _section(self, line: Line) -> newsroom.SectionPage:
        language = language_of(line)
        found = [one for one in newsroom.sections(language=language) if one.slug == line["section"]]
        if not found:
            found = list(newsroom.SectionPage.objects.filter(slug=line["section"], locale__language_code=language))
        if not found:
            raise ValueError(f"there is no section “{str(line['section'])[:60]}” in that language")
        return newsroom.SectionPage.objects.select_related("locale").get(pk=found[0].pk)

    def _draft(self, story: newsroom.Story, draft: Line) -> None:
        """What an editor had not published yet, as the newest version."""
        story.refresh_from_db()
        for one in ("title", "teaser", "dateline", "label", "lead_caption", "no_index", "seo_title"):
            if one in draft:
                setattr(story, one, draft[one])
        story.updated_at = _moment(draft.get("updated_at"))
        story.lead_photo_id = self.numbers.find("photo", draft.get("lead_photo"))
        body = draft.get("body")
        blocks = json.loads(body) if isinstance(body, str) else body
        story.body = json.dumps(own_export.body_here(blocks, self.numbers))
        story.save_revision(clean=False)

    def _byline(self, place: int, said: Line) -> newsroom.Byline:
        author = newsroom.Author.objects.filter(slug=said["author"]).first() if said.get("author") else None
        if author is not None:
            return newsroom.Byline(author=author, sort_order=place)
        return newsroom.Byline(
            free_name=str(said["name"])[:160], organization=str(said["organization"])[:160], sort_order=place
        )

    def _key(self, line: Line, locale: Locale) -> dict[str, Any]:
        """The tie between translations, unless a page of this language has it here."""
        key = line.get("translation_key")
        taken = not key or Page.objects.filter(translation_key=key, locale=locale).exists()
        return {} if taken else {"translation_key": key}

    def _old_address(self, url: Any, page: Any) -> None:
        """Where the story had another address than it has here, the old one leads to it."""
        if isinstance(url, str) and url and url != page.url:
            self.lay(old_address.name_of(url), page_id=page.pk)

    def lay(self, name: str, **to: Any) -> None:
        if name and old_address.is_answerable(name) and any(to.values()):
            OldAddress.objects.get_or_create(
                key=old_address.key_of(name), defaults={"name": name, "move": self.move, **to}
            )


def published(page: Any) -> None:
    """The version that everything hangs on, and the word to all who list pages."""
    revision = page.save_revision(clean=False)
    if page.live:
        dates = page.first_published_at
        revision.publish()
        if dates is not None:
            type(page).objects.filter(pk=page.pk).update(first_published_at=dates)


def _topics(names: list[Any]) -> list[newsroom.Topic]:
    """In the order of the story."""
    found = (newsroom.Topic.objects.filter(name__iexact=str(name)).first() for name in names)
    return [topic for topic in found if topic]


def language_of(line: Line) -> str:
    found = str(line["language"])
    if found not in ("en", "es"):
        raise ValueError(f"a language “{found[:20]}” that the site does not have")
    return found


def _free(slug: str, section: newsroom.SectionPage) -> str:
    free, number = slug, 2
    while section.get_children().filter(slug=free).exists():
        free, number = f"{slug}-{number}", number + 1
    return free


def _moment(value: Any) -> datetime | None:
    if value is None or value == "":
        return None
    found = datetime.fromisoformat(str(value))
    if found.tzinfo is None:
        raise ValueError(f"“{str(value)[:40]}” has no time zone")
    return found


def _day(value: Any) -> date | None:
    return date.fromisoformat(str(value)) if value else None
