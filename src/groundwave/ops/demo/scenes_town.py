"""Scenes in town: library, market, concert hall, town hall, clinic, greenhouse, fiesta, studio."""

from __future__ import annotations

import numpy as np

from groundwave.ops.demo.paper import Paper, Point, arch, below, box, cloud, house, level, oval, pines, ridge, tree


def person(x: float, y: float, tall: float) -> list[list[Point]]:
    """A standing figure, seen from afar: head, shoulders, coat."""
    return [oval(x, y - tall * 0.9, tall * 0.1), [(x - tall * 0.17, y - tall * 0.68), (x - tall * 0.08, y - tall * 0.78), (x + tall * 0.08, y - tall * 0.78), (x + tall * 0.17, y - tall * 0.68), (x + tall * 0.14, y - tall * 0.3), (x + tall * 0.1, y), (x - tall * 0.1, y), (x - tall * 0.14, y - tall * 0.3)]]


def library() -> Paper:
    p = Paper(1600, 1067, 21)
    p.wash("#7a4a33", "#5d3527")
    p.cut(box(0, 860, 1600, 220), "#b98a5c", "#8f633f", shadow=0)
    p.cut([[(800 + (x - 800) * 0.5, 860), (800 + (x - 800) * 0.5 + 3, 860), (x + 6, 1080), (x, 1080)] for x in range(-1600, 3200, 130)], "#9b6f48", shadow=0)
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
                    p.cut([(x + lean, y + 124 - tall), (x + wide + lean, y + 124 - tall), (x + wide, y + 124), (x, y + 124)], str(p.rng.choice(colors)), shadow=0)
                    p.cut(box(x + 2 + lean * 0.7, y + 140 - tall, wide - 4, 4), "#f3dfae", shadow=0)
                x += wide + 2
            p.cut(box(left - 6, y + 124, 242, 14), "#6b4130", shadow=0.3)
    p.light(800, 900, 520, 200, "#ffe3a8", 0.5, 1.5)
    p.cut([box(470, 830, 660, 26), box(510, 856, 26, 190), box(1064, 856, 26, 190)], "#5d3526", "#452519")
    for x in (620, 980):
        p.cut([box(x - 3, 730, 6, 100), oval(x, 828, 34, 9), oval(x, 742, 58, 40, 180, 360)], "#2f6b5a")
        p.glow(x, 770, 120, "#fff0b5", 0.75)
    p.cut([[(690, 826), (770, 812), (800, 822), (830, 812), (910, 826), (830, 822), (800, 832), (770, 822)]], "#fbf3dc")
    p.cut([box(1010, 806, 96, 24), box(1020, 784, 80, 22), box(1014, 766, 84, 18)], "#c44f3a")
    p.cut(person(420, 1010, 330), "#3c3a5a", "#2a2a48")
    p.cut(person(1190, 1030, 220), "#c65f43", "#a64a35")
    return p


