"""A station of its own for each test, with its own index, which follows when the test says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from groundwave.discovery import api as discovery
from groundwave.discovery import generations, tasks
from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from tests.cast import NOW, Cast


def fed() -> None:
    """The worker's part, until nothing is left to do."""
    for _ in range(200):
        if not discovery.feed():
            try:
                if not generations.is_broken(generations.current()):
                    return
            except generations.UnableToSearch:
                continue
    raise AssertionError("The index is never done.")


@pytest.fixture(autouse=True)
def index(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.HOME = str(tmp_path / "home")
    with clock.standing_at(NOW):
        yield tmp_path / "home" / "search"
    tasks.stop()
    generations.closed()
    tasks._feeder.__init__()  # type: ignore[misc]


@pytest.fixture
def indexed(cast: Cast) -> Callable[..., newsroom.Story]:
    """Writes a story of the cast and has the index follow."""

    def write(title: str, **fields: Any) -> newsroom.Story:
        story = cast.story(title, **fields)
        fed()
        return story

    return write
