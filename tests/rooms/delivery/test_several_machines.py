"""Two machines on one PostgreSQL: each has its own store, one publish reaches both, and one may be killed at work."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest

from groundwave.delivery.baking import surrogate_key
from tests.postgresql import database
from tests.recording_server import RecordingServer
from tests.redis_server import RedisServer
from tests.rooms.delivery.processes import ROOT, free_port, running, until

STORIES = 12
LONG = 120.0  # seconds; the machine may have other work


@dataclass
class Node:
    home: Path
    port: int

    @property
    def store(self) -> Path:
        return self.home / "pages"

    def text(self, path: str) -> str:
        """What a reader is given by this machine."""
        answer = httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=20, trust_env=False)
        return answer.text if answer.is_success else ""

    def ask(self, question: str) -> int:
        """A number from the index of this machine's store."""
        path = self.store / "index.sqlite3"
        if not path.exists():
            return -1
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as index:
            try:
                return int(index.execute(question).fetchone()[0])
            except sqlite3.OperationalError:  # its tables are being made
                return -1

    def is_fresh(self) -> bool:
        fresh = self.ask("SELECT count(*) FROM page WHERE stale = 0 AND status = 200")
        return fresh > STORIES and self.ask("SELECT count(*) FROM page WHERE stale > 0") == 0

    def worker(self) -> int:
        return int(json.loads((self.home / "run" / "worker.json").read_text())["pid"])

    def torn(self) -> list[str]:
        """Pages whose file is other than its head says; looked at while nobody writes."""
        wrong = []
        for head in self.store.glob("tree/**/*.head"):
            if head.name.startswith("."):
                continue
            said = json.loads(head.read_bytes())
            body = head.with_name(said["file"]).read_bytes()
            if hashlib.sha256(body).hexdigest() != said["sha256"]:
                wrong.append(str(head))
        return wrong


@dataclass
class Station:
    nodes: tuple[Node, Node]
    environment: dict[str, str]
    desk_home: Path
    cdn: RecordingServer

    def desk(self, *deed: str) -> None:
        """An editor's deed in a third process with a home of its own: it knows neither store."""
        self._run(self.desk_home, "-m", "tests.rooms.delivery.desk", *deed)

    def groundwave(self, node: Node, *arguments: str) -> str:
        return self._run(node.home, "-m", "groundwave.ops", *arguments)

    def _run(self, home: Path, *arguments: str) -> str:
        environment = {**os.environ, **self.environment, "GROUNDWAVE_HOME": str(home)}
        environment["DJANGO_SETTINGS_MODULE"] = "groundwave.config.settings"
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LONG
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    top = tmp_path_factory.mktemp("several")
    media = top / "media"
    media.mkdir()
    nodes = tuple(Node(top / name, free_port()) for name in ("a", "b"))
    for home in (*(node.home for node in nodes), top / "desk"):
        home.mkdir()
        (home / "media").symlink_to(media)
    with ExitStack() as stack:
        url = stack.enter_context(database(free_port()))
        cache, cdn = stack.enter_context(RedisServer()), stack.enter_context(RecordingServer())
        environment = {
            "DATABASE_URL": url,
            "CACHE_URL": f"valkey://{cache.address}/0",
            "CDN_URL": f"varnish://127.0.0.1:{cdn.port}",
            "GROUNDWAVE_URL": "http://owl.example",
            "SECRET_KEY": "of the station",
        }
        made = Station(nodes, environment, top / "desk", cdn)  # type: ignore[arg-type]
        made._run(top / "desk", "-m", "groundwave.ops", "manage", "migrate", "--verbosity", "0")
        made.desk("found", str(STORIES))
        for node in nodes:
            log = top / f"{node.home.name}.log"
            stack.enter_context(
                running("groundwave.ops", "serve", home=node.home, port=node.port, output=log, **environment)
            )
        for node in nodes:
            until(lambda node=node: node.is_fresh(), seconds=2 * LONG)
        yield made


def test_one_publish_reaches_every_machine(station: Station) -> None:
    station.cdn.asked.clear()
    station.desk("publish", "The mill is on fire")
    for node in station.nodes:
        for path in ("/", "/news", "/feed.xml", "/text/news"):
            until(lambda node=node, path=path: "The mill is on fire" in node.text(path), seconds=LONG)
    own = surrogate_key("page:/news")
    told = station.cdn.asked  # by each machine for itself: the CDN may have asked any of them just before
    until(lambda: sum(own in one.headers["surrogate-key"].split(" ") for one in told) >= 2, seconds=LONG)
    assert {one.method for one in told} == {"PURGE"}


def test_a_worker_killed_while_it_makes_pages_leaves_them_whole_and_its_successor_makes_the_rest(
    station: Station,
) -> None:
    killed, other = station.nodes
    until(lambda: killed.is_fresh() and other.is_fresh(), seconds=LONG)
    pid = killed.worker()
    station.desk("rename", "Barn Owl Radio")
    waiting = "SELECT count(*) FROM page WHERE stale > 0"
    made = "SELECT count(*) FROM page WHERE stale = 0 AND baked_at > (SELECT max(stale_at) FROM page)"
    until(lambda: killed.ask(waiting) > 0 and killed.ask(made) > 3, seconds=LONG)
    os.kill(pid, signal.SIGKILL)
    left = killed.ask(waiting)
    assert left > 0, "the worker was faster than the test"
    assert killed.torn() == []
    until(lambda: killed.worker() != pid, seconds=LONG)
    for node in station.nodes:
        until(node.is_fresh, seconds=LONG)
        assert "Barn Owl Radio" in node.text("/")
        assert node.torn() == []
        assert [str(left) for left in node.store.glob("tree/**/.*")] == []
        assert "are what they should be" in station.groundwave(node, "pages", "verify")


def test_one_machine_alone_does_the_jobs_of_the_station(station: Station) -> None:
    with psycopg.connect(station.environment["DATABASE_URL"]) as connection:
        rows = connection.execute("SELECT name FROM ops_lease WHERE until > now()").fetchall()
    names = [row[0] for row in rows]
    assert names.count("jobs of the station") == 1
    assert len([name for name in names if name.startswith("machine ")]) == 2
    reports = [json.loads((node.home / "run" / "worker.json").read_text())["jobs"] for node in station.nodes]
    assert ["publish what is due" in report for report in reports].count(True) == 1
    assert all("tell the engines their plans" in report for report in reports)
