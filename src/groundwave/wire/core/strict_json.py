"""JSON as RFC 8259 means it: UTF-8, no duplicate names, no NaN, no bottomless nesting."""

import json
import math
from typing import Final

from groundwave.wire.core.bounds import MAX_DEPTH, MAX_VALUES
from groundwave.wire.core.outcome import Unreadable

_BOM: Final = b"\xef\xbb\xbf"
_UTF16_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")


class _NotStrict(ValueError):
    """Python's reader takes it, the standard does not. It has no position: hooks are not told one."""


def read_json(data: bytes, *, at_most: int = MAX_VALUES) -> object:
    """The value in the file, which may hold `at_most` values.

    Raises Unreadable with the line and column where that is known.
    """
    text = _decoded(data)
    if text.count(",") + text.count("[") + text.count("{") > at_most:
        raise Unreadable("json", f"more than {at_most:,} values in one file")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_float=_finite,
            parse_int=_whole,
        )
    except json.JSONDecodeError as wrong:
        ends = wrong.pos >= len(text.rstrip()) or wrong.msg.startswith("Unterminated string")
        what = "the file ends too early (truncated)" if ends else f"not valid JSON ({wrong.msg})"
        raise Unreadable("json", f"{what} at line {wrong.lineno}, column {wrong.colno}") from wrong
    except RecursionError as wrong:
        raise Unreadable("json", f"nested more than {MAX_DEPTH} deep") from wrong
    except _NotStrict as wrong:
        raise Unreadable("json", str(wrong)) from wrong
    _check_depth(value)
    return value


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF16_BOMS) or b"\x00" in data[:4]:
        raise Unreadable("encoding", "JSON must be UTF-8 (RFC 8259); this file is UTF-16 or UTF-32")
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise Unreadable("encoding", f"not UTF-8 at byte {wrong.start} (line {line})") from wrong


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise _NotStrict(f"the name “{name[:60]}” occurs twice in one object")
            seen.add(name)
    return found


def _no_constant(name: str) -> object:
    raise _NotStrict(f"{name} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _NotStrict(f"the number {digits[:20]} is too large")
    return number


def _whole(digits: str) -> int:
    if len(digits) > 30:
        raise _NotStrict(f"the number {digits[:20]}… is too large")
    return int(digits)


def _check_depth(value: object) -> None:
    level: list[object] = [value]
    depth = 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise Unreadable("json", f"nested more than {MAX_DEPTH} deep")
        below: list[object] = []
        for holder in level:
            if isinstance(holder, dict):
                below.extend(inner for inner in holder.values() if isinstance(inner, dict | list))
            elif isinstance(holder, list):
                below.extend(inner for inner in holder if isinstance(inner, dict | list))
        level = below
