"""Scenes in town: market, town hall, clinic, greenhouse."""

from __future__ import annotations

from groundwave.ops.demo.paper import (
    Paper,
    arch,
    below,
    box,
    cloud,
    house,
    level,
    oval,
    person,
    pines,
    ridge,
    tree,
)


def market() -> Paper:
    p = Paper(1600, 1067, 22)
    p.wash("#a8d5dc", "#dcebd8", "#f9efcf", bottom=620)
    p.cut([*cloud(p.rng, 360, 170, 420), *cloud(p.rng, 1250, 210, 520)], "#fdfaee", shadow=0.1)
    roofs = []
    for x, wide, tall, color in (
        (-20, 210, 250, "#c9876b"),
        (180, 170, 300, "#e0b07c"),
        (340, 220, 230, "#8fa58b"),
        (560, 180, 320, "#d9c9a8"),
        (730, 240, 260, "#b9756a"),
        (960, 180, 300, "#e3bd86"),
        (1130, 230, 250, "#7f9aa0"),
        (1350, 270, 300, "#cf9170"),
    ):
        p.cut(house(x, 660, wide, tall, 0.34), color, shadow=0.2)
        roofs += [
            box(x + wide * k, 660 - tall + 50 + r * 70, wide * 0.14, 40) for k in (0.18, 0.43, 0.68) for r in range(2)
        ]
    p.cut(roofs, "#f6ecd2", shadow=0.1)
    p.cut(below([(-20, 650), (1620, 650)]), "#dcc9a3", "#b89f78", shadow=0.1)
    p.cut(
        [s for x, y in ((130, 690), (620, 680), (1120, 684), (1500, 692)) for s in person(x, y, 110)],
        "#7a6a72",
        shadow=0.2,
    )
    for x, wide, a, b in (
        (20, 470, "#d9503f", "#fbf3e0"),
        (570, 470, "#e9a63a", "#fbf3e0"),
        (1120, 470, "#2f8178", "#fbf3e0"),
    ):
        p.cut([box(x + 16, 560, 12, 400), box(x + wide - 28, 560, 12, 400)], "#6b4c36")
        p.cut(box(x + 20, 600, wide - 40, 200), "#5a4338", "#43322b", shadow=0)
        p.cut(person(x + wide * 0.4, 840, 230) + person(x + wide * 0.72, 840, 210), "#e9c9a5", "#c2876a", shadow=0.2)
        n = 9
        for i in range(n):
            left, w = x + i * wide / n, wide / n
            p.cut(
                [
                    (left + 20 * (1 - 2 * i / n), 470),
                    (left + w + 20 * (1 - 2 * (i + 1) / n), 470),
                    (left + w, 600),
                    *oval(left + w / 2, 600, w / 2, 22, 0, 180),
                    (left, 600),
                ],
                a if i % 2 == 0 else b,
                shadow=0.12,
            )
        p.cut(box(x - 10, 800, wide + 20, 180), "#a8744a", "#7d5334")
        p.cut([box(x - 6, 858, wide + 12, 5), box(x - 6, 918, wide + 12, 5)], "#6b4529", shadow=0)
        for crate, color in enumerate(("#d8452e", "#e58a2b", "#6f9a3d", "#7b4a7d", "#e6c23f")):
            cx = x + 8 + crate * 92
            p.cut(
                [oval(cx + 12 + k * 17, 796 - (k % 2) * 10 - j * 12, 13) for k in range(5) for j in range(2)],
                color,
                shadow=0.2,
            )
            p.cut(box(cx, 796, 86, 32), "#d9b27c", shadow=0.2)
    p.cut(person(520, 1060, 330), "#37506b", "#26394f")
    p.cut(person(1085, 1064, 300), "#a8473f", "#7c312e")
    p.cut([box(1108, 930, 70, 54)], "#d9b27c")
    p.stroke([(-10, 250), (400, 330), (800, 262), (1200, 330), (1610, 250)], "#6d5a4d", 2)
    line = [(-10.0, 250.0), (400.0, 330.0), (800.0, 262.0), (1200.0, 330.0), (1610.0, 250.0)]
    for i, x in enumerate(range(20, 1600, 62)):
        p.cut(
            [(x, level(line, x)), (x + 36, level(line, x + 36)), (x + 18, level(line, x) + 44)],
            ("#d9503f", "#e9a63a", "#2f8178", "#f7efda")[i % 4],
            shadow=0.15,
        )
    return p


