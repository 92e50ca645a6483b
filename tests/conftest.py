"""What every test has: no network but loopback, a home folder of its own, and the cast when it asks for it."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

# Settings read the environment once, when Django is set up; so the home is chosen before that.
os.environ["GROUNDWAVE_HOME"] = tempfile.mkdtemp(prefix="groundwave-tests-")
os.environ.setdefault("SECRET_KEY", "a key for tests only")
os.environ["GROUNDWAVE_URL"] = "http://127.0.0.1:8000"

import pytest
from django.core.cache import cache
from pytest_django import Settings

from groundwave.kit import clock
from tests.cast import NOW, Cast

atexit.register(shutil.rmtree, os.environ["GROUNDWAVE_HOME"], ignore_errors=True)

# A shell starts what it runs in the background with Ctrl-C ignored, and every process of ours would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _own_media(request: pytest.FixtureRequest) -> None:
    if "cores" in request.path.parts:  # values in, values out: no media there, and a thousand folders to make
        return
    settings = request.getfixturevalue("settings")
    settings.MEDIA_ROOT = str(request.getfixturevalue("tmp_path") / "media")
    settings.PAGE_STORE = ""  # tests of pages want each made anew; `page_store` gives a test one of its own
    cache.clear()  # Wagtail keeps renditions there by the photo's id, which the next test's photo may have again


@pytest.fixture
def now() -> datetime:
    """The Tuesday afternoon on which the cast's world stands."""
    return NOW


@pytest.fixture
def at_now() -> Iterator[datetime]:
    """The clock stands still on that Tuesday."""
    with clock.standing_at(NOW):
        yield NOW


@pytest.fixture
def page_store(settings: Settings, tmp_path: Path) -> Path:
    """A store of pages, empty, for this test."""
    settings.PAGE_STORE = str(tmp_path / "pages")
    return tmp_path / "pages"


@pytest.fixture
def cast(db: None) -> Cast:
    """A small station: licensee, two call signs, two services, a reporter, an editor, sections in two languages."""
    return Cast.gather()
