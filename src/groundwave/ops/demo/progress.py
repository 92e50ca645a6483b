"""How far the building of the demo is: a bar on a terminal, a line a stage in a log."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

Progress = Callable[[str, int, int], None]
WIDTH = 28


def quiet(label: str, done: int, total: int) -> None:
    """For those who do not watch."""


def on_terminal(out: TextIO) -> Progress:
    def show(label: str, done: int, total: int) -> None:
        filled = WIDTH * done // max(total, 1)
        out.write(f"\r  {'█' * filled}{'·' * (WIDTH - filled)}  {label[:40]:<40}")
        if done >= total:
            out.write("\n")
        out.flush()

    return show


def one_line_a_stage(out: TextIO) -> Progress:
    def show(label: str, done: int, total: int) -> None:
        if done >= total:
            out.write(f"{label.split()[0]}: {total} made\n")
            out.flush()

    return show
