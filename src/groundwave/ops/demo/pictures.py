"""The pictures of the demo station: scenes for stories, portraits of the staff, tiles for the programs.

They are illustrations in cut paper and look like it: nobody can take one for a photograph of a real event.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from groundwave.ops.demo import (
    paper,
    portraits,
    scenes_coast,
    scenes_land,
    scenes_rooms,
    scenes_town,
    scenes_waters,
    tiles,
)
from groundwave.ops.demo.paper import Paper
from groundwave.ops.demo.progress import Progress, quiet

SCENES: dict[str, Callable[[], Paper]] = {
    "harbor": scenes_coast.harbor,
    "ferry": scenes_coast.ferry,
    "mill": scenes_waters.mill,
    "salmon": scenes_waters.salmon,
    "quarry": scenes_waters.quarry,
    "eelgrass": scenes_waters.eelgrass,
    "bridge": scenes_waters.bridge,
    "notch": scenes_land.notch,
    "tower": scenes_land.tower,
    "storm": scenes_land.storm,
    "snowplow": scenes_land.snowplow,
    "orchard": scenes_land.orchard,
    "school-bus": scenes_coast.schoolbus,
    "turbines": scenes_coast.turbines,
    "forest": scenes_land.forest,
    "library": scenes_rooms.library,
    "market": scenes_town.market,
    "orchestra": scenes_rooms.orchestra,
    "town-hall": scenes_town.townhall,
    "clinic": scenes_town.clinic,
    "greenhouse": scenes_town.greenhouse,
    "fiesta": scenes_rooms.fiesta,
    "studio": scenes_rooms.studio,
}
PORTRAITS = {face.key: face for face in portraits.FACES}
TILES = {tile.key: tile for tile in tiles.TILES}
KEYS = frozenset([*SCENES, *PORTRAITS, *TILES])


def picture(key: str) -> Paper:
    """Draw one picture. Raises KeyError for a key that is not in KEYS."""
    if key in SCENES:
        return SCENES[key]()
    return portraits.portrait(PORTRAITS[key]) if key in PORTRAITS else tiles.tile(TILES[key])


def make_pictures(folder: Path, progress: Progress = quiet) -> dict[str, Path]:
    """Write every picture into `folder` (made when missing) and return key to path; existing files are kept.

    Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, Path] = {}
    for key in [*SCENES, *PORTRAITS, *TILES]:
        path = folder / f"{key}.jpg"
        if not path.exists():
            paper.save(picture(key).finished(), path)
        made[key] = path
        progress(f"picture {key}", len(made), len(KEYS))
    return made
