"""From the arrival of a kill to gone from every surface, through a real station's processes:
`python -m bench.killing [STORIES]`.

In a home of its own that is removed afterwards. A partner's stories are taken in and seen everywhere first. The clock
starts when the bytes of a kill are handed over and stops when a reader of the front meets it on no list, feed, sitemap
or search any more, and 410 at its address.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from statistics import median
from typing import Any, Final

from bench.publishing import PATIENCE_SECONDS, _get, a_home, served
from bench.table import Row, told

ASKED_SECONDS: Final = 2.0
KILLED: Final = 12
_WARMING: Final = 2


def rows(stories: int) -> Iterator[Row]:
    """Build an archive of so many stories, serve it, and kill a dozen that a partner sent."""
    with a_home("killing") as (home, port), served(home, stories, port):
        yield _killed(stories, port)


def _killed(stories: int, port: int) -> Row:
    from groundwave.newsroom import api as newsroom
    from groundwave.wire.models import Delivery, Source

    section = newsroom.SectionPage.objects.get(slug="archive-news")
    source = Source.objects.create(name="Agency", slug="agency", kind="ninjs", section=section, language="en")
    took, spent = [], []
    for number in range(KILLED + _WARMING):
        word = f"zwirnmark{number}"
        _receive(source, number, word, version=1)
        story: Any = Delivery.objects.get(external_id=f"urn:bench:{number}").story
        shown = [
            *("/", "/archive-news", "/text", "/text/archive-news"),
            *("/feed.xml", "/feed.json", "/archive-news/feed.xml", "/archive-news/feed.atom"),
            *(f"/sitemaps/stories-{story.published_at:%Y-%m}.xml", f"/search?q={word}"),
        ]
        own = (story.url, f"/text{story.url}")
        for path in (*shown, *own):
            _wait(port, path, word, there=True)
        began = time.perf_counter()
        _receive(source, number, word, version=2, pubstatus="canceled")
        spent.append((time.perf_counter() - began) * 1_000)
        for path in own:
            _wait_for_410(port, path)
        for path in shown:
            _wait(port, path, word, there=False)
        took.append(time.perf_counter() - began)
    took = sorted(took[_WARMING:])  # the first ones warm the worker
    return Row(
        f"kill to gone everywhere, {stories:,} stories",
        f"p50 {median(took):.2f} s, worst of {len(took)} {took[-1]:.2f} s ({median(spent):.0f} ms of it to take it in)",
        f"under {ASKED_SECONDS:.0f} s",
        took[-1] < ASKED_SECONDS,
    )


def _receive(source: Any, number: int, word: str, *, version: int, **more: str) -> None:
    from groundwave.kit import clock
    from groundwave.wire.receiving import receive
    from groundwave.wire.sections import sections_of

    now = clock.now()
    document = {
        "uri": f"urn:bench:{number}",
        "version": str(version),
        "versioncreated": now.isoformat(),
        "firstcreated": now.isoformat(),
        "headline": f"A {word} of the harbor and the council",
        "slugline": word,
        "description_text": "What happened, in a sentence.",
        "body_xhtml": "<p>The board met and voted.</p>" * 12,
        "byline": "By Reporter One",
        "subject": [{"name": "Harbor"}, {"name": "Council"}],
        **more,
    }
    data = json.dumps(document).encode()
    receive(data, name=f"{number}.json", source=source, sections=sections_of(source), at=now)


def _wait(port: int, path: str, word: str, *, there: bool) -> None:
    """Until a page says the word, or says it no more. A search repeats it: its results are read."""
    said = f'">A {word}' if path.startswith("/search") else word
    end = time.monotonic() + PATIENCE_SECONDS
    while (said.encode() in _get(port, path)[1]) is not there:
        if time.monotonic() > end:
            raise TimeoutError(f"{path} {'never showed' if there else 'still shows'} “{said}”")
        time.sleep(0.002)


def _wait_for_410(port: int, path: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while (status := _get(port, path)[0]) != 410:
        if time.monotonic() > end:
            raise TimeoutError(f"{path} still answers {status}")
        time.sleep(0.002)


def main() -> int:
    """How many rows missed what was asked."""
    return told(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))


if __name__ == "__main__":
    sys.exit(main())
