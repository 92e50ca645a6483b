"""`groundwave serve` with a website of one screen in the place of Django, run as a module."""

from __future__ import annotations

import os
import sys

import click

from groundwave.kit.home import Home
from groundwave.ops import parts
from groundwave.ops.failures import sentence
from groundwave.ops.port import port_from
from groundwave.ops.prepare import fingerprint
from groundwave.ops.serve import serve
from groundwave.ops.supervise import Part

WEBSITE = Part("web", (sys.executable, "-m", "tests.rooms.delivery.tiny_website"), stop_seconds=8)
STUBBORN = (
    "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print('x' * 40000, flush=True); os.fork(); time.sleep(600)"
)
WORKER = Part("worker", (sys.executable, "-c", STUBBORN), stop_seconds=0.5)


def main() -> None:
    home = Home.from_environment()
    try:
        home.ensure_writable()
        home.database.touch()
        (home.static / "site.css").touch()
        (home.run / "prepared").write_text(fingerprint())
        serve(home, port=port_from(), at_once=(parts.FRONT, WEBSITE, parts.AIR), after_the_website=(WORKER,))
    except Exception as error:
        click.echo(sentence(error, home=home.path), err=True)
        sys.exit(1)


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = os.getcwd()  # noqa: PTH109 - the parts run in the home and still find the tests
    main()
