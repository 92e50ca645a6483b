"""A writer that is killed at its n-th call of the file system: `python -m tests.rooms.delivery.kill_writer ROOT N`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from groundwave.delivery.files import Files, Page

HTML = "text/html; charset=utf-8"
PAGES = (
    Page("/news", 200, HTML, b"<p>Second.</p>" * 400),
    Page("/brand-new", 200, HTML, b"<p>New.</p>" * 400),
    Page("/gone", 410, HTML, b"<p>Withdrawn.</p>"),
)


def first(root: Path) -> None:
    files = Files(root)
    files.write(Page("/news", 200, HTML, b"<p>First.</p>" * 300))
    files.write(Page("/gone", 200, HTML, b"<p>Here.</p>"))
    files.write(Page("/ends", 200, HTML, b"<p>Ends.</p>"))


def second(root: Path) -> None:
    files = Files(root)
    for page in PAGES:
        files.write(page)
    files.remove("/ends")


def main(root: Path, number: int) -> None:
    left = number

    def watch(event: str, given: tuple[Any, ...]) -> None:
        nonlocal left
        opened = event == "open" and "/tree/" in str(given[0])
        if opened or event in ("os.rename", "os.remove", "os.mkdir", "os.truncate", "os.rmdir"):
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    sys.addaudithook(watch)
    second(root)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
