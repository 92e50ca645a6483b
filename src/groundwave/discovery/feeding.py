"""From the log of changes into the index: a node's worker does this a few times a second."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import tantivy
from django.db.models import Count, Max, Min

from groundwave.discovery import generations, kinship, schema
from groundwave.discovery.generations import BuildingAlready, Position, UnableToSearch
from groundwave.discovery.kinds import kinds
from groundwave.discovery.models import Change
from groundwave.kit import clock, deps
from groundwave.newsroom import api as newsroom

log = logging.getLogger(__name__)

KEPT: Final = timedelta(days=7)  # rows of the log; a node that was away for longer builds its index anew
# A transaction takes its row's number before it commits, so a lower number may appear after a higher one. Rows of the
# last minute are therefore asked for again, and those that were met already are passed over.
OVERLAP: Final = timedelta(seconds=60)
_AT_ONCE: Final = 200  # things read and written between two looks at the clock
_ROWS, _GAPS = 2_000, 500  # rows asked for at once, and numbers that are missing between them
_HEAP: Final = 20_000_000  # bytes; the least that the engine takes is 15 million
_HEAP_OF_BUILD: Final = 60_000_000
_LEAST_PAUSE: Final = timedelta(seconds=30)  # between two builds that this process starts by itself


class Follower:
    """Keeps one generation in step with the log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.position = Position.read(folder)
        self._last = self.position.after  # the highest row met
        self._met: dict[int, datetime] = {}  # rows after the position, and when they were made
        self._waiting: dict[tuple[str, int], None] = {}  # things to be read anew, in order
        self._index = tantivy.Index.open(str(folder))
        self._writer: tantivy.IndexWriter | None = None

    @property
    def is_astray(self) -> bool:
        """Is the database another than the one it followed, one brought back from a copy for example?"""
        last = Change.objects.aggregate(last=Max("pk"))["last"]
        return last is not None and last < self.position.after

    def follow(self, *, at: datetime) -> int:
        """Read what has changed, write it, commit. Returns how many things were read; call it again until none."""
        for pk, kind, object_id, made_at in self._rows():
            self._met[pk] = made_at
            self._last = max(self._last, pk)
            self._waiting[kind, object_id] = None
        now = list(self._waiting)[:_AT_ONCE]
        if now:
            self._write(now)
            for thing in now:
                del self._waiting[thing]
        if not self._waiting:
            self._advance(at)
        return len(now)

    def _rows(self) -> list[tuple[int, str, int, datetime]]:
        fields = ("pk", "kind", "object_id", "made_at")
        found = list(Change.objects.filter(pk__gt=self._last).order_by("pk").values_list(*fields)[:_ROWS])
        if len(self._met) < self._last - self.position.after:
            gaps = [pk for pk in range(self.position.after + 1, self._last) if pk not in self._met][:_GAPS]
            found += Change.objects.filter(pk__in=gaps).values_list(*fields)
        return found

    def _write(self, things: Sequence[tuple[str, int]]) -> None:
        if self._writer is None:
            self._writer = self._index.writer(_HEAP, 1)
        by_kind: dict[str, list[int]] = {}
        for kind, object_id in things:
            by_kind.setdefault(kind, []).append(object_id)
        for story_id in _stories_that_name(by_kind):
            self._waiting["story", story_id] = None
        for kind, ids in by_kind.items():
            for object_id in ids:
                self._writer.delete_documents_by_term("key", f"{kind}:{object_id}")
            if found := kinds().get(kind):
                for entry in found.entries(ids):
                    self._writer.add_document(schema.document(entry, languages=self.position.languages))
        self._writer.commit()
        kinship.refresh(ids=by_kind.get("story", []), at=clock.now())

    def _advance(self, at: datetime) -> None:
        after = self.position.after
        for pk in sorted(self._met):
            if self._met[pk] > at - OVERLAP:
                break
            after = pk
        if after > self.position.after or at - self.position.at > timedelta(hours=1):
            self.position = self.position.moved(after=after, at=at)
            self.position.written(self.folder)
            self._met = {pk: made_at for pk, made_at in self._met.items() if pk > after}

    def close(self) -> None:
        """End in peace: what was committed stays, and is tidied up before the lock is let go."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
        self.let_go()

    def let_go(self) -> None:
        """Let go of the writer's lock at once; what was committed stays."""
        self._writer = None


def _stories_that_name(by_kind: dict[str, list[int]]) -> Iterator[int]:
    """A person's or a topic's name stands in the stories' own entries."""
    if people := by_kind.get("person"):
        yield from newsroom.Story.objects.filter(bylines__author__in=people).values_list("pk", flat=True)
    if topics := by_kind.get("topic"):
        yield from newsroom.Story.objects.filter(story_topics__tag__in=topics).values_list("pk", flat=True)


