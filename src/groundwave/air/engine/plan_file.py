"""plan.json, watched: taken when it has changed and can be followed, else the plan before stays in force."""

import hashlib
import logging
from pathlib import Path

from groundwave.air.engine.archive import said
from groundwave.air.engine.plan import MOST_BYTES, Plan, UnableToReadPlan, parse_plan

log = logging.getLogger(__name__)


class PlanFile:
    """The plan of one service; `trouble` is why the file's newest words are not followed, or None.

    `digest` is of the bytes of the plan in force; "" before there was one.
    """

    def __init__(self, path: Path, *, service: str, home: Path) -> None:
        self._path, self._service, self._home = path, service, home
        self._seen: tuple[int, int, int] | None = None
        self.plan = Plan(service=service, name=service)
        self.trouble: str | None = None
        self.digest = ""

    def look(self) -> None:
        """Read the file again when it is another one. What is wrong with it is said once."""
        trouble = self.trouble
        try:
            found = self._path.stat()
            seen = (found.st_mtime_ns, found.st_size, found.st_ino)
            if seen == self._seen:
                return
            with self._path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
            self._seen = seen
            self.plan = parse_plan(data, service=self._service, home=self._home)
            self.digest = hashlib.sha256(data).hexdigest()[:16]
            trouble = None
        except UnableToReadPlan as error:
            trouble = f"plan.json was not taken: {error}"
        except OSError as error:
            self._seen = None
            trouble = f"plan.json cannot be read: {said(error)}"
        if trouble and trouble != self.trouble:
            log.error("%s; going on with the plan before", trouble)
        self.trouble = trouble
