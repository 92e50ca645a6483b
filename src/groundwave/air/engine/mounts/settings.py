"""mounts.json: which mounts there are and who may send to them. Passwords are kept as scrypt hashes only."""

import hashlib
import hmac
import json
import os
import re
from pathlib import Path
from typing import Final

MOUNT_NAME: Final = re.compile(r"/[a-z0-9][a-z0-9._-]{0,62}\Z")
FILE: Final = "air/mounts.json"
SOCKET: Final = "run/mounts.sock"
MOST_MOUNTS: Final = 64
_MOST_BYTES: Final = 100_000
_COST: Final = 1 << 14


class UnableToReadMounts(Exception):
    """The file is none; the message says why."""


def hashed(password: str) -> str:
    """A password as it is kept."""
    salt = os.urandom(16)
    return f"scrypt${salt.hex()}${_scrypt(password, salt).hex()}"


def matches(password: str, kept: str) -> bool:
    """Whether it is the password that was hashed. Takes some 50 ms by intent, and as long for a wrong one."""
    try:
        _, salt, wanted = kept.split("$")
        return hmac.compare_digest(_scrypt(password, bytes.fromhex(salt)), bytes.fromhex(wanted))
    except ValueError:
        return False


def mounts_text(mounts: dict[str, str]) -> str:
    """The file: each mount's name and the hash of its password."""
    return json.dumps({"version": 1, "mounts": [{"mount": name, "password": mounts[name]} for name in sorted(mounts)]})


def read_mounts(path: Path) -> dict[str, str]:
    """The mounts of a file by name; none when there is no file. Raises UnableToReadMounts."""
    try:
        with path.open("rb") as file:
            root = json.loads(file.read(_MOST_BYTES))
        found = {item["mount"]: item["password"] for item in root["mounts"][:MOST_MOUNTS]}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UnableToReadMounts(error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnableToReadMounts("it is no list of mounts") from None
    if not all(
        isinstance(name, str) and MOUNT_NAME.match(name) and isinstance(kept, str) for name, kept in found.items()
    ):
        raise UnableToReadMounts("a name in it is none of a mount")
    return found


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_COST, r=8, p=1, dklen=32)
