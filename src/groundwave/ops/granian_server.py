"""Granian as front and web use it: one worker process that is started anew when it dies, short lines, no access log."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path
from typing import Any

from groundwave.kit.home import Home

from .port import HOST


def serve_front(home: Home, port: int) -> None:
    """Listen on PORT for readers and listeners, until TERM. No Django in this process or its worker."""
    from granian.constants import HTTPModes, Interfaces, TaskImpl

    os.chdir(home.path)
    _allow_many_listeners()
    _granian(
        "groundwave.delivery.front.app:create",
        factory=True,
        address=HOST,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        websockets=False,
        backlog=2048,
        backpressure=2048,
        # A fifth less work for a stored page (bench/serving.py). It has no tasks that can be cancelled, so the front
        # makes a real one for all that waits. Granian has it for Python 3.11 only.
        task_impl=TaskImpl.rust if sys.version_info < (3, 12) else TaskImpl.asyncio,
        # A listener's stream has no end of its own; nothing is lost by cutting it.
        workers_kill_timeout=1,
    ).serve()


def serve_web(home: Home, target: str = "groundwave.ops.wsgi:application") -> None:
    """Answer on the home's unix socket with Django, until TERM."""
    from granian.constants import HTTPModes, Interfaces

    os.chdir(home.path)
    home.web_socket.unlink(missing_ok=True)
    server = _granian(
        target,
        uds=home.web_socket,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        # Each blocking thread holds a database connection; granian's default would be hundreds.
        blocking_threads=4,
        blocking_threads_idle_timeout=600,
        backpressure=64,
        workers_kill_timeout=5,
    )
    # A unix socket's name may have only about 100 bytes, and granian makes it absolute.
    server.bind_uds = Path("run") / home.web_socket.name
    server.serve()


def _allow_many_listeners() -> None:
    """As many open connections as the system lets us ask for; the usual 1024 is too few."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if hard == resource.RLIM_INFINITY else min(hard, 65536)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _granian(target: str, **settings: Any) -> Any:
    from granian import Granian
    from granian.log import LogLevels

    return Granian(
        target,
        workers=1,
        respawn_failed_workers=True,
        # Its warnings tell of streams that are cut at the end, and under load of workers that had ended already.
        log_level=LogLevels.error,
        log_access=False,
        **settings,
    )
