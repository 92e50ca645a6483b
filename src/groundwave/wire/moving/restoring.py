"""A station that was exported comes back into an empty home, or beside what another one has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import IntegrityError, reset_queries, transaction

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.wire.core import old_address, own_export
from groundwave.wire.core.outcome import Unreadable
from groundwave.wire.core.own_export import Line, Numbers
from groundwave.wire.models import Move, Moved, OldAddress
from groundwave.wire.moving import items
from groundwave.wire.moving.own_beside import tie_what_grew
from groundwave.wire.moving.own_folder import Folder, Read
from groundwave.wire.moving.own_makers import Makers, published
from groundwave.wire.moving.own_stories import Coming, put_stories
from groundwave.wire.moving.own_values import language_of
from groundwave.wire.moving.row_kinds import FIRST, SECOND, THIRD
from groundwave.wire.moving.rows import Kind

Progress = Callable[[int, int, str], None]
Make = Callable[[Line, str], Moved | None]

_AT_ONCE: Final = 200
_BYTES_AT_ONCE: Final = 16 * 1024 * 1024
_FAULTS: Final = (
    Unreadable,
    newsroom.UnableToTakeIn,
    ValidationError,
    IntegrityError,
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    OSError,
)


@dataclass
class Restored:
    """How many of each kind came now, were here already, or did not come; and the sentences about those."""

    new: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)


class _Waiting(NamedTuple):
    name: str
    read: Read


def restore(source: Folder, *, progress: Progress, beside: Sequence[Kind] = ()) -> Restored:
    """Everything that is not here yet. Each thing is whole or not there; killed and begun again, it goes on.

    `beside` are kinds of rooms that the wire does not know. What came before and has changed in the export since is
    left as it is here, and said. Raises UnableToRead.
    """
    return _Restoring(source, progress, beside).run()


class _Restoring(Makers):
    def __init__(self, source: Folder, progress: Progress, beside: Sequence[Kind]) -> None:
        super().__init__(source)
        self.progress = progress
        self.beside = beside
        self.restored = Restored()

    def run(self) -> Restored:
        self._rows(FIRST)
        first: dict[str, Make] = {
            "homes": self.make_home,
            "topics": self.make_topic,
            "photos": self.make_photo,
            "authors": self.make_author,
            "files": self.make_file,
            "sections": self.make_section,
            "pages": self.make_page,
        }
        for kind, make in first.items():
            self._each(kind, make)
        self._rows(SECOND)
        self._stories()
        self._each("series", self.make_series)
        for line in self.live_blogs:
            tie_what_grew(line, self.numbers)
        self._complete()
        self._rows(THIRD)
        self._each("items", partial(self._row, items.put))
        self._rows(self.beside)
        self._addresses()
        self._pick()
        Move.objects.filter(pk=self.move.pk).update(ended_at=clock.now())
        return self.restored

    # -------------------------------------------------------------- one kind
    def _batches(self, kind: str) -> Iterator[tuple[list[_Waiting], dict[str, Moved]]]:
        """What has not come yet, some lines at a time, with the rows of those that were tried before."""
        batch: list[_Waiting] = []
        size = 0
        for read in self.source.lines(kind):
            batch.append(_Waiting(f"{kind}:{read.line.get('id')}", read))
            size += read.size
            if len(batch) == _AT_ONCE or size > _BYTES_AT_ONCE:
                yield self._unknown(kind, batch)
                batch, size = [], 0
        if batch:
            yield self._unknown(kind, batch)

    def _unknown(self, kind: str, batch: list[_Waiting]) -> tuple[list[_Waiting], dict[str, Moved]]:
        reset_queries()
        rows = Moved.objects.filter(
            move=self.move, kind=Moved.Kind.ITEM, source_id__in=[waiting.name for waiting in batch]
        )
        known = {row.source_id: row for row in rows}
        left = []
        for waiting in batch:
            before = known.get(waiting.name)
            if before is None or not before.came:
                left.append(waiting)
                continue
            self.restored.unchanged[kind] += 1
            if before.sha256 != waiting.read.sha256:
                self.restored.said.append(
                    f"{waiting.name} has changed in the export since it came; it was left as it is."
                )
        return left, known

    def _each(self, kind: str, make: Make) -> None:
        total = self.source.counts.get(kind, 0)
        done = 0
        for batch, _ in self._batches(kind):
            for waiting in batch:
                self._one(kind, waiting, make)
            done = min(done + _AT_ONCE, total)
            self.progress(done, total, kind.replace("_", " "))

    def _one(self, kind: str, waiting: _Waiting, make: Make) -> None:
        name, (line, sha256, _) = waiting
        try:
            with transaction.atomic():
                row = make(line, name)
                if row is not None:
                    self._keep(row, name, line, sha256)
                    (self.restored.unchanged if row.words else self.restored.new)[kind] += 1
                    return
                words = "it is here already"
        except _FAULTS as wrong:
            words = _said(wrong)
        self._failed(kind, waiting, words)

    def _failed(self, kind: str, waiting: _Waiting, words: str) -> None:
        name, (line, sha256, _) = waiting
        self._keep(Moved(came=False, words=words[:4_000]), name, line, sha256)
        self.restored.failed[kind] += 1
        self.restored.said.append(f"{name} “{_title(line)[:80]}” did not come: {words}")

    def _keep(self, row: Moved, name: str, line: Line, sha256: str) -> None:
        facts = {"page": row.page, "photo": row.photo, "file": row.file, "author": row.author}
        facts |= {"revision": row.revision, "came": row.came, "words": row.words, "sha256": sha256}
        facts["title"] = _title(line)[:300]
        Moved.objects.update_or_create(
            move=self.move,
            kind=Moved.Kind.ITEM,
            source_id=name,
            defaults={**facts, "waits_for_files": row.waits_for_files},
        )

    # -------------------------------------------------------------- rows of plain nouns
    def _rows(self, kinds: Sequence[Kind]) -> None:
        for kind in kinds:
            self._each(kind.name, partial(self._row, kind.put))

    def _row(self, put: Callable[[Line, Numbers], bool], line: Line, name: str) -> Moved:
        self.numbers.lost.clear()
        made = put(line, self.numbers)
        if self.numbers.lost and made:
            lost = ", ".join(dict.fromkeys(self.numbers.lost))
            self.restored.said.append(f"{name} “{_title(line)[:80]}” came without what is not here: {lost}.")
        return Moved(words="" if made else "it was here already")

    # -------------------------------------------------------------- stories
    def _stories(self) -> None:
        total = self.source.counts.get("stories", 0)
        done = 0
        for batch, known in self._batches("stories"):
            self._put(batch, known)
            done = min(done + _AT_ONCE, total)
            self.progress(done, total, "stories")

    def _put(self, batch: list[_Waiting], known: dict[str, Moved]) -> None:
        """All of them, or where one spoils that, each by itself."""
        try:
            with transaction.atomic():
                came = put_stories([Coming(one.name, one.read.line) for one in batch], makers=self)
                rows = []
                for waiting in batch:
                    if isinstance(row := came[waiting.name], Moved):
                        row.move, row.kind, row.source_id = self.move, Moved.Kind.ITEM, waiting.name
                        row.sha256, row.title = waiting.read.sha256, _title(waiting.read.line)[:300]
                        rows.append(row)
                failed_before = [known[one.name].pk for one in batch if one.name in known]
                Moved.objects.filter(pk__in=failed_before).delete()
                Moved.objects.bulk_create(rows, batch_size=_AT_ONCE)
        except _FAULTS as wrong:
            if len(batch) == 1:
                self._failed("stories", batch[0], _said(wrong))
            for waiting in batch if len(batch) > 1 else ():
                self._put([waiting], known)
            return
        for waiting in batch:
            row = came[waiting.name]
            if isinstance(row, str):
                self._failed("stories", waiting, row)
            else:
                self.restored.new["stories"] += 1
                if row.page_id is not None and isinstance(number := waiting.read.line.get("id"), int):
                    self.remember("page", number, row.page_id)
                if waiting.read.line.get("live_blog"):
                    self.live_blogs.append(waiting.read.line)

    # -------------------------------------------------------------- at the end
    def _complete(self) -> None:
        """Stories that name others which came after them, now that all are here."""
        waiting = Moved.objects.filter(move=self.move, waits_for_files=True, source_id__startswith="stories:")
        ids = set(waiting.values_list("source_id", flat=True))
        if not ids:
            return
        for line, _, _ in self.source.lines("stories"):
            if (name := f"stories:{line.get('id')}") not in ids:
                continue
            row = waiting.get(source_id=name)
            story = newsroom.Story.objects.filter(pk=row.page_id, latest_revision=row.revision).first()
            self.numbers.lost.clear()
            if story is not None and not (isinstance(line.get("draft"), dict) and story.live):
                body = line["draft"].get("body") if isinstance(line.get("draft"), dict) else line.get("body")
                blocks = json.loads(body) if isinstance(body, str) else body
                story.body = json.dumps(own_export.body_here(blocks, self.numbers))
                story.save()
                published(story)
                story.refresh_from_db()
                row.revision = story.latest_revision_id
            row.waits_for_files = False
            row.words = ", ".join(f"{one} is not here" for one in dict.fromkeys(self.numbers.lost))[:4_000]
            row.save(update_fields=["revision", "waits_for_files", "words"])

    def _addresses(self) -> None:
        find = self.numbers.find
        for some in self._some(self.source.lines("addresses")):
            names = {str(read.line.get("address") or "")[: old_address.MOST_CHARS]: read.line for read in some}
            keys = {old_address.key_of(name): name for name in names}
            for laid in OldAddress.objects.filter(key__in=keys).values_list("key", flat=True):
                del names[keys[laid]]
            for kind in ("page", "photo", "file"):
                self.learn(kind, [line[kind] for line in names.values() if isinstance(line.get(kind), int)])
            led = []
            for name, line in names.items():
                target = str(line.get("to") or "")[:1000]
                to: dict[str, Any] = {f"{one}_id": find(one, line.get(one)) for one in ("page", "photo", "file")}
                to["target"] = target if urlsplit(target).netloc == "" and target.startswith("/") else ""
                led.append((name, to))
            self.lay(led)

    @staticmethod
    def _some(reads: Iterator[Read]) -> Iterator[list[Read]]:
        while some := list(islice(reads, _AT_ONCE)):
            yield some

    def _pick(self) -> None:
        """The editors' picks, where none are made here."""
        for line, _, _ in self.source.lines("homes"):
            home = self.home_of(language_of(line))
            if not home.picks.exists():
                found = [self.numbers.pages(number) for number in line.get("picks") or []]
                for place, page in enumerate(one for one in found if one):
                    home.picks.add(home.picks.model(story_id=page, sort_order=place))
                if found:
                    home.save_revision().publish()


def _said(wrong: Exception) -> str:
    if isinstance(wrong, ValidationError) and hasattr(wrong, "error_dict"):
        return "; ".join(f"{name}: {' '.join(faults)}" for name, faults in wrong.message_dict.items())
    return getattr(wrong, "reason", "") or str(wrong) or type(wrong).__name__


def _title(line: Line) -> str:
    names = ("title", "name", "headline", "username", "internal_name", "call_sign", "slug", "old_path", "external_id")
    return str(next((line[name] for name in names if line.get(name)), ""))
