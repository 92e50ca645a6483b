"""Scenes on fresh and salt water: salmon, eelgrass, quarry, mill, bridge."""

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
    level,
    oval,
    pine,
    pines,
    ridge,
    tree,
)


def fish(x: float, y: float, long: float, bend: float = 0.0) -> list[Point]:
    """A fish that looks to the left."""
    body = [
        (x + long * t, y - long * 0.16 * float(np.sin(np.pi * t**0.75)) + bend * t * t)
        for t in np.linspace(0, 0.86, 16)
    ]
    belly = [(px, 2 * (y + bend * ((px - x) / long) ** 2) - py) for px, py in reversed(body)]
    return [
        *body,
        (x + long, y - long * 0.13 + bend),
        (x + long * 0.93, y + bend * 0.9),
        (x + long, y + long * 0.13 + bend),
        *belly,
    ]


def salmon() -> Paper:
    p = Paper(1600, 1067, 4)
    p.wash("#cfe3d4", "#a9cfc4", bottom=260)
    line = ridge(p.rng, 190, 30)
    p.cut([below(line), *pines(p.rng, line, 46, (90, 210))], "#4d7d6c", "#78a58c", span=(40, 300))
    front = ridge(p.rng, 262, 18)
    p.cut(
        [
            below(front),
            *pines(p.rng, front, 18, (170, 300), (0, 560)),
            *pines(p.rng, front, 16, (170, 300), (1120, 1600)),
        ],
        "#2c5a50",
        "#3f7262",
        span=(60, 330),
    )
    p.wash("#9fd3cb", "#5aa9ab", "#2f7f8c", "#1b5b6e", "#123f55", top=318)
    top = [(x, 322 + 7 * float(np.sin(x / 55)) + 4 * float(np.sin(x / 17))) for x in range(-20, 1640, 8)]
    p.cut([*top, (1640, 344), (-20, 344)], "#e7f5ee", shadow=0.1)
    for x, wide in ((260, 90), (620, 130), (1010, 110), (1400, 120)):
        p.glow(x, 420, wide * 2.6, "#bfe8df", 0.30)
    for x, y, long, color, back in (
        (1090, 470, 210, "#3b8b93", "#347f89"),
        (180, 520, 190, "#3b8b93", "#347f89"),
        (1240, 650, 330, "#c2553f", "#8a3b3d"),
        (430, 590, 400, "#d4674a", "#93413f"),
        (820, 790, 470, "#e07b55", "#a2483f"),
        (90, 830, 360, "#c2553f", "#8a3b3d"),
    ):
        bend = float(p.rng.uniform(-30, 30))
        p.cut(
            [
                fish(x, y, long, bend),
                [
                    (x + long * 0.38, y - long * 0.13),
                    (x + long * 0.5, y - long * 0.23),
                    (x + long * 0.58, y - long * 0.11),
                ],
                [
                    (x + long * 0.3, y + long * 0.1),
                    (x + long * 0.4, y + long * 0.22),
                    (x + long * 0.42, y + long * 0.1),
                ],
            ],
            back,
            color,
            shadow=0.3,
        )
        if long > 220:
            p.cut(oval(x + long * 0.07, y - long * 0.025, long * 0.016), "#fff2d6", shadow=0)
            p.cut(oval(x + long * 0.068, y - long * 0.025, long * 0.008), "#2b2226", shadow=0)
            p.cut(
                [oval(x + long * t, y - long * 0.07 + bend * t * t, long * 0.009) for t in np.linspace(0.24, 0.66, 9)],
                back,
                shadow=0,
            )
    stones = [
        oval(
            float(x), 1050 + float(p.rng.uniform(-26, 30)), float(p.rng.uniform(40, 110)), float(p.rng.uniform(24, 60))
        )
        for x in np.linspace(0, 1600, 26)
    ]
    p.cut(stones[::2], "#2c4f5c", "#1c3948")
    p.cut(stones[1::2], "#3d6268", "#234451")
    p.dots(70, "#d7f1ea", top=360, bottom=980, size=(1.5, 5))
    return p


