"""One demo station and one browser for all journeys; for each journey a context of its own, which is watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.browser.station import Station, free_port

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OUTCOME = pytest.StashKey[pytest.TestReport]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if call.when == "call":
        item.stash[OUTCOME] = report
    return report


# Of the package, not of the session: an event loop runs in this thread while Playwright does, and other tests start
# their own.
@pytest.fixture(scope="package")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    folder = tmp_path_factory.mktemp("station")
    made = Station(home=folder / "home", port=free_port(), log_file=folder / "serve.log")
    try:
        made.go_on_the_air()
        yield made
    finally:
        made.go_off_the_air()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Reader:
    """A browser context with an eye on it: what it asked for, what its console and its scripts complained of."""

    context: BrowserContext
    origin: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.context.on("request", self._noted)
        self.context.on("console", lambda said: self._heard(said.type, said.text))
        self.context.on("weberror", lambda fault: self.complaints.append(str(fault.error)))

    def _noted(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.asked.append(request.url)

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    @property
    def strangers(self) -> list[str]:
        """Requests that left the station."""
        return [url for url in self.asked if f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" != self.origin]


Open = Callable[..., Page]


@pytest.fixture
def reader(request: pytest.FixtureRequest, station: Station, browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """`reader(**options)` opens a page in a context of its own; `reader.of(page)` tells what was seen of it."""
    readers: list[Reader] = []

    def opened(*, may_complain: bool = False, **options: Any) -> Page:
        context = browser.new_context(base_url=station.url, **{"viewport": {"width": 1280, "height": 900}} | options)
        context.set_default_timeout(15_000)
        watched = Reader(context, station.url)
        watched.watch()
        readers.append(watched)
        page = context.new_page()
        if may_complain:
            watched.complaints = _Deaf()
        page.watched = watched  # type: ignore[attr-defined]
        return page

    yield opened
    report = request.node.stash.get(OUTCOME, None)
    for number, watched in enumerate(readers):
        if report and report.failed:
            for place, page in enumerate(watched.context.pages):
                shot = tmp_path / f"failed-{number}-{place}.png"
                page.screenshot(path=shot)
                report.sections.append(("as it stood", f"{page.url}: {shot}"))
        watched.context.close()
    for watched in readers:
        assert watched.strangers == []
        assert watched.complaints == []


class _Deaf(list[str]):
    def append(self, _: str) -> None:
        pass


@pytest.fixture
def page(reader: Open) -> Page:
    """A reader's page at 1280 px, in the light."""
    return reader()
