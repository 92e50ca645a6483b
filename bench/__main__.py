"""`make bench`: every promise about speed, measured, in one table. It takes about a quarter of an hour.

Each part runs in a process of its own, with a home of its own. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import subprocess
import sys

PARTS = (
    ("Serving a stored page", ("bench.serving",)),
    ("Publishing and baking", ("bench.publishing", "1000")),
    ("Publishing into a large archive", ("bench.publishing", "100000")),
    ("Partners' documents", ("bench.wire", "2000")),
    ("Kills in a large archive", ("bench.killing", "100000")),
    ("Listeners of continuous streams", ("bench.listening",)),
    ("Cutting an hour", ("bench.recording",)),
    ("Search and related stories", ("bench.search", "100000")),
    ("An old site comes over", ("bench.moving", "100000")),
)


def main() -> int:
    """How many parts missed something."""
    missed = 0
    for name, command in PARTS:
        print(f"\n{name}", flush=True)  # noqa: T201
        missed += subprocess.run([sys.executable, "-m", *command]).returncode != 0
    return missed


if __name__ == "__main__":
    sys.exit(main())
