"""What search and related stories cost: `python -m bench.search [STORIES] [--million] [--cpu]`.

In a home of its own that is removed afterwards. With rows: what a reader waits for, the question to the database
included, whether each result may be seen. Without rows (a million): the engine, its snippets and its spelling.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.table import Row

ROUNDS, WARMING = 300, 10
DIFFERENT = 25_000  # texts, where a million stories are wanted
ASKED_MS = {100_000: 15.0, 1_000_000: 40.0}
ASKED_RELATED_MS, ASKED_VISIBLE_MS = 5.0, 1_000.0
WORKER_PERIOD_MS = 250.0
# With --cpu the clock of the process: what a machine says that is busy with other things.
CLOCK = time.process_time if "--cpu" in sys.argv else time.perf_counter


def rows(stories: int = 100_000, *, with_rows: bool = True) -> Iterator[Row]:
    """Build an archive of so many stories and measure; the home is gone afterwards."""
    home = tempfile.mkdtemp(prefix="groundwave-bench-search-")
    os.environ["GROUNDWAVE_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "groundwave.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    try:
        call_command("migrate", verbosity=0)
        yield from (_through_the_door(stories) if with_rows else _engine_alone(stories))
    finally:
        shutil.rmtree(home, ignore_errors=True)


# ------------------------------------------------------------------ with the rows of a real archive
def _through_the_door(stories: int) -> Iterator[Row]:
    from bench.corpus import Corpus
    from bench.newsroom import make_archive
    from groundwave.kit import clock
    from groundwave.newsroom import api as newsroom

    station()
    make_archive(stories)
    corpus = Corpus(at=clock.now())
    found = newsroom.Story.objects.order_by("pk").values_list("pk", "locale__language_code", "published_at", "shelf_id")
    entries = (
        corpus.entry(pk, language=code, published_at=at, section=shelf)
        for pk, code, at, shelf in found.iterator(chunk_size=2_000)
    )
    kept = yield from _built(entries, stories)
    yield from _searched(stories, kept)
    yield from _related(stories, kept)
    yield _visible(stories)


def station() -> None:
    from wagtail.models import Locale, Page, Site

    from groundwave.newsroom import api as newsroom
    from groundwave.stations import api as stations

    root = Page.get_first_root_node()
    for code, slug in (("en", "bench-home"), ("es", "bench-home-es")):
        locale, _ = Locale.objects.get_or_create(language_code=code)
        home = Page.get_first_root_node().add_child(instance=newsroom.HomePage(title=slug, slug=slug, locale=locale))
        if code == "en":
            Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    del root
    stations.Licensee.objects.create(
        legal_name="Bench Broadcasting, Inc.",
        brand_name="Bench Public Media",
        copyright_owner="Bench Public Media",
        time_zone="America/New_York",
        address="1 Long Road",
        phone="555-0100",
        email="hello@bench.example",
        public_file_contact="B. Ench",
        public_file_email="file@bench.example",
        public_file_phone="555-0101",
        caption_contact="B. Ench",
        caption_email="captions@bench.example",
        caption_phone="555-0102",
    )


def _related(stories: int, kept: list[Any]) -> Iterator[Row]:
    """As a page is baked: what many pages share is kept. The stories are given the words that the index has of them."""
    import json

    from groundwave.base import tracking
    from groundwave.discovery import api as discovery
    from groundwave.kit import clock, deps
    from groundwave.newsroom import api as newsroom

    for entry in kept:
        body = json.dumps([{"type": "text", "value": f"<p>{entry.body}</p>", "id": "1"}])
        newsroom.Story.objects.filter(pk=entry.object_id).update(title=entry.title, teaser=entry.lead, body=body)
    asked = [newsroom.Story.objects.get(pk=entry.object_id) for entry in kept]
    shown, memos = 0, deps.Memos()

    def one(number: int) -> None:
        nonlocal shown
        with deps.recording(memos=memos), tracking.declaring_queries():
            shown += len(discovery.related(story=asked[number % len(asked)], at=clock.now()))

    # The first round finds and keeps; the second is what a page costs that is made again.
    for name in ("found for a new page", "of a page made again"):
        p50, p95 = _timed(one, rounds=len(asked), warming=0)
        yield _row(f"related stories, {name}, {stories:,}", p50, p95, ASKED_RELATED_MS)
    assert shown  # noqa: S101


def _visible(stories: int) -> Row:
    """From the commit until it is found; the worker looks a few times a second, and may just have looked."""
    from groundwave.discovery import api as discovery
    from groundwave.kit import clock
    from groundwave.newsroom import api as newsroom

    section = newsroom.SectionPage.objects.filter(locale__language_code="en")[0]
    while discovery.feed():
        pass
    took = []
    for number in range(20):
        word = f"zeppelin{number}"
        story = newsroom.Story(
            title=f"The {word} has landed", locale=section.locale, body=[("text", f"<p>{word}</p>")], slug=word
        )
        section.add_child(instance=story)
        story.save_revision().publish()
        began = time.perf_counter()
        while discovery.search(words=word, at=clock.now()).total != 1:
            discovery.feed()
        took.append((time.perf_counter() - began) * 1_000 + WORKER_PERIOD_MS)
    return _row(f"a new story is found, {stories:,}", sorted(took)[10], max(took), ASKED_VISIBLE_MS)


# ------------------------------------------------------------------ the engine alone
def _engine_alone(stories: int) -> Iterator[Row]:
    """Every room answers at once and allows everything, as a database would that costs nothing."""
    from dataclasses import replace

    from bench.corpus import Corpus
    from groundwave.discovery import api as discovery
    from groundwave.kit import clock

    story = discovery.kinds()["story"]
    discovery.add_kind(
        replace(
            story,
            public=lambda ids, at: set(ids),
            shown=lambda ids, at: {pk: discovery.Shown(str(pk), f"/{pk}") for pk in ids},
        )
    )
    kept = yield from _built(Corpus(at=clock.now()).entries(min(stories, DIFFERENT)), stories, is_repeated=True)
    yield from _searched(stories, kept)


def _built(entries: Iterable[Any], stories: int, *, is_repeated: bool = False) -> Iterator[Row]:
    """Straight into a generation, as `groundwave search rebuild` does it. Returns a few hundred of the entries.

    With `is_repeated` they come again under other numbers until there are so many, which spares half an hour and makes
    rare words commoner than they would be: harder, not easier.
    """
    import tantivy

    from groundwave.discovery import generations, schema
    from groundwave.kit import clock

    folder = generations.folder()
    folder.mkdir(parents=True, exist_ok=True)
    made, codes, at = generations.started(clock.now()), generations.languages(), clock.now()
    index = tantivy.Index(schema.schema(codes), path=str(made))
    writer = index.writer(60_000_000, 1)
    kept: list[Any] = []
    began = time.perf_counter()
    every = max(1, (min(stories, DIFFERENT) if is_repeated else stories) // ROUNDS)
    again: list[dict[str, Any]] = []
    number = 0
    for number, entry in enumerate(entries):
        document = schema.document(entry, languages=codes)
        writer.add_document(document)
        if is_repeated:
            again.append(document.to_dict())
        if number % every == 0:
            kept.append(entry)
        _say(number, stories)
    while again and number + 1 < stories:
        for fields in again:
            number += 1
            fields["object_id"], fields["key"] = [number + 1], [f"story:{number + 1}"]
            writer.add_document(tantivy.Document.from_dict(fields, index.schema))
            _say(number, stories)
            if number + 1 == stories:
                break
    del again
    writer.commit()
    writer.wait_merging_threads()
    from groundwave.discovery.feeding import settled

    generations.Position(settled(at), at, languages=codes).written(made)
    generations.switched(made)
    took = time.perf_counter() - began
    size = sum(file.stat().st_size for file in made.iterdir()) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"\r{' ' * 40}\r", end="", file=sys.stderr)  # noqa: T201
    yield Row(f"index of {stories:,} built", f"{took:.0f} s, {size:.0f} MB, memory at most {memory:.0f} MB", "", True)
    return kept


def _say(number: int, stories: int) -> None:
    if number % 20_000 == 0:
        print(f"\r{number:,} of {stories:,} indexed", end="", file=sys.stderr, flush=True)  # noqa: T201


def _searched(stories: int, kept: list[Any]) -> Iterator[Row]:
    from datetime import timedelta

    from groundwave.discovery import api as discovery
    from groundwave.kit import clock

    dice = random.Random(7)  # noqa: S311
    common = [word for word, _ in _commonest(kept)][:40]

    def words_of(number: int) -> list[str]:
        return kept[number % len(kept)].title.lower().split()

    def typed(word: str) -> str:
        place = len(word) // 2
        return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]

    def phrase(number: int) -> str:
        said = kept[number % len(kept)].body.replace(".", "").split()
        start = dice.randrange(len(said) - 3)
        return '"' + " ".join(said[start : start + 3]) + '"'

    def place(number: int) -> discovery.Filters:
        """The language of the path, as everywhere on the site."""
        return discovery.Filters(language=kept[number % len(kept)].language)

    english = discovery.Filters(language="en")
    year = discovery.Filters(since=clock.now() - timedelta(days=365), kind="story", language="en")
    kinds: dict[str, Callable[[int], tuple[str, discovery.Filters]]] = {
        "two words": lambda n: (" ".join(dice.sample(words_of(n)[:4], 2)), place(n)),
        "two words, all languages": lambda n: (" ".join(dice.sample(words_of(n)[:4], 2)), discovery.Filters()),
        "two common words": lambda n: (" ".join(dice.sample(common, 2)), english),
        "twelve common words": lambda n: (" ".join(dice.sample(common, 12)), english),
        "a phrase of three words": lambda n: (phrase(n), place(n)),
        "a slip in a word": lambda n: (typed(max(words_of(n), key=len)), place(n)),
        "two words, narrowed": lambda n: (" ".join(words_of(n)[:2]), year),
        "a common word, narrowed": lambda n: (dice.choice(common), year),
    }
    asked = ASKED_MS.get(stories)
    every: list[float] = []
    for name, question in kinds.items():
        ready = [question(number) for number in range(ROUNDS)]
        found = 0

        def one(number: int, ready: list[Any] = ready) -> None:
            nonlocal found
            words, filters = ready[number]
            found += bool(discovery.search(words=words, filters=filters, at=clock.now()).total)

        p50, p95 = _timed(one, keep=every)
        share = 100 * found // (len(ready) + WARMING)
        yield _row(f"search, {name} ({share} % found), {stories:,}", p50, p95, asked)
    every.sort()
    yield _row(f"search, all of these, {stories:,}", every[len(every) // 2], every[int(len(every) * 0.95)], asked)


def _commonest(kept: list[Any]) -> list[tuple[str, int]]:
    counted: dict[str, int] = {}
    for entry in kept:
        if entry.language == "en":
            for word in entry.body.lower().replace(".", "").split():
                counted[word] = counted.get(word, 0) + 1
    return sorted(counted.items(), key=lambda item: -item[1])


def _timed(
    one: Callable[[int], None], *, keep: list[float] | None = None, rounds: int = ROUNDS, warming: int = WARMING
) -> tuple[float, float]:
    """Milliseconds of the middle and of the 95th of a hundred, after a few rounds that nobody counts."""
    for number in range(warming):
        one(number)
    took = []
    for number in range(rounds):
        began = CLOCK()
        one(number)
        took.append((CLOCK() - began) * 1_000)
    if keep is not None:
        keep += took
    took.sort()
    return took[len(took) // 2], took[int(len(took) * 0.95)]


def _row(name: str, p50: float, p95: float, asked: float | None) -> Row:
    wanted = f"p95 < {asked:g} ms" if asked else ""
    return Row(name, f"p50 {p50:.1f} ms, p95 {p95:.1f} ms", wanted, asked is None or p95 < asked)


def main(arguments: list[str]) -> int:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    given = next((int(one) for one in arguments if one.isdigit()), None)
    million = "--million" in arguments
    failed = 0
    for row in rows(given or (1_000_000 if million else 100_000), with_rows=not million):
        failed += not row.ok
        mark = "    " if not row.asked else ("ok  " if row.ok else "MISS")
        print(f"{mark} {row.name:<58} {row.measured:<44} {row.asked}", flush=True)  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
