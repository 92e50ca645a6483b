"""Where a story is broken for an appeal, and how its first words are set."""

from __future__ import annotations

import pytest

from groundwave.web.body import Break, paragraph_ends, split_after, where_to_break, with_dateline


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([], None),
        ([4], None),
        ([2, 0, 2], None),
        ([5], Break(0, 3)),
        ([3, 0, 2], Break(0, None)),
        ([3, 3, 3], Break(1, 1)),
        ([2, 0, 2, 0, 2], Break(2, 1)),
        ([1, 1, 1, 1, 1, 1], Break(2, None)),
        ([20], Break(0, 10)),
        ([0, 0], None),
    ],
)
def test_the_break_is_in_the_middle_never_early_or_near_the_end(paragraphs: list[int], expected: Break | None) -> None:
    assert where_to_break(paragraphs) == expected


def test_paragraphs_in_lists_and_quotes_are_no_place_for_a_break() -> None:
    text = "<p>a</p><blockquote><p>b</p></blockquote><ul><li><p>c</p></li></ul><p>d</p>"
    assert len(paragraph_ends(text)) == 2
    assert split_after(text, 1) == ("<p>a</p>", text[8:])


def test_splitting_beyond_the_end_keeps_the_text_whole() -> None:
    assert split_after("<p>a</p>", 5) == ("<p>a</p>", "")


def test_nothing_is_lost_in_a_split() -> None:
    text = "<p>a</p><h2>b</h2><p>c</p><p>d</p>"
    assert all("".join(split_after(text, count)) == text for count in range(5))


def test_the_dateline_stands_before_the_first_words() -> None:
    made = with_dateline('<p data-block-key="x">It rained.</p>', "Port <Ansel>")
    assert made == '<p data-block-key="x"><span class="dateline">Port &lt;Ansel&gt;</span> — It rained.</p>'