def eelgrass() -> Paper:
    p = Paper(1600, 1067, 6)
    p.wash("#d4efe0", "#7fccbf", "#3c9ba0", "#1f6c80", "#154a66")
    for x in (300, 700, 1000, 1350):
        p.light(x, 0, 240, 900, "#eafff0", 0.28, 1.4)

    def blades(count: int, tall: float, base: float, wide: float) -> list[list[Point]]:
        out = []
        for x in p.rng.uniform(-40, 1640, count):
            high, sway, phase = (
                tall * float(p.rng.uniform(0.5, 1)),
                float(p.rng.uniform(30, 90)),
                float(p.rng.uniform(0, 1.2)),
            )
            spine = [
                (float(x) + sway * t * t + 14 * float(np.sin(5 * t + phase)), base - high * t)
                for t in np.linspace(0, 1, 14)
            ]
            out.append(
                [
                    *[(a - wide * (1 - i / 14), b) for i, (a, b) in enumerate(spine)],
                    *[(a + wide * (1 - i / 14), b) for i, (a, b) in reversed(list(enumerate(spine)))],
                ]
            )
        return out

    p.cut(blades(90, 520, 1080, 7), "#4fae9b", "#2c8487", shadow=0.12)
    p.cut(
        [
            fish(x, y, long)
            for x, y, long in (
                (420, 330, 90),
                (520, 370, 84),
                (470, 420, 76),
                (600, 320, 70),
                (640, 400, 84),
                (560, 460, 70),
            )
        ],
        "#e9f6e4",
        "#bfe3d3",
        shadow=0.2,
    )
    p.cut(blades(90, 640, 1090, 9), "#2f8a70", "#1c5f63", shadow=0.2)
    p.cut([fish(980, 560, 170, 10), fish(1180, 640, 120, -8)], "#f2b15e", "#d98244")
    p.cut(oval(992, 555, 4), "#173f55", shadow=0)
    p.cut(blades(64, 520, 1110, 12), "#1d6556", "#103f4a", shadow=0.3)
    p.cut(below(ridge(p.rng, 1020, 22, scale=300)), "#d9c79b", "#a99a7c", span=(1000, 1067))
    p.cut(
        [
            [
                (1270 + r * float(np.cos(t)), 1000 + r * 0.72 * float(np.sin(t)))
                for t, r in zip(np.arange(10) * np.pi / 5 - 1.57, [62, 24] * 5, strict=True)
            ]
        ],
        "#e0654a",
        "#c24a3a",
    )
    p.dots(60, "#effff5", top=60, bottom=700, size=(2, 6))
    return p


def quarry() -> Paper:
    p = Paper(1600, 1067, 5)
    p.wash("#f5e7da", "#f3d9c9", "#edc8b8", bottom=520)
    p.cut(oval(1180, 230, 84), "#fbf3e4", shadow=0.1)
    line = ridge(p.rng, 330, 46, scale=500)
    p.cut([below(line), *pines(p.rng, line, 60, (30, 76))], "#8a7d8c", "#bfa3a0", span=(260, 520), shadow=0.2)
    tones = ("#d8c3b0", "#c4ab99", "#b09687", "#9a8177", "#846d68")
    for step in range(5):
        y = 400 + step * 62
        left = 560 - step * 120
        right = 1050 + step * 110
        edge = [(-20, y - 60 + step * 8), (left - 60, y - 30), (left, y), (left, y + 500), (-20, y + 500)]
        other = [(1620, y - 90 + step * 14), (right + 60, y - 36), (right, y), (right, y + 500), (1620, y + 500)]
        if step == 0:
            p.cut([edge, other, box(500, 420, 600, 400)], tones[0], "#e4d3c0")
            p.cut(
                [box(520 + c * 66 + (r % 2) * 30, 440 + r * 46, 62, 42) for r in range(5) for c in range(8)],
                "#d0b9a6",
                shadow=0.1,
            )
        else:
            p.cut([edge, other], tones[step], "#d8c2ae", span=(y - 60, y + 420))
            p.cut(
                [box(x, y + 30 + step * 9, 3, 120) for x in range(10, left - 20, 46)]
                + [box(x, y + 34 + step * 9, 3, 120) for x in range(right + 24, 1600, 46)],
                tones[step - 1],
                shadow=0,
            )
    p.cut(below([(-20, 730), (1620, 730)]), "#3f8f94", "#1d6a78", "#114a5c", shadow=0.3)
    p.cut([box(500 - i * 4, 735 + i * 20, 600 + i * 8, 7) for i in range(6)], "#8fbdb4", shadow=0)
    p.cut(bands(p.rng, 740, 1050, 46), "#7cc0ba", shadow=0)
    p.cut(
        [
            box(1010, 330, 12, 400),
            [(1012, 336), (700, 250), (704, 240), (1022, 322)],
            [(1016, 340), (1180, 300), (1184, 308), (1020, 352)],
        ],
        "#49424d",
    )
    p.stroke([(740, 254), (740, 520)], "#49424d", 2)
    p.cut(box(708, 520, 64, 44), "#f0e4d2")
    p.cut(
        [
            [(980, 800), (1210, 796), (1180, 838), (1006, 838)],
            box(1090, 690, 5, 108),
            [(1100, 694), (1180, 786), (1100, 788)],
        ],
        "#d5573b",
        "#b9442f",
    )
    near = ridge(p.rng, 1010, 24, scale=360)
    p.cut(
        [
            below(near),
            pine(120, 1040, 520),
            pine(30, 1050, 400),
            pine(250, 1050, 330),
            pine(1500, 1050, 460),
            pine(1590, 1050, 330),
        ],
        "#2f3540",
        "#20252f",
    )
    return p


