"""One slip of the fingers away."""

from __future__ import annotations

MIN_LENGTH = 4  # shorter words have too many neighbors to guess


def one_slip(typed: str, known: str) -> bool:
    """Whether one letter more, less, other, or two neighbors swapped make `typed` into `known`."""
    if typed == known or abs(len(typed) - len(known)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(known)) and typed[start] == known[start]:
        start += 1
    left, right = typed[start:], known[start:]
    return (
        left[1:] == right
        or left == right[1:]
        or left[1:] == right[1:]
        or (len(left) > 1 and len(right) > 1 and left[:2] == right[1::-1] and left[2:] == right[2:])
    )
