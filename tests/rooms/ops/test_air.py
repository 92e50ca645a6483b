"""`groundwave serve air`: an engine for each plan, real ones."""

from __future__ import annotations

import json
import os
import shutil
import signal

from groundwave.kit.home import Home
from tests.rooms.delivery.processes import members_of, running, until


def plan(home: Home, service: str) -> None:
    said = {"version": 1, "service": service, "name": service.title(), "sources": [], "fallback": None}
    home.plan(service).parent.mkdir(parents=True, exist_ok=True)
    home.plan(service).write_text(json.dumps({**said, "bitrate": 96000, "retention_hours": 1, "programs": []}))


def engine(home: Home, service: str) -> int:
    lines = members_of(home.path)
    return next((pid for pid, line in lines.items() if line.rstrip().endswith(f"{home.path} {service}")), 0)


def test_each_plan_has_an_engine_that_is_kept_alive(home: Home) -> None:
    home.ensure_writable()
    plan(home, "news")
    with running("groundwave.ops", "serve", "air", home=home.path, port=1) as air:
        first = until(lambda: engine(home, "news"))
        until((home.live / "news" / "live.m3u8").exists)
        plan(home, "music")
        until(lambda: engine(home, "music"))
        os.kill(first, signal.SIGKILL)
        until(lambda: engine(home, "news") not in (0, first))
        second = engine(home, "news")
        shutil.rmtree(home.plan("music").parent)
        until(lambda: not engine(home, "music"))
        assert engine(home, "news") == second
        air.terminate()
        assert air.wait(15) == 0
        assert members_of(home.path) == {}


def test_engines_do_not_outlive_a_killed_supervisor(home: Home) -> None:
    home.ensure_writable()
    plan(home, "news")
    with running("groundwave.ops", "serve", "air", home=home.path, port=1) as air:
        until(lambda: engine(home, "news"))
        air.kill()
        air.wait()
        until(lambda: not members_of(home.path))
