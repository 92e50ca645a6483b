"""What WordPress keeps as posts and no reader ever meets by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

MACHINERY: Final = {
    "nav_menu_item": "entries of menus",
    "wp_navigation": "menus of blocks",
    "revision": "older versions",
    "custom_css": "style sheets",
    "wp_global_styles": "style sheets",
    "customize_changeset": "drafts of a design",
    "wp_template": "templates",
    "wp_template_part": "templates",
    "wp_font_family": "fonts",
    "wp_font_face": "fonts",
    "wp_block": "patterns (each stands where it was used)",
    "oembed_cache": "copies of embedded pages",
    "user_request": "requests about personal data",
    "guest-author": "profiles of guest authors (they are authors here)",
    "acf-field": "definitions of custom fields",
    "acf-field-group": "definitions of custom fields",
}


def machinery(kinds: Mapping[str, int]) -> str:
    """How many items of which kinds were WordPress's own and are not moved, in a sentence; empty for none."""
    named: Counter[str] = Counter()
    for kind, count in kinds.items():
        if kind in MACHINERY:
            named[MACHINERY[kind]] += count
    said = ", ".join(f"{count:,} {name}" for name, count in named.most_common())
    return f"What WordPress keeps for itself was left out: {said}." if said else ""
