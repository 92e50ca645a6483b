"""Small facts about words: slugs, cutting at a word, lists in prose, reading time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from anyascii import anyascii

WORDS_A_MINUTE = 230


def slug(text: str, *, at_most: int = 80) -> str:
    """A URL part of lower-case ASCII letters, digits and hyphens, cut at a word; other scripts are spelled in ours.

    >>> slug("¿Quién paga el puente? — Año 2026")
    'quien-paga-el-puente-ano-2026'
    >>> slug("Η γέφυρα της Καλαμάτας")
    'i-gefyra-tis-kalamatas'
    """
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(one if one.isascii() else anyascii(one) if one.isalpha() else "" for one in apart)
    parts = re.findall(r"[a-z0-9]+", plain.lower().replace("'", ""))
    kept = ""
    for part in parts:
        longer = f"{kept}-{part}" if kept else part
        if len(longer) > at_most:
            break
        kept = longer
    return kept or (parts[0][:at_most] if parts else "")


def cut(text: str, at_most: int) -> str:
    """The text itself, or its beginning up to the last whole word, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= at_most:
        return text
    head = text[: at_most - 1]
    space = head.rfind(" ")
    return (head[:space] if space > at_most // 2 else head).rstrip(" ,;:.—-") + "…"


def prose_list(items: Sequence[str], *, conjunction: str = "and") -> str:
    """A list as it is said: "A", "A and B", "A, B and C" (AP style, no serial comma)."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def minutes_to_read(words: int) -> int:
    """Whole minutes, at least one, at the pace of an adult reader of news."""
    return max(1, round(words / WORDS_A_MINUTE))
