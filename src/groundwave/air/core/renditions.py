"""In which qualities a service goes out, as a person writes them."""

from __future__ import annotations

from typing import Final

MOST: Final = 5  # more are no plan to the engine
LEAST_KBPS, MOST_KBPS = 32, 256


def read_renditions(text: str) -> tuple[int, ...]:
    """Kilobits a second with commas between them ("48, 96, 160") as bits a second, lowest first, each once.

    Raises ValueError with a sentence for the person.
    """
    words = [word for word in text.replace(",", " ").split() if word]
    if not all(word.isascii() and word.isdigit() and len(word) < 4 for word in words):
        raise ValueError("Give kilobits a second as numbers with commas between them: 48, 96, 160.")
    rates = sorted({int(word) for word in words})
    if not 1 <= len(rates) <= MOST:
        raise ValueError(f"Give one to {MOST} renditions: 48, 96, 160.")
    if rates[0] < LEAST_KBPS or rates[-1] > MOST_KBPS:
        raise ValueError(f"A rendition has {LEAST_KBPS} to {MOST_KBPS} kilobits a second.")
    return tuple(rate * 1_000 for rate in rates)
