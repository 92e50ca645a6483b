"""Ask about stored pages, have them made, prove that they are true."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

import click
from click._termui_impl import ProgressBar

from groundwave.kit.home import Home


@click.group("pages")
def command() -> None:
    """Ask about stored pages, have them made, prove that they are true."""


def _key(url: str) -> str:
    """The page that a person means by an address, as the browser shows it or by its path alone."""
    from groundwave.delivery import api as delivery

    asked = urlsplit(url)
    if not asked.path.startswith("/"):
        raise click.ClickException(
            f"“{url}” is no address of a page. Give one like /news or https://your.station/news."
        )
    key = delivery.key_of(path=asked.path, query=asked.query)
    if key is None:
        raise click.ClickException(f"{url} is never stored: the website answers it anew each time.")
    return key


@command.command("why")
@click.argument("url")
def why(url: str) -> None:
    """When and why the page at URL was last made, what it was made from, how long that took."""
    _set_up()
    from groundwave.delivery import api as delivery

    key = _key(url)
    page = delivery.explain(key=key)
    if page is None:
        click.echo(f"{key} is not stored. It is made when its first reader comes, or by `groundwave pages bake {key}`.")
        return
    for line in delivery.said(page):
        click.echo(line)


@command.command("bake")
@click.argument("urls", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every public page, fresh or not.")
@click.option("--processes", type=click.IntRange(1, 64), default=None, help="How many at once (one a core).")
def bake(urls: Sequence[str], everything: bool, processes: int | None) -> None:
    """Make pages anew: those at URLS, else all that are stale. Stopped with Ctrl-C it goes on where it was."""
    _set_up()
    from groundwave.delivery import api as delivery
    from groundwave.kit import clock
    from groundwave.web import addresses

    if urls:
        for key in map(_key, urls):
            baked = delivery.bake(key)
            answer = "broken, see `groundwave pages why`" if baked.response is None else baked.response.status_code
            click.echo(f"{key}: {'stored' if baked.stored else f'not stored ({answer})'}")
        return
    if everything:
        delivery.want_all(addresses.every(at=clock.now()))
    total = delivery.counts()["stale"]
    if not total:
        click.echo("No page is stale.")
        return
    began = time.monotonic()
    with click.progressbar(length=total, label="Making pages", show_pos=True) as bar:
        if processes == 1:
            while made := delivery.bake_stale(most=20):
                bar.update(made)
        else:
            _in_processes(processes or os.cpu_count() or 1, bar)
    seconds, counts = time.monotonic() - began, delivery.counts()
    made = max(0, total - counts["stale"])
    click.echo(f"{made} pages in {seconds:.1f} s ({made / max(seconds, 0.001):.0f} a second).")
    if failing := counts["failing"]:
        raise click.ClickException(f"{failing} pages could not be made: `groundwave pages troubles` says why.")


def _in_processes(processes: int, bar: ProgressBar[int]) -> None:
    """A process a core: pages are made from templates, which is Python's own work. Ctrl-C ends them all."""
    from groundwave.delivery import api as delivery

    command = [sys.executable, "-P", "-m", "groundwave.ops", "pages", "bake", "--processes", "1"]
    workers = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(processes)]
    waiting = delivery.counts()["stale"]
    try:
        while any(worker.poll() is None for worker in workers):
            time.sleep(0.25)
            before, waiting = waiting, delivery.counts()["stale"]
            bar.update(max(0, before - waiting))
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait()


@command.command("verify")
@click.argument("urls", nargs=-1)
def verify(urls: Sequence[str]) -> None:
    """Make stored pages again and compare, storing nothing: those at URLS, else every fresh one."""
    _set_up()
    from groundwave.delivery import api as delivery

    keys = [_key(url) for url in urls] or delivery.fresh_pages()
    found = []
    with click.progressbar(keys, label="Comparing", show_pos=True) as bar:
        for key in bar:
            if difference := delivery.verify(key):
                found.append(difference)
    for difference in found:
        click.echo(f"{difference.key}: {difference.what}", err=True)
    if found:
        raise click.ClickException(
            f"{len(found)} of {len(keys)} pages were not what they should be; they are made anew. "
            "This is a fault of Groundwave's: please report the lines above."
        )
    click.echo(f"{len(keys)} pages are what they should be.")


@command.command("troubles")
def troubles() -> None:
    """Pages that could not be made, or were found other than they should be."""
    _set_up()
    from groundwave.delivery import api as delivery

    found = delivery.troubled()
    for page in found:
        at = datetime.fromtimestamp(page.stale_at, UTC).isoformat(timespec="seconds")
        last = (page.failure or page.difference).strip().splitlines()[-1]
        click.echo(f"{page.key} ({at}): {last}")
    if not found:
        click.echo("No page is in trouble.")


def _set_up() -> None:
    from groundwave.ops.prepare import set_up_django

    set_up_django(Home.from_environment())
