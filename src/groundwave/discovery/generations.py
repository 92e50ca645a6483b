"""The index on the disk: GROUNDWAVE_HOME/search/<generation>/, of which the file `current` names the one that serves.

A generation is built beside the serving one and becomes it by the replacing of that small file. What has come of the
log of changes is kept in the generation itself (`position.json`), so a copy of the folder is a whole index.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

import tantivy
from django.conf import settings

from groundwave.discovery import schema
from groundwave.kit.files import write_atomically
from groundwave.kit.home import Home

log = logging.getLogger(__name__)

_POSITION, _BROKEN = "position.json", "broken"
_SIGNS_OF_DAMAGE: Final = ("not defined in the schema", "orrupt", "Failed to open", "IO error", "IoError")
NOT_READY: Final = "The index of search is not there or not whole; the worker builds it anew."


class UnableToSearch(Exception):
    """There is no index that can be read; `str()` says why. The worker builds one by itself."""


class BuildingAlready(Exception):
    """Another process builds an index in this home just now."""


@dataclass(frozen=True)
class Position:
    """How far a generation has followed the log: every row up to `after` is in it; `at` is when that was known."""

    after: int
    at: datetime
    version: int = schema.VERSION
    languages: tuple[str, ...] = ()

    def written(self, folder: Path) -> None:
        said = {"version": self.version, "languages": self.languages, "after": self.after, "at": self.at.isoformat()}
        write_atomically(folder / _POSITION, json.dumps(said).encode())

    @classmethod
    def read(cls, folder: Path) -> Position:
        """Raises UnableToSearch for one that is not there, not whole, or of another layout."""
        try:
            said = json.loads((folder / _POSITION).read_bytes())
            found = cls(
                int(said["after"]),
                datetime.fromisoformat(said["at"]),
                int(said["version"]),
                tuple(map(str, said["languages"])),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UnableToSearch(NOT_READY) from error
        if (found.version, found.languages) != (schema.VERSION, languages()) or found.at.tzinfo is None:
            raise UnableToSearch("The index of search is of another version; the worker builds it anew.")
        return found

    def moved(self, *, after: int, at: datetime) -> Position:
        return replace(self, after=after, at=at)


def languages() -> tuple[str, ...]:
    return tuple(code for code, _ in settings.LANGUAGES)


def folder() -> Path:
    return Home(Path(settings.HOME)).search


def current() -> Path:
    """The generation that serves. Raises UnableToSearch."""
    top = folder()
    try:
        name = (top / "current").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UnableToSearch(NOT_READY) from error
    if not name or "/" in name or name.startswith(".") or not (top / name).is_dir():
        raise UnableToSearch(NOT_READY)
    return top / name


def is_broken(generation: Path) -> bool:
    """Has a reader found it unreadable?"""
    return (generation / _BROKEN).exists()


@contextmanager
def only_builder() -> Iterator[None]:
    """One process builds at a time. Raises BuildingAlready."""
    top = folder()
    top.mkdir(parents=True, exist_ok=True)
    handle = os.open(top / "build.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise BuildingAlready("Another process builds the index of search just now; wait until it is done.") from error
    try:
        yield
    finally:
        os.close(handle)


def started(at: datetime) -> Path:
    """A new empty folder for a generation, for the builder; what builds that were cut off left behind goes."""
    top = folder()
    try:
        serving = current()
    except UnableToSearch:
        serving = None
    for old in top.iterdir():
        if old.is_dir() and old != serving:
            shutil.rmtree(old, ignore_errors=True)
    stem, number = f"{at:%Y%m%dT%H%M%S}", 1
    while (top / f"{stem}-{number}").exists():
        number += 1
    made = top / f"{stem}-{number}"
    made.mkdir()
    return made


def switched(to: Path) -> None:
    """From now on this generation serves, in every process, and the others go."""
    write_atomically(to.parent / "current", f"{to.name}\n".encode())
    for old in to.parent.iterdir():
        if old.is_dir() and old != to:
            shutil.rmtree(old, ignore_errors=True)  # who reads it still holds its files open


# ------------------------------------------------------------------ readers
class _Reader:
    """The serving generation, open in this process."""

    def __init__(self, generation: Path) -> None:
        Position.read(generation)
        self.generation = generation
        self.index = tantivy.Index.open(str(generation))
        self.index.config_reader("manual")
        self.seen = _stamp(generation / "meta.json")
        self.index.reload()

    def brought_up_to_date(self) -> None:
        if (stamp := _stamp(self.generation / "meta.json")) != self.seen:
            self.index.reload()
            self.seen = stamp


_open: tuple[Path, tuple[int, int, int], _Reader] | None = None
_opening = threading.Lock()


@contextmanager
def reading() -> Iterator[tuple[tantivy.Index, tantivy.Searcher]]:
    """The index as it was at its last commit. Raises UnableToSearch, also when it proves to be damaged within."""
    reader = _opened()
    try:
        yield reader.index, reader.index.searcher()
    except ValueError as error:
        if not any(sign in str(error) for sign in _SIGNS_OF_DAMAGE):
            raise
        raise _broken(reader.generation, error) from error
    except BaseException as error:
        # A panic of the engine is no Exception; it means files that contradict each other.
        if type(error).__name__ != "PanicException":
            raise
        raise _broken(reader.generation, error) from error


def _opened() -> _Reader:
    global _open
    generation: Path | None = None
    with _opening:
        try:
            pointer = folder() / "current"
            stamp = _stamp(pointer)
            if _open is None or _open[:2] != (pointer, stamp):
                generation = current()
                _open = (pointer, stamp, _Reader(generation))
            reader = _open[2]
            generation = reader.generation
            reader.brought_up_to_date()
        except (ValueError, OSError) as error:
            raise _broken(generation, error) from error
        return reader


def closed() -> None:
    """Let go of the files, as before a copy of the home is moved away."""
    global _open
    with _opening:
        _open = None


def _broken(generation: Path | None, error: BaseException) -> UnableToSearch:
    """Leave word for the worker."""
    global _open
    _open = None
    log.error("The index of search in %s cannot be read: %s. The worker builds it anew.", generation, error)
    if generation is not None and generation.is_dir():
        try:
            (generation / _BROKEN).touch()
        except OSError:  # a full or read-only disk: doctor has that on its own list
            pass
    return UnableToSearch(NOT_READY)


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0)
    return (found.st_mtime_ns, found.st_ino, found.st_size)
