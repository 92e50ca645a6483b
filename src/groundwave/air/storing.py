"""Sound on its way between this machine's disk and wherever the station's media lie: a folder or a bucket."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from groundwave.kit.home import Home

_UNUSED: Final = timedelta(days=1)
FOLDER: Final = "recordings"
"""Below media/, and not among the folders that readers are given: what is public goes by `air.tickets`."""


class _Made(File):  # type: ignore[type-arg]
    """A file that was made for the storage, which may move it instead of copying."""

    def temporary_file_path(self) -> str:
        return str(self.name)


@contextmanager
def workroom() -> Iterator[Path]:
    """A folder for what is half made, on the disk of the media; it goes with all that is in it."""
    base = Home(Path(settings.HOME)).run / FOLDER
    base.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=base))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def clear_workrooms(*, at: datetime) -> None:
    """Remove what a crash left half made; what is a day old nobody works at any more."""
    for room in (Home(Path(settings.HOME)).run / FOLDER).glob("*"):
        if room.stat().st_mtime < (at - _UNUSED).timestamp():
            shutil.rmtree(room, ignore_errors=True)


def put(path: Path, name: str) -> int:
    """Move a whole file into the storage under this very name, over what a crash may have left there; its size."""
    size = path.stat().st_size
    remove(name)
    with path.open("rb") as raw:
        kept = default_storage.save(name, _Made(raw, name=str(path)))
    if kept != name:
        default_storage.delete(kept)
        raise OSError(f"{name} could not be kept under its own name")
    return size


def remove(name: str) -> None:
    if name and default_storage.exists(name):
        default_storage.delete(name)


@contextmanager
def at_hand(name: str) -> Iterator[Path]:
    """The file as one of this disk: itself, or a copy of what lies in a bucket. Raises OSError when it is gone."""
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        with workroom() as room, default_storage.open(name, "rb") as there:
            copy = room / Path(name).name
            with copy.open("wb") as here:
                shutil.copyfileobj(there, here, 1 << 20)
            yield copy
        return
    if not path.is_file():
        raise FileNotFoundError(f"{name} is no longer among the media")
    yield path
