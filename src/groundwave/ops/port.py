"""The one port that the station listens on: PORT, 8000 unless said otherwise."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Mapping

from .failures import UnableToServe

DEFAULT_PORT = 8000
HOST = "127.0.0.1"


def port_from(environment: Mapping[str, str] = os.environ) -> int:
    """PORT as a number. Raises UnableToServe when it is none that can be listened on."""
    given = environment.get("PORT") or str(DEFAULT_PORT)
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= 65535:
        raise UnableToServe(f"PORT={given} is not a port. Give a number from 1 to 65535, for example PORT=8001.")
    return int(given)


def source_port_from(environment: Mapping[str, str] = os.environ) -> int:
    """SOURCE_PORT, where studio encoders send to; the one after PORT unless said otherwise. Raises UnableToServe."""
    given = environment.get("SOURCE_PORT")
    if not given:
        return min(port_from(environment) + 1, 65_535)
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= 65_535:
        raise UnableToServe(f"SOURCE_PORT={given} is not a port. Give a number from 1 to 65535.")
    return int(given)


def is_free(port: int) -> bool:
    """Can this port be listened on? Raises PermissionError for one that needs rights we lack."""
    with socket.socket() as probe:
        # Without REUSEPORT, so that a server that shares its port is seen too; with REUSEADDR, so that
        # connections of a station that has just ended do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
    return True


def ensure_free(port: int) -> None:
    """Raises UnableToServe with a port that is free."""
    try:
        if is_free(port):
            return
    except PermissionError:
        raise UnableToServe(
            f"Port {port} needs administrator rights. Choose one from 1024 up: PORT={DEFAULT_PORT}."
        ) from None
    free = next((other for other in range(port + 1, min(port + 50, 65535)) if is_free(other)), None)
    advice = f"Stop it, or choose another port: PORT={free or 8001}."
    raise UnableToServe(f"Port {port} is taken by another program. {advice}")
