"""Pictures and sounds of the old site: from a folder or from their old address, each once, whatever it was called."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from django.core.files.base import ContentFile
from django.db import transaction

from groundwave.kit.fetch import UnableToFetch, fetch
from groundwave.kit.text import cut
from groundwave.newsroom import api as newsroom
from groundwave.stations import api as stations
from groundwave.wire.core.old_site import Picture
from groundwave.wire.models import Move, Moved

MAX_FILE_BYTES: Final = 200 * 1024 * 1024
_MAX_PHOTO_BYTES: Final = 30 * 1024 * 1024
_PHOTOS: Final = frozenset({"avif", "gif", "jpeg", "jpg", "png", "webp"})
_ATTACHMENTS: Final = frozenset({"aac", "csv", "docx", "m4a", "mp3", "ogg", "pdf", "txt", "vtt", "xlsx"})
# Sounds are long, and one of them could fill the memory: they are fetched when their turn comes.
_AHEAD: Final = _PHOTOS | {""}
_AT_ONCE: Final = 4  # an old site's server has readers too
_MOST_AHEAD: Final = 16  # all in memory
_AHEAD_BYTES: Final = 8 * 1024 * 1024  # what is larger is fetched when its turn comes
_FOLDERS: Final = ("/wp-content/uploads/", "/content/images/", "/content/media/", "/content/files/", "/files/")


class NotThere(Exception):
    """The file did not come over; the message says why."""


@dataclass
class Files:
    """`folder` is a copy of the old uploads, if there is one; `fetches` whether old addresses are asked."""

    move: Move
    folder: Path | None = None
    fetches: bool = True
    retries: bool = False
    private_hosts: frozenset[str] = frozenset()
    came: int = 0
    missed: int = 0
    _fetched: dict[str, bytes] = field(default_factory=dict)

    @property
    def wanted(self) -> bool:
        """Whether files are to come at all."""
        return self.folder is not None or self.fetches

    def ahead(self, pictures: Iterable[Picture]) -> None:
        """Fetch several at once what is asked for next; what does not come is asked for again, one by one."""
        self._fetched.clear()
        if not self.fetches:
            return
        urls = list(dict.fromkeys(one.url for one in pictures))
        rows = Moved.objects.filter(move=self.move, kind=Moved.Kind.FILE, source_id__in=map(_id, urls), came=True)
        known = set(rows.values_list("source_id", flat=True))
        wanted = [
            url
            for url in urls
            if _id(url) not in known
            and _ending(url) in _AHEAD
            and not (self.folder is not None and self._in_folder(url))
        ][:_MOST_AHEAD]
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="moving") as pool:
            for url, data in zip(wanted, pool.map(self._try, wanted), strict=True):
                if data is not None:
                    self._fetched[url] = data

    def _try(self, url: str) -> bytes | None:
        try:
            return fetch(url, at_most=_AHEAD_BYTES, private_hosts=self.private_hosts).data
        except UnableToFetch:
            return None

    def photo(self, picture: Picture) -> newsroom.Photo:
        """The photo that was, or now is, made of it. Raises NotThere."""
        row = self._row(picture.url)
        if row is None:
            row = self._bring(picture)
        if row.photo is None:
            raise NotThere(row.words or "it is no picture")
        return row.photo

    def attachment(self, url: str, title: str) -> newsroom.Attachment:
        """The document or sound that was, or now is, made of it. Raises NotThere."""
        row = self._row(url) or self._bring(Picture(url, caption=title))
        if row.file is None:
            raise NotThere(row.words or "it is no file of ours")
        return row.file

    def anything(self, picture: Picture) -> Moved:
        """Photo or attachment, as the file's name says. The row tells whether it came."""
        return self._row(picture.url) or self._bring(picture)

    def _row(self, url: str) -> Moved | None:
        found = (
            Moved.objects.filter(move=self.move, kind=Moved.Kind.FILE, source_id=_id(url))
            .select_related("photo", "file")
            .first()
        )
        if found and not found.came and (self.retries or (found.words == _NOT_ASKED and self.wanted)):
            found.delete()
            return None
        return found

    def _bring(self, picture: Picture) -> Moved:
        row = Moved(move=self.move, kind=Moved.Kind.FILE, source_id=_id(picture.url), title=picture.url[:300])
        try:
            if not self.wanted:
                raise NotThere(_NOT_ASKED)
            self._fill(row, picture)
        except NotThere as why:
            row.came, row.words, row.urls = False, str(why)[:1_000], picture.url
            self.missed += 1
        else:
            self.came += 1
        row.save()
        return row

    def _fill(self, row: Moved, picture: Picture) -> None:
        ending = _ending(picture.url)
        if ending and ending not in _PHOTOS | _ATTACHMENTS:
            raise NotThere(f"pages of ours cannot show a .{ending[:12]} file")
        data, name = self._bytes(picture, _MAX_PHOTO_BYTES if ending in _PHOTOS else MAX_FILE_BYTES)
        digest = hashlib.sha256(data).hexdigest()
        same = (
            Moved.objects.filter(move=self.move, kind=Moved.Kind.CONTENT, source_id=digest)
            .select_related("photo", "file")
            .first()
        )
        if same and (same.photo or same.file):
            row.photo, row.file = same.photo, same.file
            return
        with transaction.atomic():
            if ending in _ATTACHMENTS:
                row.file = _attachment(data, name, picture)
            else:
                row.photo = self._photo(data, name, picture)
            Moved.objects.update_or_create(
                move=self.move,
                kind=Moved.Kind.CONTENT,
                source_id=digest,
                defaults={"photo": row.photo, "file": row.file},
            )

    def _photo(self, data: bytes, name: str, picture: Picture) -> newsroom.Photo:
        try:
            return newsroom.attach_photo(
                data=data,
                filename=name,
                title=picture.alt or picture.caption or name,
                alt_text=picture.alt,
                caption=picture.caption,
                photographer=picture.credit,
                agency=picture.agency,
                license=_license(picture),
                usage_terms=picture.usage_terms,
                copyright_notice=picture.copyright_notice,
                expires_at=picture.expires_at,
                source_url=picture.url if len(picture.url) <= 1_000 else "",
            )
        except newsroom.UnableToTakeIn as unable:
            raise NotThere(str(unable)) from unable

    def _bytes(self, picture: Picture, at_most: int) -> tuple[bytes, str]:
        reasons = []
        candidates = (picture.url, *picture.others)
        if self.folder is not None:
            for url in candidates:
                if path := self._in_folder(url):
                    if path.stat().st_size > at_most:
                        raise NotThere(f"{path.name}: {path.stat().st_size:,} bytes; at most {at_most:,} are taken")
                    return path.read_bytes(), path.name
            reasons.append("it is not in the folder of files")
        if self.fetches:
            for url in candidates:
                if (data := self._fetched.pop(url, None)) is not None:
                    return data, _name(url)
                try:
                    found = fetch(url, at_most=at_most, private_hosts=self.private_hosts)
                    return found.data, _name(url)
                except UnableToFetch as unable:
                    reasons.append(str(unable))
        raise NotThere("; ".join(dict.fromkeys(reasons)))

    def _in_folder(self, url: str) -> Path | None:
        """The file below the folder that the address names. Nothing outside of the folder, by `..` or by a link."""
        assert self.folder is not None  # noqa: S101 - asked by the caller
        top = self.folder.resolve()
        path = unquote(urlsplit(url).path)
        tails = [path.partition(folder)[2] for folder in _FOLDERS if folder in path] + [path.lstrip("/")]
        for tail in tails:
            parts = [part for part in tail.split("/") if part]
            if not parts or any(part in {".", ".."} or "\0" in part for part in parts):
                continue
            try:
                found = top.joinpath(*parts).resolve()
                if found.is_relative_to(top) and found.is_file():
                    return found
            except OSError:
                continue
        return None


_NOT_ASKED: Final = "files were not asked for (--no-fetch)"


def _license(picture: Picture) -> newsroom.Photo.License:
    """What is known to be an agency's stood on the old site and may stand here; nobody is given it."""
    us = stations.licensee()
    names = {name.casefold() for name in (us.brand_name, us.legal_name, us.copyright_owner)} if us else set()
    theirs = picture.agency and picture.agency.casefold() not in names
    return newsroom.Photo.License.PROVIDER if theirs else newsroom.Photo.License.OWN


def _id(url: str) -> str:
    return url if len(url) <= 500 else hashlib.sha256(url.encode()).hexdigest()


def _ending(url: str) -> str:
    name = urlsplit(url).path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def _name(url: str) -> str:
    name = re.sub(r"[^\w.-]+", "-", unquote(urlsplit(url).path).rpartition("/")[2]).strip("-.")
    return name[-120:] or "file"


def _attachment(data: bytes, name: str, picture: Picture) -> newsroom.Attachment:
    made = newsroom.Attachment(title=cut(picture.caption or picture.alt or name, 250), credit=picture.credit[:200])
    made.file.save(name, ContentFile(data), save=False)
    made.file_size = len(data)
    made.save()
    return made
