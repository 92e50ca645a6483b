"""A new version of the wire meets a story that an editor changed: who wins, field by field, and what is shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from groundwave.wire.core.merge import FIELDS, difference, lines_of_body, lines_of_html, merge, merge_corrections

AT = datetime(2026, 11, 24, tzinfo=UTC)


def lines(**some: str) -> dict[str, tuple[str, ...]]:
    return {field: (some[field],) if field in some else () for field in FIELDS}


@pytest.mark.parametrize(
    ("ours", "before", "now", "kept", "differing"),
    [
        ("A", "A", "B", False, False),  # untouched: follows
        ("E", "A", "B", True, True),  # the editor's stays, the wire has something new
        ("E", "A", "A", True, False),  # the editor's stays, nothing new
        ("B", "A", "B", False, False),  # the wire came to say what the editor said
        ("A", None, "A", False, False),  # nothing to compare with, nothing to decide
        ("E", None, "B", True, True),  # nothing to compare with: an editor's
    ],
)
def test_a_field_that_an_editor_touched_stays_theirs(
    ours: str, before: str | None, now: str, kept: bool, differing: bool
) -> None:
    merged = merge(
        ours=lines(headline=ours, body="same"),
        before=lines(headline=before, body="same") if before else None,
        now=lines(headline=now, body="same"),
    )
    assert ("headline" in merged.kept, "headline" in merged.differing) == (kept, differing)
    assert "body" not in merged.kept


def test_corrections_of_the_wire_come_and_go_and_the_newsrooms_stay() -> None:
    ours = [("Ours.", AT), ("Theirs, old.", AT)]
    assert merge_corrections(ours=ours, before=["Theirs, old."], now=[("Theirs, new.", AT)]) == [
        ("Ours.", AT),
        ("Theirs, new.", AT),
    ]
    assert merge_corrections(ours=[("Same.", AT)], before=[], now=[("Same.", AT)]) == [("Same.", AT)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>A <em>b</em></p>", '<p data-block-key="x1">A <i>b</i></p>'),
        ("<p>A\n  b</p>", "<p>A b</p>"),
        ('<a href="https://a.example/?a=1&amp;b=2" rel="x">A</a>', '<a href="https://a.example/?a=1&amp;b=2">A</a>'),
        ("<p>A &amp; b</p><p></p>", "<p>A &#38; b</p>"),
    ],
)
def test_the_same_words_in_other_tags_are_the_same(one: str, other: str) -> None:
    assert lines_of_html(one) == lines_of_html(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>A b</p>", "<p>A</p><p>b</p>"),
        ("<p>A <b>b</b></p>", "<p>A b</p>"),
        ('<a href="https://a.example">A</a>', '<a href="https://b.example">A</a>'),
    ],
)
def test_other_words_paragraphs_marks_and_links_differ(one: str, other: str) -> None:
    assert lines_of_html(one) != lines_of_html(other)


def test_a_block_says_what_it_holds() -> None:
    card = {"url": "https://a.example", "title": "A", "description": ""}
    assert lines_of_body([("text", "<p>A</p>"), ("link_card", card)]) == ("A", "[link card: A · https://a.example]")


def test_a_difference_is_told_word_by_word() -> None:
    found = difference(("The mayor said no.",), ("The mayor said yes.", "Then left."))
    assert [(piece.kind, piece.words) for piece in found] == [
        ("same", "The mayor said"),
        ("ours", "no."),
        ("theirs", "yes. ¶ Then left."),
    ]
    assert difference((), ()) == []
