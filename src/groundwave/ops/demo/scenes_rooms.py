"""Scenes indoors and on the square: library, concert hall, studio, fiesta."""

from __future__ import annotations

import numpy as np

from groundwave.ops.demo.paper import (
    Paper,
    Point,
    arch,
    below,
    box,
    level,
    oval,
    person,
)


def library() -> Paper:
    p = Paper(1600, 1067, 21)
    p.wash("#7a4a33", "#5d3527")
    p.cut(box(0, 860, 1600, 220), "#b98a5c", "#8f633f", shadow=0)
    p.cut(
        [
            [(800 + (x - 800) * 0.5, 860), (800 + (x - 800) * 0.5 + 3, 860), (x + 6, 1080), (x, 1080)]
            for x in range(-1600, 3200, 130)
        ],
        "#9b6f48",
        shadow=0,
    )
    p.cut(arch(600, 110, 400, 700), "#3c241d")
    p.cut(arch(622, 132, 356, 678), "#f7e2a8", "#f6c98a", "#e79b78", shadow=0)
    p.glow(800, 420, 300, "#fff6d0", 0.6)
    p.cut([box(797, 112, 7, 700), *(box(610, y, 380, 7) for y in (330, 480, 640))], "#3c241d", shadow=0.1)
    colors = ("#c44f3a", "#e0a23f", "#3f7a78", "#f0e0bd", "#7d3f52", "#4d5f87", "#96a36b", "#d98452")
    for left in (60, 330, 1040, 1310):
        p.cut(box(left - 14, 130, 258, 740), "#4a2b20")
        for shelf in range(5):
            y = 150 + shelf * 142
            p.cut(box(left, y, 230, 124), "#341d17", shadow=0)
            x = left + 5.0
            while x < left + 214:
                wide, tall = float(p.rng.uniform(11, 27)), float(p.rng.uniform(78, 116))
                lean = 10 if p.rng.random() < 0.07 else 0
                if p.rng.random() > 0.06:
                    p.cut(
                        [
                            (x + lean, y + 124 - tall),
                            (x + wide + lean, y + 124 - tall),
                            (x + wide, y + 124),
                            (x, y + 124),
                        ],
                        str(p.rng.choice(colors)),
                        shadow=0,
                    )
                    p.cut(box(x + 2 + lean * 0.7, y + 140 - tall, wide - 4, 4), "#f3dfae", shadow=0)
                x += wide + 2
            p.cut(box(left - 6, y + 124, 242, 14), "#6b4130", shadow=0.3)
    p.light(800, 900, 520, 200, "#ffe3a8", 0.5, 1.5)
    p.cut([box(470, 830, 660, 26), box(510, 856, 26, 190), box(1064, 856, 26, 190)], "#5d3526", "#452519")
    for x in (620, 980):
        p.cut([box(x - 3, 730, 6, 100), oval(x, 828, 34, 9), oval(x, 742, 58, 40, 180, 360)], "#2f6b5a")
        p.glow(x, 770, 120, "#fff0b5", 0.75)
    p.cut([[(700, 800), (760, 792), (800, 804), (840, 792), (900, 800), (900, 830), (800, 832), (700, 830)]], "#fbf3dc")
    p.cut(box(798, 804, 4, 28), "#d8c8a0", shadow=0)
    p.cut([box(1010, 806, 96, 24), box(1020, 784, 80, 22), box(1014, 766, 84, 18)], "#c44f3a")
    p.cut(person(420, 1010, 330), "#3c3a5a", "#2a2a48")
    p.cut(person(1190, 1030, 220), "#c65f43", "#a64a35")
    return p


