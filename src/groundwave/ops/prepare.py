"""Bringing a home up to date before it is served: the database's shape and the collected files.

The work is done in a process of its own (`preparing`), so that the supervisor never loads Django. A stamp in the home
tells that this very code has been here already.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli

from groundwave.kit.home import Home

from .failures import UnableToPrepare
from .lock import waiting

_PACKAGE = Path(__file__).resolve().parent.parent
_MIGRATING = 7_305_113  # any number; the same on all machines
SAID_WHY = 3  # the exit code after a sentence of its own, so that nobody adds another
_COMPRESSIBLE = frozenset({".css", ".js", ".mjs", ".svg", ".json", ".webmanifest", ".txt"})


def ensure_prepared(home: Home, *, demo: bool = False) -> None:
    """Bring the home up to date unless its stamp says that it is.

    Raises UnableToPrepare, or SystemExit when the process that does the work has said itself why it cannot.
    """
    if is_prepared(home) and (not demo or demo_state(home) == "built"):
        return
    command = [sys.executable, "-P", "-m", "groundwave.ops.preparing", *(["--demo"] if demo else [])]
    done = subprocess.run(command, cwd=home.path, env={**os.environ, "GROUNDWAVE_HOME": str(home.path)})
    if done.returncode == SAID_WHY:
        sys.exit(1)
    if done.returncode:
        raise UnableToPrepare("The station could not be prepared; the lines above say why.")


def is_prepared(home: Home) -> bool:
    """Does the stamp name this code, these dependencies and this database?"""
    if not os.environ.get("DATABASE_URL") and not home.database.exists():
        return False
    try:
        return _stamp(home).read_text() == fingerprint() and any(home.static.iterdir())
    except OSError:
        return False


def fingerprint() -> str:
    """A digest over what `migrate` and `collectstatic` depend on, told from names alone, without Django."""
    parts = [sys.version, os.environ.get("DATABASE_URL", "")]
    for folder in sorted(set(sys.path)):
        parts += sorted(str(found) for found in Path(folder).glob("*.dist-info"))
    parts += sorted(str(found.relative_to(_PACKAGE)) for found in _PACKAGE.glob("*/migrations/*.py"))
    for file in sorted(_PACKAGE.glob("*/static/**/*")):
        found = file.stat()
        parts.append(f"{file.relative_to(_PACKAGE)} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def demo_state(home: Home) -> str | None:
    """`building` while the demo station is made (or when that was cut off), `built` after, None for a home without."""
    try:
        return (home.run / "demo").read_text()
    except OSError:
        return None


def prepare(home: Home) -> None:
    """Migrate and collect under a lock, so that parts started by hand at the same time do it once."""
    with waiting(home.run / "prepare.lock"):
        if is_prepared(home):
            return
        set_up_django(home)
        from django.core.management import call_command

        print("Bringing the database up to date …", flush=True)
        with _alone_on_the_database():
            call_command("migrate", interactive=False, verbosity=0)
        print("Collecting the files of the design …", flush=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        _compress(home.static)
        _stamp(home).write_text(fingerprint())


@contextmanager
def _alone_on_the_database() -> Iterator[None]:
    """Of several machines that start a new version together one migrates and the others wait for it."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])


def set_up_django(home: Home) -> None:
    """Load Django for this home, in this process."""
    os.environ["GROUNDWAVE_HOME"] = str(home.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundwave.config.settings")
    import django

    django.setup()


def _stamp(home: Home) -> Path:
    return home.run / "prepared"


def _compress(static: Path) -> None:
    """Compressed forms beside each text file, made anew when the file is newer; the front hands them out as they are.

    Brotli, which is slow at its best, only for what readers are sent: the admin's own files are large.
    """
    for file in static.rglob("*"):
        if file.suffix not in _COMPRESSIBLE or not file.is_file() or file.stat().st_size < 500:
            continue
        _put_beside(file, ".gz", lambda plain: gzip.compress(plain, 9, mtime=0))
        if file.parent in (static / "css", static / "js"):
            _put_beside(file, ".br", brotli.compress)


def _put_beside(file: Path, ending: str, compress: Callable[[bytes], bytes]) -> None:
    compressed = file.with_name(f"{file.name}{ending}")
    if compressed.exists() and compressed.stat().st_mtime >= file.stat().st_mtime:
        return
    partial = file.with_name(f"{compressed.name}.part")
    partial.write_bytes(compress(file.read_bytes()))
    partial.replace(compressed)