def townhall() -> Paper:
    p = Paper(1600, 1067, 24)
    p.wash("#cfd9e8", "#e6e2e2", "#f8e8d4", bottom=830)
    p.cut([*cloud(p.rng, 300, 260, 460), *cloud(p.rng, 1330, 190, 420)], "#fdf8f0", shadow=0.1)
    p.cut(
        [s for x in range(-20, 1640, 120) for s in tree(p.rng, x, 800, float(p.rng.uniform(230, 330)))],
        "#c58a4a",
        "#a8632f",
        shadow=0.2,
    )
    p.cut(below([(-20, 800), (1620, 800)]), "#9aae6c", "#6f8a52", shadow=0.2)
    p.cut(box(360, 430, 880, 380), "#f6efe2", "#e2d6c3")
    p.cut([(340, 432), (800, 300), (1260, 432)], "#5f6f7d")
    p.cut([(430, 424), (800, 322), (1170, 424)], "#f1e7d6", shadow=0.1)
    p.cut(oval(800, 386, 26), "#b98a3c", shadow=0.2)
    p.cut([box(740, 190, 120, 130), box(726, 182, 148, 14)], "#f6efe2")
    p.cut(oval(800, 252, 40), "#4d5c69")
    p.cut(oval(800, 252, 34), "#fdf8ea", shadow=0)
    p.stroke([(800, 252), (800, 228)], "#2b343c", 3)
    p.stroke([(800, 252), (818, 262)], "#2b343c", 3)
    p.cut([*[oval(800, 182, 64, 76, 180, 360)], box(796, 66, 8, 44)], "#3f8a7c", "#2f6e65")
    p.cut([(804, 66), (862, 80), (804, 96)], "#c9503f", shadow=0.1)
    p.cut(
        [arch(410 + i * 96, 486, 54, 100) for i in (0, 1, 2, 5.9, 6.9, 7.9)]
        + [box(410 + i * 96, 640, 54, 96) for i in (0, 1, 2, 5.9, 6.9, 7.9)],
        "#5d7a8a",
        "#86a0a8",
        shadow=0.15,
    )
    p.cut([box(660, 436, 280, 374)], "#e6dac6", shadow=0.2)
    p.cut(arch(742, 560, 116, 250), "#7b3f31", "#5f2d25")
    p.cut(
        [box(672 + i * 62 + (18 if i > 1 else 0), 450, 30, 350) for i in range(4)]
        + [box(652, 436, 296, 18), box(652, 792, 296, 18)],
        "#fdf8ee",
        "#ddd0bb",
        shadow=0.25,
    )
    p.cut([box(630 - i * 22, 810 + i * 16, 340 + i * 44, 17) for i in range(4)], "#e9dfcf", "#cdbfa9")
    p.cut([(690, 874), (910, 874), (1140, 1100), (460, 1100)], "#dccdb0", "#bda885", shadow=0.1)
    p.cut([s for x in (150, 1450) for s in tree(p.rng, x, 960, 420)], "#d9792f", "#b2521f")
    for x in (560, 1040):
        p.cut([box(x - 4, 720, 8, 200), oval(x, 712, 18), box(x - 14, 916, 28, 10)], "#2b3a40")
        p.glow(x, 712, 60, "#fff0bd", 0.9)
    p.cut(person(690, 1000, 170) + person(750, 1006, 160), "#44506b", "#303a52")
    p.cut(person(930, 980, 150), "#a8473f", "#83322f")
    p.cut(
        [
            oval(float(x), float(y), 7, 4)
            for x, y in zip(p.rng.uniform(0, 1600, 90), p.rng.uniform(880, 1060, 90), strict=True)
        ],
        "#d98a3c",
        shadow=0,
    )
    return p


