"""The demo's pictures have the right sizes, are not flat, differ from one another and are drawn alike every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from groundwave.ops.demo import paper, pictures, tiles


def test_there_are_enough() -> None:
    assert len(pictures.SCENES) >= 18
    assert len(pictures.PORTRAITS) == 8
    assert len(pictures.TILES) >= 14


@pytest.mark.parametrize(
    ("key", "size"), [("notch", (1600, 1067)), ("portrait-3", (600, 600)), ("tile-la-marea", (800, 800))]
)
def test_a_picture_has_its_size_and_is_drawn_alike_every_time(key: str, size: tuple[int, int]) -> None:
    first, second = (pictures.picture(key).finished() for _ in range(2))
    assert first.size == size
    assert first.tobytes() == second.tobytes()
    assert np.asarray(first).std() > 20


def test_scenes_differ_in_color() -> None:
    means = [
        np.asarray(pictures.picture(key).sheet.reduce(40)).mean(axis=(0, 1)) for key in ("harbor", "ferry", "orchestra")
    ]
    assert all(np.abs(a - b).max() > 30 for i, a in enumerate(means) for b in means[i + 1 :])


def test_every_tile_has_a_motif_and_a_plain_title() -> None:
    for tile in tiles.TILES:
        assert tile.motif in tiles.MOTIFS
        assert all(line.isascii() for line in tile.title)


def test_a_saved_picture_is_a_small_jpeg(tmp_path: Path) -> None:
    path = tmp_path / "moon.jpg"
    paper.save(pictures.picture("tile-night-harbor").finished(), path)
    with Image.open(path) as opened:
        assert opened.format == "JPEG"
    assert path.stat().st_size < 200_000
    assert [found.name for found in tmp_path.iterdir()] == ["moon.jpg"]


def test_an_unknown_picture_is_refused() -> None:
    with pytest.raises(KeyError):
        pictures.picture("photograph")