def orchestra() -> Paper:
    p = Paper(1600, 1067, 23)
    p.wash("#3a1420", "#6b2230", "#a1423b")
    for i in range(9):
        x = i * 200 - 40
        p.cut([(x, -10), (x + 130, -10), (x + 110, 560), (x + 20, 560)], "#7d2a33", "#b5523f", shadow=0.3)
    for x in (500, 800, 1100):
        p.light(x, 40, 330, 700, "#ffdf9c", 0.5, 1.3)
    p.cut([(120, 560), (1480, 560), (1640, 830), (-40, 830)], "#d89a55", "#b97637")
    p.cut(
        [
            [(800 + (x - 800) * 0.84, 560), (800 + (x - 800) * 0.84 + 3, 560), (x + 4, 830), (x, 830)]
            for x in range(-40, 1640, 80)
        ],
        "#c58544",
        shadow=0,
    )

    def player(x: float, y: float, s: float, lean: float) -> list[list[Point]]:
        return [
            oval(x, y - 118 * s, 20 * s, 24 * s),
            [
                (x - 46 * s, y),
                (x - 40 * s, y - 76 * s),
                (x - 14 * s, y - 94 * s),
                (x + 14 * s, y - 94 * s),
                (x + 40 * s, y - 76 * s),
                (x + 46 * s, y),
            ],
            [
                (x + 30 * s, y - 66 * s),
                (x + (30 + 70 * lean) * s, y - 110 * s),
                (x + (32 + 70 * lean) * s, y - 104 * s),
                (x + 34 * s, y - 56 * s),
            ],
            oval(x + 30 * lean * s, y - 68 * s, 24 * s, 14 * s),
        ]

    for row, (y, count, radius, color) in enumerate(
        ((575, 11, 560, "#4d1f2c"), (640, 10, 600, "#3d1826"), (715, 9, 660, "#2c1220"))
    ):
        for k in range(count):
            a = (k - (count - 1) / 2) / ((count - 1) / 2)
            if row == 2 and abs(a) < 0.2:
                continue
            p.cut(
                player(800 + radius * a, y - 30 * a * a + 66, 0.72 + row * 0.14, -1 if a > 0 else 1), color, shadow=0.25
            )
    for x in (260, 1340):
        p.cut(
            [oval(x, 700, 62, 76), oval(x, 610, 46, 54), box(x - 7, 420, 14, 160), oval(x, 418, 15)],
            "#8a4a22",
            "#6b3517",
        )
    p.cut([box(690, 800, 220, 34)], "#5a2a1c")
    p.cut(
        [
            *person(800, 812, 270),
            [(770, 600), (640, 520), (634, 532), (760, 636)],
            [(830, 600), (960, 500), (968, 512), (842, 636)],
        ],
        "#1b0d18",
    )
    p.stroke([(964, 506), (1050, 440)], "#fbeecb", 3)
    for row, y in enumerate((920, 1010)):
        p.cut(
            [oval(x + row * 50, y, 46, 54) for x in range(-30, 1640, 104)]
            + [oval(x + row * 50, y + 96, 74, 70) for x in range(-30, 1640, 104)],
            ("#24101c", "#170a13")[row],
            shadow=0.35,
        )
    return p


