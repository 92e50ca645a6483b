"""Ranges and conditions, as RFC 9110 has them."""

import pytest

from groundwave.delivery.front.conditional import (
    NotModified,
    NotSatisfiable,
    Part,
    Representation,
    Whole,
    answer,
)

HUNDRED = Representation(length=100, modified_ns=1_795_000_000_500_000_000)
EMPTY = Representation(length=0, modified_ns=0)
TAG = HUNDRED.etag
DATE = HUNDRED.last_modified


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, Whole()),
        ({"range": "bytes=0-"}, Part(0, 99)),
        ({"range": "bytes=0-0"}, Part(0, 0)),
        ({"range": "BYTES = 10 - 19"}, Part(10, 19)),
        ({"range": "bytes=90-1000"}, Part(90, 99)),
        ({"range": "bytes=-10"}, Part(90, 99)),
        ({"range": "bytes=-1000"}, Part(0, 99)),
        ({"range": "bytes=100-"}, NotSatisfiable()),
        ({"range": "bytes=-0"}, NotSatisfiable()),
        ({"range": "bytes=20-10"}, Whole()),
        ({"range": "bytes=-"}, Whole()),
        ({"range": "bytes=0-1,5-6"}, Whole()),
        ({"range": "seconds=0-1"}, Whole()),
        ({"range": "bytes=" + "9" * 30 + "-"}, Whole()),
        ({"if-none-match": TAG}, NotModified()),
        ({"if-none-match": f'"other", W/{TAG}'}, NotModified()),
        ({"if-none-match": "*"}, NotModified()),
        ({"if-none-match": '"other"'}, Whole()),
        ({"if-none-match": '"other"', "if-modified-since": DATE}, Whole()),
        ({"if-modified-since": DATE}, NotModified()),
        ({"if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"}, Whole()),
        ({"if-modified-since": "yesterday"}, Whole()),
        ({"range": "bytes=0-9", "if-none-match": TAG}, NotModified()),
        ({"range": "bytes=0-9", "if-range": TAG}, Part(0, 9)),
        ({"range": "bytes=0-9", "if-range": '"other"'}, Whole()),
        ({"range": "bytes=0-9", "if-range": DATE}, Part(0, 9)),
        ({"range": "bytes=0-9", "if-range": f"W/{TAG}"}, Whole()),
    ],
)
def test_answer(headers: dict[str, str], expected: object) -> None:
    assert answer(headers, HUNDRED) == expected


def test_nothing_of_an_empty_file_can_be_cut_out() -> None:
    assert answer({"range": "bytes=0-"}, EMPTY) == NotSatisfiable()
    assert answer({}, EMPTY) == Whole()


def test_each_encoding_has_a_tag_of_its_own() -> None:
    assert Representation(100, 5, "gzip").etag != Representation(100, 5).etag
