"""An archive that nobody wrote: words as rare and as common as in news, stories as long, about matters that recur."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

import numpy as np

from groundwave.discovery.api import Entry

_SYLLABLES: Final = {
    "en": "ba con der est fin gra hol ing jus ker lan mor nes ort pel qua ris sto ter und ven wil yar bri cle dow fer",
    "es": "ba cón dor est fin gra ñol illo jas car lan mor nes orte pel que rís sto tar und ven vil yar bri cla dez",
}
_VOCABULARY, _MATTERS, _OF_A_MATTER = 80_000, 4_000, 18
_SPANISH: Final = 0.2  # of the stories
_YEARS: Final = 12


class Corpus:
    """Stories by number; the same seed gives the same ones."""

    def __init__(self, *, at: datetime, seed: int = 1) -> None:
        self.at = at
        self._random = np.random.default_rng(seed)

    @cached_property
    def words(self) -> dict[str, np.ndarray]:
        """Vocabularies, the commonest word first."""
        return {code: self._vocabulary(syllables.split()) for code, syllables in _SYLLABLES.items()}

    def _vocabulary(self, syllables: list[str]) -> np.ndarray:
        made: dict[str, None] = {}
        while len(made) < _VOCABULARY:
            length = 1 + min(int(self._random.geometric(0.45)), 5) if len(made) > 200 else 1 + len(made) // 20
            made["".join(self._random.choice(syllables, size=min(length, 6)))] = None
        return np.array(list(made), dtype=object)

    @cached_property
    def _chances(self) -> np.ndarray:
        """Zipf's law with Mandelbrot's shift: the word of rank r as often as 1 / (r + 2.7)."""
        weights = 1 / (np.arange(_VOCABULARY) + 2.7)
        return np.cumsum(weights / weights.sum())

    @cached_property
    def _matters(self) -> np.ndarray:
        """The telling words of each matter, as ranks."""
        return self._random.integers(400, _VOCABULARY, size=(_MATTERS, _OF_A_MATTER))

    def entries(self, count: int) -> Iterator[Entry]:
        """`count` stories, spread over twelve years, a fifth of them in Spanish."""
        for number in range(1, count + 1):
            yield self.entry(number, language="es" if self._random.random() < _SPANISH else "en")

    def entry(self, number: int, *, language: str, published_at: datetime | None = None, section: int = 0) -> Entry:
        """One story of 100 to 500 words about one of the matters; early matters come up more often than late ones."""
        random = self._random
        words, matter = self.words[language], self._matters[int(_MATTERS * random.random() ** 2)]
        length = int(random.integers(100, 500))
        ranks = np.searchsorted(self._chances, random.random(length))
        told = random.random(length) < 0.12
        ranks[told] = matter[random.integers(0, _OF_A_MATTER, size=int(told.sum()))]
        body = words[np.minimum(ranks, _VOCABULARY - 1)]
        title = words[np.concatenate([matter[random.integers(0, _OF_A_MATTER, size=4)], ranks[:4]])]
        sentences = [" ".join(body[start : start + 14]).capitalize() + "." for start in range(0, length, 14)]
        return Entry(
            kind="story",
            object_id=number,
            language=language,
            title=" ".join(title).capitalize(),
            lead=" ".join(body[14:34]).capitalize() + ".",
            body=" ".join(sentences),
            section=section or 1 + number % 12,
            published_at=published_at or self.at - timedelta(days=_YEARS * 365 * float(random.random()) ** 1.3),
        )
