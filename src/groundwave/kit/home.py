"""The station's one folder, GROUNDWAVE_HOME, and where everything in it lives."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_HOME = "var/station"


class UnableToUseHome(Exception):
    """The home folder cannot be used; `str()` is the whole sentence for the person."""


@dataclass(frozen=True)
class Home:
    """One station's folder. Always absolute; nothing is read or made by looking at its paths."""

    path: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", self.path.expanduser().absolute())

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ, *, default: str = DEFAULT_HOME) -> Home:
        return cls(Path(environment.get("GROUNDWAVE_HOME") or default))

    @property
    def database(self) -> Path:
        return self.path / "db.sqlite3"

    @property
    def secret_key(self) -> Path:
        return self.path / "secret_key"

    @property
    def media(self) -> Path:
        return self.path / "media"

    @property
    def static(self) -> Path:
        """Stylesheets, scripts and pictures of the design, collected with hashed names."""
        return self.path / "static"

    @property
    def run(self) -> Path:
        """What belongs to the running processes: locks, sockets, heartbeats, stamps."""
        return self.path / "run"

    @property
    def serve_lock(self) -> Path:
        return self.run / "serve.lock"

    @property
    def web_socket(self) -> Path:
        return self.run / "web.sock"

    @property
    def search(self) -> Path:
        """The index of search and related stories; it can be built anew at any time."""
        return self.path / "search"

    @property
    def outbox(self) -> Path:
        return self.path / "outbox"

    @property
    def sounds(self) -> Path:
        return self.path / "sounds"

    @property
    def air(self) -> Path:
        return self.path / "air"

    @property
    def live(self) -> Path:
        """What listeners fetch, one folder a service, written by that service's engine."""
        return self.path / "live"

    @property
    def pages(self) -> Path:
        """The page store: what readers are given (docs/contracts/page-store.md)."""
        return self.path / "pages"

    @property
    def imports(self) -> Path:
        """What was found in exports of old sites, and the reports of what did not come over."""
        return self.path / "imports"

    @property
    def episodes(self) -> Path:
        """What the front is told of published episodes (docs/contracts/episode-files.md)."""
        return self.path / "episodes"

    @property
    def wire(self) -> Path:
        """What partners put here: `inbox/{source}`; `refused/{source}` holds what was too large to be read."""
        return self.path / "wire"

    def plan(self, service: str) -> Path:
        return self.air / service / "plan.json"

    def engine_state(self, service: str) -> Path:
        return self.air / service / "state.json"

    def as_run(self, service: str) -> Path:
        return self.air / service / "asrun.jsonl"

    def folders(self) -> tuple[Path, ...]:
        """The folders that every station has, in the order in which they are made."""
        return (self.path, self.run, self.media, self.static, self.air, self.live)

    def ensure_writable(self) -> None:
        """Make the folders and prove that a file can be written. Raises UnableToUseHome."""
        at = self.path
        try:
            for at in self.folders():
                at.mkdir(parents=True, exist_ok=True)
            # Files are written where the heartbeats go: a home may be owned by another user below the top.
            at = self.run / ".probe"
            at.write_bytes(b"groundwave\n" * 100)
            at.unlink()
        except OSError as error:
            raise UnableToUseHome(sentence_for(error, at)) from error


def sentence_for(error: OSError, at: Path) -> str:
    """What happened, to what, and what to do next, for an error of the disk."""
    what = Path(error.filename) if isinstance(error.filename, str) and error.filename else at
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"The disk is full: {what} cannot be written. Free some space (see `df -h`) and start again."
        case errno.EROFS:
            return (
                f"{what} is on a read-only disk. Mount it for writing, or choose another folder "
                "with GROUNDWAVE_HOME=/path/to/folder."
            )
        case errno.EACCES | errno.EPERM:
            return (
                f"{what} may not be written by this user. Give the folder to the user that runs Groundwave "
                "(chown), or choose another with GROUNDWAVE_HOME=/path/to/folder."
            )
        case errno.ENOTDIR | errno.EEXIST:
            return (
                f"{what} cannot be made: a file stands where a folder should be. Move it away, "
                "or choose another folder with GROUNDWAVE_HOME=/path/to/folder."
            )
        case _:
            return (
                f"{what} cannot be used ({error.strerror or error}). Check the folder, "
                "or choose another with GROUNDWAVE_HOME=/path/to/folder."
            )