def market() -> Paper:
    p = Paper(1600, 1067, 22)
    p.wash("#a8d5dc", "#dcebd8", "#f9efcf", bottom=620)
    p.cut([*cloud(p.rng, 360, 170, 420), *cloud(p.rng, 1250, 210, 520)], "#fdfaee", shadow=0.1)
    roofs = []
    for x, wide, tall, color in ((-20, 210, 250, "#c9876b"), (180, 170, 300, "#e0b07c"), (340, 220, 230, "#8fa58b"), (560, 180, 320, "#d9c9a8"), (730, 240, 260, "#b9756a"), (960, 180, 300, "#e3bd86"), (1130, 230, 250, "#7f9aa0"), (1350, 270, 300, "#cf9170")):
        p.cut(house(x, 660, wide, tall, 0.34), color, shadow=0.2)
        roofs += [box(x + wide * k, 660 - tall + 50 + r * 70, wide * 0.14, 40) for k in (0.18, 0.43, 0.68) for r in range(2)]
    p.cut(roofs, "#f6ecd2", shadow=0.1)
    p.cut(below([(-20, 650), (1620, 650)]), "#dcc9a3", "#b89f78", shadow=0.1)
    p.cut([s for x, y in ((130, 690), (620, 680), (1120, 684), (1500, 692)) for s in person(x, y, 110)], "#7a6a72", shadow=0.2)
    for x, wide, a, b in ((20, 470, "#d9503f", "#fbf3e0"), (570, 470, "#e9a63a", "#fbf3e0"), (1120, 470, "#2f8178", "#fbf3e0")):
        p.cut([box(x + 16, 560, 12, 400), box(x + wide - 28, 560, 12, 400)], "#6b4c36")
        p.cut(box(x + 20, 600, wide - 40, 200), "#5a4338", "#43322b", shadow=0)
        p.cut(person(x + wide * 0.4, 840, 230) + person(x + wide * 0.72, 840, 210), "#e9c9a5", "#c2876a", shadow=0.2)
        n = 9
        for i in range(n):
            left, w = x + i * wide / n, wide / n
            p.cut([(left + 20 * (1 - 2 * i / n), 470), (left + w + 20 * (1 - 2 * (i + 1) / n), 470), (left + w, 600), *oval(left + w / 2, 600, w / 2, 22, 0, 180), (left, 600)], a if i % 2 == 0 else b, shadow=0.12)
        p.cut(box(x - 10, 800, wide + 20, 180), "#a8744a", "#7d5334")
        p.cut([box(x - 6, 858, wide + 12, 5), box(x - 6, 918, wide + 12, 5)], "#6b4529", shadow=0)
        for crate, color in enumerate(("#d8452e", "#e58a2b", "#6f9a3d", "#7b4a7d", "#e6c23f")):
            cx = x + 8 + crate * 92
            p.cut([oval(cx + 12 + k * 17, 796 - (k % 2) * 10 - j * 12, 13) for k in range(5) for j in range(2)], color, shadow=0.2)
            p.cut(box(cx, 796, 86, 32), "#d9b27c", shadow=0.2)
    p.cut(person(520, 1060, 330), "#37506b", "#26394f")
    p.cut(person(1085, 1064, 300), "#a8473f", "#7c312e")
    p.cut([box(1108, 930, 70, 54)], "#d9b27c")
    p.stroke([(-10, 250), (400, 330), (800, 262), (1200, 330), (1610, 250)], "#6d5a4d", 2)
    line = [(-10.0, 250.0), (400.0, 330.0), (800.0, 262.0), (1200.0, 330.0), (1610.0, 250.0)]
    for i, x in enumerate(range(20, 1600, 62)):
        p.cut([(x, level(line, x)), (x + 36, level(line, x + 36)), (x + 18, level(line, x) + 44)], ("#d9503f", "#e9a63a", "#2f8178", "#f7efda")[i % 4], shadow=0.15)
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
    p.cut([[(800 + (x - 800) * 0.84, 560), (800 + (x - 800) * 0.84 + 3, 560), (x + 4, 830), (x, 830)] for x in range(-40, 1640, 80)], "#c58544", shadow=0)
    def player(x: float, y: float, s: float, lean: float) -> list[list[Point]]:
        return [oval(x, y - 118 * s, 20 * s, 24 * s), [(x - 46 * s, y), (x - 40 * s, y - 76 * s), (x - 14 * s, y - 94 * s), (x + 14 * s, y - 94 * s), (x + 40 * s, y - 76 * s), (x + 46 * s, y)], [(x + 30 * s, y - 66 * s), (x + (30 + 70 * lean) * s, y - 110 * s), (x + (32 + 70 * lean) * s, y - 104 * s), (x + 34 * s, y - 56 * s)], oval(x + 30 * lean * s, y - 68 * s, 24 * s, 14 * s)]
    for row, (y, count, radius, color) in enumerate(((575, 11, 560, "#4d1f2c"), (640, 10, 600, "#3d1826"), (715, 9, 660, "#2c1220"))):
        for k in range(count):
            a = (k - (count - 1) / 2) / ((count - 1) / 2)
            if row == 2 and abs(a) < 0.2:
                continue
            p.cut(player(800 + radius * a, y - 30 * a * a + 66, 0.72 + row * 0.14, -1 if a > 0 else 1), color, shadow=0.25)
    for x in (260, 1340):
        p.cut([oval(x, 700, 62, 76), oval(x, 610, 46, 54), box(x - 7, 420, 14, 160), oval(x, 418, 15)], "#8a4a22", "#6b3517")
    p.cut([box(690, 800, 220, 34)], "#5a2a1c")
    p.cut([*person(800, 812, 270), [(770, 600), (640, 520), (634, 532), (760, 636)], [(830, 600), (960, 500), (968, 512), (842, 636)]], "#1b0d18")
    p.stroke([(964, 506), (1050, 440)], "#fbeecb", 3)
    for row, y in enumerate((920, 1010)):
        p.cut([oval(x + row * 50, y, 46, 54) for x in range(-30, 1640, 104)] + [oval(x + row * 50, y + 96, 74, 70) for x in range(-30, 1640, 104)], ("#24101c", "#170a13")[row], shadow=0.35)
    return p


