"""A home for a station that is served for real."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundwave.kit.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    # A deep folder, as homes are: the website's unix socket must not mind how long its whole name is.
    return Home(tmp_path / ("deep" * 30) / "home")