def studio() -> Paper:
    p = Paper(1600, 1067, 28)
    p.wash("#24414a", "#1b323b")
    p.cut(
        [box(x, y, 92, 92) for x in range(20, 1600, 104) for y in range(20, 700, 104)], "#2d4e57", "#234049", shadow=0.3
    )
    p.cut(box(470, 110, 700, 430), "#132329")
    p.cut(box(490, 130, 660, 390), "#f6c58f", "#f0986f", "#a45f7a", shadow=0)
    sky = [(490, 440), (600, 400), (720, 430), (860, 380), (1000, 430), (1150, 400), (1150, 520), (490, 520)]
    p.cut(sky, "#5d4270", shadow=0)
    p.cut([box(560 + i * 84, 400 - (i % 3) * 34, 46, 120 + (i % 3) * 34) for i in range(7)], "#3c2f58", shadow=0)
    p.cut(
        [
            box(568 + i * 84 + k * 16, 420 - (i % 3) * 34 + r * 22, 9, 11)
            for i in range(7)
            for k in range(2)
            for r in range(3)
        ],
        "#ffd98c",
        shadow=0,
    )
    p.cut([box(816, 130, 8, 390)], "#132329", shadow=0)
    p.cut(box(1240, 150, 220, 84), "#3a1c1c")
    p.glow(1350, 192, 190, "#ff6a4d", 0.5)
    p.cut(box(1252, 162, 196, 60), "#e9503a", shadow=0)
    for x, letter in ((1286, "o"), (1324, "n")):
        p.cut(oval(x, 192, 14), "#fff0df", shadow=0) if letter == "o" else p.cut(
            [
                box(x - 12, 176, 7, 32),
                box(x + 8, 176, 7, 32),
                [(x - 12, 176), (x - 4, 176), (x + 15, 208), (x + 7, 208)],
            ],
            "#fff0df",
            shadow=0,
        )
    p.cut(oval(1286, 192, 8), "#e9503a", shadow=0)
    p.cut([box(1372, 176, 52, 7), box(1372, 189, 44, 7), box(1372, 202, 52, 7)], "#fff0df", shadow=0)
    p.cut([*oval(250, 300, 96)], "#f5ead2")
    p.cut(oval(250, 300, 84), "#fdf7e6", shadow=0)
    p.cut([box(247, 226, 6, 16), box(247, 358, 6, 16), box(176, 297, 16, 6), box(308, 297, 16, 6)], "#24414a", shadow=0)
    p.stroke([(250, 300), (250, 240)], "#24414a", 5)
    p.stroke([(250, 300), (296, 322)], "#24414a", 5)
    p.cut([(-20, 760), (1620, 760), (1620, 1100), (-20, 1100)], "#a8744a", "#7a4f31")
    p.cut([(80, 880), (700, 880), (760, 1010), (20, 1010)], "#31363f", "#22262d")
    p.cut([box(130 + i * 66, 900 + 0, 8, 96) for i in range(9)], "#14171b", shadow=0)
    p.cut([box(120 + i * 66, 920 + (i * 37) % 50, 28, 20) for i in range(9)], "#e9b44c", shadow=0.3)
    for x, y, s in ((1010, 500, 1.0),):
        p.stroke([(1420, 800), (1380, 560), (1010, 420)], "#15191d", 12)
        p.cut(
            [box(x - 70 * s, y - 90 * s, 140 * s, 220 * s), oval(x, y - 90 * s, 70 * s), oval(x, y + 130 * s, 70 * s)],
            "#c9ccc6",
            "#858b8c",
        )
        p.cut([box(x - 70 * s, y + k * 24 * s - 110 * s, 140 * s, 8 * s) for k in range(6)], "#5d6466", shadow=0)
        p.cut(box(x - 76 * s, y + 36 * s, 152 * s, 26 * s), "#d9503f", shadow=0.2)
    p.cut(
        [
            [(1130, 800), (1300, 800), (1288, 930), (1142, 930)],
            list(oval(1312, 858, 36)) + list(reversed(oval(1312, 858, 22))),
        ],
        "#f5ead2",
        "#d9c7a8",
    )
    p.cut(oval(1215, 802, 84, 12), "#5a3524", shadow=0)
    p.cut([[(820, 900), (1060, 880), (1090, 1000), (830, 1020)]], "#fdf7e6", shadow=0.3)
    p.cut(
        [
            [
                (850, 918 + k * 18),
                (1040 - (k % 3) * 30, 902 + k * 18),
                (1040 - (k % 3) * 30, 906 + k * 18),
                (850, 922 + k * 18),
            ]
            for k in range(5)
        ],
        "#b8ab93",
        shadow=0,
    )
    ring = oval(330, 800, 120, 96, 180, 360)
    p.stroke(ring, "#15191d", 16)
    p.cut([oval(214, 820, 34, 50), oval(446, 820, 34, 50)], "#15191d", "#2a3036")
    return p


