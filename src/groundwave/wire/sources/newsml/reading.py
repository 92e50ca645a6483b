"""An agency's items: the files that it put into our folder first, then what it has at its address."""

from __future__ import annotations

from groundwave.wire.sources.inbox import empty
from groundwave.wire.sources.lists import pull_list
from groundwave.wire.sources.run import Run


def pull(run: Run) -> None:
    """Raises UnableToPull."""
    empty(run)
    if run.source.address and run.has_time():
        pull_list(run)
