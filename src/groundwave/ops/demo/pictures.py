"""The pictures of the demo station: scenes for stories, portraits of the staff, tiles for the programs.

They are illustrations in cut paper and look like it: nobody can take one for a photograph of a real event.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from groundwave.ops.demo import paper, portraits, scenes_coast, scenes_land, scenes_town, tiles
from groundwave.ops.demo.paper import Paper

Progress = Callable[[str, int, int], None]
"""Called with what was made, how many are made, and how many there will be."""

SCENES: dict[str, Callable[[], Paper]] = {
    "harbor": scenes_coast.harbor,
    "ferry": scenes_coast.ferry,
    "mill": scenes_coast.mill,
    "salmon": scenes_coast.salmon,
    "quarry": scenes_coast.quarry,
    "eelgrass": scenes_coast.eelgrass,
    "bridge": scenes_coast.bridge,
    "notch": scenes_land.notch,
    "tower": scenes_land.tower,
    "storm": scenes_land.storm,
    "snowplow": scenes_land.snowplow,
    "orchard": scenes_land.orchard,
    "school-bus": scenes_land.schoolbus,
    "turbines": scenes_land.turbines,
    "forest": scenes_land.forest,
    "library": scenes_town.library,
    "market": scenes_town.market,
    "orchestra": scenes_town.orchestra,
    "town-hall": scenes_town.townhall,
    "clinic": scenes_town.clinic,
    "greenhouse": scenes_town.greenhouse,
    "fiesta": scenes_town.fiesta,
    "studio": scenes_town.studio,
}
PORTRAITS = {face.key: face for face in portraits.FACES}
TILES = {tile.key: tile for tile in tiles.TILES}
KEYS = frozenset([*SCENES, *PORTRAITS, *TILES])


def quiet(label: str, done: int, total: int) -> None:
    """Progress for callers that want none."""


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