def fiesta() -> Paper:
    p = Paper(1600, 1067, 27)
    p.wash("#241a4d", "#53307a", "#b04a7e", "#f08a5f", bottom=760)
    p.dots(90, "#fdeccb", top=0, bottom=400, size=(0.6, 1.8))
    for x, wide, tall, color in (
        (-20, 300, 330, "#d9694f"),
        (270, 230, 270, "#e9a63a"),
        (490, 260, 380, "#3f8f8a"),
        (740, 220, 300, "#f0c27a"),
        (950, 260, 360, "#c24f6a"),
        (1200, 200, 280, "#5f7fb5"),
        (1390, 240, 340, "#e28a4a"),
    ):
        p.cut(box(x, 780 - tall, wide, tall), color, shadow=0.3)
        p.cut(box(x - 6, 774 - tall, wide + 12, 18), "#fbe9c9", shadow=0.2)
        p.cut([arch(x + wide * k, 780 - tall + 50, wide * 0.2, 90) for k in (0.14, 0.42, 0.68)], "#ffe3a0", shadow=0.15)
        p.cut([arch(x + wide * 0.3, 660, wide * 0.4, 130)], "#3a2247", shadow=0.1)
    p.cut(below([(-20, 776), (1620, 776)]), "#c9806a", "#7d4560")
    for r in (1, 2, 3):
        p.stroke(oval(800, 1000, 300 * r, 70 * r), "#a8607a", 2)
    for row, (y, size) in enumerate(((60, 84), (190, 70), (320, 54))):
        line = [(float(x), y + 46 * float(np.sin(np.pi * ((x + row * 200) % 800) / 800))) for x in range(-20, 1640, 20)]
        p.stroke(line, "#fbe9c9", 1.6)
        for i, x in enumerate(range(10 - row * 20, 1600, size + 16)):
            top = level(line, x + size / 2)
            flag = [
                (x, top),
                (x + size, top),
                (x + size, top + size * 0.74),
                *[(x + size * k / 8, top + size * (0.84 if k % 2 else 0.7)) for k in range(7, 0, -1)],
                (x, top + size * 0.74),
            ]
            p.cut(
                flag, ("#f2c230", "#e0457b", "#2fa39a", "#f47b3f", "#8a5fc2", "#fbf3e0")[(i + row * 2) % 6], shadow=0.25
            )
            sky = ("#4a2c72", "#6d3a7c", "#b04a7e")[row]
            p.cut(
                [oval(x + size / 2, top + size * 0.36, size * 0.12)]
                + [oval(x + size * k, top + size * 0.36, size * 0.06) for k in (0.2, 0.8)]
                + [oval(x + size * k, top + size * 0.6, size * 0.05) for k in (0.35, 0.65)],
                sky,
                shadow=0,
            )
    skirts = (("#e0457b", 430, 1.1), ("#f2c230", 720, 1.25), ("#2fa39a", 1010, 1.15), ("#fbf3e0", 1260, 1.0))
    for color, center, s in skirts:
        hem = 1000.0
        p.cut(oval(center, hem + 6, 150 * s, 20), "#5a3050", shadow=0)
        p.cut(
            [
                (center - 24 * s, hem - 160 * s),
                (center + 24 * s, hem - 160 * s),
                *[
                    (center + (150 - 300 * k / 12) * s, hem - (0 if k % 2 else 14) - 60 * s * abs(1 - k / 6) ** 1.5)
                    for k in range(13)
                ],
            ],
            color,
            shadow=0.3,
        )
        p.cut(
            [
                [
                    (center - 140 * s + k * 46 * s, hem - 44 * s),
                    (center - 110 * s + k * 46 * s, hem - 44 * s),
                    (center - 120 * s + k * 46 * s, hem - 30 * s),
                ]
                for k in range(1, 5)
            ],
            "#fff6e0",
            shadow=0,
        )
        p.cut(
            [
                [
                    (center - 26 * s, hem - 156 * s),
                    (center - 20 * s, hem - 226 * s),
                    (center + 20 * s, hem - 226 * s),
                    (center + 26 * s, hem - 156 * s),
                ],
                [
                    (center - 18 * s, hem - 220 * s),
                    (center - 104 * s, hem - 140 * s),
                    (center - 94 * s, hem - 130 * s),
                    (center - 14 * s, hem - 196 * s),
                ],
                [
                    (center + 18 * s, hem - 220 * s),
                    (center + 104 * s, hem - 140 * s),
                    (center + 94 * s, hem - 130 * s),
                    (center + 14 * s, hem - 196 * s),
                ],
            ],
            "#fff6e0",
            shadow=0.15,
        )
        p.cut(oval(center, hem - 252 * s, 24 * s, 28 * s), "#a8694a", shadow=0.15)
        p.cut(
            [oval(center, hem - 262 * s, 27 * s, 24 * s, 170, 370), oval(center + 10 * s, hem - 286 * s, 15 * s)],
            "#241626",
            shadow=0,
        )
        p.cut(
            [oval(center - 16 * s, hem - 280 * s, 8 * s), oval(center - 4 * s, hem - 288 * s, 8 * s)],
            "#f25f4a",
            shadow=0,
        )
    return p
