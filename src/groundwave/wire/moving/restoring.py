"""A station that was exported comes back into an empty home, or beside what another one has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.wire.core import old_address, own_export
from groundwave.wire.core.outcome import Unreadable
from groundwave.wire.core.own_export import Line
from groundwave.wire.models import Move, Moved
from groundwave.wire.moving.own_beside import tie_what_grew
from groundwave.wire.moving.own_folder import Folder
from groundwave.wire.moving.own_makers import Makers, language_of, published

Progress = Callable[[int, int, str], None]


@dataclass
class Restored:
    """How many of each kind came now, were here already, or did not come; and the sentences about those."""

    new: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)


def restore(source: Folder, *, progress: Progress) -> Restored:
    """Everything that is not here yet. Each thing is whole or not there; killed and begun again, it goes on.

    What came before and has changed in the export since is left as it is here, and said. Raises UnableToRead.
    """
    return _Restoring(source, progress).run()


class _Restoring(Makers):
    def __init__(self, source: Folder, progress: Progress) -> None:
        super().__init__(source)
        self.progress = progress
        self.restored = Restored()

    def run(self) -> Restored:
        makers: dict[str, Callable[[Line, str], Moved | None]] = {
            "homes": self.make_home,
            "topics": self.make_topic,
            "photos": self.make_photo,
            "authors": self.make_author,
            "files": self.make_file,
            "sections": self.make_section,
            "pages": self.make_page,
            "stories": self.make_story,
            "series": self.make_series,
        }
        for kind, make in makers.items():
            self._each(kind, make)
        for line in self.live_blogs:
            tie_what_grew(line, self.numbers)
        self._complete()
        self._addresses()
        self._pick()
        Move.objects.filter(pk=self.move.pk).update(ended_at=clock.now())
        return self.restored

    def _each(self, kind: str, make: Callable[[Line, str], Moved | None]) -> None:
        total = self.source.counts.get(kind, 0)
        for done, (line, sha256) in enumerate(self.source.lines(kind), start=1):
            name = f"{kind}:{line.get('id')}"
            before = self.known(name)
            if before is not None and before.came:
                self.restored.unchanged[kind] += 1
                if before.sha256 != sha256:
                    self.restored.said.append(f"{name} has changed in the export since it came; it was left as it is.")
            else:
                self._one(kind, name, line, sha256, make)
            if done % 50 == 0 or done == total:
                self.progress(done, total, kind)

    def _one(self, kind: str, name: str, line: Line, sha256: str, make: Callable[[Line, str], Moved | None]) -> None:
        words = ""
        try:
            with transaction.atomic():
                row = make(line, name)
                if row is not None:
                    self._keep(row, name, line, sha256)
                    self.restored.new[kind] += 1
                    return
                words = "it is here already"
        except (
            Unreadable,
            newsroom.UnableToTakeIn,
            ValidationError,
            KeyError,
            TypeError,
            ValueError,
            OSError,
        ) as wrong:
            words = getattr(wrong, "reason", "") or str(wrong) or type(wrong).__name__
        self._keep(Moved(came=False, words=words[:4_000]), name, line, sha256)
        self.restored.failed[kind] += 1
        self.restored.said.append(f"{name} “{str(line.get('title') or line.get('name'))[:80]}” did not come: {words}")

    def _keep(self, row: Moved, name: str, line: Line, sha256: str) -> None:
        facts = {"page": row.page, "photo": row.photo, "file": row.file, "author": row.author}
        facts |= {"revision": row.revision, "came": row.came, "words": row.words, "sha256": sha256}
        facts["title"] = str(line.get("title") or line.get("name") or "")[:300]
        Moved.objects.update_or_create(
            move=self.move,
            kind=Moved.Kind.ITEM,
            source_id=name,
            defaults={**facts, "waits_for_files": row.waits_for_files},
        )

    # -------------------------------------------------------------- at the end
    def _complete(self) -> None:
        """Stories that name others which came after them, now that all are here."""
        waiting = Moved.objects.filter(move=self.move, waits_for_files=True, source_id__startswith="stories:")
        ids = set(waiting.values_list("source_id", flat=True))
        if not ids:
            return
        for line, _ in self.source.lines("stories"):
            if (name := f"stories:{line.get('id')}") not in ids:
                continue
            row = waiting.get(source_id=name)
            story = newsroom.Story.objects.filter(pk=row.page_id, latest_revision=row.revision).first()
            self.numbers.lost.clear()
            if story is not None and not isinstance(line.get("draft"), dict):
                story.body = json.dumps(own_export.body_here(line.get("body"), self.numbers))
                story.save()
                published(story)
                story.refresh_from_db()
                row.revision = story.latest_revision_id
            row.waits_for_files = False
            row.words = ", ".join(f"{one} is not here" for one in dict.fromkeys(self.numbers.lost))[:4_000]
            row.save(update_fields=["revision", "waits_for_files", "words"])

    def _addresses(self) -> None:
        for line, _ in self.source.lines("addresses"):
            find, target = self.numbers.find, str(line.get("to") or "")[:1000]
            self.lay(
                str(line.get("address") or "")[: old_address.MOST_CHARS],
                page_id=find("page", line.get("page")),
                photo_id=find("photo", line.get("photo")),
                file_id=find("file", line.get("file")),
                target=target if urlsplit(target).netloc == "" and target.startswith("/") else "",
            )

    def _pick(self) -> None:
        """The editors' picks, where none are made here."""
        for line, _ in self.source.lines("homes"):
            home = self.home_of(language_of(line))
            if not home.picks.exists():
                found = [self.numbers.pages(number) for number in line.get("picks") or []]
                for place, page in enumerate(one for one in found if one):
                    home.picks.add(home.picks.model(story_id=page, sort_order=place))
                home.save_revision().publish()
