"""Credit lines as the trade prints them."""

from __future__ import annotations

from collections.abc import Sequence

from groundwave.kit import text


def photo_credit(photographer: str, agency: str) -> str:
    """ "Ana Ruiz / AP"; the two stay two fields everywhere else and are never split again."""
    return " / ".join(part for part in (photographer.strip(), agency.strip()) if part)


def copyright_line(*, owner: str, year: int) -> str:
    return f"© {year} {owner}".rstrip(".") + "."


def byline(names: Sequence[str], *, conjunction: str = "and") -> str:
    return text.prose_list([name for name in names if name], conjunction=conjunction)
