"""`groundwave serve air`: one engine for each service that has a plan. Knows no Django."""

from __future__ import annotations

import asyncio
import os
import re
from contextlib import suppress

from groundwave.kit.home import Home

from .lock import only_part
from .parts import MOUNTS, engine, mounts
from .port import source_port_from
from .supervise import Supervisor, until_told_to_stop
from .voice import Voice

_POLL_SECONDS = 1.0
_SERVICE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def serve_air(home: Home) -> None:
    """Keep an engine alive for each plan, and notice new and withdrawn plans, until TERM."""
    with only_part(home, "air"):
        asyncio.run(_run(home, source_port_from()))


def planned(home: Home) -> frozenset[str]:
    """The slugs of the services that have a plan."""
    found = (plan.parent.name for plan in home.air.glob("*/plan.json"))
    return frozenset(slug for slug in found if _SERVICE.fullmatch(slug))


def has_mounts(home: Home) -> bool:
    """Whether a studio encoder may send straight to this station."""
    return (home.air / "mounts.json").exists()


async def _run(home: Home, source_port: int) -> None:
    environment = {**os.environ, "GROUNDWAVE_HOME": str(home.path)}
    supervisor = Supervisor(folder=home.path, environment=environment, voice=Voice(named=False))
    watcher = asyncio.create_task(_watch(home, supervisor, source_port))
    await until_told_to_stop(supervisor)
    watcher.cancel()
    with suppress(asyncio.CancelledError):
        await watcher
    await supervisor.stop()


async def _watch(home: Home, supervisor: Supervisor, source_port: int) -> None:
    while True:
        plans = planned(home)
        for service in sorted(plans - supervisor.names):
            supervisor.keep(engine(home.path, service))
        for service in sorted(supervisor.names - plans - {MOUNTS}):
            await supervisor.drop(service)
        if has_mounts(home) and MOUNTS not in supervisor.names:
            supervisor.keep(mounts(home.path, source_port))
        elif MOUNTS in supervisor.names and not has_mounts(home):
            await supervisor.drop(MOUNTS)
        await asyncio.sleep(_POLL_SECONDS)