def mill() -> Paper:
    p = Paper(1600, 1067, 3)
    p.wash("#f7d9a8", "#f3e4c0", "#eff0d8", bottom=700)
    p.glow(1250, 220, 480, "#fff6d6", 0.9)
    p.cut(below(ridge(p.rng, 420, 70)), "#d9b27c", "#ecd3a0", span=(360, 640), shadow=0.15)
    hill = ridge(p.rng, 520, 60, scale=560)
    grove = [
        shape
        for x in range(60, 1600, 95)
        for shape in tree(p.rng, x + float(p.rng.uniform(-30, 30)), level(hill, x) + 14, float(p.rng.uniform(90, 150)))
    ]
    p.cut([below(hill), *grove], "#c27b45", "#d79a59", span=(430, 640))
    p.cut(
        [shape for x in (980, 1090, 1240, 1400, 1530) for shape in tree(p.rng, x, 670, float(p.rng.uniform(170, 250)))],
        "#a9512f",
        "#c4703b",
    )
    p.wash("#7fa49a", "#4f8285", "#2d5d69", top=690)
    p.cut([box(150, 420, 620, 300)], "#8e3b2d", "#74291f")
    p.cut([(120, 430), (210, 300), (710, 300), (800, 430)], "#43404b", "#35333f")
    p.cut([box(640, 200, 74, 170)], "#7a3226")
    p.cut([house(330, 340, 110, 40, 0.4), house(500, 340, 110, 40, 0.4)], "#8e3b2d")
    p.cut(
        [arch(190 + i * 92, 466, 46, 78) for i in range(6)]
        + [arch(190 + i * 92, 590, 46, 78) for i in range(6)]
        + [box(366, 306, 38, 30), box(536, 306, 38, 30)],
        "#f0c987",
        shadow=0.15,
    )
    p.cut(
        [box(211 + i * 92, 466, 4, 78) for i in range(6)] + [box(211 + i * 92, 590, 4, 78) for i in range(6)],
        "#74291f",
        shadow=0,
    )
    p.cut([below([(-20, 716), (830, 706), (900, 760), (-20, 780)], 800)], "#5a4a3c", "#473a31")
    cx, cy, r = 842, 664, 132
    p.cut(
        [
            [
                (cx + a * np.cos(t + d), cy + a * np.sin(t + d))
                for a, d in ((r * 0.1, -0.4), (r, -0.035), (r, 0.035), (r * 0.1, 0.4))
            ]
            for t in np.linspace(0, 2 * np.pi, 12, endpoint=False)
        ],
        "#3b2a22",
    )
    ring = oval(cx, cy, r * 0.94) + list(reversed(oval(cx, cy, r * 0.82)))
    p.cut(ring, "#4a342a")
    p.cut(
        [
            [
                (cx + r * k * np.cos(t), cy + r * k * np.sin(t))
                for k, t in ((0.82, a), (1.06, a - 0.05), (1.06, a + 0.09), (0.82, a + 0.05))
            ]
            for a in np.linspace(0, 2 * np.pi, 24, endpoint=False)
        ],
        "#2e201a",
        shadow=0.15,
    )
    p.cut(oval(cx, cy, 18), "#d9a55b")
    fall = [(900, 735), (1640, 735), (1640, 800), (900, 800)]
    p.cut(fall, "#cfe2d8", "#8fb9b3")
    p.cut([box(x, 738, 3, float(p.rng.uniform(30, 60))) for x in range(910, 1600, 13)], "#f3f8ef", shadow=0)
    p.cut(bands(p.rng, 800, 1050, 60), "#a6c9bd", shadow=0)
    p.cut(
        [
            oval(float(x), 803 + float(p.rng.uniform(-5, 8)), float(p.rng.uniform(14, 34)), 8)
            for x in np.linspace(880, 1600, 34)
        ],
        "#f3f8ef",
        shadow=0.1,
    )
    bank = ridge(p.rng, 985, 26, scale=300)
    p.cut(
        [
            below(bank),
            *(
                [(x, level(bank, x) + 10), (x + 7, level(bank, x) - h), (x + 12, level(bank, x) + 10)]
                for x, h in zip(p.rng.uniform(0, 1600, 150), p.rng.uniform(30, 110, 150), strict=True)
            ),
        ],
        "#3c3a2c",
        "#26261f",
        span=(900, 1067),
    )
    return p