def clinic() -> Paper:
    p = Paper(1600, 1067, 25)
    p.wash("#d6e6e4", "#eaf0e4", "#f9f1e0", bottom=700)
    p.cut(oval(300, 240, 70), "#fff7e2", shadow=0.08)
    p.cut(below(ridge(p.rng, 430, 90, sharp=True)), "#a8c4bd", "#d9e2d0", span=(340, 700), shadow=0.15)
    line = ridge(p.rng, 580, 40)
    p.cut([below(line), *pines(p.rng, line, 60, (40, 110))], "#6b9689", "#b7c9a4", span=(500, 760), shadow=0.2)
    p.cut(below([(-20, 740), (1620, 720)]), "#b9c48c", "#94a86f")
    p.cut(box(760, 470, 700, 290), "#fbf5e8", "#ebe0cc")
    p.cut([(720, 476), (860, 380), (1380, 380), (1500, 476)], "#4f7f86", "#3d686f")
    p.cut([house(1010, 520, 200, 60, 0.42)], "#fbf5e8")
    p.cut([box(1096, 420, 28, 84), box(1068, 448, 84, 28)], "#2f9a78", shadow=0.1)
    p.cut([box(810 + i * 84, 550, 58, 84) for i in (0, 1, 5.4, 6.4)], "#6f9aa3", "#a3c0c0", shadow=0.15)
    p.cut(box(1050, 560, 120, 200), "#4f7f86", "#3d686f")
    p.cut([box(1064, 576, 40, 120), box(1116, 576, 40, 120)], "#cfe0dc", shadow=0)
    p.cut(below([(-20, 850), (1620, 820)]), "#8d9498", "#6a7278")
    p.cut(
        [(120, 880), (120, 600), (150, 570), (560, 570), (590, 690), (680, 720), (700, 760), (700, 880)],
        "#ffffff",
        "#e6e6de",
    )
    p.cut([(560, 600), (576, 600), (598, 690), (560, 690)], "#3d5a68", shadow=0)
    p.cut([box(120, 764, 580, 26)], "#3f8a8a", shadow=0)
    p.cut([box(262, 616, 34, 110), box(224, 654, 110, 34)], "#2f9a78", shadow=0.05)
    p.cut([box(400, 616, 120, 74)], "#6f9aa3", "#a3c0c0", shadow=0.1)
    p.cut([oval(x, 884, 54) for x in (230, 590)], "#2b3138")
    p.cut([oval(x, 884, 22) for x in (230, 590)], "#c9cfd0", shadow=0)
    p.cut(person(800, 930, 210), "#3f6f8f", "#2f5570")
    p.cut(person(870, 930, 190), "#d98452", "#b5633a")
    p.cut([s for x in (1380, 1530) for s in tree(p.rng, x, 800, 260)], "#7f9f5a", "#5f8247")
    p.cut(below(ridge(p.rng, 1030, 16, scale=260)), "#5d7a4f", "#48653f")
    return p


def greenhouse() -> Paper:
    p = Paper(1600, 1067, 26)
    p.wash("#bfe0e6", "#e2f0e0", "#f7f3da", bottom=700)
    p.glow(1300, 160, 420, "#fffbe0", 0.9)
    p.cut(
        [s for x in range(0, 1600, 130) for s in tree(p.rng, x, 560, float(p.rng.uniform(150, 240)))],
        "#8fb58a",
        "#b9cfa0",
        shadow=0.15,
    )
    p.cut(below([(-20, 550), (1620, 540)]), "#a9bf78", "#7f9c58")
    p.cut([(180, 860), (180, 440), (800, 190), (1420, 440), (1420, 860)], "#d3ece6", "#b5dcd2", shadow=0.3)
    for y, tall in ((600, 90), (720, 130)):
        for x in range(230, 1400, 62):
            p.cut(
                [oval(x + d * 20, y - tall * 0.5 - abs(d) * 6, 20, tall * 0.36) for d in (-1, 0, 1)],
                "#5fa05a",
                "#3d7d4b",
                shadow=0.15,
            )
            if (x // 62) % 2:
                p.cut([oval(x + d * 18, y - tall * 0.6 + abs(d) * 20, 9) for d in (-1, 0, 1)], "#e0533d", shadow=0.1)
        p.cut(box(210, y, 1180, 16), "#b98a5a", "#9a6f44")
    ribs = [
        box(
            x,
            level([(180, 440), (800, 190), (1420, 440)], x),
            9,
            700 - level([(180, 440), (800, 190), (1420, 440)], x) + 160,
        )
        for x in range(180, 1430, 155)
    ]
    ribs += [
        [(180, 440), (800, 190), (1420, 440), (1420, 456), (800, 206), (180, 456)],
        box(180, 440, 1240, 10),
        box(180, 660, 1240, 8),
    ]
    p.cut(ribs, "#fbfbf2", shadow=0.25)
    p.light(420, 560, 160, 420, "#ffffff", 0.25, 1.0)
    p.cut(box(160, 850, 1280, 40), "#8a5a3c", "#6d452e")
    for x, tall, color in (
        (430, 230, "#d9503f"),
        (560, 190, "#3f6f9a"),
        (1000, 210, "#e9a63a"),
        (1130, 180, "#6d4a86"),
    ):
        p.cut(person(x, 960, tall), color, shadow=0.3)
        p.cut(oval(x, 960 - tall * 0.9, tall * 0.1), "#c98f68", shadow=0)
        p.cut(oval(x, 960 - tall * 0.93, tall * 0.105, tall * 0.08, 180, 360), "#3b2620", shadow=0)
    p.cut(person(790, 960, 300), "#2f7468", "#235a52")
    p.cut(oval(790, 690, 30), "#8a5a42", shadow=0)
    p.cut(oval(790, 684, 33, 26, 180, 360), "#1f1a1a", shadow=0)
    for x in range(-20, 1640, 150):
        p.cut(box(x, 980, 130, 110), "#9a6f44", "#75512f", shadow=0.3)
        p.cut([oval(x + 16 + i * 24, 976 - (i % 2) * 10, 20, 30) for i in range(5)], "#4f8a4a", "#37693c", shadow=0.2)
    return p
