"""Mounts of studio encoders: their passwords, and the file by which their door knows them."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.core.exceptions import ValidationError

from groundwave.air.core.location import UnableToUseSource
from groundwave.air.engine.mounts.settings import FILE, MOST_MOUNTS, hashed, mounts_text
from groundwave.air.models import Mount
from groundwave.kit import clock
from groundwave.kit.files import write_atomically
from groundwave.kit.home import Home


def open_mount(*, name: str, home: Home) -> str:
    """Make the mount, or give it a new password; the old one ends at once. Returns the password, which is not kept.

    Raises UnableToUseSource when it is no name of a mount, or when there are too many.
    """
    name = name.removeprefix("/")
    password = secrets.token_urlsafe(15)
    mount = Mount.objects.filter(name=name).first() or Mount(name=name)
    mount.password, mount.given_at = hashed(password), clock.now()
    try:
        mount.full_clean()
    except ValidationError as error:
        raise UnableToUseSource(f"{name!r:.60} is no name of a mount. {' '.join(error.messages)}") from error
    if mount.pk is None and Mount.objects.count() >= MOST_MOUNTS:
        raise UnableToUseSource(
            f"There are {MOST_MOUNTS} mounts already; close one with `groundwave air mount --close`."
        )
    mount.save()
    write_mounts(home)
    return password


def close_mount(*, name: str, home: Home) -> None:
    """Take the mount away; its encoder is hung up on. Raises UnableToUseSource when there is none."""
    deleted, _ = Mount.objects.filter(name=name.removeprefix("/")).delete()
    if not deleted:
        raise UnableToUseSource(f"There is no mount {name}.")
    write_mounts(home)


def is_mount(name: str) -> bool:
    """Whether an encoder may send to it; ``name`` begins with a slash, as in a plan."""
    return Mount.objects.filter(name=name.removeprefix("/")).exists()


def write_mounts(home: Home) -> None:
    """Tell the door; no mount, no file and no door. Written only when it says something new."""
    path: Path = home.path / FILE
    mounts = {f"/{mount.name}": mount.password for mount in Mount.objects.all()}
    text = mounts_text(mounts).encode()
    if not mounts:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_bytes() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text, mode=0o600)