def bridge() -> Paper:
    p = Paper(1600, 1067, 7)
    p.wash("#8fb8d0", "#bcd6dc", "#eee3cf", bottom=680)
    p.cut([*cloud(p.rng, 330, 210, 460), *cloud(p.rng, 1160, 150, 560)], "#f4f3ea", shadow=0.12)
    p.cut(below(ridge(p.rng, 520, 80)), "#7f9fae", "#b7c4bf", span=(440, 680), shadow=0.2)
    line = ridge(p.rng, 610, 30)
    p.cut([below(line), *pines(p.rng, line, 60, (24, 60))], "#4c6e74", "#6d8b83", span=(560, 700))
    p.wash("#7fa9ae", "#47808d", "#235769", top=690)
    p.cut(bands(p.rng, 700, 1040, 60), "#b6d3cf", shadow=0)
    p.cut(
        [[(x - 40, 560), (x + 40, 560), (x + 56, 800), (x - 56, 800)] for x in (270, 800, 1330)], "#8d8a84", "#66676a"
    )
    p.cut([box(-20, 520, 1020, 44), box(1180, 520, 460, 44)], "#b5482f", "#93351f")
    lattice = [[(x, 524), (x + 8, 524), (x + 74, 372), (x + 66, 372)] for x in range(-20, 950, 66)] + [
        [(x + 66, 524), (x + 74, 524), (x + 8, 372), (x, 372)] for x in range(-20, 950, 66)
    ]
    lattice += [[(x, 524), (x + 8, 524), (x + 74, 372), (x + 66, 372)] for x in range(1190, 1640, 66)] + [
        [(x + 66, 524), (x + 74, 524), (x + 8, 372), (x, 372)] for x in range(1190, 1640, 66)
    ]
    p.cut([*lattice, box(-20, 360, 985, 16), box(1186, 360, 460, 16)], "#c85a3c", shadow=0.25)
    p.cut([box(1040, 470, 96, 40)], "#b5482f")
    p.cut(
        [
            box(1086, 120, 18, 700),
            box(760, 128, 620, 16),
            [(1086, 128), (1095, 50), (1104, 128)],
            box(1320, 144, 50, 40),
        ],
        "#e9b44c",
        "#d99b2f",
    )
    p.stroke([(1095, 54), (770, 130)], "#7a5a22", 2)
    p.stroke([(1095, 54), (1370, 130)], "#7a5a22", 2)
    p.stroke([(1088, 144), (1088, 470)], "#4a4a4a", 2)
    p.cut([[(990, 800), (1270, 800), (1240, 850), (1010, 850)], box(1180, 750, 60, 52)], "#2b3f4d")
    p.cut([[(x, 520), (x + 12, 484), (x + 24, 520)] for x in (900, 940, 978)], "#f2853b", shadow=0.2)
    p.cut([box(300, 486, 84, 34), [(384, 520), (384, 496), (404, 496), (416, 510), (416, 520)]], "#f4efe2")
    p.cut([oval(320, 522, 11), oval(396, 522, 11)], "#2b2f36", shadow=0.1)
    p.cut(below(ridge(p.rng, 1020, 30, scale=260)), "#26414a", "#1b313a")
    return p
