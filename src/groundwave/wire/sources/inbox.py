"""Files that an agency puts into the source's folder, `wire/inbox/{source}` of the station's home."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from groundwave.kit.home import Home
from groundwave.wire.core.bounds import MAX_DOCUMENT_BYTES
from groundwave.wire.core.document import parse_document
from groundwave.wire.core.outcome import UnableToRead
from groundwave.wire.models import Source
from groundwave.wire.reporting import Line, Verdict
from groundwave.wire.sources.run import Run

# A file that was written to so shortly ago may still be on its way; one that ends too early gets longer.
_SETTLED_SECONDS = 0.4
_SLOW_SECONDS = 60.0
_ON_ITS_WAY = (".part", ".partial", ".filepart", ".tmp", ".temp", ".writing", ".crdownload", "~")


def waiting(source: Source, *, at: float) -> list[Path]:
    """The files that are whole, the oldest first; `at` in seconds since 1970. Names that begin with a dot or end like a
    file on its way are left alone, and so are links, folders and pipes. Makes the folder when there is none."""
    folder = source.inbox
    if folder is None:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for entry in os.scandir(folder):
        name = entry.name.lower()
        if name.startswith(".") or name.endswith(_ON_ITS_WAY):
            continue
        try:
            facts = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        if stat.S_ISREG(facts.st_mode) and abs(at - facts.st_mtime) >= _SETTLED_SECONDS:
            found.append((facts.st_mtime, entry.name))
    return [folder / name for _, name in sorted(found)]


def empty(run: Run) -> None:
    """Take in each file and remove it: its bytes are kept with what was said of them. One that is too large to be kept
    is put aside, into `wire/refused/{source}`."""
    for path in waiting(run.source, at=run.at.timestamp()):
        if not run.has_time():
            return
        try:
            data, facts = _bytes(path)
        except OSError as error:
            words = f"{path.name}: cannot be read ({error.strerror}). Give it to the user that runs Groundwave (chown)."
            run.tell(Line(Verdict.REFUSED, path.name, "", words))
            continue
        if len(data) > MAX_DOCUMENT_BYTES:
            aside = _put_aside(path, run.source)
            words = f"{path.name}: size: more than {MAX_DOCUMENT_BYTES:,} bytes; it was put aside as {aside}"
            run.tell(Line(Verdict.REFUSED, path.name, "", words))
            continue
        if abs(run.at.timestamp() - facts.st_mtime) < _SLOW_SECONDS and not _is_whole(data):
            continue
        run.take(data, name=path.name)
        with suppress(FileNotFoundError):
            if _state(path.stat()) == _state(facts):  # else it was written to, and is read again
                path.unlink()


def _bytes(path: Path) -> tuple[bytes, os.stat_result]:
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        facts = os.fstat(file.fileno())
        return file.read(MAX_DOCUMENT_BYTES + 1), facts


def _state(facts: os.stat_result) -> tuple[int, int, int]:
    return facts.st_ino, facts.st_size, facts.st_mtime_ns


def _is_whole(data: bytes) -> bool:
    """Whether it can be read at all: the first half of a file cannot."""
    try:
        parse_document(data, filename="")
    except UnableToRead:
        return False
    return True


def _put_aside(path: Path, source: Source) -> Path:
    folder = Home.from_environment().wire / "refused" / source.slug
    folder.mkdir(parents=True, exist_ok=True)
    return path.replace(folder / path.name)
