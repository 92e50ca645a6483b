"""Scenes inland: the notch, the tower, the storm, the plow, the orchard, the forest."""

from __future__ import annotations

import itertools

import numpy as np

from groundwave.ops.demo.paper import (
    Paper,
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


def notch() -> Paper:
    p = Paper(1600, 1067, 11)
    p.wash("#dfe8e6", "#f0e6d6", "#f2d3bd", bottom=700)
    p.cut(oval(800, 330, 96), "#fff6e6", shadow=0)
    p.glow(800, 330, 420, "#fff4dd", 0.8)
    for rise, y, color, foot in ((150, 430, "#b9c4c8", "#e3ddd2"), (190, 520, "#93a7ae", "#cfd3cc")):
        p.cut(below(ridge(p.rng, y, rise, sharp=True, scale=360)), color, foot, span=(y - rise, 780), shadow=0.15)
        p.mist(720, 150, "#f1e9dd", 0.75)
    left = [
        (-30, 150),
        (70, 190),
        (150, 170),
        (250, 300),
        (330, 330),
        (420, 480),
        (520, 590),
        (610, 720),
        (760, 860),
        (-30, 1100),
    ]
    right = [
        (1640, 90),
        (1560, 130),
        (1480, 120),
        (1370, 270),
        (1290, 350),
        (1210, 500),
        (1100, 620),
        (1020, 740),
        (850, 870),
        (1640, 1100),
    ]
    p.cut([left, right], "#5d7f86", "#9db4b1", span=(100, 900))
    p.mist(850, 150, "#eee8dc", 0.85)
    for y, color, foot, tall in ((850, "#3f646b", "#7d9b9a", (60, 130)), (930, "#2a4b52", "#4f7474", (90, 190))):
        line = [
            (x, level([(-30, y - 150), (400, y - 30), (800, y + 40), (1200, y - 30), (1640, y - 150)], x))
            for x in range(-30, 1660, 20)
        ]
        p.cut([below(line), *pines(p.rng, line, 54, tall)], color, foot, span=(y - 200, y + 150))
        p.mist(y + 70, 80, "#e9e6dc", 0.55)
    near = [(x, 1030 - 60 * abs(x - 800) / 800) for x in range(-30, 1660, 20)]
    p.cut(
        [
            below(near),
            *(
                pine(x, 1075, tall)
                for x, tall in ((60, 560), (190, 400), (320, 290), (1560, 600), (1430, 380), (1300, 270), (-10, 480))
            ),
        ],
        "#14292f",
        "#1d363b",
    )
    return p


def tower() -> Paper:
    p = Paper(1600, 1067, 12)
    p.wash("#0b1130", "#1b2458", "#44407e", "#8a5c8f", "#d98a86")
    p.dots(420, "#f7efdc", top=0, bottom=760, size=(0.5, 1.7))
    p.dots(30, "#ffffff", top=0, bottom=600, size=(1.8, 3.0))
    for i in range(90):
        t = i / 90
        p.glow(
            200 + 1300 * t + float(p.rng.normal(0, 40)),
            640 - 620 * t + float(p.rng.normal(0, 60)),
            130,
            "#b9b2e6",
            0.055,
        )
    p.cut([oval(1330, 190, 62)], "#f9efd0", shadow=0)
    p.cut([oval(1356, 176, 54)], "#1f2a60", shadow=0)
    for y, color in ((720, "#5c4a83"), (800, "#3c356c")):
        p.cut(below(ridge(p.rng, y, 60, sharp=True)), color)
    top, foot = 130, 900
    for r in (60, 110, 165, 225):
        for start in (-42, 138):
            arc = oval(620, top, r, r, start, start + 84)
            p.stroke(arc, "#f2c36b", 3)

    def half(y: float) -> float:
        return 7 + 34 * (y - top) / (foot - top)

    steps = np.linspace(top, foot, 17)
    for a, b in itertools.pairwise(steps):
        p.stroke([(620 - half(a), a), (620 + half(b), b)], "#1a1c40", 4)
        p.stroke([(620 + half(a), a), (620 - half(b), b)], "#1a1c40", 4)
        p.stroke([(620 - half(b), b), (620 + half(b), b)], "#1a1c40", 4)
    p.stroke([(620 - half(top), top), (620 - half(foot), foot)], "#1a1c40", 7)
    p.stroke([(620 + half(top), top), (620 + half(foot), foot)], "#1a1c40", 7)
    p.stroke([(620, top + 10), (620, top - 60)], "#1a1c40", 6)
    for y in (top - 60, 390, 650):
        p.glow(620, y, 60, "#ff6a5a", 0.85)
        p.cut(oval(620, y, 6), "#ffd9cf", shadow=0)
    line = ridge(p.rng, 900, 44, scale=520)
    p.cut(
        [below(line), *pines(p.rng, line, 34, (50, 120), (0, 480)), *pines(p.rng, line, 40, (50, 130), (840, 1600))],
        "#17183a",
        "#101129",
    )
    p.cut(house(690, level(line, 720) + 20, 130, 60, 0.36), "#0f1029")
    p.cut([box(722, level(line, 720) - 22, 24, 22), box(770, level(line, 720) - 22, 24, 22)], "#ffd98c", shadow=0)
    p.glow(752, level(line, 720) - 10, 120, "#ffd98c", 0.4)
    return p


def storm() -> Paper:
    p = Paper(1600, 1067, 13)
    p.wash("#10172f", "#25345a", "#4b6785", "#d9a06a", bottom=870)
    for x, y, wide, color in (
        (420, 210, 900, "#1b2544"),
        (1260, 180, 880, "#22304f"),
        (800, 320, 1050, "#2e4063"),
        (260, 420, 700, "#3b5274"),
        (1400, 410, 640, "#3b5274"),
        (900, 470, 760, "#4b6684"),
    ):
        p.cut(
            [*cloud(p.rng, x, y, wide), *cloud(p.rng, x + wide * 0.2, y - wide * 0.08, wide * 0.6)],
            color,
            shadow=0.4,
            blur=16,
        )
    for x, strength in ((1120, 0.9), (450, 0.6)):
        p.glow(x, 520, 420, "#cfe3ff", 0.5 * strength)
        spine = [(x, 470), (x - 34, 580), (x + 8, 576), (x - 40, 690), (x - 6, 686), (x - 62, 830)]
        edge = [(x - 44, 830), (x + 30, 672), (x - 2, 672), (x + 44, 560), (x + 6, 562), (x + 30, 470)]
        p.cut([*spine, *edge[1:]], "#fff3b8", shadow=0)
    for rain in range(620, 1000, 17):
        p.stroke([(rain, 500), (rain - 70, 790)], "#7590aa", 1.3)
    p.cut(below(ridge(p.rng, 810, 26, scale=600)), "#27384c", "#1d2a3d")
    farm = ridge(p.rng, 880, 18, scale=500)
    p.cut(
        [
            below(farm),
            house(300, 890, 170, 96, 0.4),
            box(486, 760, 64, 130),
            oval(518, 760, 32, 32, 180, 360),
            *[s for x in (180, 640, 700) for s in tree(p.rng, x, 890, 110)],
        ],
        "#151f30",
        "#111927",
    )
    p.cut([box(340, 830, 30, 34), box(400, 830, 30, 34)], "#ffd27a", shadow=0)
    p.glow(386, 846, 130, "#ffd27a", 0.35)
    for r in (90, 150, 210):
        p.stroke(oval(1330, 800, r, r, 200, 340), "#e7c27a", 3)
    p.cut([[(1316, 900), (1324, 800), (1336, 800), (1344, 900)], oval(1330, 792, 46, 46, 20, 160)], "#0c1320")
    rows = [
        [(800 + (x - 800) * 0.2, 930), (800 + (x - 800) * 0.2 + 6, 930), (x + 60, 1080), (x, 1080)]
        for x in range(-3000, 4600, 150)
    ]
    p.cut(rows, "#25344a", shadow=0)
    return p


def snowplow() -> Paper:
    p = Paper(1600, 1067, 14)
    p.wash("#a9bccb", "#ccd6da", "#e9e4de", bottom=760)
    p.cut(below(ridge(p.rng, 430, 130, sharp=True, scale=460)), "#b9c8d2", "#e2e4e2", span=(320, 760), shadow=0.15)
    line = ridge(p.rng, 600, 50)
    p.cut([below(line), *pines(p.rng, line, 70, (60, 130))], "#7d98a5", "#d3dcde", span=(500, 720), shadow=0.2)
    line = ridge(p.rng, 690, 24)
    p.cut(
        [below(line), *pines(p.rng, line, 24, (160, 300), (0, 520)), *pines(p.rng, line, 18, (160, 300), (1180, 1600))],
        "#47697a",
        "#e9edec",
        span=(470, 760),
    )
    p.cut(below([(-20, 800), (400, 780), (900, 772), (1620, 760)]), "#5e6a74", "#48535e")
    p.cut(
        [[(x, 905), (x + 110, 902), (x + 100, 914), (x - 12, 918)] for x in range(20, 1600, 260)], "#e6c667", shadow=0
    )
    p.cut(below([(-20, 1000), (500, 970), (1000, 985), (1620, 960)]), "#f6f6f3", "#d5dde2")
    p.cut([[(560, 610), (860, 610), (900, 790), (540, 790)]], "#e07a2f", "#c25f1e")
    p.cut([[(870, 800), (870, 570), (1010, 570), (1060, 680), (1150, 700), (1160, 800)]], "#f0943a", "#dc7a26")
    p.cut([[(900, 592), (996, 592), (1036, 678), (900, 678)]], "#39505f", "#587687", shadow=0.15)
    p.cut(box(530, 790, 640, 34), "#3a3f47")
    p.cut([oval(x, 842, 54) for x in (630, 750, 1060)], "#22262c")
    p.cut([oval(x, 842, 22) for x in (630, 750, 1060)], "#aab4ba", shadow=0)
    p.cut([(1180, 690), (1250, 700), (1272, 780), (1330, 890), (1170, 900), (1200, 800)], "#f2c230", "#d6a51c")
    p.cut(
        [oval(1340 + i * 46, 850 - i * 46 + i * i * 5, 92 - i * 5) for i in range(6)]
        + [oval(1250 + i * 70, 905, 80, 50) for i in range(6)],
        "#fbfbf8",
        "#dfe7ea",
        shadow=0.25,
    )
    p.glow(945, 552, 130, "#ffb53d", 0.9)
    p.cut(box(926, 548, 40, 22), "#ffdf8a", shadow=0.1)
    p.dots(420, "#ffffff", top=-300, bottom=1060, size=(1.2, 4.6))
    return p


def orchard() -> Paper:
    p = Paper(1600, 1067, 15)
    p.wash("#8fc3d4", "#cfe4dc", "#f6efd6", bottom=560)
    p.cut([*cloud(p.rng, 500, 200, 520), *cloud(p.rng, 1290, 260, 400)], "#fbf8ec", shadow=0.12)
    p.cut(below(ridge(p.rng, 420, 70)), "#8fae94", "#c6cfa4", span=(360, 640), shadow=0.15)
    hill = ridge(p.rng, 520, 40, scale=620)
    p.cut(
        [below(hill), *[s for x in range(20, 1600, 74) for s in tree(p.rng, x, level(hill, x) + 10, 74)]],
        "#5f8a5a",
        "#b3b46a",
        span=(460, 760),
        shadow=0.25,
    )
    p.cut(below(ridge(p.rng, 660, 20, scale=700)), "#c8b65a", "#a3a04c", span=(640, 1067))
    for y, tall, step, shift in ((740, 190, 230, 0), (900, 290, 330, 120)):
        for x in range(-40 + shift, 1660, step):
            p.cut(oval(x + 24, y + 2, tall * 0.42, tall * 0.06), "#7f8440", shadow=0)
            p.cut(tree(p.rng, x, y, tall), "#4f7f45", "#356238", shadow=0.3)
            p.cut(
                [
                    oval(
                        x + float(p.rng.normal(0, 0.16)) * tall,
                        y - tall * float(p.rng.uniform(0.5, 0.86)),
                        tall * 0.035,
                    )
                    for _ in range(16)
                ],
                "#d5432f",
                shadow=0.1,
            )
    for x, y in ((340, 990), (1180, 1004)):
        p.cut([(x, y - 70), (x + 190, y - 70), (x + 180, y + 30), (x + 10, y + 30)], "#b07a43", "#8a5c30")
        p.cut([oval(x + 20 + i * 30, y - 74 - (i % 2) * 12, 22) for i in range(6)], "#d5432f", "#b2321f", shadow=0.2)
        p.cut([box(x + 3, y - 40, 184, 6), box(x + 6, y - 8, 178, 6)], "#6d4724", shadow=0)
    p.cut(
        [
            [(760, 1040), (776, 1040), (836, 700), (824, 700)],
            [(900, 1040), (916, 1040), (852, 700), (840, 700)],
            *[box(824 - (y - 700) * 0.19, y, 26 + (y - 700) * 0.39, 9) for y in range(740, 1040, 52)],
        ],
        "#e3c48a",
    )
    return p


def forest() -> Paper:
    p = Paper(1600, 1067, 18)
    p.wash("#f3efc9", "#cfdca8", "#8fb089")
    p.glow(900, 260, 560, "#fffbe0", 0.9)
    for color, foot, count, wide in (
        ("#b5c999", "#a4bf92", 26, 18),
        ("#86a883", "#739a7b", 18, 32),
        ("#54806b", "#47735f", 12, 52),
    ):
        trunks = []
        for x in np.linspace(-20, 1620, count) + p.rng.uniform(-30, 30, count):
            if wide > 30 and 760 < x < 1040:
                continue
            trunks.append(
                [
                    (float(x) - wide / 2, -20),
                    (float(x) + wide / 2, -20),
                    (float(x) + wide * 0.7, 1000),
                    (float(x) - wide * 0.7, 1000),
                ]
            )
        p.cut(trunks, color, foot, shadow=0.2)
        p.mist(760, 220, "#e9efcf", 0.35)
    for x in (620, 820, 1010):
        p.light(x - 60, 300, 120, 620, "#fffde2", 0.35, 1.2)
    floor = ridge(p.rng, 850, 26)
    p.cut(below(floor), "#5f8a5b", "#3f6b4c")
    p.cut([(780, 870), (900, 858), (1020, 1100), (520, 1100)], "#d9c795", "#b9a06a", shadow=0.15)
    p.cut(
        [
            [(110, -20), (250, -20), (300, 1000), (340, 1060), (40, 1060), (80, 1000)],
            [(1320, -20), (1500, -20), (1530, 980), (1590, 1060), (1240, 1060), (1290, 980)],
            [(1330, 420), (1090, 372), (1086, 390), (1330, 460)],
        ],
        "#6b4434",
        "#4a2f28",
    )
    p.cut(
        [box(130 + i * 34, -20, 5, 960 - 40 * i) for i in range(4)]
        + [box(1345 + i * 38, -20, 5, 900 + 30 * i) for i in range(4)],
        "#55362b",
        shadow=0,
    )
    p.cut(
        [
            oval(1170, 322, 42, 58),
            [(1134, 284), (1140, 248), (1166, 276)],
            [(1206, 284), (1200, 248), (1174, 276)],
            oval(1170, 292, 37, 33),
        ],
        "#7b5a44",
        "#5f4333",
    )
    p.cut([oval(1156, 292, 13), oval(1184, 292, 13)], "#f6e7b8", shadow=0)
    p.cut([oval(1156, 292, 6), oval(1184, 292, 6), [(1165, 302), (1175, 302), (1170, 314)]], "#2b1f1a", shadow=0)
    ferns = []
    for x in [*np.linspace(-20, 470, 10), *np.linspace(1050, 1620, 12)]:
        for a in np.linspace(-2.6, -0.5, 7):
            long = float(p.rng.uniform(90, 170))
            tip = (float(x) + long * float(np.cos(a)), 1060 + long * float(np.sin(a)))
            ferns.append(
                [
                    (float(x) - 4, 1070),
                    ((x + tip[0]) / 2 - 12, (1060 + tip[1]) / 2 - 18),
                    tip,
                    ((x + tip[0]) / 2 + 12, (1060 + tip[1]) / 2),
                    (float(x) + 4, 1070),
                ]
            )
    p.cut(ferns, "#2f6a45", "#1f4c37")
    return p
