"""The demo's sound is loud enough, never clips, loops without a seam, and is the same every time."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from groundwave.ops.demo import sound, tones


@pytest.mark.parametrize(("compose", "seconds"), [(sound.news_bed, 60.0), (sound.music_bed, 32.0), (sound.slate, 12.0)])
def test_a_bed_is_level_and_loops(compose: object, seconds: float) -> None:
    assert callable(compose)
    bed = compose(seconds)
    assert bed.shape == (2, int(seconds * tones.RATE))
    assert np.abs(bed).max() < 0.79  # -2 dBFS
    assert abs(tones.loudness(bed) - sound.BED_LUFS) < 1.5
    inside = np.abs(np.diff(bed, axis=1)).max()
    assert np.abs(bed[:, 0] - bed[:, -1]).max() <= inside
    windows = np.sqrt(np.mean(bed[:, : bed.shape[1] // 10 * 10].reshape(2, 10, -1) ** 2, axis=(0, 2)))
    assert windows.min() > 0.02  # no silence that a monitor would call dead air


def test_beds_differ_and_repeat_exactly() -> None:
    news, music = sound.news_bed(12.0), sound.music_bed(12.0)
    assert not np.allclose(news, music, atol=0.01)
    assert np.array_equal(news, sound.news_bed(12.0))


def test_loudness_of_a_known_tone() -> None:
    """BS.1770: a 997 Hz sine at -20 dBFS peak in both channels is -20.0 LUFS (0 dBFS in one channel is -3.01)."""
    at = tones.clock(4.0)
    tone = (0.1 * np.sin(2 * np.pi * 997 * at)).astype(np.float32)
    assert tones.loudness(np.stack([tone, tone])) == pytest.approx(-20.0, abs=0.1)


def test_files_decode_to_their_length(tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    made = sound.make_sounds(tmp_path / "sounds", lambda _, done, total: said.append((done, total)), seconds=3.0)
    assert set(made) == set(sound.SECONDS)
    assert said[-1] == (len(made), len(made))
    for path in made.values():
        with av.open(str(path)) as container:
            stream = container.streams.audio[0]
            samples = sum(frame.samples for frame in container.decode(stream))
            assert (stream.rate, stream.channels) == (48_000, 2)
        exact = path.suffix == ".flac"
        assert samples == 3 * 48_000 if exact else abs(samples - 3 * 48_000) < 4_000
    assert not list((tmp_path / "sounds").glob(".*"))
    before = {path: path.stat().st_mtime_ns for path in made.values()}
    sound.make_sounds(tmp_path / "sounds", seconds=3.0)
    assert before == {path: path.stat().st_mtime_ns for path in made.values()}
