"""Scenes on the coast: harbor, ferry, turbines, school bus."""

from __future__ import annotations

import numpy as np

from groundwave.ops.demo.paper import (
    Paper,
    Point,
    arch,
    bands,
    below,
    box,
    cloud,
    house,
    oval,
    pines,
    ridge,
)


def gull(x: float, y: float, wide: float) -> list[Point]:
    return [
        (x - wide, y - wide * 0.25),
        (x - wide * 0.4, y - wide * 0.38),
        (x, y),
        (x + wide * 0.4, y - wide * 0.38),
        (x + wide, y - wide * 0.25),
        (x + wide * 0.4, y - wide * 0.24),
        (x, y + wide * 0.13),
        (x - wide * 0.4, y - wide * 0.24),
    ]


def harbor() -> Paper:
    p = Paper(1600, 1067, 1)
    p.wash("#2b2f5b", "#6d4a78", "#d9776b", "#f6b56f", "#fbdc9b", bottom=640)
    p.glow(1130, 590, 520, "#fff0b8", 0.75)
    p.cut(oval(1130, 590, 74), "#fff3cf", shadow=0)
    p.cut([*cloud(p.rng, 420, 300, 520), *cloud(p.rng, 1340, 220, 380)], "#8b567d", shadow=0.2)
    p.cut(below(ridge(p.rng, 560, 50, scale=500)), "#7d5b86", "#b0768a", span=(520, 660))
    p.wash("#e39a76", "#8a5a7e", "#3a3767", "#262a52", top=640)
    p.cut(bands(p.rng, 650, 960, 60), "#f3b784", shadow=0)
    p.cut([oval(1130, 650 + i * 26, 92 - i * 5 + (i % 3) * 26, 4 + i * 0.5) for i in range(13)], "#ffe3ac", shadow=0)
    head = [(-40, 720), (120, 640), (300, 612), (470, 628), (600, 690), (690, 760), (-40, 790)]
    p.cut(head, "#4a3a68", "#332c57")
    p.glow(392, 318, 330, "#ffedb0", 0.55)
    p.cut([[(340, 630), (362, 352), (422, 352), (444, 630)]], "#f4e6d6", "#d9bfc2")
    p.cut(
        [[(347, 545), (351, 490), (433, 490), (437, 545)], [(356, 440), (359, 396), (425, 396), (428, 440)]],
        "#b6424a",
        shadow=0.1,
    )
    p.cut([box(348, 340, 88, 14), box(366, 292, 52, 50)], "#2b2a4f", shadow=0.2)
    p.cut(box(374, 298, 36, 40), "#fff1b5", shadow=0)
    p.cut([(360, 294), (392, 256), (424, 294)], "#b6424a")
    p.cut([house(210, 640, 110, 56, 0.42), box(300, 584, 24, 30)], "#2c2850")
    p.cut([box(236, 606, 20, 22), box(274, 606, 20, 22)], "#ffd98c", shadow=0)
    for x, y, scale in ((860, 742, 1.0), (1330, 800, 1.35), (1085, 704, 0.6)):
        p.cut(
            [
                [
                    (x - 80 * scale, y),
                    (x + 90 * scale, y - 4),
                    (x + 62 * scale, y + 34 * scale),
                    (x - 58 * scale, y + 34 * scale),
                ],
                box(x - 20 * scale, y - 40 * scale, 46 * scale, 42 * scale),
                box(x + 2 * scale, y - 150 * scale, 5 * scale, 120 * scale),
            ],
            "#252449",
        )
        p.cut(box(x - 10 * scale, y - 30 * scale, 24 * scale, 14 * scale), "#ffd58a", shadow=0)
        p.stroke([(x + 4 * scale, y - 146 * scale), (x + 82 * scale, y - 4)], "#252449", 1.6)
    pier = [box(-20, 880, 760, 22), *(box(x, 880, 14, 210) for x in range(40, 740, 110))]
    p.cut(pier, "#1b1c3d")
    p.cut([box(560, 838, 40, 42), box(606, 852, 34, 28), box(120, 846, 52, 34)], "#1b1c3d")
    p.cut([gull(700, 250, 34), gull(770, 290, 22), gull(880, 210, 18)], "#3a2f5c", shadow=0)
    return p


