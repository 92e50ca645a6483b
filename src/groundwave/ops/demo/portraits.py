"""Eight portraits in cut paper for the staff of the demo station; the people are invented."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from groundwave.ops.demo.paper import Paper, Point, below, oval, ridge


@dataclass(frozen=True, slots=True)
class Face:
    key: str
    ground: tuple[str, str]
    disc: str
    skin: str
    shade: str
    hair: str
    coat: tuple[str, str]
    collar: str
    cut: str
    """Hair: long, short, curls, bun, bob, scarf, bald or braid."""
    glasses: bool = False
    beard: bool = False


FACES = (
    Face(
        "portrait-1",
        ("#f3cf9b", "#e79f6c"),
        "#f9e6c2",
        "#a5694a",
        "#8d553b",
        "#2a1a1c",
        ("#2d6a6a", "#1e4d52"),
        "#f3e9d2",
        "curls",
    ),
    Face(
        "portrait-2",
        ("#b9d4cf", "#7fa9a8"),
        "#dcebe2",
        "#e6b592",
        "#d29b78",
        "#8a4b2c",
        ("#8c3b3b", "#6b2b33"),
        "#f6ead2",
        "short",
        True,
        True,
    ),
    Face(
        "portrait-3",
        ("#e9c2b4", "#c9808a"),
        "#f6e0d2",
        "#c98d66",
        "#b07650",
        "#241a24",
        ("#3b3f6b", "#2a2c50"),
        "#e9b44c",
        "long",
    ),
    Face(
        "portrait-4",
        ("#c6cfe4", "#8b97c2"),
        "#e4e6f1",
        "#7c4f3a",
        "#673f2e",
        "#1b1718",
        ("#d9853b", "#b9662a"),
        "#fbf1dc",
        "bald",
        True,
    ),
    Face(
        "portrait-5",
        ("#d8dcae", "#9fae74"),
        "#eef0d2",
        "#f0c6a4",
        "#dcab86",
        "#d9d4cc",
        ("#4c5b45", "#374433"),
        "#f5ead0",
        "bob",
        True,
    ),
    Face(
        "portrait-6",
        ("#f2d6d0", "#dba8a8"),
        "#fbece4",
        "#d9a37c",
        "#c38a63",
        "#5f7d95",
        ("#34586e", "#24414f"),
        "#dfeaec",
        "scarf",
    ),
    Face(
        "portrait-7",
        ("#aed0da", "#5f96ab"),
        "#d6eaec",
        "#e0ad86",
        "#c9946d",
        "#1f1b22",
        ("#e6d3b0", "#c9b189"),
        "#3f5f6b",
        "bun",
    ),
    Face(
        "portrait-8",
        ("#e6d0ae", "#b98f63"),
        "#f5e8ce",
        "#8f5b40",
        "#794832",
        "#20181a",
        ("#6d4a7d", "#4f3560"),
        "#f0dfe8",
        "braid",
        False,
        False,
    ),
)


def bust(p: Paper, face: Face) -> None:
    p.cut([(40, 640), (70, 520), (150, 465), (250, 440), (350, 440), (450, 465), (530, 520), (560, 640)], *face.coat)
    p.cut([(245, 380), (355, 380), (362, 462), (300, 512), (238, 462)], face.shade, shadow=0.15)
    p.cut(
        [[(236, 440), (300, 520), (262, 560), (205, 462)], [(364, 440), (300, 520), (338, 560), (395, 462)]],
        face.collar,
        shadow=0.25,
    )


def back_hair(p: Paper, face: Face) -> None:
    if face.cut == "long":
        p.cut([*oval(300, 262, 142, 142, 180, 360), (452, 470), (400, 520), (200, 520), (148, 470)], face.hair)
    elif face.cut == "bob":
        p.cut([*oval(300, 258, 142, 140, 180, 360), (448, 372), (400, 402), (200, 402), (152, 372)], face.hair)
    elif face.cut == "curls":
        p.cut(
            [oval(300 + 128 * float(np.cos(a)), 248 + 120 * float(np.sin(a)), 52) for a in np.linspace(-3.7, 0.56, 13)]
            + [oval(300, 220, 120)],
            face.hair,
        )
    elif face.cut == "scarf":
        p.cut([*oval(300, 270, 142, 152, 170, 370), (430, 430), (470, 520), (130, 520), (170, 430)], face.hair)
    elif face.cut == "bun":
        p.cut([oval(300, 104, 56), oval(300, 232, 128, 122)], face.hair)
    elif face.cut == "braid":
        p.cut([oval(300, 236, 130, 124)], face.hair)
        p.cut([oval(424 + 8 * (i % 2), 340 + i * 40, 30 - i * 2, 26) for i in range(6)], face.hair, shadow=0.25)


def head(p: Paper, face: Face) -> None:
    p.cut([oval(194, 292, 22, 32), oval(406, 292, 22, 32)], face.shade, shadow=0.2)
    jaw: list[Point] = [
        *oval(300, 262, 108, 120, 180, 360),
        (406, 310),
        (388, 370),
        (346, 412),
        (300, 424),
        (254, 412),
        (212, 370),
        (194, 310),
    ]
    p.cut(jaw, face.skin, shadow=0.28)
    p.cut([(300, 262), (318, 336), (306, 344), (290, 342)], face.shade, shadow=0)
    if face.cut in ("bun", "scarf", "long"):
        p.cut([oval(224, 346, 24, 16), oval(376, 346, 24, 16)], face.shade, shadow=0)
    if face.beard:
        p.cut(
            [
                (194, 300),
                (212, 330),
                (258, 352),
                (300, 346),
                (342, 352),
                (388, 330),
                (406, 300),
                (392, 376),
                (350, 424),
                (300, 440),
                (250, 424),
                (208, 376),
            ],
            face.hair,
            shadow=0.15,
        )
    p.cut(oval(300, 380, 36, 16, 0, 180), "#f6eadb" if face.beard else "#a8473f", shadow=0)
    for x in (254, 346):
        p.cut(oval(x, 288, 9, 11), "#221a1e", shadow=0)
        p.cut(oval(x + 3, 284, 2.6), "#ffffff", shadow=0)
        p.stroke(oval(x, 274, 26, 16, 205, 335), face.hair if face.cut not in ("scarf", "bob") else "#5b4a44", 6)


def front_hair(p: Paper, face: Face) -> None:
    if face.cut == "long":
        p.cut(
            [*oval(300, 254, 120, 118, 180, 360), (414, 300), (384, 220), (300, 196), (236, 224), (190, 300)],
            face.hair,
            shadow=0.2,
        )
    elif face.cut == "short":
        p.cut(
            [
                *oval(300, 246, 122, 116, 178, 362),
                (406, 268),
                (384, 214),
                (330, 198),
                (250, 214),
                (216, 206),
                (194, 268),
            ],
            face.hair,
            shadow=0.2,
        )
    elif face.cut == "bob":
        p.cut(
            [
                *oval(300, 248, 124, 116, 180, 360),
                (420, 340),
                (396, 330),
                (384, 214),
                (230, 236),
                (206, 330),
                (180, 340),
            ],
            face.hair,
            shadow=0.2,
        )
    elif face.cut == "curls":
        p.cut(
            [oval(215 + i * 34, 182 - 26 * float(np.sin(np.pi * i / 5)), 36) for i in range(6)], face.hair, shadow=0.2
        )
    elif face.cut == "scarf":
        p.cut(
            [
                *oval(300, 262, 128, 132, 180, 360),
                (420, 330),
                (396, 300),
                (380, 226),
                (300, 196),
                (220, 226),
                (204, 300),
                (180, 330),
            ],
            face.hair,
            "#466579",
            shadow=0.2,
        )
    elif face.cut in ("bun", "braid"):
        p.cut(
            [*oval(300, 246, 116, 110, 180, 360), (410, 262), (360, 190), (300, 176), (236, 194), (190, 262)],
            face.hair,
            shadow=0.2,
        )
    if face.glasses:
        for x in (252, 348):
            p.stroke(oval(x, 290, 40, 36), "#2b2529", 6)
        p.stroke([(292, 284), (308, 284)], "#2b2529", 6)


def portrait(face: Face) -> Paper:
    p = Paper(600, 600, int(face.key[-1]) + 40)
    p.wash(*face.ground)
    p.cut(oval(300, 290, 236), face.disc, shadow=0.15)
    p.cut(below(ridge(p.rng, 500, 26, scale=220, wide=600), 620), face.ground[1], shadow=0.2)
    back_hair(p, face)
    bust(p, face)
    head(p, face)
    front_hair(p, face)
    return p
