"""A file, a folder or an .m3u playlist, looped for ever by a thread of its own."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

import av
from av.audio.resampler import AudioResampler

from groundwave.air.engine.decode import PLAYABLE, UnableToDecode, frames, open_sound, packed
from groundwave.air.engine.feed import FileFeed
from groundwave.air.engine.plan import SourceSpec
from groundwave.air.engine.timeline import RATE

_RETRY_SECONDS: Final = 2.0
_MOST_FILES: Final = 10_000
_MOST_MEASURED: Final = 200
"""A longer list starts at its beginning: opening every file to learn its length would take too long."""
_MOST_PLAYLIST_BYTES: Final = 2_000_000

log = logging.getLogger(__name__)


class UnableToPlay(Exception):
    """There is nothing to play; the message says what is missing."""


class FileReader:
    """Fills a feed from files. With ``position``, playing starts where an endless loop would be at that index."""

    def __init__(self, spec: SourceSpec, *, position: Callable[[], int] | None) -> None:
        self.feed = FileFeed(spec.label)
        self._path = Path(spec.url)
        self._position = position
        self._stopping = threading.Event()
        self._complained: set[str] = set()
        self._thread = threading.Thread(target=self._run, name=f"file {spec.label}", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Tell the thread to end; it does so within half a second."""
        self._stopping.set()
        self.feed.leave()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._visit(self.feed.visit)
            except (UnableToPlay, OSError) as error:
                self._trouble(str(error))
            except Exception as error:
                # A thread that dies takes its source with it for ever; the engine must be able to come back to it.
                log.exception("%s: reading failed", self.feed.label)
                self._trouble(f"reading failed: {error}")
            else:
                continue
            self._stopping.wait(_RETRY_SECONDS)

    def _trouble(self, reason: str) -> None:
        if self.feed.trouble != reason:
            log.warning("%s: %s", self.feed.label, reason)
        self.feed.trouble = reason

    def _visit(self, visit: int) -> None:
        """Play until the feed is left. Raises UnableToPlay when not one file can be played."""
        paths = listing(self._path)
        at, begin = _spot(paths, self._position()) if self._position else (0, 0)
        media = failed = 0
        while True:
            for path in paths[at:]:
                played = self._play(path, begin, visit, media)
                begin = 0
                if played is None:
                    return
                media += played
                failed = 0 if played else failed + 1
                if failed >= len(paths):
                    raise UnableToPlay(
                        f"none of {len(paths)} files can be played" if failed > 1 else "cannot be played"
                    )
            at = 0
            paths = listing(self._path)

    def _play(self, path: Path, begin: int, visit: int, media: int) -> int | None:
        """How many samples were played from sample ``begin`` of one file on; None when the feed was left."""
        played = 0
        resampler = AudioResampler(format="flt", layout="stereo", rate=RATE)
        try:
            with path.open("rb") as raw, open_sound(raw) as container:
                stream = container.streams.audio[0]
                if begin and stream.time_base:
                    try:
                        container.seek(int(begin / RATE / stream.time_base), stream=stream)
                    except av.error.FFmpegError:
                        # Some files cannot be entered in the middle; being at the right spot is not worth more.
                        return self._play(path, 0, visit, media)
                skip: int | None = None
                for frame in frames(container, stream):
                    if skip is None:
                        skip = max(0, begin - round((frame.time or 0.0) * RATE)) if begin else 0
                    frame.pts = None
                    for part in resampler.resample(frame):
                        sound = packed(part)[skip:]
                        skip = max(0, skip - part.samples)
                        if len(sound):
                            if not self.feed.put(visit, media + played, sound, self._stopping):
                                return None
                            played += len(sound)
                            self.feed.trouble = None
            self._complained.discard(str(path))
        except (UnableToDecode, OSError, ValueError, av.error.FFmpegError) as error:
            if str(path) not in self._complained and len(self._complained) < _MOST_FILES:
                log.warning("%s: %s; going on with the next", path, error)
                self._complained.add(str(path))
        return played


def listing(path: Path) -> list[Path]:
    """The files to play, in order. Raises UnableToPlay."""
    if path.is_dir():
        found = sorted(item for item in path.iterdir() if item.suffix.lower() in PLAYABLE and item.is_file())
        if not found:
            raise UnableToPlay("the folder holds no sound file")
        return found[:_MOST_FILES]
    if not path.is_file():
        raise UnableToPlay("there is no such file or folder")
    if path.suffix.lower() not in (".m3u", ".m3u8"):
        return [path]
    with path.open("rb") as raw:
        text = raw.read(_MOST_PLAYLIST_BYTES).decode("utf-8-sig", "replace")
    lines = (line.strip() for line in text.replace("\0", "").splitlines())
    entries = [path.parent / line for line in lines if line and not line.startswith("#") and "://" not in line]
    if not entries:
        raise UnableToPlay("the playlist names no file (addresses in a playlist are not followed)")
    return entries[:_MOST_FILES]


def _spot(paths: list[Path], index: int) -> tuple[int, int]:
    """Which file, and which of its samples, an endless loop that began at the epoch plays at ``index``."""
    if len(paths) > _MOST_MEASURED:
        return 0, 0
    lengths = [_length(path) for path in paths]
    total = sum(lengths)
    if not total:
        return 0, 0
    left = index % total
    for at, length in enumerate(lengths):
        if left < length:
            return at, left
        left -= length
    return 0, 0


def _length(path: Path) -> int:
    """A file's length in samples as its headers tell it; 0 when they do not, or when it cannot be opened."""
    try:
        with path.open("rb") as raw, open_sound(raw) as container:
            stream = container.streams.audio[0]
            if stream.duration and stream.time_base:
                return max(0, int(stream.duration * stream.time_base * RATE))
            return max(0, (container.duration or 0) * RATE // av.time_base)
    except (UnableToDecode, OSError, ValueError, av.error.FFmpegError):
        return 0