def ferry() -> Paper:
    p = Paper(1600, 1067, 2)
    p.wash("#bfe0e2", "#d9ece2", "#f4efd9", bottom=600)
    p.glow(360, 210, 460, "#fffbe6", 0.9)
    p.cut([*cloud(p.rng, 1230, 230, 520), *cloud(p.rng, 640, 150, 300)], "#f8f6ea", shadow=0.12)
    p.cut(below(ridge(p.rng, 440, 70, scale=380)), "#9dbfc1", "#c6d9cf", span=(380, 600), shadow=0.15)
    far = ridge(p.rng, 520, 46, scale=520)
    p.cut([below(far), *pines(p.rng, far, 70, (16, 40))], "#5e9094", "#86aba3", span=(470, 620), shadow=0.2)
    p.wash("#5fa3a6", "#2f7d86", "#175a68", "#0e4252", top=596)
    p.cut(bands(p.rng, 604, 1040, 70), "#9fd0c9", shadow=0)
    hull = [(330, 640), (1290, 640), (1262, 700), (1210, 742), (400, 742), (356, 700)]
    p.cut([box(470, 520, 690, 70), box(560, 470, 520, 56), box(640, 424, 200, 50)], "#fbf7ea", "#e5e3d6")
    p.cut([box(400, 584, 830, 60)], "#f4f0e2", "#dcdccf")
    p.cut(hull, "#1f4f5f", "#143a49")
    p.cut([(338, 664), (1281, 664), (1276, 678), (343, 678)], "#e9b44c", shadow=0)
    p.cut([box(500 + i * 50, 540, 30, 26) for i in range(13)], "#3f7681", shadow=0)
    p.cut([box(590 + i * 46, 486, 28, 22) for i in range(10)], "#3f7681", shadow=0)
    p.cut([box(656, 436, 168, 20)], "#2c5f6c", shadow=0)
    p.cut([arch(430 + i * 74, 600, 48, 40) for i in range(11)], "#7fa9a6", shadow=0)
    p.cut([(930, 470), (940, 372), (1010, 372), (1020, 470)], "#d5573b")
    p.cut([(939, 392), (937, 410), (1013, 410), (1011, 392)], "#fbf7ea", shadow=0)
    p.stroke([(700, 424), (700, 330)], "#2c5f6c", 4)
    p.stroke([(420, 584), (700, 340), (1190, 584)], "#5b8b92", 1.4)
    p.cut([oval(1040 + i * 70, 330 - i * 24, 44 + i * 9, 24 + i * 5) for i in range(6)], "#e9efe6", shadow=0.08)
    for y, color in ((752, "#dff0e8"), (800, "#3b8791"), (880, "#1f6674"), (970, "#124b5b")):
        wave = [(x, y + 11 * float(np.sin(x / (60 + (y - 700) / 4) + y))) for x in range(-20, 1640, 12)]
        p.cut(
            [*wave, (1640, y + (22 if y == 752 else 400)), (-20, y + (22 if y == 752 else 400))]
            if y > 760
            else [*[(px, py) for px, py in wave if 300 < px < 1330], (1330, 768), (300, 768)],
            color,
            shadow=0.2,
        )
    p.cut([gull(250, 360, 44), gull(330, 300, 26), gull(1420, 420, 34), gull(170, 470, 24)], "#fdfbf2", shadow=0.3)
    return p


def glints(p: Paper) -> list[list[tuple[float, float]]]:
    return [
        oval(float(x), float(y), 40 + (y - 640) * 0.5, 1.6)
        for x, y in zip(p.rng.uniform(0, 1600, 40), p.rng.uniform(648, 790, 40), strict=True)
    ]


def turbines() -> Paper:
    p = Paper(1600, 1067, 17)
    p.wash("#4e6fa3", "#8fa9c9", "#d7d3d6", "#f7d5b5", bottom=640)
    p.cut([*cloud(p.rng, 320, 420, 620), *cloud(p.rng, 1200, 330, 700)], "#f4e3dc", shadow=0.1)
    p.wash("#7f9fb6", "#3d6a8c", "#1e4567", "#14304f", top=640)
    p.cut(glints(p), "#c9d6da", shadow=0)
    for x, y, size, turn in (
        (240, 650, 0.45, 0.2),
        (470, 655, 0.55, 0.9),
        (1500, 660, 0.6, 1.6),
        (780, 680, 0.85, 0.5),
        (1180, 730, 1.35, 1.2),
    ):
        hub = y - 330 * size
        p.cut(
            [(x - 6 * size, hub), (x + 6 * size, hub), (x + 12 * size, y), (x - 12 * size, y)],
            "#fbf8f2",
            "#c9cfd6",
            shadow=0.2,
        )
        p.cut(
            [(x - 22 * size, y - 34 * size), (x + 22 * size, y - 34 * size), (x + 22 * size, y), (x - 22 * size, y)],
            "#e9b44c",
            shadow=0.1,
        )
        for k in range(3):
            a = turn + k * 2 * np.pi / 3
            dx, dy = float(np.cos(a)), float(np.sin(a))
            long = 210 * size
            p.cut(
                [
                    (x - dy * 4 * size, hub + dx * 4 * size),
                    (x + dx * long * 0.25 - dy * 13 * size, hub + dy * long * 0.25 + dx * 13 * size),
                    (x + dx * long, hub + dy * long),
                    (x + dy * 5 * size, hub - dx * 5 * size),
                ],
                "#fdfbf6",
                shadow=0.25,
            )
        p.cut(oval(x, hub, 11 * size), "#dfe3e6", shadow=0.1)
    for y, color in ((800, "#2a5478"), (890, "#1d4163"), (985, "#142f4d")):
        p.cut(
            below([(x, y + 16 * float(np.sin(x / (70 + (y - 700) / 5) + y))) for x in range(-20, 1640, 12)]),
            color,
            shadow=0.3,
        )
    p.cut(
        [
            [(330, 850), (620, 846), (590, 900), (366, 900)],
            box(380, 800, 90, 52),
            box(396, 766, 56, 36),
            box(560, 780, 6, 70),
        ],
        "#c44536",
        "#9d3328",
    )
    p.cut([box(392, 812, 66, 16), box(404, 774, 40, 14)], "#fbe3b0", shadow=0)
    return p


