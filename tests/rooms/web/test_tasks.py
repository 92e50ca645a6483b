"""What the worker does for pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundwave.web import pictures, tasks
from tests.cast import Cast


def test_the_sizes_of_a_new_photo_are_there_before_its_first_reader(cast: Cast) -> None:
    photo = cast.photo(size=(900, 600))
    assert not photo.renditions.exists()
    tasks.make_sizes_of_new_photos()
    made = set(photo.renditions.values_list("filter_spec", flat=True))
    assert pictures.FALLBACK in made
    pictures.picture(photo)
    assert set(photo.renditions.values_list("filter_spec", flat=True)) == made


def test_a_photo_whose_file_is_gone_does_not_keep_the_others(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    good, lost = cast.photo(size=(300, 200)), cast.photo(size=(300, 200))
    Path(lost.file.path).unlink()
    tasks.make_sizes_of_new_photos()
    assert good.renditions.exists()
    assert f"photo {lost.pk}" in caplog.text
