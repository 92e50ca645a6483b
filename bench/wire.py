"""How fast partners' documents come in, and how much memory that takes: `python -m bench.wire [ITEMS]`.

A source's files of a hundred ninjs items each are received one after the other, then all of them again, then each once
more in a changed version. Reading alone (bytes to items) is timed for every format.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bench.table import Row

A_FILE: Final = 100
SAMPLES: Final = Path(__file__).resolve().parents[1] / "tests" / "samples" / "wire"


def rows(items: int) -> Iterator[Row]:
    """Receive so many items in a home of their own, which is removed afterwards."""
    home = Path(tempfile.mkdtemp(prefix="groundwave-bench-wire-"))
    os.environ["GROUNDWAVE_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "groundwave.config.settings"
    import django

    django.setup()
    try:
        yield from _reading()
        yield from _receiving(items)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _reading() -> Iterator[Row]:
    from groundwave.wire.core.document import parse_document

    for name in ("cds_story.json", "ninjs_1.json", "newsml_message.xml", "partner.rss.xml", "partner.feed.json"):
        data, count, begun = (SAMPLES / name).read_bytes(), 0, time.monotonic()
        while time.monotonic() - begun < 1:
            count += len(parse_document(data, filename=name))
        yield Row(f"read {name}", f"{count / (time.monotonic() - begun):,.0f} items a second", "", True)


def _receiving(items: int) -> Iterator[Row]:
    from django.core.management import call_command

    from groundwave.kit import clock
    from groundwave.wire.models import Source
    from groundwave.wire.receiving import receive
    from groundwave.wire.sections import sections_of
    from tests.cast import Cast

    call_command("migrate", verbosity=0)
    Cast.gather()
    source = Source.objects.create(name="Agency", slug="agency", kind="ninjs")
    places = sections_of(source)
    spent: list[str] = []

    def run(version: int) -> float:
        begun, worked = time.monotonic(), time.process_time()
        for first in range(0, items, A_FILE):
            data = json.dumps([_item(number, version) for number in range(first, first + A_FILE)]).encode()
            receive(data, name=f"{first}.json", source=source, sections=places, at=clock.now())
        worked = (time.process_time() - worked) / items * 1_000
        spent.append(f"{worked:,.1f} ms of the processor each")
        return time.monotonic() - begun

    before = _megabytes()
    taken = run(1)
    yield Row(f"{items:,} new stories", f"{items / taken:,.0f} a second, {spent[-1]}", "", True)
    again = run(1)
    yield Row("the same bytes again", f"{taken / again:,.0f} times as fast", "10", taken >= 10 * again)
    changed = run(2)
    yield Row("each in a changed version", f"{items / changed:,.0f} a second, {spent[-1]}", "", True)
    yield Row("memory at its highest", f"{_megabytes():,.0f} MB ({before:,.0f} MB before)", "", True)


def _item(number: int, version: int) -> dict[str, Any]:
    text = "".join(
        f"<p>Paragraph {place} of story {number}: {'the board met and voted. ' * 12}</p>" for place in range(12)
    )
    return {
        "uri": f"urn:bench:{number}",
        "version": str(version),
        "versioncreated": f"2026-11-20T10:00:{version:02}Z",
        "headline": f"Story {number}, version {version}",
        "description_text": "What happened, in a sentence.",
        "body_xhtml": text,
        "byline": f"By Reporter {number % 40}",
        "subject": [{"name": f"Subject {number % 30}"}, {"name": f"Subject {number % 7}"}],
    }


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """How many rows missed what was asked."""
    missed = 0
    for row in rows(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000):
        missed += not row.ok
        asked = f" (asked: {row.asked})" if row.asked else ""
        print(f"{row.name:<32} {row.measured}{asked}{'' if row.ok else '  MISSED'}", flush=True)  # noqa: T201
    return missed


if __name__ == "__main__":
    sys.exit(main())