def townhall() -> Paper:
    p = Paper(1600, 1067, 24)
    p.wash("#cfd9e8", "#e6e2e2", "#f8e8d4", bottom=830)
    p.cut([*cloud(p.rng, 300, 260, 460), *cloud(p.rng, 1330, 190, 420)], "#fdf8f0", shadow=0.1)
    p.cut([s for x in range(-20, 1640, 120) for s in tree(p.rng, x, 800, float(p.rng.uniform(230, 330)))], "#c58a4a", "#a8632f", shadow=0.2)
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
    p.cut([arch(410 + i * 96, 486, 54, 100) for i in (0, 1, 2, 5.9, 6.9, 7.9)] + [box(410 + i * 96, 640, 54, 96) for i in (0, 1, 2, 5.9, 6.9, 7.9)], "#5d7a8a", "#86a0a8", shadow=0.15)
    p.cut([box(660, 436, 280, 374)], "#e6dac6", shadow=0.2)
    p.cut(arch(742, 560, 116, 250), "#7b3f31", "#5f2d25")
    p.cut([box(672 + i * 62 + (18 if i > 1 else 0), 450, 30, 350) for i in range(4)] + [box(652, 436, 296, 18), box(652, 792, 296, 18)], "#fdf8ee", "#ddd0bb", shadow=0.25)
    p.cut([box(630 - i * 22, 810 + i * 16, 340 + i * 44, 17) for i in range(4)], "#e9dfcf", "#cdbfa9")
    p.cut([(690, 874), (910, 874), (1140, 1100), (460, 1100)], "#dccdb0", "#bda885", shadow=0.1)
    p.cut([s for x in (150, 1450) for s in tree(p.rng, x, 960, 420)], "#d9792f", "#b2521f")
    for x in (560, 1040):
        p.cut([box(x - 4, 720, 8, 200), oval(x, 712, 18), box(x - 14, 916, 28, 10)], "#2b3a40")
        p.glow(x, 712, 60, "#fff0bd", 0.9)
    p.cut(person(690, 1000, 170) + person(750, 1006, 160), "#44506b", "#303a52")
    p.cut(person(930, 980, 150), "#a8473f", "#83322f")
    p.cut([oval(float(x), float(y), 7, 4) for x, y in zip(p.rng.uniform(0, 1600, 90), p.rng.uniform(880, 1060, 90), strict=True)], "#d98a3c", shadow=0)
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
    p.cut([(120, 880), (120, 600), (150, 570), (560, 570), (590, 690), (680, 720), (700, 760), (700, 880)], "#ffffff", "#e6e6de")
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
    p.cut([s for x in range(0, 1600, 130) for s in tree(p.rng, x, 560, float(p.rng.uniform(150, 240)))], "#8fb58a", "#b9cfa0", shadow=0.15)
    p.cut(below([(-20, 550), (1620, 540)]), "#a9bf78", "#7f9c58")
    p.cut([(180, 860), (180, 440), (800, 190), (1420, 440), (1420, 860)], "#d3ece6", "#b5dcd2", shadow=0.3)
    for y, tall in ((600, 90), (720, 130)):
        for x in range(230, 1400, 62):
            p.cut([oval(x + d * 20, y - tall * 0.5 - abs(d) * 6, 20, tall * 0.36) for d in (-1, 0, 1)], "#5fa05a", "#3d7d4b", shadow=0.15)
            if (x // 62) % 2:
                p.cut([oval(x + d * 18, y - tall * 0.6 + abs(d) * 20, 9) for d in (-1, 0, 1)], "#e0533d", shadow=0.1)
        p.cut(box(210, y, 1180, 16), "#b98a5a", "#9a6f44")
    ribs = [box(x, level([(180, 440), (800, 190), (1420, 440)], x), 9, 700 - level([(180, 440), (800, 190), (1420, 440)], x) + 160) for x in range(180, 1430, 155)]
    ribs += [[(180, 440), (800, 190), (1420, 440), (1420, 456), (800, 206), (180, 456)], box(180, 440, 1240, 10), box(180, 660, 1240, 8)]
    p.cut(ribs, "#fbfbf2", shadow=0.25)
    p.light(420, 560, 160, 420, "#ffffff", 0.25, 1.0)
    p.cut(box(160, 850, 1280, 40), "#8a5a3c", "#6d452e")
    for x, tall, color in ((430, 230, "#d9503f"), (560, 190, "#3f6f9a"), (1000, 210, "#e9a63a"), (1130, 180, "#6d4a86")):
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


def fiesta() -> Paper:
    p = Paper(1600, 1067, 27)
    p.wash("#241a4d", "#53307a", "#b04a7e", "#f08a5f", bottom=760)
    p.dots(90, "#fdeccb", top=0, bottom=400, size=(0.6, 1.8))
    for x, wide, tall, color in ((-20, 300, 330, "#d9694f"), (270, 230, 270, "#e9a63a"), (490, 260, 380, "#3f8f8a"), (740, 220, 300, "#f0c27a"), (950, 260, 360, "#c24f6a"), (1200, 200, 280, "#5f7fb5"), (1390, 240, 340, "#e28a4a")):
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
            flag = [(x, top), (x + size, top), (x + size, top + size * 0.74), *[(x + size * k / 8, top + size * (0.84 if k % 2 else 0.7)) for k in range(7, 0, -1)], (x, top + size * 0.74)]
            p.cut(flag, ("#f2c230", "#e0457b", "#2fa39a", "#f47b3f", "#8a5fc2", "#fbf3e0")[(i + row * 2) % 6], shadow=0.25)
            sky = ("#4a2c72", "#6d3a7c", "#b04a7e")[row]
            p.cut([oval(x + size / 2, top + size * 0.36, size * 0.12)] + [oval(x + size * k, top + size * 0.36, size * 0.06) for k in (0.2, 0.8)] + [oval(x + size * k, top + size * 0.6, size * 0.05) for k in (0.35, 0.65)], sky, shadow=0)
    skirts = (("#e0457b", 430, 1.1), ("#f2c230", 720, 1.25), ("#2fa39a", 1010, 1.15), ("#fbf3e0", 1260, 1.0))
    for color, x, s in skirts:
        y = 1000.0
        p.cut(oval(x, y + 6, 150 * s, 20), "#5a3050", shadow=0)
        p.cut([(x - 24 * s, y - 160 * s), (x + 24 * s, y - 160 * s), *[(x + (150 - 300 * k / 12) * s, y - (0 if k % 2 else 14) - 60 * s * abs(1 - k / 6) ** 1.5) for k in range(13)]], color, shadow=0.3)
        p.cut([[(x - 140 * s + k * 46 * s, y - 44 * s), (x - 110 * s + k * 46 * s, y - 44 * s), (x - 120 * s + k * 46 * s, y - 30 * s)] for k in range(6)], "#fff6e0", shadow=0)
        p.cut([[(x - 26 * s, y - 156 * s), (x - 20 * s, y - 226 * s), (x + 20 * s, y - 226 * s), (x + 26 * s, y - 156 * s)], [(x - 18 * s, y - 220 * s), (x - 104 * s, y - 140 * s), (x - 94 * s, y - 130 * s), (x - 14 * s, y - 196 * s)], [(x + 18 * s, y - 220 * s), (x + 104 * s, y - 140 * s), (x + 94 * s, y - 130 * s), (x + 14 * s, y - 196 * s)]], "#fff6e0", shadow=0.15)
        p.cut(oval(x, y - 252 * s, 24 * s, 28 * s), "#a8694a", shadow=0.15)
        p.cut([oval(x, y - 262 * s, 27 * s, 24 * s, 170, 370), oval(x + 10 * s, y - 286 * s, 15 * s)], "#241626", shadow=0)
        p.cut([oval(x - 16 * s, y - 280 * s, 8 * s), oval(x - 4 * s, y - 288 * s, 8 * s)], "#f25f4a", shadow=0)
    return p


def studio() -> Paper:
    p = Paper(1600, 1067, 28)
    p.wash("#24414a", "#1b323b")
    p.cut([box(x, y, 92, 92) for x in range(20, 1600, 104) for y in range(20, 700, 104)], "#2d4e57", "#234049", shadow=0.3)
    p.cut(box(470, 110, 700, 430), "#132329")
    p.cut(box(490, 130, 660, 390), "#f6c58f", "#f0986f", "#a45f7a", shadow=0)
    sky = [(490, 440), (600, 400), (720, 430), (860, 380), (1000, 430), (1150, 400), (1150, 520), (490, 520)]
    p.cut(sky, "#5d4270", shadow=0)
    p.cut([box(560 + i * 84, 400 - (i % 3) * 34, 46, 120 + (i % 3) * 34) for i in range(7)], "#3c2f58", shadow=0)
    p.cut([box(568 + i * 84 + k * 16, 420 - (i % 3) * 34 + r * 22, 9, 11) for i in range(7) for k in range(2) for r in range(3)], "#ffd98c", shadow=0)
    p.cut([box(816, 130, 8, 390)], "#132329", shadow=0)
    p.cut(box(1240, 150, 220, 84), "#3a1c1c")
    p.glow(1350, 192, 190, "#ff6a4d", 0.5)
    p.cut(box(1252, 162, 196, 60), "#e9503a", shadow=0)
    for x, letter in ((1286, "o"), (1324, "n")):
        p.cut(oval(x, 192, 14), "#fff0df", shadow=0) if letter == "o" else p.cut([box(x - 12, 176, 7, 32), box(x + 8, 176, 7, 32), [(x - 12, 176), (x - 4, 176), (x + 15, 208), (x + 7, 208)]], "#fff0df", shadow=0)
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
        p.cut([box(x - 70 * s, y - 90 * s, 140 * s, 220 * s), oval(x, y - 90 * s, 70 * s), oval(x, y + 130 * s, 70 * s)], "#c9ccc6", "#858b8c")
        p.cut([box(x - 70 * s, y + k * 24 * s - 110 * s, 140 * s, 8 * s) for k in range(6)], "#5d6466", shadow=0)
        p.cut(box(x - 76 * s, y + 36 * s, 152 * s, 26 * s), "#d9503f", shadow=0.2)
    p.cut([[(1130, 800), (1300, 800), (1288, 930), (1142, 930)], list(oval(1312, 858, 36)) + list(reversed(oval(1312, 858, 22)))], "#f5ead2", "#d9c7a8")
    p.cut(oval(1215, 802, 84, 12), "#5a3524", shadow=0)
    p.cut([[(820, 900), (1060, 880), (1090, 1000), (830, 1020)]], "#fdf7e6", shadow=0.3)
    p.cut([[(850, 918 + k * 18), (1040 - (k % 3) * 30, 902 + k * 18), (1040 - (k % 3) * 30, 906 + k * 18), (850, 922 + k * 18)] for k in range(5)], "#b8ab93", shadow=0)
    ring = oval(330, 800, 120, 96, 180, 360)
    p.stroke(ring, "#15191d", 16)
    p.cut([oval(214, 820, 34, 50), oval(446, 820, 34, 50)], "#15191d", "#2a3036")
    return p
