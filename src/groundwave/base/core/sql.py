"""What a SELECT of Django's depends on, read from its text: rows, the rows of one owner, or whole tables. Pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

# Raw SQL may write in small letters, over several lines, with a schema, with several tables after one FROM.
_ONE: Final = r'(?:"?\w+"?\.)?"?\w+"?(?:\s+AS)?(?:\s+(?!JOIN\b)\w+)?'
_TABLES: Final = re.compile(rf"\b(?:FROM|JOIN)\s+({_ONE}(?:\s*,\s*{_ONE})*)", re.I)
_NAME: Final = re.compile(r'^(?:"?\w+"?\.)?"?(\w+)"?')
_WRITES: Final = re.compile(
    r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|PRAGMA|SAVEPOINT|RELEASE|SET)\b", re.I
)
# One condition, on one column, for given values: everything else is a question about the whole table.
_ONE_CONDITION: Final = re.compile(
    r'SELECT (?P<columns>.*) FROM "(?P<first>\w+)"'
    r'(?P<joins>(?: (?:INNER|LEFT OUTER) JOIN "\w+" ON \("\w+"\."\w+" = "\w+"\."\w+"\))*) '
    r'WHERE \(?"(?P<table>\w+)"\."(?P<column>\w+)" (?:= %s|IN \((?P<many>%s(?:, %s)*)\))\)?'
    r"(?: ORDER BY (?P<order>[^()]*?))?(?P<limit> LIMIT \d+(?: OFFSET \d+)?)?",
    re.S,
)
_COLUMN: Final = re.compile(r'"(\w+)"\."(\w+)"')


@dataclass(frozen=True)
class Reads:
    """`tables` in the order of the text; `table` and `column` when its rows are asked for by that one column alone.

    Then `joined` has both columns of each join, `selected` how many columns of each table are given, and `ranked` the
    tables by which the rows are put in an order of which only the first are given.
    """

    tables: tuple[str, ...]
    table: str = ""
    column: str = ""
    values: int = 0
    joined: frozenset[tuple[str, str]] = frozenset()
    selected: dict[str, int] = field(default_factory=dict, hash=False)
    ranked: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def reads(sql: str) -> Reads | None:
    """What a statement reads; None for one that is no question."""
    if _WRITES.match(sql):
        return None
    tables = tuple(dict.fromkeys(name for some in _TABLES.findall(sql) for name in _names(some)))
    found = None if len(re.findall(r"\bSELECT\b", sql, re.I)) > 1 else _ONE_CONDITION.fullmatch(sql)
    # Values among the columns or in a join's condition come first in the parameters: then nothing is certain.
    if found is None or sql.count("%s") != (count := 1 + (found["many"] or "").count(",")):
        return Reads(tables)
    return Reads(
        tables,
        found["table"],
        found["column"],
        count,
        joined=frozenset(_COLUMN.findall(found["joins"])),
        selected=dict(Counter(table for table, _ in set(_COLUMN.findall(found["columns"])))),
        ranked=frozenset(table for table, _ in _COLUMN.findall(found["order"] or ""))
        if found["limit"]
        else frozenset(),
    )


def _names(some: str) -> list[str]:
    """The tables of one FROM, without their schema and their other names."""
    return [found[1] for one in some.split(",") if (found := _NAME.match(one.strip()))]
