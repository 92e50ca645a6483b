"""All stories of the demo station, in one tuple."""

from __future__ import annotations

from groundwave.ops.demo.copy import (
    stories_arts,
    stories_education,
    stories_environment,
    stories_es,
    stories_health,
    stories_news,
    stories_politics,
    stories_wire,
)

STORIES = (
    *stories_news.STORIES,
    *stories_politics.STORIES,
    *stories_environment.STORIES,
    *stories_arts.STORIES,
    *stories_education.STORIES,
    *stories_health.STORIES,
    *stories_wire.STORIES,
    *stories_es.STORIES,
)
