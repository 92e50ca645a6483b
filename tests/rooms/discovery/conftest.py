"""Stories that the index knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from groundwave.discovery import api as discovery
from groundwave.newsroom import api as newsroom
from tests.cast import Cast


@pytest.fixture
def indexed(cast: Cast) -> Callable[..., newsroom.Story]:
    """Writes a story of the cast and indexes it as it stands."""

    def write(title: str, **fields: Any) -> newsroom.Story:
        story = cast.story(title, **fields)
        discovery.update(story_id=story.pk)
        return story

    return write
