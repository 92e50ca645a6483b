"""One pull: what changed, then what was deleted."""

from __future__ import annotations

from groundwave.wire.sources.npr_cds.changed import pull_changed
from groundwave.wire.sources.npr_cds.sweep import sweep
from groundwave.wire.sources.run import Run


def pull(run: Run) -> None:
    """Raises UnableToPull."""
    pull_changed(run)
    if not run.unfinished:
        sweep(run)
