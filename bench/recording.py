"""Cutting one hour: at most 2 s of a processor, begun within 1 ms, ended within one AAC frame of the marks."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from groundwave.air.engine.measuring import measure_cut

FRAME_MS = 1024 / 48


def main() -> int:
    """1 when a promise is missed."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure_cut(Path(folder))
    rows = (
        ("processor", f"{found.cpu_seconds:.2f} s", "at most 2 s", found.cpu_seconds <= 2),
        ("start", f"{found.start_error_ms:+.3f} ms", "within 1 ms", abs(found.start_error_ms) <= 1),
        ("end", f"{found.end_error_ms:+.1f} ms", f"within {FRAME_MS:.1f} ms", abs(found.end_error_ms) <= FRAME_MS),
    )
    print(f"One hour cut, {found.bytes / 1e6:.0f} MB, {found.wall_seconds:.2f} s by the wall clock")  # noqa: T201
    for name, measured, promised, kept in rows:
        print(f"  {name:<10} {measured:>12}   {promised:<16} {'kept' if kept else 'MISSED'}")  # noqa: T201
    return 0 if all(kept for *_, kept in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
