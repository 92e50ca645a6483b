"""What a SELECT says of the rows that it depends on: exact where it is certain, whole tables everywhere else."""

# ruff: noqa: S608 - nothing here is ever executed
from __future__ import annotations

import pytest

from groundwave.base.core.sql import Reads, reads

BYLINE = '"byline"."id", "byline"."story_id", "byline"."author_id"'
AUTHOR = '"author"."id", "author"."name"'
JOIN = 'INNER JOIN "author" ON ("byline"."author_id" = "author"."id")'


@pytest.mark.parametrize(
    ("condition", "column", "values"),
    [
        ('"byline"."id" = %s', "id", 1),
        ('"byline"."story_id" = %s', "story_id", 1),
        ('"byline"."story_id" IN (%s)', "story_id", 1),
        ('"byline"."story_id" IN (%s, %s, %s)', "story_id", 3),
        ('("byline"."story_id" = %s)', "story_id", 1),
        ('"byline"."story_id" = %s ORDER BY "byline"."sort_order" ASC', "story_id", 1),
        ('"byline"."id" = %s LIMIT 21', "id", 1),
        ('"byline"."id" = %s ORDER BY "byline"."id" ASC LIMIT 3 OFFSET 2', "id", 1),
    ],
)
def test_one_condition_names_its_rows(condition: str, column: str, values: int) -> None:
    found = reads(f'SELECT {BYLINE} FROM "byline" WHERE {condition}')
    assert found is not None
    assert (found.tables, found.table, found.column, found.values) == (("byline",), "byline", column, values)


def test_a_join_says_by_what_and_how_much_of_each_is_given() -> None:
    found = reads(
        f'SELECT {BYLINE}, {AUTHOR} FROM "byline" {JOIN} WHERE "byline"."story_id" = %s '
        'ORDER BY "author"."name" ASC LIMIT 5'
    )
    assert found is not None
    assert (found.tables, found.table, found.column) == (("byline", "author"), "byline", "story_id")
    assert found.joined == {("byline", "author_id"), ("author", "id")}
    assert found.selected == {"byline": 3, "author": 2}
    assert found.ranked == {"author"}


@pytest.mark.parametrize(
    "rest",
    [
        "",
        ' WHERE "byline"."id" > %s',
        ' WHERE "byline"."id" IS NULL',
        ' WHERE NOT ("byline"."id" = %s)',
        ' WHERE ("byline"."id" = %s OR "byline"."story_id" = %s)',
        ' WHERE ("byline"."id" = %s AND "byline"."story_id" = %s)',
        ' WHERE "byline"."id" = ANY(%s)',  # PostgreSQL
        ' WHERE "byline"."id" = %s GROUP BY 1',
        ' WHERE "byline"."id" = %s ORDER BY COALESCE("byline"."id", %s)',
        ' WHERE "byline"."id" = %s FOR UPDATE',
        ' WHERE UPPER("byline"."id"::text) = UPPER(%s)',
        ' WHERE "byline"."id" = %s UNION (SELECT 1)',
        ' WHERE "byline"."id" = (%s)',
    ],
)
def test_what_is_not_certain_is_the_whole_table(rest: str) -> None:
    assert reads(f'SELECT {BYLINE} FROM "byline"{rest}') == Reads(("byline",))


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        (f'SELECT %s AS "x", {BYLINE} FROM "byline" WHERE "byline"."id" = %s', ("byline",)),
        (
            'SELECT "byline"."id" FROM "byline" INNER JOIN "author" ON ("byline"."author_id" = "author"."id" AND '
            '("author"."name" = %s)) WHERE "byline"."id" = %s',
            ("byline", "author"),
        ),
        (
            'SELECT "byline"."id" FROM "byline" LEFT OUTER JOIN "byline" T4 ON ("byline"."id" = T4."story_id") '
            'WHERE "byline"."id" = %s',
            ("byline",),
        ),
        (
            'SELECT "byline"."id" FROM "byline" WHERE "byline"."id" IN (SELECT U0."id" FROM "author" U0)',
            ("byline", "author"),
        ),
        ("SELECT id FROM byline WHERE id = 3", ("byline",)),
        ("\n  select id\n  from byline\n  join author on 1 = 1", ("byline", "author")),
        ("SELECT a.id FROM byline a, author b WHERE a.id = b.id", ("byline", "author")),
        ('SELECT "id" FROM "public"."byline"', ("byline",)),
        ('WITH x AS (SELECT 1 FROM "author") SELECT * FROM "byline"', ("author", "byline")),
        ('(SELECT 1 FROM "author") UNION (SELECT 2 FROM "byline")', ("author", "byline")),
        ("""SELECT "byline"."id" FROM "byline" WHERE "byline"."id" LIKE '%%s' OR "byline"."id" = %s""", ("byline",)),
    ],
)
def test_every_table_of_an_odd_question_is_named(sql: str, tables: tuple[str, ...]) -> None:
    assert reads(sql) == Reads(tables)


@pytest.mark.parametrize(
    "sql",
    [
        'INSERT INTO "byline" SELECT 1 FROM "x"',
        'UPDATE "byline" SET "id" = %s',
        'DELETE FROM "byline"',
        'SAVEPOINT "s"',
    ],
)
def test_a_write_is_no_question(sql: str) -> None:
    assert reads(sql) is None