# ------------------------------------------------------------------ building anew
def building(*, at: datetime) -> Iterator[tuple[int, int]]:
    """Build a generation and switch to it; yields (done, total) after each few hundred things.

    Search goes on with the old one meanwhile. Raises BuildingAlready.
    """
    with generations.only_builder():
        after = settled(at)
        folder = generations.started(at)
        codes = generations.languages()
        index = tantivy.Index(schema.schema(codes), path=str(folder))
        writer = index.writer(_HEAP_OF_BUILD, 1)
        done, total = 0, sum(kind.count() for kind in kinds().values())
        for kind in kinds().values():
            last = 0
            while ids := kind.ids(last, _AT_ONCE):
                last = ids[-1]
                for entry in kind.entries(ids):
                    writer.add_document(schema.document(entry, languages=codes))
                done += len(ids)
                yield done, max(total, done)
        writer.commit()
        writer.wait_merging_threads()
        Position(after, at, languages=codes).written(folder)
        follower = Follower(folder)
        while follower.follow(at=at):
            yield done, max(total, done)
        follower.close()
        generations.switched(folder)
        deps.announce(kinship.INDEX)


def settled(at: datetime) -> int:
    """The last row of the log that no transaction still open can come before."""
    last = Change.objects.filter(made_at__lt=at - OVERLAP).aggregate(last=Max("pk"))["last"]
    if last is not None:
        return int(last)
    first = Change.objects.aggregate(first=Min("pk"))["first"]
    return int(first) - 1 if first is not None else 0


# ------------------------------------------------------------------ for whoever owns the server
@dataclass(frozen=True)
class State:
    """What the serving index of this node holds. `waiting` counts rows of the log that it may not have followed, and
    `waiting_since` is when the first of them was made (None: there are none); rows stay among them for OVERLAP.
    """

    folder: Path
    entries: int
    bytes: int
    waiting: int
    waiting_since: datetime | None


def index_state() -> State | None:
    """None when there is no index that can be read."""
    try:
        with generations.reading() as (_, searcher):
            folder = generations.current()
            size = sum(file.stat().st_size for file in folder.iterdir())
            rows = Change.objects.filter(pk__gt=Position.read(folder).after)
            waiting = rows.aggregate(count=Count("pk"), since=Min("made_at"))
            return State(folder, searcher.num_docs, size, waiting["count"], waiting["since"])
    except UnableToSearch:
        return None


# ------------------------------------------------------------------ the worker's part
class Feeder:
    """What the worker holds from call to call: the follower of the serving generation, or a build that goes on."""

    def __init__(self) -> None:
        self._follower: Follower | None = None
        self._build: Iterator[tuple[int, int]] | None = None
        self._started: tuple[Path, datetime] | None = None
        self._pruned_at: datetime | None = None

    def feed(self, *, at: datetime, seconds: float) -> int:
        """Bring the index up to date, building for at most about so many seconds at a time when it has to be built.

        Returns how many things were written.
        """
        self._prune(at)
        if self._build is not None:
            self._go_on(self._build, seconds)
            if self._build is not None:
                return 0
        follower = self._serving(at)
        if follower is None:
            return 0
        try:
            return follower.follow(at=at)
        except (ValueError, OSError) as error:
            # The writer is of no use after a failure: a full disk, or another writer (a worker too many).
            follower.let_go()
            self._follower = None
            log.error("The index of search could not be written: %s. It is tried again.", error)  # noqa: TRY400
            return 0

    def close(self) -> None:
        if self._follower is not None:
            self._follower.close()
        self._follower = self._build = None

    def _serving(self, at: datetime) -> Follower | None:
        try:
            folder = generations.current()
            if generations.is_broken(folder):
                raise UnableToSearch(generations.NOT_READY)
            if self._follower is None or self._follower.folder != folder:
                if self._follower is not None:
                    self._follower.close()
                    self._follower = None
                opened = Follower(folder)
                if opened.is_astray or at - opened.position.at > KEPT - OVERLAP:
                    raise UnableToSearch("The index of search is too far behind; it is built anew.")
                self._follower = opened
        except UnableToSearch as why:
            self._start(str(why), at)
        except (ValueError, OSError) as error:
            self._start(f"The index of search cannot be opened: {error}", at)
        return self._follower

    def _start(self, why: str, at: datetime) -> None:
        self._follower = None
        top = generations.folder()
        if self._started and self._started[0] == top and at - self._started[1] < _LEAST_PAUSE:
            return
        self._started = (top, at)
        log.warning("%s Building it now.", why)
        self._build = building(at=at)

    def _go_on(self, build: Iterator[tuple[int, int]], seconds: float) -> None:
        until = time.monotonic() + seconds
        try:
            for _ in build:
                if time.monotonic() >= until:
                    return
            log.info("The index of search is built.")
        except BuildingAlready:
            pass  # by `groundwave search rebuild`; it is followed as soon as it serves
        except (ValueError, OSError) as error:
            log.error("The index of search could not be built: %s. It is tried again.", error)  # noqa: TRY400
        self._build = None

    def _prune(self, at: datetime) -> None:
        if self._pruned_at is None or at - self._pruned_at > timedelta(hours=1):
            Change.objects.filter(made_at__lt=at - KEPT).delete()
            self._pruned_at = at
