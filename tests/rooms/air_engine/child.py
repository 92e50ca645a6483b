"""The engine as a process, on a fast clock that it shares with the test: `python -m … HOME SERVICE SPEED BEGAN`."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import IO, Self

from groundwave.air.engine.__main__ import main
from tests.rooms.air_engine.bench import FastClock, Station


class Child:
    """One that runs; `said` is its log so far. Ends with `with`. `before` is the command that starts it."""

    def __init__(self, station: Station, clock: FastClock, *, before: tuple[str, ...] = ()) -> None:
        module = "tests.rooms.air_engine.child"
        about = (str(station.home), "news", str(clock.speed), str(clock.began))
        self.process = subprocess.Popen(
            [*before, sys.executable, "-m", module, *about], stderr=subprocess.PIPE, text=True
        )
        self.said: list[str] = []
        self._listening = threading.Thread(target=self._listen, args=(self.process.stderr,))
        self._listening.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """As `kill -9` does."""
        self.process.kill()
        self.process.wait()
        self._listening.join()

    def stop(self) -> int:
        """As its supervisor does; its exit code."""
        self.process.terminate()
        self.process.wait(20)
        self._listening.join()
        return self.process.returncode

    def lines(self, words: str) -> list[str]:
        """The lines of the log in which these words are."""
        return [line for line in self.said if words in line]

    def _listen(self, log: IO[str]) -> None:
        with log:
            self.said.extend(iter(log.readline, ""))


if __name__ == "__main__":
    home, service, speed, began = sys.argv[1:]
    sys.exit(main([home, service], FastClock(float(speed), float(began))))
