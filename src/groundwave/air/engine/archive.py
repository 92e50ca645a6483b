"""The files that listeners fetch: written whole or not at all, and removed when their time is over."""

import errno
import os
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from groundwave.air.engine.playlist import contiguous_tail, live_playlist, multivariant_playlist
from groundwave.air.engine.timeline import Kind, chunk_path, hour_folder, hour_of, number_in, place_in_hour

_UNFINISHED: Final = ".part"
_CHUNKS: Final[tuple[Kind, ...]] = ("mp3", "adts")
_HOUR_FILES: Final = (("peaks", ".u8"), ("marks", ".txt"))
_HOUR: Final = timedelta(hours=1)


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step: a reader sees the old file or the new one. Raises OSError.

    After a failure nothing is left behind, and the old file stands.
    """
    part = path.with_name(f".{path.name}{_UNFINISHED}")
    try:
        try:
            part.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
        part.replace(path)
    except OSError:
        try:
            part.unlink(missing_ok=True)
        except OSError:
            pass  # The disk that refused the write refuses this as well; the sweep at the next start removes it.
        raise


def said(error: OSError) -> str:
    """What an OSError means for the person who keeps the machine."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full"
    if error.errno == errno.EROFS:
        return "the disk is read-only"
    return os.strerror(error.errno) if error.errno else str(error)


class Variant:
    """``live/<service>/<kb/s>/``: the segments of one rendition and the playlist of the newest of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.listed: list[int] = []
        self._init: bytes | None = None

    def open(self) -> int | None:
        """Look at what is there: the newest segment's number, or None. Removes what a crash left. Raises OSError."""
        _sweep_unfinished(self.folder, self.folder / "seg")
        hours = _hours(self.folder / "seg")[-2:]
        names = (item.name for hour in hours for item in (self.folder / "seg" / hour).iterdir())
        self.listed = contiguous_tail(number for name in names if (number := number_in(name, "seg")) is not None)
        return self.listed[-1] if self.listed else None

    def begin(self, init: bytes) -> None:
        """Write `init` before the next segment."""
        self._init = init

    def add(self, number: int, segment: bytes, marks: Sequence[str]) -> None:
        """Write a segment and list it, with the lines that tell what is on.

        Raises OSError; then all of it may be done again.
        """
        if self._init is not None:
            write_whole(self.folder / "init.mp4", self._init)
            self._init = None
        write_whole(self.folder / chunk_path(number, "seg"), segment)
        self.listed = contiguous_tail([*(n for n in self.listed if n < number), number])
        write_whole(self.folder / "live.m3u8", live_playlist(self.listed, marks).encode())


class Archive:
    """``live/<service>/``: what a service's listeners fetch, in all renditions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def variant(self, kbps: int) -> Variant:
        """The rendition of so many kb/s, whether anything is there yet or not."""
        return Variant(self.folder / str(kbps))

    def open(self) -> int | None:
        """The newest segment's number of any rendition, or None. Removes what a crash left. Raises OSError."""
        _sweep_unfinished(self.folder, *(self.folder / kind for kind in _CHUNKS))
        newest = [self.variant(kbps).open() for kbps in self._renditions()]
        return max((number for number in newest if number is not None), default=None)

    def write_chunk(self, number: int, kind: Kind, data: bytes) -> None:
        """Raises OSError."""
        write_whole(self.folder / chunk_path(number, kind), data)

    def write_renditions(self, renditions: Sequence[tuple[int, int]]) -> None:
        """Say which renditions there are, each by its kb/s and its peak in bits a second. Raises OSError."""
        write_whole(self.folder / "live.m3u8", multivariant_playlist(renditions).encode())

    def write_peaks(self, number: int, peaks: bytes) -> None:
        """Put a segment's peaks into its hour's file, at their own place. Raises OSError."""
        path = self.folder / "peaks" / f"{hour_folder(number)}.u8"
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            os.pwrite(descriptor, peaks, place_in_hour(number) * len(peaks))
        finally:
            os.close(descriptor)

    def sweep(self, now: datetime, retention_hours: float, keep_from: datetime | None = None) -> int:
        """Remove the hours that ended longer ago than the retention, but for those after `keep_from`, of which a
        recording is still to be cut; how many of them there were. Raises OSError.
        """
        oldest = now - timedelta(hours=retention_hours)
        if keep_from is not None:
            oldest = min(oldest, keep_from)
        return self._remove([hour for hour in self.hours() if hour + _HOUR < oldest])

    def make_room(self, wanted: int) -> list[datetime]:
        """Remove the oldest hours until so many bytes are free; which those were. The newest two stay.

        Raises OSError.
        """
        removed = []
        for hour in self.hours()[:-2]:
            if self.free() >= wanted:
                break
            self._remove([hour])
            removed.append(hour)
        return removed

    def free(self) -> int:
        """Bytes that are free where the archive is. Raises OSError."""
        return shutil.disk_usage(self.folder if self.folder.exists() else self.folder.parent.parent).free

    def hours(self) -> list[datetime]:
        """The UTC hours of which anything is kept, oldest first."""
        found = {hour for folder in self._hour_folders() for name in _hours(folder) if (hour := hour_of(name))}
        return sorted(found | set(self._hours_in_files()))

    def _remove(self, hours: Sequence[datetime]) -> int:
        for hour in hours:
            name = f"{hour:%Y%m%d%H}"
            for folder in self._hour_folders():
                if (folder / name).is_dir():
                    shutil.rmtree(folder / name)
            for kind, ending in _HOUR_FILES:
                (self.folder / kind / f"{name}{ending}").unlink(missing_ok=True)
        return len(hours)

    def _hours_in_files(self) -> Iterator[datetime]:
        for kind, ending in _HOUR_FILES:
            for item in _items(self.folder / kind):
                if item.suffix == ending and (hour := hour_of(item.stem)):
                    yield hour

    def _hour_folders(self) -> list[Path]:
        # "seg" beside the renditions is where a station of before renditions kept its segments; they age out.
        own = [self.folder / kind for kind in (*_CHUNKS, "seg")]
        return [*own, *(self.folder / str(kbps) / "seg" for kbps in self._renditions())]

    def _renditions(self) -> list[int]:
        names = (item.name for item in _items(self.folder) if item.is_dir() and not item.is_symlink())
        return sorted(int(name) for name in names if name.isascii() and name.isdigit() and len(name) < 5)


def _items(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except FileNotFoundError:
        return []


def _hours(folder: Path) -> list[str]:
    found = (item for item in _items(folder) if hour_of(item.name) and item.is_dir() and not item.is_symlink())
    return sorted(item.name for item in found)


def _sweep_unfinished(*folders: Path) -> None:
    for folder in folders:
        for place in (folder, *(folder / hour for hour in _hours(folder)[-2:])):
            for item in place.glob(f".*{_UNFINISHED}"):
                item.unlink(missing_ok=True)
