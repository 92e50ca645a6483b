"""Everything that editors wrote goes out again, as JSON Lines and files, so that no station is locked in.

docs/contracts/export.md says what each line holds.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db.models import Model

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.wire.models import OldAddress
from groundwave.wire.moving import items
from groundwave.wire.moving.row_kinds import FIRST, SECOND, THIRD
from groundwave.wire.moving.rows import Kind

FORMAT: Final = "groundwave export 1"
_AT_ONCE: Final = 200
_CHUNK: Final = 1024 * 1024

Progress = Callable[[int, int, str], None]


class UnableToExport(Exception):
    """The folder cannot be written to; the message says why and what to do."""


def export(folder: Path, *, progress: Progress, beside: Sequence[Kind] = ()) -> dict[str, int]:
    """Write everything below `folder`; how many of each kind. A folder that holds an older export is brought up to
    date: its files are replaced one by one, each whole. `beside` are kinds of rooms that the wire does not know.
    Raises UnableToExport.
    """
    head = folder / "station.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not head.exists() and any(folder.iterdir()):
            raise UnableToExport(f"{folder} holds something else. Give an empty folder, or one with an older export.")
        kinds = ((kind.name, kind.lines()) for kind in (*FIRST, *SECOND, *THIRD, *beside))
        counts = {name: _write(folder / f"{name}.jsonl", rows) for name, rows in chain(_small(), kinds)}
        counts["items"] = _write(folder / "items.jsonl", items.lines())
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
    making.unlink(missing_ok=True)
    making.touch(mode=0o600)  # readers' addresses are nobody else's on this machine
    with making.open("w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in lines)
    making.rename(path)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value)


# ------------------------------------------------------------------ what a line holds
def _small() -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    authors = newsroom.Author.objects.select_related("staff").order_by("pk")
    yield "authors", (_author(author) for author in authors.iterator(_AT_ONCE))
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
    said = {name: getattr(author, name) for name in names}
    return {"id": author.pk, **said, "portrait": author.portrait_id, "staff": _who(author.staff)}


def _who(account: Any) -> str:
    """An account by its user name."""
    return account.get_username() if account else ""


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


_OF_ENTRIES: Final = ("author", "made_by", "withdrawn_by")


def _stories(progress: Progress) -> Iterator[dict[str, Any]]:
    total = newsroom.Story.objects.count()
    found = newsroom.Story.objects.select_related("locale", "latest_revision", "shelf", "owner")
    found = found.select_related("withdrawal__made_by", "upkeep__reviewed_by")
    found = found.prefetch_related("bylines__author", "corrections__made_by", "story_topics__tag")
    found = found.prefetch_related("embargo_breaks__made_by", *(f"live_blog__entries__{one}" for one in _OF_ENTRIES))
    for done, story in enumerate(found.order_by("pk").iterator(_AT_ONCE), start=1):
        yield _story(story)
        if done % _AT_ONCE == 0 or done == total:
            progress(done, total, "stories")


def _story(story: newsroom.Story) -> dict[str, Any]:
    taken_back = getattr(story, "withdrawal", None)
    kept = getattr(story, "upkeep", None)
    newer = story.latest_revision if story.has_unpublished_changes else None
    return {
        "id": story.pk,
        **_of_page(story),
        **{name: getattr(story, name) for name in _FIELDS},
        "section": story.shelf.slug if story.shelf else "",
        "owner": _who(story.owner),
        "expires_at": story.expire_at,
        "lead_photo": story.lead_photo_id,
        "bylines": _bylines(story.bylines.all()),
        "topics": [tagged.tag.name for tagged in story.story_topics.all()],
        "corrections": _corrections(story.corrections.all()),
        "withdrawn": taken_back
        and {"at": taken_back.made_at, "by": _who(taken_back.made_by), "reason": taken_back.reason},
        "embargo_breaks": [
            {**{name: getattr(one, name) for name in _BROKEN}, "by": _who(one.made_by)}
            for one in story.embargo_breaks.all()
        ],
        "review": kept and {"reviewed_on": kept.reviewed_on, "by": _who(kept.reviewed_by), "due_on": kept.due_on},
        "live_blog": _live_blog(getattr(story, "live_blog", None)),
        "body": list(story.body.raw_data),
        "draft": _draft(newer) if newer else None,
    }


_BROKEN: Final = ("made_at", "reason", "was_until", "now_until")


def _bylines(lines: Iterable[Any]) -> list[dict[str, str]]:
    return [
        {"author": line.author.slug if line.author else "", "name": line.name, "organization": line.organization}
        for line in lines
    ]


def _corrections(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"kind": one.kind, "text": one.text, "made_at": one.made_at, "by": _who(one.made_by)} for one in rows]


def _draft(version: Any) -> dict[str, Any]:
    """As Wagtail keeps it, but for what it keeps as numbers of rows that no line has."""
    story = version.as_object()
    names = {"bylines": _bylines(story.bylines.all()), "corrections": _corrections(story.corrections.all())}
    return {**version.content, **names, "topics": [topic.name for topic in story.topics.all()], "story_topics": None}


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
                "made_by": _who(entry.made_by),
                "withdrawn_by": _who(entry.withdrawn_by),
                "photo": entry.photo_id,
                "story": entry.story_id,
            }
            for entry in blog.entries.all()
        ],
    }


def _photo(photo: newsroom.Photo) -> dict[str, Any]:
    names: tuple[str, ...] = ("title", "alt_text", "caption", "photographer", "agency", "license", "usage_terms")
    names += ("expires_on", "expires_at", "source_url", "copyright_notice", "taken_on", "pulled_at")
    names += ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
    pulls = [
        {**{name: getattr(pull, name) for name in ("made_at", "reason", "stood_on")}, "by": _who(pull.made_by)}
        for pull in photo.pulls.order_by("pk")
    ]
    return {**{name: getattr(photo, name) for name in names}, "tags": list(photo.tags.names()), "pulls": pulls}


def _file(file: newsroom.Attachment) -> dict[str, Any]:
    names = ("title", "credit", "rights", "description", "transcript")
    return {**{name: getattr(file, name) for name in names}, "tags": list(file.tags.names())}


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
