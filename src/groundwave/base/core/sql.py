"""What a SELECT of Django's depends on, read from its text: rows, the rows of one owner, or whole tables. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_TABLE: Final = re.compile(r'(?:FROM|JOIN) "?([A-Za-z0-9_]+)"?')
# One condition, on one column, for given values: everything else is a question about the whole table.
_ONE_CONDITION: Final = re.compile(
    r'WHERE \(?"(?P<table>\w+)"\."(?P<column>\w+)" (?:= %s|IN \((?P<many>%s(?:, %s)*)\))\)?'
    r"(?: ORDER BY [^()]*?)?(?: LIMIT \d+)?$"
)


@dataclass(frozen=True)
class Reads:
    """`tables` in the order of the text; `table` and `column` when all its rows are asked for by that one column."""

    tables: tuple[str, ...]
    table: str = ""
    column: str = ""
    values: int = 0


@lru_cache(maxsize=4096)
def reads(sql: str) -> Reads | None:
    """What a statement reads; None for one that is no SELECT."""
    if not sql.startswith(("SELECT", "(SELECT", "WITH")):
        return None
    tables = tuple(dict.fromkeys(_TABLE.findall(sql)))
    found = None if sql.count("SELECT") > 1 else _ONE_CONDITION.search(sql)
    # Values among the columns or in a join's condition come first in the parameters: then nothing is certain.
    if found is None or sql.count("%s") != (count := 1 + (found["many"] or "").count(",")):
        return Reads(tables)
    return Reads(tables, found["table"], found["column"], count)
