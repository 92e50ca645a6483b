"""Cut paper: the canvas on which the demo station's pictures are made, and the shapes that are cut.

Coordinates are pixels of the finished picture, x to the right, y down. Sheets are laid one over another and each
throws a soft shadow on those beneath. All is drawn at twice the size and reduced at the end, so edges are smooth.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

SUPER = 2
COARSE = 8  # shadows and light are soft, so an eighth of the size is plenty
QUALITY = 88

Point = tuple[float, float]
Shape = Sequence[Point]
Color = tuple[int, int, int]


def rgb(color: str) -> Color:
    return ImageColor.getrgb(color)[:3]


class Paper:
    """A picture in the making; `rng` is seeded by the caller, so that a picture is the same every time."""

    def __init__(self, width: int, height: int, seed: int) -> None:
        self.width, self.height = width, height
        self.rng = np.random.default_rng(seed)
        self.sheet = Image.new("RGB", (width * SUPER, height * SUPER))
        self.draw = ImageDraw.Draw(self.sheet)

    def wash(self, *colors: str, top: float = 0, bottom: float | None = None) -> None:
        """Fill the full width from `top` to `bottom` with a vertical gradient through the colors."""
        low = self.height if bottom is None else bottom
        strip = gradient(colors, int((low - top) * SUPER)).resize((self.width * SUPER, int((low - top) * SUPER)))
        self.sheet.paste(strip, (0, int(top * SUPER)))

    def cut(
        self,
        shapes: Sequence[object],
        *colors: str,
        shadow: float = 0.34,
        blur: float = 9,
        drop: Point = (3, 4),
        span: tuple[float, float] | None = None,
    ) -> None:
        """Lay a sheet cut to `shapes`, which is one shape or several; several colors make a gradient over `span`."""
        outlines = cast(list[Shape], [shapes] if is_shape(shapes) else list(shapes))
        if shadow:
            self.shade(outlines, shadow, blur, drop)
        if len(colors) == 1:
            for outline in outlines:
                self.draw.polygon([(x * SUPER, y * SUPER) for x, y in outline], fill=rgb(colors[0]))
            return
        heights = [y for outline in outlines for _, y in outline]
        top, low = span or (max(0.0, min(heights)), min(float(self.height), max(heights)))
        mask = Image.new("L", self.sheet.size)
        pen = ImageDraw.Draw(mask)
        for outline in outlines:
            pen.polygon([(x * SUPER, y * SUPER) for x, y in outline], fill=255)
        frame = mask.getbbox()
        if frame is None:
            return
        column = gradient(colors, max(2, int((low - top) * SUPER)))
        whole = Image.new("RGB", (1, self.sheet.height), rgb(colors[-1]))
        whole.paste(rgb(colors[0]), (0, 0, 1, max(0, int(top * SUPER))))
        whole.paste(column, (0, int(top * SUPER)))
        fill = whole.crop((0, frame[1], 1, frame[3])).resize((frame[2] - frame[0], frame[3] - frame[1]))
        self.sheet.paste(fill, frame[:2], mask.crop(frame))

    def shade(self, outlines: Sequence[Shape], strength: float, blur: float, drop: Point) -> None:
        size = (self.sheet.width // COARSE, self.sheet.height // COARSE)
        mask = Image.new("L", size)
        pen, ratio = ImageDraw.Draw(mask), SUPER / COARSE
        for outline in outlines:
            pen.polygon([((x + drop[0]) * ratio, (y + drop[1]) * ratio) for x, y in outline], fill=255)
        reach = int(blur * 3 * ratio) + 2
        frame = mask.getbbox()
        if frame is None:
            return
        left, top = max(0, frame[0] - reach), max(0, frame[1] - reach)
        right, low = min(size[0], frame[2] + reach), min(size[1], frame[3] + reach)
        soft = mask.crop((left, top, right, low)).filter(ImageFilter.GaussianBlur(blur * ratio))
        soft = soft.point([int(value * strength) for value in range(256)])
        soft = soft.resize(((right - left) * COARSE, (low - top) * COARSE), Image.Resampling.BILINEAR)
        self.sheet.paste((12, 14, 34), (left * COARSE, top * COARSE), soft)

    def glow(self, x: float, y: float, radius: float, color: str, strength: float = 0.7, *, flat: float = 1.0) -> None:
        """Light around a point, fading out at `radius`; `flat` below 1 squeezes it to an ellipse."""
        self.light(x, y, radius, radius * flat, color, strength, power=2.0)

    def mist(self, y: float, depth: float, color: str, strength: float = 0.6) -> None:
        """A level band of haze, densest at `y`, gone at `depth` above and below."""
        rows = np.abs(np.arange(self.height * SUPER) / SUPER - y) / depth
        alpha = (255 * strength * np.clip(1 - rows, 0, 1) ** 1.5).astype(np.uint8)[:, None]
        self.sheet.paste(rgb(color), (0, 0), Image.fromarray(alpha).resize(self.sheet.size))

    def light(self, x: float, y: float, wide: float, tall: float, color: str, strength: float, power: float) -> None:
        ratio = SUPER / COARSE
        columns, rows = max(2, int(2 * wide * ratio)), max(2, int(2 * tall * ratio))
        across = np.linspace(-1, 1, columns)[None, :]
        down = np.linspace(-1, 1, rows)[:, None]
        alpha = (255 * strength * np.clip(1 - np.hypot(across, down), 0, 1) ** power).astype(np.uint8)
        mask = Image.fromarray(alpha).resize((columns * COARSE, rows * COARSE), Image.Resampling.BILINEAR)
        layer = Image.new("RGB", mask.size, rgb(color))
        self.sheet.paste(layer, (int((x - wide) * SUPER), int((y - tall) * SUPER)), mask)

    def stroke(self, points: Shape, color: str, width: float) -> None:
        self.draw.line(
            [(x * SUPER, y * SUPER) for x, y in points],
            fill=rgb(color),
            width=max(1, round(width * SUPER)),
            joint="curve",
        )

    def dots(
        self, count: int, color: str, *, top: float, bottom: float, size: tuple[float, float] = (0.8, 2.2)
    ) -> None:
        """Stars, snow, sparkles: discs strewn over the full width between two heights."""
        for x, y, radius in zip(
            self.rng.uniform(0, self.width, count),
            top + (bottom - top) * self.rng.uniform(0, 1, count) ** 1.3,
            self.rng.uniform(*size, count),
            strict=True,
        ):
            frame = [(x - radius) * SUPER, (y - radius) * SUPER, (x + radius) * SUPER, (y + radius) * SUPER]
            self.draw.ellipse(frame, fill=rgb(color))

    def finished(self, grain: float = 3.2) -> Image.Image:
        """The picture at its own size, with paper grain and slightly darker corners."""
        small = self.sheet.reduce(SUPER)
        # One tile of noise is enough for the eye and ten times faster than noise for every pixel.
        tile = np.clip(128 + self.rng.normal(0, grain, (516, 516)), 0, 255).astype(np.uint8)
        fibre = (
            Image.fromarray(tile)
            .filter(ImageFilter.Kernel((3, 3), (1, 2, 1, 2, 6, 2, 1, 2, 1), 18))
            .crop((2, 2, 514, 514))
        )
        noise = Image.new("L", small.size)
        for left in range(0, small.width, 512):
            for top in range(0, small.height, 512):
                noise.paste(fibre, (left, top))
        return ImageChops.add(small, Image.merge("RGB", (noise, noise, noise)), offset=-128)


def save(picture: Image.Image, path: Path) -> None:
    """Write a JPEG; the file appears whole or not at all."""
    part = path.with_name(f".{path.stem}.part.jpg")
    picture.save(part, quality=QUALITY, progressive=True)
    part.replace(path)


def is_shape(shapes: object) -> bool:
    first = shapes[0] if isinstance(shapes, (list, tuple)) else None
    return isinstance(first, tuple) and isinstance(first[0], (int, float, np.floating))


def gradient(colors: Sequence[str], height: int) -> Image.Image:
    stops = np.array([rgb(color) for color in colors], dtype=float)
    at = np.linspace(0, len(stops) - 1, max(height, 2))
    channels = [np.interp(at, np.arange(len(stops)), stops[:, channel]) for channel in range(3)]
    return Image.fromarray(np.stack(channels, axis=1).round().astype(np.uint8)[:, None, :])


def box(x: float, y: float, width: float, height: float) -> list[Point]:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def oval(x: float, y: float, wide: float, tall: float | None = None, start: float = 0, end: float = 360) -> list[Point]:
    """An ellipse by its half axes, or the slice of it between two angles (degrees, clockwise from the right)."""
    turn = np.radians(np.linspace(start, end, 72))
    return [(x + wide * float(np.cos(a)), y + (tall or wide) * float(np.sin(a))) for a in turn]


def arch(x: float, y: float, width: float, height: float) -> list[Point]:
    """A round-headed window or door; (x, y) is the top left of its frame."""
    half = width / 2
    return [*oval(x + half, y + half, half, half, 180, 360), (x + width, y + height), (x, y + height)]


def ridge(
    rng: np.random.Generator,
    y: float,
    rise: float,
    *,
    scale: float = 420,
    rough: float = 0.5,
    sharp: bool = False,
    wide: float = 1600,
) -> list[Point]:
    """A skyline from beyond the left edge to beyond the right: `sharp` gives peaks, else rolling hills."""
    xs = np.linspace(-30, wide + 30, 240)
    total = np.zeros_like(xs)
    for octave in range(5):
        knots = np.arange(-60, wide + 60 + scale, scale / 2**octave)
        heights = rng.uniform(-1, 1, len(knots)) * rise * rough**octave
        if sharp or octave > 2:
            total += np.interp(xs, knots, heights)
        else:
            place = np.clip(np.searchsorted(knots, xs) - 1, 0, len(knots) - 2)
            part = (xs - knots[place]) / (knots[place + 1] - knots[place])
            total += heights[place] + (heights[place + 1] - heights[place]) * (1 - np.cos(np.pi * part)) / 2
    return [(float(a), float(b)) for a, b in zip(xs, y + total, strict=True)]


def below(line: Shape, floor: float = 1100) -> list[Point]:
    """The ground under a skyline."""
    return [*line, (line[-1][0], floor), (line[0][0], floor)]


def level(line: Shape, x: float) -> float:
    """Height of a skyline at x."""
    return float(np.interp(x, [point[0] for point in line], [point[1] for point in line]))


def pine(x: float, y: float, tall: float, lean: float = 0) -> list[Point]:
    """A conifer standing at (x, y)."""
    half = tall * 0.23
    left, right = [], []
    for tier, reach in ((0.0, 0.06), (0.27, 0.55), (0.22, 0.25), (0.55, 0.8), (0.48, 0.42), (0.92, 1.0)):
        left.append((x - half * reach + lean * (1 - tier), y - tall * (1 - tier)))
        right.append((x + half * reach + lean * (1 - tier), y - tall * (1 - tier)))
    return [
        *left,
        (x - tall * 0.03, y - tall * 0.07),
        (x - tall * 0.03, y + 6),
        (x + tall * 0.03, y + 6),
        (x + tall * 0.03, y - tall * 0.07),
        *reversed(right),
    ]


def pines(
    rng: np.random.Generator, line: Shape, count: int, tall: tuple[float, float], span: tuple[float, float] = (0, 1600)
) -> list[list[Point]]:
    """Conifers along a skyline."""
    return [
        pine(float(x), level(line, float(x)) + 4, float(rng.uniform(*tall))) for x in np.sort(rng.uniform(*span, count))
    ]


def tree(rng: np.random.Generator, x: float, y: float, tall: float) -> list[list[Point]]:
    """A round leafy tree: a trunk and overlapping discs."""
    crown = [
        oval(
            x + float(rng.uniform(-0.2, 0.2)) * tall,
            y - tall * float(rng.uniform(0.5, 0.85)),
            tall * float(rng.uniform(0.16, 0.26)),
        )
        for _ in range(6)
    ]
    return [
        *crown,
        oval(x, y - tall * 0.65, tall * 0.27),
        [
            (x - tall * 0.03, y - tall * 0.5),
            (x + tall * 0.03, y - tall * 0.5),
            (x + tall * 0.05, y),
            (x - tall * 0.05, y),
        ],
    ]


def house(x: float, y: float, width: float, height: float, pitch: float = 0.5) -> list[Point]:
    """A gabled front standing on (x, y), its bottom left corner."""
    return [
        (x, y),
        (x, y - height),
        (x + width / 2, y - height - width * pitch),
        (x + width, y - height),
        (x + width, y),
    ]


def cloud(rng: np.random.Generator, x: float, y: float, wide: float) -> list[list[Point]]:
    """A flat-bottomed cloud whose base line is y."""
    puffs = [
        oval(x + wide * place, y, wide * float(rng.uniform(0.13, 0.2)), None, 180, 360)
        for place in (-0.38, -0.2, 0.0, 0.18, 0.36)
    ]
    return [*puffs, oval(x - wide * 0.05, y, wide * 0.26, None, 180, 360), oval(x, y, wide * 0.5, wide * 0.035)]


def bands(
    rng: np.random.Generator,
    top: float,
    bottom: float,
    count: int,
    *,
    wide: float = 1600,
    length: tuple[float, float] = (60, 260),
) -> list[list[Point]]:
    """Thin level glints on water, longer and thicker toward the viewer."""
    out = []
    for place in rng.uniform(0, 1, count) ** 0.8:
        y, x = top + (bottom - top) * float(place), float(rng.uniform(-50, wide))
        out.append(oval(x, y, float(rng.uniform(*length)) * (0.35 + float(place)) / 2, 1.2 + 3 * float(place)))
    return out


def person(x: float, y: float, tall: float) -> list[list[Point]]:
    """A standing figure, seen from afar: head, shoulders, coat."""
    return [
        oval(x, y - tall * 0.9, tall * 0.1),
        [
            (x - tall * 0.17, y - tall * 0.68),
            (x - tall * 0.08, y - tall * 0.78),
            (x + tall * 0.08, y - tall * 0.78),
            (x + tall * 0.17, y - tall * 0.68),
            (x + tall * 0.14, y - tall * 0.3),
            (x + tall * 0.1, y),
            (x - tall * 0.1, y),
            (x - tall * 0.14, y - tall * 0.3),
        ],
    ]
