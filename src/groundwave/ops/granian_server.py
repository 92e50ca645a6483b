"""Granian as the website uses it: one worker process that is started anew when it dies, short lines, no access log."""

from __future__ import annotations

import os
from pathlib import Path

from groundwave.kit.home import Home


def serve_web(home: Home, target: str = "groundwave.ops.wsgi:application") -> None:
    """Answer on the home's unix socket with Django, until TERM."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    os.chdir(home.path)
    home.web_socket.unlink(missing_ok=True)
    server = Granian(
        target,
        workers=1,
        respawn_failed_workers=True,
        uds=home.web_socket,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        # Each blocking thread holds a database connection; granian's default would be hundreds.
        blocking_threads=4,
        blocking_threads_idle_timeout=600,
        backpressure=64,
        workers_kill_timeout=5,
        # Its warnings tell of requests that are cut at the end, and under load of workers that had ended already.
        log_level=LogLevels.error,
        log_access=False,
    )
    # A unix socket's name may have only about 100 bytes, and granian makes it absolute.
    server.bind_uds = Path("run") / home.web_socket.name
    server.serve()
