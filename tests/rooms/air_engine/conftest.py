"""What each test of the engine is given."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from groundwave.air.engine.clock import Clock
from groundwave.air.engine.run import Engine
from tests.rooms.air_engine.bench import Driver, FastClock, HandClock, Station, wait_until
from tests.rooms.air_engine.sender import Sender


@pytest.fixture
def station(tmp_path: Path) -> Station:
    return Station(tmp_path / "home")


@pytest.fixture
def drive(station: Station) -> Iterator[Callable[..., Driver]]:
    """Start an engine; it is stopped at the end of the test."""
    started: list[Driver] = []

    def start(clock: HandClock | None = None, *, ready: str | None = "source") -> Driver:
        driver = Driver(station, clock or HandClock())
        started.append(driver)
        if ready:
            wait_until(
                lambda: [driver.engine.step(), driver.engine.heard and driver.engine.heard.role == ready][1],
                f"a {ready} is on the air",
            )
        return driver

    yield start
    for driver in started:
        driver.engine.stop()


@pytest.fixture
def fast(station: Station) -> Iterator[Callable[[Clock], Engine]]:
    """An engine that runs by itself in a thread on the given clock."""
    stopping = threading.Event()
    running: list[tuple[threading.Thread, Engine]] = []

    def start(clock: Clock) -> Engine:
        engine = Engine(station.home, "news", clock)
        thread = threading.Thread(target=engine.run, args=(stopping,))
        thread.start()
        running.append((thread, engine))
        return engine

    yield start
    stopping.set()
    for thread, engine in running:
        thread.join()
        engine.stop()


@pytest.fixture
def clock() -> FastClock:
    return FastClock(4)


@pytest.fixture
def sender(clock: FastClock) -> Iterator[Callable[..., Sender]]:
    """A server; closed at the end of the test."""
    open_ones: list[Sender] = []

    def serve(data: bytes, seconds: float, **about: Any) -> Sender:
        open_ones.append(Sender(clock, data, len(data) / seconds, **about))
        return open_ones[-1]

    yield serve
    for one in open_ones:
        one.close()