def schoolbus() -> Paper:
    p = Paper(1600, 1067, 16)
    p.wash("#f3b98d", "#f7d7a8", "#fbeccb", bottom=600)
    p.cut(oval(1240, 360, 92), "#fff7df", shadow=0)
    p.glow(1240, 360, 380, "#fff3cf", 0.8)
    p.cut([*cloud(p.rng, 420, 240, 480)], "#fdeed7", shadow=0.12)
    p.wash("#8fc1bd", "#4e98a1", "#2a7485", top=520)
    p.cut([oval(1240, 532 + i * 18, 120 - i * 7 + (i % 3) * 26, 3.5) for i in range(11)], "#fdf0cf", shadow=0)
    p.cut(
        [[(900, 520), (980, 470), (1010, 440), (1050, 452), (1100, 520)], [(700, 520), (740, 492), (780, 520)]],
        "#4b6f7d",
        "#7d9a98",
    )
    for y, color, foot in ((560, "#6f8f68", "#8aa06f"), (660, "#557a55", "#6f8d57")):
        cliff = [
            (-20, y - 180),
            (180, y - 150),
            (420, y - 60),
            (640, y + 20),
            (820, y + 120),
            (930, y + 260),
            (-20, y + 500),
        ]
        p.cut(cliff, color, foot)
        p.cut(pines(p.rng, cliff[:4], 14, (60, 130), (0, 560)), "#2f5a4c", shadow=0.25)
    p.cut([(-20, 800), (500, 780), (1000, 800), (1620, 850), (1620, 1100), (-20, 1100)], "#7b7f83", "#5d6168")
    p.cut(
        [
            [(x, 928 + x * 0.02), (x + 120, 930 + x * 0.02), (x + 120, 942 + x * 0.02), (x, 940 + x * 0.02)]
            for x in range(10, 1600, 230)
        ],
        "#f4e2a1",
        shadow=0,
    )
    p.cut(
        [(430, 880), (430, 600), (452, 578), (1080, 578), (1110, 690), (1210, 706), (1232, 740), (1232, 880)],
        "#f6b21b",
        "#e79a10",
    )
    p.cut([box(470 + i * 98, 618, 78, 84) for i in range(6)], "#2f4a58", "#53717d", shadow=0.15)
    p.cut([(1062, 618), (1078, 618), (1096, 690), (1062, 690)], "#2f4a58", shadow=0)
    p.cut([box(430, 740, 800, 10), box(430, 776, 800, 10), box(430, 578, 20, 60)], "#3a3222", shadow=0)
    p.cut(
        [oval(500 + i * 98, 672, 21, 24) for i in (0, 1, 3, 4)]
        + [oval(500 + i * 98, 708, 32, 20, 180, 360) for i in (0, 1, 3, 4)],
        "#e8b48c",
        shadow=0,
    )
    p.cut([oval(500 + i * 98, 664, 24, 20, 180, 360) for i in (0, 1, 3, 4)], "#40281f", shadow=0)
    p.cut([oval(x, 880, 60) for x in (570, 1080)], "#262a2e")
    p.cut([oval(x, 880, 25) for x in (570, 1080)], "#c9cdc8", shadow=0)
    p.cut([box(-20, 800, 380, 14), *(box(x, 800, 16, 74) for x in range(10, 360, 84))], "#e9e3d3", shadow=0.3)
    p.cut(below(ridge(p.rng, 1030, 22, scale=240)), "#486343", "#314a35")
    return p
