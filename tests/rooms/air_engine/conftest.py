"""What each test of the engine is given."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from groundwave.air.engine.clock import Clock
from groundwave.air.engine.run import Engine
from tests.rooms.air_engine.bench import Driver, HandClock, Station, wait_until


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
