"""Old addresses: laid down while the site comes over, and looked up when a reader asks for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from wagtail.models import Page

from groundwave.newsroom import api as newsroom
from groundwave.wire.core import old_address
from groundwave.wire.models import Move, Moved, OldAddress

_AT_ONCE: Final = 500
_LONGEST: Final = 1_000  # characters of a path
_RENDITION: Final = "max-1600x1600"


@dataclass(frozen=True, slots=True)
class Led:
    """An old address and where it leads: a page, a photo, a file, or a path of ours."""

    url: str
    page: Any = None
    photo: Any = None
    file: Any = None
    target: str = ""


def lay(led: Iterable[Led], *, move: Move, said: list[str]) -> list[str]:
    """Write them down; those that cannot be answered here are given back. The first to claim an address keeps it."""
    rows: dict[str, OldAddress] = {}
    lost = []
    for one in led:
        name = old_address.name_of(one.url)
        if name in ("", "/"):
            continue
        if not old_address.is_answerable(name):
            lost.append(one.url)
            said.append(f"{one.url} cannot be answered: the station keeps addresses that begin so for itself.")
            continue
        key = old_address.key_of(name)
        row = OldAddress(
            key=key, name=name, move=move, page_id=_pk(one.page), photo_id=_pk(one.photo), file_id=_pk(one.file),
            target=one.target[:1000],
        )  # fmt: skip
        rows.setdefault(key, row)
    taken = {row.key: row for row in _in_bulk(list(rows))}
    fresh = []
    for key, row in rows.items():
        before = taken.get(key)
        if before is None:
            fresh.append(row)
        elif (before.page_id, before.photo_id, before.file_id) != (row.page_id, row.photo_id, row.file_id):
            said.append(f"{row.name} was the address of two things on the old site; the first one keeps it.")
    OldAddress.objects.bulk_create(fresh, batch_size=_AT_ONCE)
    _remember_lost(lost, move=move)
    return lost


def _remember_lost(lost: Iterable[str], *, move: Move) -> None:
    """For the report, which tells of each one in every run."""
    why = "The station keeps addresses that begin so for itself."
    rows = [
        Moved(move=move, kind=Moved.Kind.ADDRESS, source_id=url[:500], came=False, words=why, urls=url[:20_000])
        for url in dict.fromkeys(lost)
    ]
    Moved.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)


def _in_bulk(keys: list[str]) -> Iterable[OldAddress]:
    for start in range(0, len(keys), _AT_ONCE):
        yield from OldAddress.objects.filter(key__in=keys[start : start + _AT_ONCE])


def _pk(row: Any) -> int | None:
    return row.pk if row is not None else None


# ------------------------------------------------------------------ an editor mends
class UnableToMend(Exception):
    """An old address cannot lead there; the message says why and what to do."""


def mend(url: str, *, target: str, move: Move | None) -> str:
    """Have an old address lead to a path of ours, or with an empty `target` again to what the move made of it; what
    was done, in words. A move that runs again leaves it so. Raises UnableToMend."""
    name = old_address.name_of(url)
    if name in ("", "/") or not old_address.is_answerable(name):
        raise UnableToMend(f"“{url}” cannot be answered: the station keeps addresses that begin so for itself.")
    if target and (why := _not_ours(target, name)):
        raise UnableToMend(why)
    key = old_address.key_of(name)
    with transaction.atomic():
        row = OldAddress.objects.select_for_update(of=("self",)).filter(key=key).first()
        if row is None:
            if not target or move is None:
                raise UnableToMend(f"Say where “{name}” is to lead.")
            row = OldAddress(key=key, name=name, move=move)
        elif not target and not (row.page_id or row.photo_id or row.file_id):
            raise UnableToMend(f"“{name}” leads nowhere but where somebody here said. Say another place.")
        row.target = target
        row.save()
        if target and move is not None:
            _lost_no_more(name, move)
    return f"“{name}” leads to {target} now." if target else f"“{name}” leads to what came of it again."


def _not_ours(target: str, name: str) -> str:
    """Why a target will not do; empty if it will."""
    if not target.startswith("/") or target.startswith(("//", "/\\")) or len(target) > _LONGEST:
        return "Write a path of this site, as /news or /news/2026-11-27/a-story; it begins with one slash."
    if any(character <= " " for character in target):
        return "A path has no spaces in it."
    there = old_address.name_of(target)
    if (
        there == name
        or OldAddress.objects.filter(key=old_address.key_of(there)).exclude(target__in=("", target)).exists()
    ):
        return f"“{target}” is an old address itself. Write where the reader shall arrive."
    return ""


def _lost_no_more(name: str, move: Move) -> None:
    """Take an address off the list of those that lead nowhere."""
    last = name.rsplit("/", 1)[-1]
    for row in Moved.objects.filter(move=move, urls__icontains=last):
        left = [url for url in row.urls.splitlines() if old_address.name_of(url) != name]
        if (urls := "\n".join(left)) != row.urls:
            row.urls = urls
            row.save(update_fields=["urls"])


# ------------------------------------------------------------------ a reader asks
def leads_to(url: str, *, at: datetime) -> str | None:
    """The path (or address of a file) that an old address leads to, or None.

    What the public may not see leads nowhere: an address must not tell the headline of what is under embargo.
    """
    name = old_address.name_of(url)
    if not name or not Move.objects.exists():
        return None
    for candidate in _written(name):
        if found := _target(candidate, at):
            return found
    if short := old_address.shorter(name):
        for candidate in _written(short.name):
            if found := _target(candidate, at):
                return f"{found.rstrip('/')}/feed.xml" if short.feed and _has_feed(found) else found
    if days := old_address.days_of(name) or (old_address.days_of(short.name) if short else None):
        return f"/search?q=&from={days[0]}&to={days[1]}"
    return None


def _written(name: str) -> Iterable[str]:
    yield name
    if bare := old_address.unsized(name):
        yield bare


def _has_feed(path: str) -> bool:
    """Sections, authors and topics have one; the feed of a story's comments is the story."""
    parts = path.strip("/").split("/")
    return len(parts) == 1 or parts[0] in {"authors", "topics"}


def _target(name: str, at: datetime) -> str | None:
    row = OldAddress.objects.filter(key=old_address.key_of(name)).select_related("photo", "file").first()
    if row is None:
        return None
    if row.target:
        return row.target
    if row.page_id is not None:
        page = Page.objects.filter(pk=row.page_id).first()
        return _of_page(page.specific, at) if page is not None else None
    if row.photo is not None:
        return _of_photo(row.photo, at)
    if row.file is None or newsroom.is_held_back(row.file, at=at):
        return None
    return str(row.file.url)


def _of_page(page: Any, at: datetime) -> str | None:
    if isinstance(page, newsroom.Story):
        verdict = newsroom.may_the_public_see(page.rights, at=at)
        if verdict not in (newsroom.Verdict.SHOWN, newsroom.Verdict.WITHDRAWN):  # what was taken back says so itself
            return None
    elif not page.live:
        return None
    url: str | None = page.get_url()
    return url


def _of_photo(photo: newsroom.Photo, at: datetime) -> str | None:
    """A size that pages show; originals are for editors."""
    if not photo.may_show(at=at) or newsroom.is_held_back(photo, at=at):
        return None
    try:
        return str(photo.get_rendition(_RENDITION).url)
    except OSError:
        return None
