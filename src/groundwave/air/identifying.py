"""Station identifications on their way to the engines: the sound beside the plan, and the hours in which it is due."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime
from pathlib import Path
from typing import Final

from groundwave.air.core.identification import UnableToReadMinutes, instants, read_minutes
from groundwave.air.core.plan import PlannedId
from groundwave.air.models import Chain, LegalId
from groundwave.kit.files import write_atomically
from groundwave.kit.home import Home

HOURS: Final = 30
"""How far ahead an engine knows its identifications, should nothing write its plan meanwhile."""

log = logging.getLogger(__name__)


def planned_ids(chain: Chain, *, home: Home, starts: datetime) -> list[PlannedId]:
    """What the engine is to put on the air. The file is brought to this machine first; the engine knows only files."""
    found = LegalId.objects.filter(chain=chain, is_on=True).first()
    if found is None or not found.sound:
        return []
    try:
        minutes = read_minutes(found.minutes)
        path = _brought_here(found, home)
    except (OSError, UnableToReadMinutes) as error:
        log.warning("The legal ID of %s cannot be planned: %s", chain.service.slug, error)
        return []
    file = path.relative_to(home.path).as_posix()
    due = instants(minutes, starts=starts, hours=HOURS, zone=chain.service.zone)
    return [PlannedId(at, file, found.text) for at in due]


def _brought_here(found: LegalId, home: Home) -> Path:
    """A copy named for the upload, so that what the engine has open never changes; older ones go."""
    name = hashlib.sha256(str(found.sound.name).encode()).hexdigest()[:16]
    folder = home.air / found.chain.service.slug / "ids"
    path = folder / f"{name}{Path(str(found.sound.name)).suffix.lower()}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with found.sound.open("rb") as upload:
            write_atomically(path, upload.read())
        for old in folder.iterdir():
            if old != path:
                old.unlink(missing_ok=True)
    return path
