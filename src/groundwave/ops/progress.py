"""How far long work is: a bar on a terminal, a plain line for each tenth in a log."""

from __future__ import annotations

import sys
import time

import click


class Progress:
    """Called with what is done, of how many, and what they are."""

    def __init__(self) -> None:
        self._on_terminal = sys.stderr.isatty()
        self._tenth: dict[str, int] = {}
        self._open = False
        self._began = time.monotonic()

    def __call__(self, done: int, total: int, what: str) -> None:
        total = max(total, done, 1)
        if self._on_terminal:
            filled = 30 * done // total
            seconds = time.monotonic() - self._began
            rate = f"{done / seconds:,.0f} a second" if seconds > 1 else ""
            click.echo(f"\r[{'#' * filled:<30}] {done:,} of {total:,} {what}  {rate}\x1b[K", nl=False, err=True)
            self._open = True
        elif (reached := 10 * done // total) > self._tenth.get(what, -1):
            self._tenth[what] = reached
            click.echo(f"{done:,} of {total:,} {what}.")

    def end(self) -> None:
        """Let what is said next begin on a line of its own."""
        if self._open:
            click.echo("", err=True)
            self._open = False
