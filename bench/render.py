"""What making a page costs in one process, warm: CPU, queries, and with --profile where the time goes.

`GROUNDWAVE_HOME=… python -m bench.render [--pages 40] [--profile story]` on a home with the demo or an archive
(`bench.newsroom`). Pages are made as the page store makes them, with what it keeps between pages; nothing is stored.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

STORY_MS: Final = 12.0  # of CPU: 150 story pages a second on two cores, with something to spare


@dataclass(frozen=True)
class Row:
    """One line of the table. `ms` is CPU a page, the median; `asked` the most it may be, None where nothing is said."""

    name: str
    ms: float
    queries: float
    bytes: int
    asked: float | None = None

    @property
    def ok(self) -> bool:
        return self.asked is None or self.ms <= self.asked


def run(pages: int = 40) -> list[Row]:
    """Measure each kind of page. Django is set up by the caller."""
    return [_measure(kind, paths[:pages]) for kind, paths in _kinds(pages).items() if paths]


def _measure(kind: str, paths: list[str]) -> Row:
    costs, queries, size = [], [], 0
    with _making() as make:
        for path in paths[:3]:
            make(path)
        for path in paths:
            began = time.process_time()
            body, asked = make(path)
            costs.append((time.process_time() - began) * 1000)
            queries.append(asked)
            size = max(size, len(body))
    return Row(kind, median(costs), sum(queries) / len(queries), size, STORY_MS if kind == "story" else None)


def _kinds(pages: int) -> dict[str, list[str]]:
    from groundwave.kit import clock
    from groundwave.newsroom import api as newsroom

    found = newsroom.Story.objects.public(at=clock.now()).filter(written_in="en").newest_first()
    stories = [story.url for story in found.select_related("locale").defer("body")[: pages * 3 : 3]]
    again = pages // 4 or 1
    sections = [section.url for section in newsroom.sections(language="en")]
    authors = [author.get_absolute_url() for author in newsroom.Author.objects.order_by("pk")[:pages]]
    topics = [topic.get_absolute_url() for topic in newsroom.Topic.objects.order_by("pk")[:pages]]
    return {
        "story": stories,
        "story as text": [f"/text{path}" for path in stories],
        "home": ["/"] * again,
        "section": sections,
        "author": authors,
        "topic": topics,
        "feed": ["/feed.xml"] * again,
        "sitemap index": ["/sitemap.xml"] * 3,
    }


@contextmanager
def _making() -> Iterator[Callable[[str], tuple[bytes, int]]]:
    """Make one page: its bytes, and how many queries it asked."""
    from django.db import connection

    from groundwave.delivery import baking

    asked = [0]

    def counting(execute: Callable[..., Any], *given: Any) -> Any:
        asked[0] += 1
        return execute(*given)

    def make(path: str) -> tuple[bytes, int]:
        asked[0] = 0
        response, _, _ = baking.render(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answers {response.status_code}; the bench needs pages that are there.")
        return response.content, asked[0]

    with connection.execute_wrapper(counting):
        yield make


def main() -> None:
    import os

    import django

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--profile", metavar="KIND", help="where the time of one kind of page goes")
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundwave.config.settings")
    django.setup()
    if given.profile:
        _profile(_kinds(given.pages)[given.profile])
        return
    print(f"{'page':16}{'CPU ms':>8}{'queries':>9}{'bytes':>8}   at most")  # noqa: T201
    for row in run(given.pages):
        limit = f"{row.asked:.1f} {'ok' if row.ok else 'TOO SLOW'}" if row.asked else ""
        print(f"{row.name:16}{row.ms:8.1f}{row.queries:9.1f}{row.bytes:8}   {limit}")  # noqa: T201


def _profile(paths: list[str]) -> None:
    with _making() as make:
        make(paths[0])
        profile = cProfile.Profile()
        profile.enable()
        for path in paths:
            make(path)
        profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(45)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(90)


if __name__ == "__main__":
    main()
