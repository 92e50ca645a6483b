"""In which language a text is, by its small words; and silence where they do not say it."""

from __future__ import annotations

import pytest

from groundwave.wire.core.tongue import tongue_of

ENGLISH = "The owl is back at the mill, and the people of the town are glad that it was not for good."
SPANISH = "La lechuza volvió al molino, y los vecinos de la villa se alegran de que el viaje no fue para siempre."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (SPANISH, "es"),
        (f"{ENGLISH} {SPANISH}", ""),
        ("Los Angeles", ""),
        ("The mayor of El Paso and the people of Las Cruces are on the road to Los Alamos with the others", "en"),
        ("Die Eule ist zurück in der Mühle, und die Leute der Stadt freuen sich darüber, dass sie bleibt.", ""),
        ("", ""),
        ("\ud800 7 %", ""),
    ],
)
def test_the_small_words_say_it(text: str, language: str) -> None:
    assert tongue_of(text) == language
