"""Everything that editors wrote goes out again, as JSON Lines and files, so that no station is locked in.

docs/contracts/export.md says what each line holds.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db.models import Model

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.wire.models import OldAddress

FORMAT: Final = "groundwave export 1"
_AT_ONCE: Final = 200
_CHUNK: Final = 1024 * 1024

Progress = Callable[[int, int, str], None]


class UnableToExport(Exception):
    """The folder cannot be written to; the message says why and what to do."""


def export(folder: Path, *, progress: Progress) -> dict[str, int]:
    """Write everything below `folder`; how many of each kind. A folder that holds an older export is brought up to
    date: its files are replaced one by one, each whole. Raises UnableToExport.
    """
    head = folder / "station.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not head.exists() and any(folder.iterdir()):
            raise UnableToExport(f"{folder} holds something else. Give an empty folder, or one with an older export.")
        counts = {name: _write(folder / f"{name}.jsonl", rows) for name, rows in _small()}
        counts["stories"] = _write(folder / "stories.jsonl", _stories(progress))
        counts["photos"] = _write(folder / "photos.jsonl", _with_files(newsroom.Photo, _photo, folder, progress))
        counts["files"] = _write(folder / "files.jsonl", _with_files(newsroom.Attachment, _file, folder, progress))
        said = {"format": FORMAT, "url": settings.URL, "exported_at": clock.now(), "counts": counts}
        _replace(head, [json.dumps(said, default=_plain, indent=1)])
    except OSError as error:
        raise UnableToExport(f"{error.filename or folder} cannot be written ({error.strerror}).") from error
    return counts


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    count = 0

    def lines() -> Iterator[str]:
        nonlocal count
        for row in rows:
            count += 1
            yield json.dumps(row, default=_plain, ensure_ascii=False)

    _replace(path, lines())
    return count


def _replace(path: Path, lines: Iterable[str]) -> None:
    making = path.with_name(f".{path.name}.part")
    with making.open("w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in lines)
    making.rename(path)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


# ------------------------------------------------------------------ what a line holds
def _small() -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    yield "authors", (_author(author) for author in newsroom.Author.objects.order_by("pk").iterator(_AT_ONCE))
    yield "homes", (_home(home) for home in newsroom.homes())
    yield "sections", (_section(one) for one in newsroom.SectionPage.objects.select_related("locale").order_by("path"))
    yield (
        "topics",
        (
            {"id": topic.pk, "name": topic.name, "slug": topic.slug, "url": topic.get_absolute_url()}
            for topic in newsroom.Topic.objects.order_by("pk").iterator(_AT_ONCE)
        ),
    )
    yield "series", (_series(one) for one in newsroom.Series.objects.order_by("pk").iterator(_AT_ONCE))
    yield "pages", _pages()
    yield "addresses", _addresses()


def _author(author: newsroom.Author) -> dict[str, Any]:
    names = ("name", "slug", "title", "beat", "languages", "bio", "email", "contact", "is_current")
    return {"id": author.pk, **{name: getattr(author, name) for name in names}, "portrait": author.portrait_id}


def _home(home: newsroom.HomePage) -> dict[str, Any]:
    picks = [pick.story_id for pick in home.picks.order_by("sort_order")]
    return {"id": home.pk, **_of_page(home), "tagline": home.tagline, "picks": picks}


def _section(section: newsroom.SectionPage) -> dict[str, Any]:
    return {
        "id": section.pk,
        "title": section.title,
        "slug": section.slug,
        "url": section.get_url(),
        "language": section.language,
        "translation_key": section.translation_key,
        "description": section.description,
        "in_navigation": section.in_navigation,
        "live": section.live,
    }


def _series(series: newsroom.Series) -> dict[str, Any]:
    names = ("name", "slug", "language", "description")
    stories = list(series.parts.order_by("sort_order", "pk").values_list("story", flat=True))
    return {"id": series.pk, **{name: getattr(series, name) for name in names}, "stories": stories}


def _pages() -> Iterator[dict[str, Any]]:
    for page in newsroom.InfoPage.objects.select_related("locale").order_by("path"):
        yield {
            "id": page.pk,
            "kind": "standing page",
            **_of_page(page),
            "introduction": page.introduction,
            "body": page.body,
            "parent": page.get_parent().pk,
        }
    for page in newsroom.FaqPage.objects.select_related("locale").order_by("path"):
        questions = list(page.questions.raw_data)
        yield {"id": page.pk, "kind": "questions", **_of_page(page), "questions": questions}


def _of_page(page: Any) -> dict[str, Any]:
    return {
        "title": page.title,
        "slug": page.slug,
        "url": page.get_url(),
        "language": page.language,
        "live": page.live,
        "translation_key": page.translation_key,
    }


def _addresses() -> Iterator[dict[str, Any]]:
    for row in OldAddress.objects.order_by("key").iterator(_AT_ONCE * 5):
        yield {"address": row.name, "page": row.page_id, "photo": row.photo_id, "file": row.file_id, "to": row.target}


_FIELDS: Final = (
    *("guid", "teaser", "dateline", "label", "lead_caption", "published_at", "updated_at", "embargoed_until", "origin"),
    *("provider", "canonical_url", "copyright_owner", "copyright_year", "usage_terms", "no_index"),
    *("embargo_note", "seo_title", "search_description", "dated", "first_published_at"),
)


def _stories(progress: Progress) -> Iterator[dict[str, Any]]:
    total = newsroom.Story.objects.count()
    found = newsroom.Story.objects.select_related("locale", "withdrawal", "latest_revision", "shelf", "upkeep")
    found = found.prefetch_related("bylines__author", "corrections", "story_topics__tag", "live_blog__entries__author")
    for done, story in enumerate(found.order_by("pk").iterator(_AT_ONCE), start=1):
        yield _story(story)
        if done % _AT_ONCE == 0 or done == total:
            progress(done, total, "stories")


def _story(story: newsroom.Story) -> dict[str, Any]:
    taken_back = getattr(story, "withdrawal", None)
    kept = getattr(story, "upkeep", None)
    draft = story.latest_revision.content if story.has_unpublished_changes and story.latest_revision else None
    return {
        "id": story.pk,
        **_of_page(story),
        **{name: getattr(story, name) for name in _FIELDS},
        "section": story.shelf.slug if story.shelf else "",
        "expires_at": story.expire_at,
        "lead_photo": story.lead_photo_id,
        "bylines": [
            {"author": line.author.slug if line.author else "", "name": line.name, "organization": line.organization}
            for line in story.bylines.all()
        ],
        "topics": [tagged.tag.name for tagged in story.story_topics.all()],
        "corrections": [
            {"kind": one.kind, "text": one.text, "made_at": one.made_at} for one in story.corrections.all()
        ],
        "withdrawn": {"at": taken_back.made_at, "reason": taken_back.reason} if taken_back else None,
        "review": {"reviewed_on": kept.reviewed_on, "due_on": kept.due_on} if kept else None,
        "live_blog": _live_blog(getattr(story, "live_blog", None)),
        "body": list(story.body.raw_data),
        "draft": draft,
    }


def _live_blog(blog: Any) -> dict[str, Any] | None:
    names = ("guid", "made_at", "headline", "text", "is_pinned", "correction", "corrected_at", "withdrawn_at")
    return blog and {
        "began_at": blog.began_at,
        "ended_at": blog.ended_at,
        "key_points": blog.points,
        "entries": [
            {
                **{name: getattr(entry, name) for name in names},
                "author": entry.author.slug if entry.author else "",
                "photo": entry.photo_id,
                "story": entry.story_id,
            }
            for entry in blog.entries.all()
        ],
    }


def _photo(photo: newsroom.Photo) -> dict[str, Any]:
    names: tuple[str, ...] = ("title", "alt_text", "caption", "photographer", "agency", "license", "usage_terms")
    names += ("expires_on", "expires_at", "source_url", "copyright_notice", "taken_on", "pulled_at")
    return {name: getattr(photo, name) for name in names}


def _file(file: newsroom.Attachment) -> dict[str, Any]:
    return {name: getattr(file, name) for name in ("title", "credit", "rights", "description", "transcript")}


def _with_files(
    model: type[Model], said: Callable[[Any], dict[str, Any]], folder: Path, progress: Progress
) -> Iterator[dict[str, Any]]:
    """Each row with its file, copied beside; one whose file is lost says so."""
    total = model._default_manager.count()
    for done, row in enumerate(model._default_manager.order_by("pk").iterator(_AT_ONCE), start=1):
        yield {"id": row.pk, "path": _copied(row, folder), **said(row)}
        if done % _AT_ONCE == 0 or done == total:
            progress(done, total, f"{model._meta.verbose_name} files")


def _copied(row: Any, folder: Path) -> str | None:
    """Where the copy lies below the folder. One of the same size is taken for the same: originals never change."""
    name = Path("media") / row.file.name
    to = folder / name
    try:
        size = row.file.size
        if to.exists() and to.stat().st_size == size:
            return str(name)
        source = row.file.storage.open(row.file.name, "rb")
    except FileNotFoundError:
        return None
    to.parent.mkdir(parents=True, exist_ok=True)
    making = to.with_name(f".{to.name}.part")
    with source, making.open("wb") as out:
        shutil.copyfileobj(source, out, _CHUNK)
    making.rename(to)
    return str(name)
