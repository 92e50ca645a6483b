"""Every pair of colors that carries text reaches WCAG 2.2 AA, in light and in dark."""

from __future__ import annotations

import math
import re

import pytest

from groundwave.web.static import SOURCES

TEXT, LARGE = 4.5, 3.0
PAIRS = [
    ("ink", "paper"),
    ("ink", "paper-2"),
    ("ink", "paper-3"),
    ("ink", "sea-tint"),
    ("ink-2", "paper"),
    ("ink-2", "paper-2"),
    ("ink-2", "paper-3"),
    ("ink-2", "sea-tint"),
    ("accent", "paper"),
    ("accent", "paper-2"),
    ("accent", "paper-3"),
    ("accent", "sea-tint"),
    ("accent-on", "accent-fill"),
    ("paper", "ink"),
    ("sea", "paper"),
    ("sea", "paper-2"),
    ("sea-on", "sea-deep"),
    ("glow", "sea-deep"),
]
_TOKEN = re.compile(r"--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)")


def schemes() -> dict[str, dict[str, tuple[float, float, float]]]:
    light_text, dark_text = (SOURCES / "tokens.css").read_text().split("prefers-color-scheme: dark")
    light = {name: (float(a), float(b), float(c)) for name, a, b, c in _TOKEN.findall(light_text)}
    dark = {name: (float(a), float(b), float(c)) for name, a, b, c in _TOKEN.findall(dark_text)}
    return {"light": light, "dark": light | dark}


def luminance(color: tuple[float, float, float]) -> float:
    """Relative luminance (WCAG 2.2) of an OKLCH color, clipped to sRGB (Ottosson's matrices)."""
    lightness, chroma, hue = color
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(1.0, max(0.0, part)) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(scheme: str, text: str, ground: str) -> None:
    colors = schemes()[scheme]
    assert contrast(colors[text], colors[ground]) >= TEXT


def test_the_measure_of_contrast_is_right() -> None:
    assert contrast((1, 0, 0), (0, 0, 0)) == pytest.approx(21, abs=0.01)
