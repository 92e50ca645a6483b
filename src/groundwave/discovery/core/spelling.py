"""A slip or two of the fingers away."""

from __future__ import annotations

MIN_LENGTH, MIN_LENGTH_OF_TWO = 4, 8  # shorter words have too many neighbors to guess


def slips_allowed(word: str) -> int:
    """How many slips a word of this length may hide. Numbers are never guessed."""
    if len(word) < MIN_LENGTH or not word.isalpha():
        return 0
    return 1 if len(word) < MIN_LENGTH_OF_TWO else 2


def slips(typed: str, known: str, *, at_most: int) -> int | None:
    """How many letters more, less, other, or neighbors swapped, lie between two words; None beyond `at_most`.

    After Damerau (1964), each letter touched once.
    """
    if abs(len(typed) - len(known)) > at_most:
        return None
    before_last: list[int] = []
    last = list(range(len(known) + 1))
    for row, letter in enumerate(typed, 1):
        line = [row]
        for column, other in enumerate(known, 1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == known[column - 2] and other == typed[row - 2]:
                cost = min(cost, before_last[column - 2] + 1)
            line.append(cost)
        if min(line) > at_most:
            return None
        before_last, last = last, line
    return last[-1] if last[-1] <= at_most else None
