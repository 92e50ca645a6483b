"""An old site of many stories comes over: how fast, in how much memory, and how much faster a second time.

`python -m bench.moving 100000` makes a station in a folder of its own, writes an export of WordPress, brings it over
with the very command, and again; then the same with our own export into a second station, and into a third that is
killed on the way. Memory is what the process holds (RSS) when so many stories have come. Without media.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_WORDS: Final = (
    "harbor council tide budget ferry school bridge water forest county hospital student market road river teacher "
    "winter storm farm island library vote mayor hearing permit salmon engine orchestra museum clinic power"
)
_VOCABULARY: Final = tuple(_WORDS.split())
_CATEGORIES: Final = ("news", "government", "environment", "arts", "education", "health")
_HEAD: Final = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>An archive</title><link>https://archive.example</link>
<language>en-US</language><wp:base_blog_url>https://archive.example</wp:base_blog_url>
"""

_ADMIN: Final = ("--username", "bench", "--email", "bench@archive.example")


def write_export(path: Path, count: int) -> None:
    """Stories of some 3,500 characters in blocks, over twelve years, by sixty people."""
    dice = random.Random(count)  # noqa: S311 - the same archive each time, not a secret
    with path.open("w", encoding="utf-8") as out:
        out.write(_HEAD)
        for number in range(60):
            out.write(
                f"<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>person{number}</wp:author_login>"
                f"<wp:author_display_name>Person {number}</wp:author_display_name></wp:author>\n"
            )
        for name in _CATEGORIES:
            out.write(
                f"<wp:category><wp:category_nicename>{name}</wp:category_nicename><wp:category_parent/>"
                f"<wp:cat_name>{name.capitalize()}</wp:cat_name></wp:category>\n"
            )
        for number in range(1, count + 1):
            out.write(_item(number, count, dice))
        out.write("</channel></rss>\n")


def _item(number: int, count: int, dice: random.Random) -> str:
    at = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(1_760_000_000 - 12 * 365 * 86_400 * number / count))
    day = at[:10].replace("-", "/")
    category = dice.choice(_CATEGORIES)
    paragraphs = "".join(
        f"<!-- wp:paragraph -->\n<p>{' '.join(dice.choices(_VOCABULARY, k=55))}.</p>\n<!-- /wp:paragraph -->\n"
        for _ in range(10)
    )
    tags = "".join(
        f'<category domain="post_tag" nicename="matter-{tag}"><![CDATA[Matter {tag}]]></category>'
        for tag in dice.sample(range(300), 3)
    )
    return (
        f"<item><title>{' '.join(dice.sample(_VOCABULARY, 6)).capitalize()} {number}</title>"
        f"<link>https://archive.example/{day}/story-{number}/</link><dc:creator>person{dice.randrange(60)}</dc:creator>"
        f'<guid isPermaLink="false">https://archive.example/?p={number}</guid>'
        f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded><excerpt:encoded></excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date>{at}</wp:post_date><wp:post_date_gmt>{at}</wp:post_date_gmt>"
        f"<wp:post_name>story-{number}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
        f'<category domain="category" nicename="{category}"><![CDATA[{category.capitalize()}]]></category>{tags}'
        f"<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta></item>\n"
    )


def _memory(pid: int) -> int:
    """MB that the process holds."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "groundwave.ops", *words]


def _run(words: list[str], environment: dict[str, str], *, kill_at: str = "") -> tuple[float, list[tuple[str, int]]]:
    """Seconds, and the memory at each line of progress; with `kill_at`, it dies by kill -9 at a line that says so."""
    began = time.perf_counter()
    seen = []
    with subprocess.Popen(_command(*words), env=environment, stdout=subprocess.PIPE, text=True) as running:
        for line in _lines(running):
            seen.append((line.strip(), _memory(running.pid)))
            if kill_at and line.startswith(kill_at):
                running.kill()
                return time.perf_counter() - began, seen
    if running.returncode:
        raise SystemExit(f"The import ended with {running.returncode}.")
    return time.perf_counter() - began, seen


def _lines(running: subprocess.Popen[str]) -> Iterator[str]:
    assert running.stdout is not None  # noqa: S101 - it was asked for
    yield from running.stdout


def _home(folder: Path) -> dict[str, str]:
    """An empty station, as an environment."""
    environment = {**os.environ, "GROUNDWAVE_HOME": str(folder), "PYTHONUNBUFFERED": "1"}
    subprocess.run(_command("init", *_ADMIN), env=environment, check=True, capture_output=True)
    return environment


def _measured(name: str, count: int, words: list[str], environment: dict[str, str]) -> int:
    """Twice; how many of the two promises were missed."""
    first, seen = _run(words, environment)
    for line, memory in seen:
        print(f"  {memory:>5} MB  {line}", flush=True)  # noqa: T201
    second, _ = _run(words, environment)
    rate, factor = count / first, first / second
    print(f"{name}: first run {first:,.0f} s, {rate:,.0f} stories a second")  # noqa: T201
    print(f"{name}: second run {second:,.1f} s, {factor:.1f} times faster", flush=True)  # noqa: T201
    return int(rate < 50) + int(factor < 10)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    home = Path(tempfile.mkdtemp(prefix="groundwave-moving-"))
    try:
        environment = _home(home / "first")
        export = home / "archive.xml"
        write_export(export, count)
        print(f"{count:,} stories, {export.stat().st_size / 1e6:,.0f} MB of WXR", flush=True)  # noqa: T201
        missed = _measured("WordPress", count, ["import", "wordpress", str(export), "--no-fetch"], environment)
        out = home / "out"
        took, _ = _run(["export", str(out)], environment)
        print(f"Export: {took:,.0f} s, {count / took:,.0f} stories a second", flush=True)  # noqa: T201
        words = ["import", "groundwave", str(out)]
        missed += _measured("Our own export", count, words, _home(home / "second"))
        killed = _home(home / "third")
        _run(words, killed, kill_at="400 of")
        _run(words, killed)
        again = home / "again"
        _run(["export", str(again)], killed)
        same = len((out / "stories.jsonl").read_bytes().splitlines())
        came = len((again / "stories.jsonl").read_bytes().splitlines())
        print(f"Killed at 400 stories and begun again: {came:,} of {same:,}")  # noqa: T201
        return missed + int(came != same)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
