"""Square tiles for the programs: one geometric motif, four colors and the title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import ImageFont

from groundwave.ops.demo.paper import SUPER, Paper, below, box, oval, rgb

SIZE = 800


@dataclass(frozen=True, slots=True)
class Tile:
    key: str
    title: tuple[str, ...]
    """Lines of the title, plain ASCII: the font that Pillow carries has no more."""
    motif: str
    ground: str
    first: str
    second: str
    ink: str


TILES = (
    Tile("tile-first-light", ("First", "Light"), "sunrise", "#f6c87a", "#e8703f", "#fbe9c6", "#5a2332"),
    Tile("tile-midday-table", ("The Midday", "Table"), "plates", "#2f6f6b", "#f3e4c3", "#e3a547", "#fbf4e2"),
    Tile("tile-crosscurrents", ("Cross-", "currents"), "waves", "#1f4e6b", "#5fa7b0", "#f0c98a", "#fbf4e2"),
    Tile("tile-la-marea", ("La", "Marea"), "tide", "#c9455f", "#f5a65b", "#fbe3c0", "#fff6e6"),
    Tile("tile-notch-to-shore", ("Notch", "to Shore"), "peaks", "#cfe0cf", "#3f7263", "#8fb59a", "#16352f"),
    Tile("tile-long-table", ("The Long", "Table"), "bars", "#3b2f52", "#c8b6e0", "#e8a24a", "#fbf2e4"),
    Tile("tile-world-desk", ("World Desk", "Overnight"), "globe", "#141f3d", "#4d6fae", "#f2cf86", "#f4f1e6"),
    Tile("tile-plain-numbers", ("Plain", "Numbers"), "steps", "#f2e6cf", "#d4553c", "#2f5d62", "#2b2a33"),
    Tile("tile-night-harbor", ("Night", "Harbor"), "moon", "#1a1c3f", "#4b4a86", "#f7e3ae", "#f7f0dd"),
    Tile("tile-morning-bell", ("The Morning", "Bell"), "rings", "#f4d9d0", "#c9596a", "#f2a65e", "#4b1d33"),
    Tile("tile-green-room", ("The Green", "Room"), "curtain", "#1f5a48", "#2f7d60", "#f0d28a", "#fbf4dd"),
    Tile("tile-slow-tide", ("Slow", "Tide"), "layers", "#d7e6e4", "#5f9aa6", "#2b5c74", "#123346"),
    Tile("tile-blue-quarry", ("Blue", "Quarry"), "blocks", "#16284f", "#3f6fc0", "#f08a4b", "#f5efe0"),
    Tile("tile-chamber-hours", ("Chamber", "Hours"), "strings", "#6b2a2a", "#d9a05b", "#f3e0bd", "#fdf3df"),
    Tile("tile-barn-radio", ("Barn", "Radio"), "quilt", "#f1dfb8", "#b5442f", "#3c5c4a", "#3a1f17"),
    Tile("tile-evening-news", ("Juniper", "Evening"), "arcs", "#28313f", "#e0593e", "#f2c46d", "#fbf5e6"),
    Tile("tile-small-builders", ("Small", "Builders"), "toys", "#fbd45f", "#e4573d", "#2f8fa6", "#2c2a4a"),
    Tile("tile-shoreline", ("Shoreline",), "horizon", "#f3b98d", "#2f7d86", "#fbeccb", "#12384a"),
    Tile("tile-kitchen", ("San Telmo", "Kitchen"), "leaves", "#f5ecd6", "#5f8a45", "#d9503f", "#2f3a22"),
    Tile("tile-matinee", ("Saturday", "Matinee"), "beams", "#2a1b33", "#d94f5c", "#f6d58a", "#fdf3df"),
    Tile("tile-harbor-camera", ("Harbor", "Camera"), "lens", "#20344a", "#86aeb8", "#f2c46d", "#f4f1e6"),
    Tile("tile-classroom", ("Cascara", "Classroom"), "dots", "#e4ecd8", "#4f8f8a", "#e8a24a", "#223a3a"),
)


def sunrise(p: Paper, t: Tile) -> None:
    p.cut(
        [
            [
                (400, 560),
                (400 + 900 * np.cos(a), 560 + 900 * np.sin(a)),
                (400 + 900 * np.cos(a + 0.13), 560 + 900 * np.sin(a + 0.13)),
            ]
            for a in np.arange(-np.pi, 0, 0.262)
        ],
        t.second,
        shadow=0.08,
    )
    p.cut(oval(400, 560, 210), t.first, shadow=0.3)
    p.cut(below([(-10, 560), (810, 560)], 810), t.ground)


def plates(p: Paper, t: Tile) -> None:
    for x, y, r in ((250, 220, 170), (590, 330, 130), (660, 90, 90)):
        for radius, color in ((r, t.first), (r * 0.74, t.second), (r * 0.46, t.first)):
            p.cut(oval(x, y, radius), color, shadow=0.25)


def waves(p: Paper, t: Tile) -> None:
    for i in range(7):
        line = [(x, 60 + i * 76 + 34 * float(np.sin(x / 70 + i * np.pi * 0.9))) for x in range(-20, 840, 8)]
        p.cut([*line, *[(x, y + 34) for x, y in reversed(line)]], (t.first, t.second)[i % 3 == 1], shadow=0.25)


def tide(p: Paper, t: Tile) -> None:
    p.cut(oval(560, 210, 130), t.second)
    for i in range(4):
        p.cut(
            [oval(x, 470 + i * 60, 100, 100, 180, 360) for x in range(-50 + (i % 2) * 100, 900, 200)],
            (t.first, t.ground)[i % 2],
            shadow=0.3,
        )
    p.cut(box(0, 640, 800, 170), t.ground, shadow=0)


def peaks(p: Paper, t: Tile) -> None:
    p.cut(oval(590, 180, 76), "#f6e8c4")
    p.cut([[(-100, 560), (190, 130), (480, 560)], [(430, 560), (660, 250), (900, 560)]], t.first)
    p.cut([[(115, 240), (190, 130), (265, 240), (225, 222), (190, 262), (150, 222)]], "#f6f3e4", shadow=0.15)
    p.cut([oval(x, 560, 100, 60, 180, 360) for x in range(0, 900, 200)], t.second)
    p.cut(box(0, 555, 800, 260), t.ground, shadow=0.15)


def bars(p: Paper, t: Tile) -> None:
    p.cut(box(60, 330, 680, 70), t.second)
    p.cut(
        [oval(130 + i * 108, 230, 40) for i in range(6)] + [box(92 + i * 108, 286, 76, 44) for i in range(6)], t.first
    )
    p.cut(
        [oval(130 + i * 108, 490, 40) for i in range(6)] + [box(92 + i * 108, 400, 76, 44) for i in range(6)], t.first
    )


def globe(p: Paper, t: Tile) -> None:
    p.dots(120, "#dfe4f5", top=0, bottom=800, size=(1, 2.4))
    p.cut(oval(500, 290, 220), t.first)
    for k in (0.33, 0.72, 1.0):
        p.stroke(oval(500, 290, 220 * k, 220), t.ground, 5)
    for y in (-110, 0, 110):
        half = float(np.sqrt(220**2 - y**2))
        p.stroke([(500 - half, 290 + y), (500 + half, 290 + y)], t.ground, 5)
    p.cut(oval(210, 140, 54), t.second)


def steps(p: Paper, t: Tile) -> None:
    for i, tall in enumerate((110, 190, 150, 270, 340, 430)):
        p.cut(box(60 + i * 118, 540 - tall, 96, tall), t.first if i % 2 else t.second)
    p.stroke([(108 + i * 118, 500 - tall) for i, tall in enumerate((110, 190, 150, 270, 340, 430))], t.ink, 7)


def moon(p: Paper, t: Tile) -> None:
    p.dots(140, "#e6e4f7", top=0, bottom=520, size=(1, 2.4))
    p.cut(oval(530, 220, 120), t.second)
    p.cut(oval(580, 190, 104), t.ground, shadow=0)
    p.cut(below([(-10, 470), (240, 440), (520, 480), (810, 450)], 810), t.first)
    p.cut([oval(530, 500 + i * 26, 90 - i * 8, 5) for i in range(5)], t.second, shadow=0)


def rings(p: Paper, t: Tile) -> None:
    for i, radius in enumerate((420, 340, 265, 195, 130, 70)):
        p.cut(oval(620, 160, radius), (t.first, t.ground, t.second)[i % 3], shadow=0.25)


def curtain(p: Paper, t: Tile) -> None:
    p.light(400, 300, 330, 420, t.second, 0.85, 1.0)
    for side in (0, 1):
        for i in range(4):
            x = i * 62 if side == 0 else 800 - i * 62
            s = 1 if side == 0 else -1
            p.cut(
                [
                    (x - s * 20, -10),
                    (x + s * 92, -10),
                    (x + s * (70 - i * 8), 330),
                    (x + s * 20, 620),
                    (x - s * 20, 620),
                ],
                (t.first, "#27694f")[i % 2],
                shadow=0.3,
            )
    p.cut([oval(x, 0, 80, 74, 0, 180) for x in range(0, 860, 133)], t.first)


def layers(p: Paper, t: Tile) -> None:
    p.cut(oval(250, 200, 90), "#fbf6e6")
    for i, color in enumerate(("#a9cbcc", "#86b4ba", t.first, "#447b90", t.second)):
        p.cut(
            below([(x, 230 + i * 62 + 30 * float(np.sin(x / 150 + i * 1.4))) for x in range(-20, 840, 10)], 810), color
        )
    p.cut(box(0, 560, 800, 250), t.ground, shadow=0.25)


def blocks(p: Paper, t: Tile) -> None:
    for row in range(5):
        for column in range(8):
            pick = (row * 5 + column * 3) % 7
            p.cut(
                box(column * 100 + 6, row * 104 + 6, 88, 92)
                if pick % 2
                else oval(column * 100 + 50, row * 104 + 52, 44),
                (t.first, "#2a4a8c", t.second, "#2a4a8c", t.first, "#1f3a70", "#2a4a8c")[pick],
                shadow=0.25,
            )


def strings(p: Paper, t: Tile) -> None:
    p.cut([oval(520, 150, 170, 140), oval(520, 440, 220, 180), box(390, 180, 260, 220)], t.first)
    p.cut([oval(352, 286, 60, 74), oval(688, 286, 60, 74)], t.ground, shadow=0)
    p.cut(box(470, -10, 100, 330), "#3d1717")
    for i in range(4):
        p.stroke([(485 + i * 23, 0), (478 + i * 28, 520)], t.second, 2.5)
    p.cut(box(455, 380, 130, 18), t.second)


def quilt(p: Paper, t: Tile) -> None:
    for row in range(3):
        for column in range(4):
            x, y = column * 200, row * 190 - 10
            p.cut(
                [[(x, y), (x + 100, y + 95), (x, y + 190)], [(x + 200, y), (x + 100, y + 95), (x + 200, y + 190)]],
                t.first if (row + column) % 2 else t.second,
                shadow=0.2,
            )
            p.cut(
                [(x + 100, y + 40), (x + 150, y + 95), (x + 100, y + 150), (x + 50, y + 95)],
                "#f0b64a" if (row + column) % 2 else t.ground,
                shadow=0.2,
            )
    p.cut(box(0, 560, 800, 250), t.ground, shadow=0.3)


def arcs(p: Paper, t: Tile) -> None:
    for i, radius in enumerate((520, 430, 340, 250, 160, 80)):
        p.cut(oval(130, 560, radius, radius, 180, 360), (t.first, t.second, "#43556b")[i % 3], shadow=0.3)
    p.cut(box(0, 560, 800, 250), t.ground, shadow=0.3)


def toys(p: Paper, t: Tile) -> None:
    p.cut([box(80, 380, 170, 170), box(270, 380, 170, 170), box(175, 200, 170, 170)], t.second)
    p.cut([oval(165, 465, 50), [(305, 515), (355, 415), (405, 515)], box(215, 240, 90, 90)], t.ground, shadow=0.15)
    p.cut(
        [*oval(610, 380, 130, 130, 180, 360), (740, 550), (680, 550), (680, 430), (540, 430), (540, 550), (480, 550)],
        t.first,
    )
    p.cut([(480, 240), (610, 110), (740, 240)], "#5a4a8c")


def horizon(p: Paper, t: Tile) -> None:
    p.cut(oval(400, 330, 170), t.second)
    p.cut(box(0, 330, 800, 250), t.first)
    p.cut([oval(400, 352 + i * 30, 190 - i * 20, 7) for i in range(7)], t.second, shadow=0)
    p.cut(below([(-10, 590), (250, 520), (500, 560), (810, 500)], 810), "#e8d3a4")


def leaves(p: Paper, t: Tile) -> None:
    for i, a in enumerate(np.linspace(0, 2 * np.pi, 9)[:-1]):
        c, s = float(np.cos(a)), float(np.sin(a))
        blade = [
            (400 + c * (60 + 200 * k) - s * w, 280 + s * (60 + 200 * k) + c * w)
            for k, w in ((0, 0), (0.35, 46), (0.7, 38), (1, 0), (0.7, -38), (0.35, -46))
        ]
        p.cut(blade, t.first if i % 2 else "#86ac5f")
    p.cut(oval(400, 280, 82), t.second)
    p.cut(
        [oval(400 + 34 * float(np.cos(a)), 280 + 34 * float(np.sin(a)), 8) for a in np.linspace(0, 5.2, 6)],
        t.ground,
        shadow=0,
    )


def beams(p: Paper, t: Tile) -> None:
    p.cut([(90, 300), (840, 20), (840, 600)], t.second, "#8a6a58", shadow=0.2)
    p.cut([oval(90, 300, 130), oval(90, 300, 60)], t.first)
    for i in range(9):
        p.cut(box(i * 92 + 10, 14, 54, 40), "#57405f", shadow=0.1)
    p.cut([oval(120 + i * 140, 600, 62) for i in range(6)], "#1a0f22")
    p.cut(box(0, 600, 800, 210), t.ground, shadow=0)


def lens(p: Paper, t: Tile) -> None:
    for radius, color in ((250, "#34506a"), (205, t.first), (165, t.ground), (120, "#3f7f92"), (66, "#17303f")):
        p.cut(oval(400, 290, radius), color)
    p.cut([oval(350, 236, 34), oval(446, 340, 14)], "#eaf4f2", shadow=0)
    p.cut(oval(668, 90, 26), t.second)


def dots(p: Paper, t: Tile) -> None:
    for row in range(5):
        for column in range(7):
            r = 16 + 26 * abs(float(np.sin(row * 0.9 + column * 0.6)))
            p.cut(
                oval(80 + column * 107, 70 + row * 106, r),
                t.second if (row * 3 + column) % 5 == 0 else t.first,
                shadow=0.2,
            )


MOTIFS: dict[str, Callable[[Paper, Tile], None]] = {
    motif.__name__: motif
    for motif in (
        sunrise, plates, waves, tide, peaks, bars, globe, steps, moon, rings, curtain, layers, blocks, strings,
        quilt, arcs, toys, horizon, leaves, beams, lens, dots,
    )
}  # fmt: skip


def tile(made: Tile) -> Paper:
    p = Paper(SIZE, SIZE, sum(made.key.encode()))
    p.wash(made.ground, made.ground)
    MOTIFS[made.motif](p, made)
    if made.motif in ("rings", "waves", "plates", "bars", "steps", "strings", "blocks", "dots", "curtain"):
        p.cut(box(0, 570, SIZE, 240), made.ground, shadow=0.35)
    font = ImageFont.load_default(size=(92 if max(map(len, made.title)) < 10 else 84) * SUPER)
    top = SIZE - 52 - 92 * len(made.title)
    for order, line in enumerate(made.title):
        p.draw.text(
            (56 * SUPER, (top + order * 92) * SUPER),
            line,
            font=font,
            fill=rgb(made.ink),
            stroke_width=2,
            stroke_fill=rgb(made.ink),
        )
    return p
