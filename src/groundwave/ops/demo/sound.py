"""The sound of the demo station: a bed for each radio service, a slate, and field recordings for stories.

All of it is computed here and is the same on every machine. Beds and the slate are FLAC, because their loop must
have no seam (an MP3 carries encoder padding at both ends); the story sounds are MP3.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np

from groundwave.ops.demo import tones
from groundwave.ops.demo.progress import Progress, quiet
from groundwave.ops.demo.tones import BELL, FELT, KALIMBA, RATE, Stereo

BED_LUFS = -20.0


def silence(seconds: float) -> Stereo:
    return np.zeros((2, int(seconds * RATE)), dtype=np.float32)


def news_bed(seconds: float = 180.0) -> Stereo:
    """A calm ident bed in D: plucked motif over a low pad, and a soft time signal at the end of each minute."""
    out = silence(seconds)
    rng = np.random.default_rng(893)
    chords = ((38, 45, 50, 54, 57), (35, 42, 50, 54, 59), (43, 50, 55, 59, 62), (33, 45, 52, 57, 59))
    motifs = ((74, 78, 81, 76), (74, 78, 83, 81), (74, 79, 83, 86), (73, 76, 81, 78))
    beat = 0.75
    for bar in range(int(seconds // (8 * beat))):
        begin = bar * 8 * beat
        chord, motif = chords[bar % 4], motifs[bar % 4]
        tones.lay(out, tones.pad(chord, 8 * beat + 2.5, 2.4), at=begin - 1.2, gain=0.085)
        for place, note in enumerate(motif):
            if bar % 8 == 7 and place > 1:
                continue
            strength = 0.30 * (1 if place == 0 else 0.72) * float(rng.uniform(0.85, 1.05))
            slot = (0, 1.5, 3, 5)[place] if bar % 2 == 0 else (0, 2, 3.5, 5)[place]
            tones.lay(
                out, tones.struck(note - 12, KALIMBA), at=begin + slot * beat, gain=strength, pan=0.3 - 0.2 * place
            )
        tones.lay(out, tones.struck(chord[0], FELT, 6.0), at=begin, gain=0.24)
        if bar % 2 == 0:
            tones.lay(out, tones.struck(motif[2], BELL, 7.0), at=begin + 6 * beat, gain=0.07, pan=0.5)
    pip = tones.rounded(np.sin(2 * np.pi * tones.hertz(81) * tones.clock(0.12)), attack=0.02, release=0.05)
    long = tones.rounded(np.sin(2 * np.pi * tones.hertz(86) * tones.clock(0.6)), attack=0.02, release=0.4)
    for minute in range(1, int(seconds // 60) + 1):
        for second in range(5, 0, -1):
            tones.lay(out, pip, at=minute * 60 - second, gain=0.09)
        tones.lay(out, long, at=minute * 60, gain=0.11)
    return tones.leveled(tones.roomed(out, seconds=1.8, wet=0.5, seed=1), lufs=BED_LUFS)


def music_bed(seconds: float = 192.0) -> Stereo:
    """A slow ambient piece: felt piano and kalimba wander over chords that change every eight seconds."""
    out = silence(seconds)
    rng = np.random.default_rng(907)
    chords = (
        (41, 48, 57, 60, 64), (38, 45, 53, 60, 64), (46, 53, 57, 62, 65), (43, 50, 58, 62, 69),
        (40, 48, 55, 60, 67), (41, 53, 57, 60, 67), (34, 46, 53, 57, 62), (36, 48, 55, 62, 65),
    )  # fmt: skip
    scale = (60, 62, 65, 67, 69, 72, 74, 77, 79, 81, 84)
    span = 8.0
    for index in range(int(seconds // span)):
        begin, chord = index * span, chords[index % len(chords)]
        tones.lay(out, tones.pad(chord, span + 5.0, 4.4), at=begin - 2.5, gain=0.08)
        tones.lay(out, tones.struck(chord[0], FELT, 8.0), at=begin + 0.02, gain=0.30)
        for step, note in enumerate(chord[1:4]):
            when = begin + 0.9 + step * 0.55 + float(rng.uniform(-0.04, 0.04))
            tones.lay(out, tones.struck(note, FELT, 6.0, 0.012), at=when, gain=0.15, pan=-0.35 + 0.2 * step)
        busy = 3 + int(3 * np.sin(np.pi * index * span / seconds) ** 2)
        moments = np.sort(rng.choice(np.arange(5, 16), size=busy, replace=False)) * 0.5
        for when, tone in zip(moments, tones.walk(scale, rng, busy), strict=True):
            late = float(rng.uniform(0, 0.05))
            kind, gain = (KALIMBA, 0.17) if index % 4 in (1, 2) else (FELT, 0.19)
            pan, touch = float(rng.uniform(-0.6, 0.6)), float(rng.uniform(0.6, 1.0))
            tones.lay(out, tones.struck(tone, kind, 5.0, 0.008), at=begin + when + late, gain=gain * touch, pan=pan)
        if index % 6 == 5:
            tones.lay(out, tones.struck(scale[-3] + 12, BELL, 8.0, 0.03), at=begin + 6.5, gain=0.035, pan=-0.4)
    return tones.leveled(tones.roomed(out, seconds=3.6, wet=0.85, seed=2), lufs=BED_LUFS)


def slate(seconds: float = 30.0) -> Stereo:
    """What a service plays while its source is away: a friendly bell every six seconds over a quiet pad."""
    out = silence(seconds)
    for index in range(int(seconds // 6)):
        chord = ((43, 50, 59, 62), (41, 48, 57, 60))[index % 2] if index < seconds // 6 - 1 else (43, 50, 59, 62)
        tones.lay(out, tones.pad(chord, 9.0, 2.8), at=index * 6 - 1.5, gain=0.1)
        for late, note in ((0.0, 74), (0.28, 79)):
            tones.lay(out, tones.struck(note, BELL, 7.0, 0.01), at=index * 6 + 0.6 + late, gain=0.16, pan=late)
    return tones.leveled(tones.roomed(out, seconds=2.0, wet=0.5, seed=3), lufs=BED_LUFS)


def waves(seconds: float = 52.0) -> Stereo:
    """Surf on a shingle beach and, out on the water, a bell buoy."""
    rng = np.random.default_rng(21)
    out = silence(seconds)
    at = tones.clock(seconds)
    for side in (0, 1):
        rumble = tones.shaped_noise(seconds, low=60, high=420, tilt=0.9, rng=rng)
        hiss = tones.shaped_noise(seconds, low=500, high=7000, tilt=0.75, rng=rng)
        swell = np.zeros_like(at)
        for count in range(max(1, int(seconds // 8.6))):
            crest = 4.5 + count * 8.6 + 0.5 * side + float(np.sin(count * 2.4)) * 0.8
            away = at - np.float32(crest)
            swell += np.where(away < 0, np.exp(-((away / 1.7) ** 2)), np.exp(-away / 2.4)) * (
                0.75 + 0.25 * np.sin(count * 1.7)
            )
        out[side] = 0.30 * rumble * (0.35 + swell) + 0.22 * hiss * (0.05 + swell**1.6)
    for when, gain in (
        (3.0, 0.9),
        (4.4, 0.5),
        (11.8, 1.0),
        (13.0, 0.6),
        (14.9, 0.4),
        (22.7, 0.9),
        (31.5, 1.0),
        (32.6, 0.5),
        (41.2, 0.8),
    ):
        if when < seconds:
            tones.lay(out, tones.struck(76.3, BELL, 6.0), at=when, gain=0.16 * gain, pan=0.45)
    return edged(tones.leveled(tones.roomed(out, seconds=1.2, wet=0.2, seed=4), lufs=-22))


def creek(seconds: float = 46.0) -> Stereo:
    """A cold creek over stones: steady water and thousands of small bubbles."""
    rng = np.random.default_rng(22)
    out = silence(seconds)
    for side in (0, 1):
        out[side] = 0.055 * tones.shaped_noise(seconds, low=350, high=3600, tilt=0.8, rng=rng)
        out[side] += 0.035 * tones.shaped_noise(seconds, low=90, high=300, tilt=0.5, rng=rng)
    at = tones.clock(0.09)
    drops = [
        tones.rounded(
            np.exp(-at / 0.018) * np.sin(2 * np.pi * (pitch * at + pitch * 2.2 * at**2)).astype(np.float32),
            attack=0.003,
            release=0.02,
        )
        for pitch in np.geomspace(420, 2100, 24)
    ]
    for when in np.sort(rng.uniform(0, seconds, int(seconds * 34))):
        drop = drops[int(rng.integers(len(drops)))]
        tones.lay(out, drop, at=float(when), gain=float(rng.gamma(1.3, 0.05)), pan=float(rng.uniform(-0.9, 0.9)))
    return edged(tones.leveled(tones.roomed(out, seconds=0.5, wet=0.25, seed=5), lufs=-22))


def tuning(seconds: float = 48.0) -> Stereo:
    """An orchestra finds its A: an oboe alone, then strings in open fifths, then everyone."""
    rng = np.random.default_rng(23)
    out = silence(seconds)
    voices = [(69.0, 1.0, 0.35, 0.0)]
    for note in (45, 50, 57, 62, 62, 69, 69, 76, 55, 38, 57, 81, 64, 69):
        voices.append(
            (
                note + float(rng.normal(0, 0.07)),
                float(rng.uniform(seconds * 0.13, seconds * 0.55)),
                0.13,
                float(rng.uniform(-0.9, 0.9)),
            )
        )
    for order, (tone, begin, gain, pan) in enumerate(voices):
        length = max(4.0, min(float(rng.uniform(11, 24)), seconds - begin - 1.0)) if order else 9.0
        at = tones.clock(length)
        slide = np.float32(0.35 if order else 0.0) * np.exp(-at / np.float32(1.2))
        pitch = tones.hertz(tone) * 2 ** (-(slide + 0.05 * np.sin(2 * np.pi * 5.3 * at + order)) / 12)
        phase = (2 * np.pi / RATE * np.cumsum(pitch, dtype=np.float64)).astype(np.float32)
        voice = np.zeros_like(at)
        for harmonic in range(1, 9):
            voice += np.sin(harmonic * phase) / np.float32(harmonic**1.35)
        voice *= 0.8 + 0.2 * np.sin(2 * np.pi * (0.31 + order * 0.03) * at)
        tones.lay(out, tones.rounded(voice, attack=1.1, release=2.0), at=begin, gain=gain, pan=pan)
    return edged(tones.leveled(tones.roomed(out, seconds=2.2, wet=0.8, seed=6), lufs=-22))


def edged(sound: Stereo, fade: float = 1.5) -> Stereo:
    """The sound faded in and out, for a recording that is played once and does not loop."""
    return np.stack([tones.rounded(side, attack=fade, release=fade) for side in sound])


@dataclass(frozen=True, slots=True)
class Piece:
    key: str
    filename: str
    compose: Callable[[float], Stereo]
    seconds: float


PIECES = (
    Piece("news", "news.flac", news_bed, 180.0),
    Piece("music", "music.flac", music_bed, 192.0),
    Piece("slate", "slate.flac", slate, 30.0),
    Piece("waves", "waves.mp3", waves, 48.0),
    Piece("creek", "creek.mp3", creek, 42.0),
    Piece("tuning", "tuning.mp3", tuning, 45.0),
)
SECONDS = {piece.key: piece.seconds for piece in PIECES}


def write(sound: Stereo, path: Path) -> None:
    """Encode to FLAC or MP3 (160 kbit/s) by the path's suffix; the file appears whole or not at all."""
    part = path.with_name(f".{path.stem}.part{path.suffix}")
    samples = np.ascontiguousarray((np.clip(sound, -1, 1) * 32767).round().astype(np.int16))
    codec, layout = ("flac", "s16") if path.suffix == ".flac" else ("libmp3lame", "s16p")
    with av.open(str(part), "w") as container:
        stream = cast(av.AudioStream, container.add_stream(codec, rate=RATE))
        stream.codec_context.layout = "stereo"
        stream.codec_context.format = av.AudioFormat(layout)
        if codec == "libmp3lame":
            stream.codec_context.bit_rate = 160_000
        step = 4608
        for start in range(0, samples.shape[1], step):
            block = samples[:, start : start + step]
            planes = block if layout == "s16p" else block.T.reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(planes), format=layout, layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    part.replace(path)


def make_sounds(folder: Path, progress: Progress = quiet, *, seconds: float | None = None) -> dict[str, Path]:
    """Write every piece into `folder` (made when missing) and return key to path; existing files are kept.

    `seconds` shortens every piece, for tests. Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, Path] = {}
    for piece in PIECES:
        path = folder / piece.filename
        if not path.exists():
            write(piece.compose(min(seconds or piece.seconds, piece.seconds)), path)
        made[piece.key] = path
        progress(f"sound {piece.key}", len(made), len(PIECES))
    return made


def filename(key: str) -> str:
    """The name of the file that `make_sounds` writes for this key. Raises KeyError."""
    return {piece.key: piece.filename for piece in PIECES}[key]
