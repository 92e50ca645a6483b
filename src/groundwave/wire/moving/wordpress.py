"""A WordPress export on the disk. The first look writes down what later items point back at, outside of memory."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from groundwave.wire.core.old_site import LeftOut, OldAuthor, OldFile, OldItem, OldSite, OldTerm
from groundwave.wire.core.outcome import UnableToRead, Unreadable
from groundwave.wire.core.wordpress import (
    STORY_TYPES,
    author_of,
    file_of,
    fingerprint,
    item_of,
    plain_slug,
    post_type,
    term_of,
)
from groundwave.wire.core.wordpress_machinery import machinery
from groundwave.wire.core.wxr import Record, records
from groundwave.wire.moving.source import Waiting

_LAYOUT = 2
_SCHEMA = """
CREATE TABLE file (id TEXT PRIMARY KEY, parent TEXT, said TEXT);
CREATE INDEX file_of ON file (parent);
CREATE TABLE block (id TEXT PRIMARY KEY, content TEXT);
CREATE TABLE known (name TEXT PRIMARY KEY, value TEXT);
"""


class WordPressExport:
    """`index` is the file that holds what was found; with an export that has not changed it is not made anew.

    Raises UnableToRead at once, when anything in the file cannot be read: nothing has been written then.
    """

    def __init__(self, path: Path, *, index: Path, zone: ZoneInfo, types: frozenset[str] = frozenset()) -> None:
        self._path, self._zone, self._types = path, zone, STORY_TYPES | types
        self.notes: list[str] = []
        try:
            signature = f"{_LAYOUT} {path.resolve()} {path.stat().st_size} {path.stat().st_mtime_ns}"
            with path.open("rb"):
                pass
        except OSError as error:
            raise UnableToRead(path.name, "file", error.strerror or str(error)) from error
        self._index = self._opened(index, signature)
        known = dict(self._index.execute("SELECT name, value FROM known"))
        self.total = int(known["total"])
        self.notes = json.loads(known["notes"])
        self.site = _site(json.loads(known["site"]))
        self._categories = {
            url.partition("/?cat=")[2]: term.key for term in self.site.categories.values() for url in term.urls
        }

    def items(self) -> Iterator[Waiting]:
        for record in self._records():
            if record.kind == "item" and post_type(record) != "attachment":
                number = record.fields.get("wp:post_id", "").strip() or record.fields.get("guid", "").strip()
                yield Waiting(number[:500], fingerprint(record), partial(self._item, record))

    def files(self) -> Iterator[OldFile]:
        last = ""
        while found := self._index.execute(
            "SELECT id, said FROM file WHERE id > ? ORDER BY id LIMIT 200", (last,)
        ).fetchall():
            last = found[-1][0]
            yield from (_file(said) for _, said in found)

    def _item(self, record: Record) -> OldItem | LeftOut | None:
        return item_of(
            record,
            zone=self._zone,
            stories=self._types,
            file=self._file,
            files_of=self._files_of,
            block=self._block,
            category=lambda number: self._categories.get(number, number),
        )

    def _file(self, number: str) -> OldFile | None:
        found = self._index.execute("SELECT said FROM file WHERE id = ?", (number,)).fetchone()
        return _file(found[0]) if found else None

    def _files_of(self, item: str) -> tuple[OldFile, ...]:
        found = self._index.execute("SELECT said FROM file WHERE parent = ? ORDER BY id LIMIT 200", (item,))
        return tuple(_file(said) for (said,) in found)

    def _block(self, number: str) -> str:
        found = self._index.execute("SELECT content FROM block WHERE id = ?", (number,)).fetchone()
        return str(found[0]) if found else ""

    # -------------------------------------------------------------- the first look
    def _records(self) -> Iterator[Record]:
        try:
            with self._path.open("rb") as file:
                yield from records(file.read, note=self._note)
        except Unreadable as wrong:
            raise UnableToRead(self._path.name, wrong.field, wrong.reason) from wrong
        except OSError as error:
            raise UnableToRead(self._path.name, "file", error.strerror or str(error)) from error

    def _note(self, words: str) -> None:
        if words not in self.notes:
            self.notes.append(words)

    def _opened(self, index: Path, signature: str) -> sqlite3.Connection:
        index.parent.mkdir(parents=True, exist_ok=True)
        if index.exists():
            try:
                found = sqlite3.connect(index)
                known = found.execute("SELECT value FROM known WHERE name = 'signature'").fetchone()
                if known and known[0] == signature:
                    return found
                found.close()
            except sqlite3.Error:
                pass
            index.unlink()
        making = index.with_suffix(".part")
        making.unlink(missing_ok=True)
        made = sqlite3.connect(making, isolation_level=None)
        try:
            made.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA} BEGIN;")
            self._look_through(made, signature)
            made.execute("COMMIT")
        finally:
            made.close()
        making.rename(index)
        return sqlite3.connect(index)

    def _look_through(self, made: sqlite3.Connection, signature: str) -> None:
        site: dict[str, str] = {}
        authors: dict[str, OldAuthor] = {}
        terms: dict[str, dict[str, OldTerm]] = {"category": {}, "tag": {}}
        kinds: Counter[str] = Counter()
        total, base = 0, ""
        for record in self._records():
            if record.kind == "site":
                site = record.fields
                base = (site.get("wp:base_blog_url") or site.get("link") or "").rstrip("/")
            elif record.kind == "author" or (record.kind == "item" and post_type(record) == "guest-author"):
                if author := author_of(record, base=base):
                    authors.setdefault(author.key, author)
            elif record.kind in {"category", "tag", "term"}:
                if term := term_of(record, base=base):
                    terms[term[0]].setdefault(term[1].key, term[1])
            elif post_type(record) == "attachment":
                if file := file_of(record):
                    said = (file.source_id, file.parent, json.dumps(asdict(file)))
                    made.execute("INSERT OR IGNORE INTO file VALUES (?, ?, ?)", said)
            else:
                total += 1
                kinds[post_type(record)] += 1
                if post_type(record) == "wp_block":
                    block = (record.fields.get("wp:post_id", "").strip(), record.fields.get("content:encoded", ""))
                    made.execute("INSERT OR IGNORE INTO block VALUES (?, ?)", block)
                for domain, nicename, words in record.categories:
                    slug = plain_slug(nicename)
                    kind = {"category": "category", "post_tag": "tag", "tag": "tag", "": "category"}.get(domain)
                    if kind and slug and slug not in terms[kind] and len(terms[kind]) < 100_000:
                        folder = "category" if kind == "category" else "tag"
                        terms[kind][slug] = OldTerm(slug, words or slug, slug, urls=(f"{base}/{folder}/{slug}/",))
        if left := machinery(kinds):
            self._note(left)
        found = {
            "url": base,
            "title": site.get("title", ""),
            "language": site.get("language", ""),
            "authors": [asdict(one) for one in authors.values()],
            "categories": [asdict(one) for one in terms["category"].values()],
            "tags": [asdict(one) for one in terms["tag"].values()],
        }
        rows = {"site": json.dumps(found), "total": str(total), "notes": json.dumps(self.notes), "signature": signature}
        made.executemany("INSERT INTO known VALUES (?, ?)", rows.items())


def _file(said: str) -> OldFile:
    found = json.loads(said)
    return OldFile(**{**found, "pages": tuple(found["pages"])})


def _site(said: dict[str, Any]) -> OldSite:
    base = said["url"]
    feeds = tuple(f"{base}/{tail}" for tail in ("feed/", "feed/rss/", "feed/rss2/", "feed/atom/", "feed/rdf/", "rss/"))
    return OldSite(
        "wordpress",
        base,
        said["title"],
        said["language"],
        {one["key"]: OldAuthor(**{**one, "urls": tuple(one["urls"])}) for one in said["authors"]},
        {one["key"]: OldTerm(**{**one, "urls": tuple(one["urls"])}) for one in said["categories"]},
        {one["key"]: OldTerm(**{**one, "urls": tuple(one["urls"])}) for one in said["tags"]},
        (*feeds, f"{base}/?feed=rss2", f"{base}/?feed=atom", f"{base}/comments/feed/"),
    )
