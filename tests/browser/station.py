"""The demo station, made and served by the real command under its real supervisor."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from http.client import HTTPException
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.request import Request, urlopen

COMMAND = Path(sys.executable).with_name("groundwave")
BUILT = "GROUNDWAVE_TEST_HOME"
FRESH = timedelta(seconds=12)
T = TypeVar("T")


def until(look: Callable[[], T | None], *, what: str, seconds: float = 20, every: float = 0.1) -> T:
    """The first answer of `look` that is true. Fails, naming `what` was waited for, when none comes in time."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, f"Waited {seconds:.0f} s for {what}."
        time.sleep(every)
    return found


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Station:
    """A station on loopback. `log` is all that its supervisor has printed."""

    home: Path
    port: int
    log_file: Path
    process: subprocess.Popen[bytes] = field(init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    @property
    def _environment(self) -> dict[str, str]:
        # What the developer's shell or the other tests set must not reach this station.
        others = ("SECRET_KEY", "DJANGO_", "DATABASE_URL", "CACHE_URL", "EMAIL_URL", "STORAGE_URL", "GROUNDWAVE_")
        own = {name: value for name, value in os.environ.items() if not name.startswith(others)}
        return own | {"GROUNDWAVE_HOME": str(self.home), "PORT": str(self.port), "NO_COLOR": "1"}

    # ------------------------------------------------------------ on the air and off
    def go_on_the_air(self) -> None:
        if built := os.environ.get(BUILT):
            # A developer's short cut: a demo that is built already is copied as it stands.
            shutil.copytree(built, self.home, dirs_exist_ok=True, ignore=shutil.ignore_patterns("live", "*.sock"))
        with self.log_file.open("wb") as log:
            self.process = subprocess.Popen(
                [COMMAND, "demo"],
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # A test run in the background ignores Ctrl-C, and so would all that it starts.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )
        until(self._is_ready, what=f"the station to be ready (it speaks in {self.log_file})", seconds=300, every=0.25)
        for service in ("news", "music"):
            until(lambda name=service: self.newest_segment(name), what=f"fresh sound of {service}", seconds=60)  # type: ignore[misc]

    def _is_ready(self) -> bool:
        assert self.process.poll() is None, f"`groundwave demo` ended:\n{self.log}"
        try:
            return self.get("/readyz").json["website"] == "ready"
        except (OSError, HTTPException, ValueError, KeyError):
            return False

    def go_off_the_air(self) -> None:
        """Ctrl-C, as an operator presses it; all parts must end by themselves and without a complaint."""
        if not hasattr(self, "process"):
            return
        self.process.send_signal(signal.SIGINT)
        try:
            code = self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            raise AssertionError(f"The station did not end within 30 seconds of Ctrl-C:\n{self.log[-4000:]}") from None
        assert code in (0, 130, -signal.SIGINT), f"The station ended with {code}:\n{self.log[-4000:]}"
        assert "All parts have ended." in self.log
        assert "Traceback" not in self.log, self.log

    # ------------------------------------------------------------ the command line
    def run(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [COMMAND, *words], env=self._environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert not check or done.returncode == 0, f"groundwave {' '.join(words)}:\n{done.stdout}{done.stderr}"
        return done

    def manage(self, *words: str) -> str:
        return self.run("manage", *words).stdout

    def log_in(self) -> tuple[str, str]:
        """Name and password, as the demo printed them; for a copied home, whose print is gone, a new account."""
        if said := re.search(r"log in as “(\w+)” with the password (\S+)", self.log):
            return said[1], said[2]
        name, password = f"reporter-{random.randrange(1_000_000)}", "a pass phrase for tests"
        self.manage(
            "shell", "-c", f"from groundwave.ops.demo_home import make_administrator as make;"
            f"make(username={name!r}, email='reporter@example.org', password={password!r})",
        )  # fmt: skip
        return name, password

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the station's database holds, read beside the running website."""
        with closing(sqlite3.connect(f"file:{self.home / 'db.sqlite3'}?mode=ro", uri=True)) as database:
            return database.execute(query, values).fetchall()

    # ------------------------------------------------------------ what it answers
    def get(self, path: str, **headers: str) -> Answer:
        request = Request(self.url + path if path.startswith("/") else path, headers=headers)
        try:
            with urlopen(request, timeout=30) as answer:
                return Answer(answer.status, _lower(answer.headers), answer.read())
        except HTTPError as refused:
            with refused:
                return Answer(refused.code, _lower(refused.headers), refused.read())

    def newest_segment(self, service: str) -> datetime | None:
        """When the newest segment of a service begins, if that is a moment ago."""
        playlist = self.get(f"/live/{service}/96/live.m3u8")
        times = re.findall(r"PROGRAM-DATE-TIME:(\S+)", playlist.text) if playlist.status == 200 else []
        newest = datetime.fromisoformat(times[-1]) if times else None
        return newest if newest and datetime.now(UTC) - newest < FRESH else None

    def engine(self, service: str) -> dict[str, Any]:
        """The last word of a service's engine."""
        said: dict[str, Any] = json.loads((self.home / "air" / service / "state.json").read_text())
        return said

    def mail_to(self, address: str) -> EmailMessage | None:
        for file in sorted((self.home / "outbox").glob("*"), reverse=True):
            # Django's own file backend ends each mail with a line of dashes.
            mail = message_from_bytes(file.read_bytes(), policy=policy.default)
            if mail["To"] == address:
                return mail
        return None


def free_port() -> int:
    """One that no outgoing connection is given while the station is built: below the range that systems use."""
    while True:
        port = random.randint(20_000, 30_000)
        with socket.socket() as asked, suppress(OSError):
            asked.bind(("127.0.0.1", port))
            return port


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
