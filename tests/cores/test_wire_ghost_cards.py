"""Each card of Ghost, as Lexical and as Mobiledoc have it; and Markdown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwave.kit.html import clean_html
from groundwave.wire.core.lexical import lexical_html
from groundwave.wire.core.markdown import markdown_html
from groundwave.wire.core.mobiledoc import mobiledoc_html
from groundwave.wire.core.old_html import body_of
from groundwave.wire.core.old_site import Card, Picture, Piece, Sound, Words

SITE = "https://old.example"
CARDS: dict[str, tuple[dict[str, Any], tuple[Piece, ...]]] = {
    "markdown": (
        {"markdown": "## Head\n\nWords with **bold**, *soft* and [a link](https://a.example/).\n\n- One\n- Two"},
        (
            Words(
                '<h2>Head</h2><p>Words with <strong>bold</strong>, <em>soft</em> and <a href="https://a.example/" '
                'rel="noopener">a link</a>.</p><ul><li>One</li><li>Two</li></ul>'
            ),
        ),
    ),
    "bookmark": (
        {"url": "https://paper.example/1", "metadata": {"title": "The paper"}, "caption": "Read it"},
        (Card("https://paper.example/1", "Read it"),),
    ),
    "embed": (
        {"url": "https://video.example/1", "html": "<iframe src='x'></iframe>"},
        (Card("https://video.example/1"),),
    ),
    "gallery": (
        {"images": [{"src": f"{SITE}/a.jpg", "alt": "A"}, {"src": f"{SITE}/b.jpg"}], "caption": "Two of them"},
        (Picture(f"{SITE}/a.jpg", alt="A"), Picture(f"{SITE}/b.jpg"), Words("<p>Two of them</p>")),
    ),
    "html": ({"html": "<p>By <b>hand</b></p>"}, (Words("<p>By <b>hand</b></p>"),)),
    "audio": ({"src": f"{SITE}/a.mp3", "title": "The call"}, (Sound(f"{SITE}/a.mp3", "The call"),)),
    "video": ({"src": f"{SITE}/v.mp4", "caption": "A film"}, (Card(f"{SITE}/v.mp4", "Video"), Words("<p>A film</p>"))),
    "file": (
        {"src": f"{SITE}/r.pdf", "fileTitle": "Report", "fileCaption": "Ten pages"},
        (Words(f'<p><a href="{SITE}/r.pdf" rel="noopener">Report</a></p><p>Ten pages</p>'),),
    ),
    "toggle": ({"heading": "Who?", "content": "<p>Me.</p>"}, (Words("<h3>Who?</h3><p>Me.</p>"),)),
    "callout": (
        {"calloutEmoji": "💡", "calloutText": "Mind <b>this</b>"},
        (Words("<blockquote><p>💡 Mind <b>this</b></p></blockquote>"),),
    ),
    "button": (
        {"buttonText": "Go", "buttonUrl": "https://a.example/"},
        (Words('<p><a href="https://a.example/" rel="noopener">Go</a></p>'),),
    ),
    "header": (
        {"header": "Large", "subheader": "Below", "buttonText": "Go", "buttonUrl": "https://a.example/"},
        (
            Words(
                '<h2>Large</h2><p>Below</p><p><a href="https://a.example/" rel="noopener">Go</a></p>',
            ),
        ),
    ),
}


@pytest.mark.parametrize("kind", CARDS)
def test_a_card_comes_whole_from_either_editor(kind: str) -> None:
    card, expected = CARDS[kind]
    notes: list[str] = []
    lexical = lexical_html({"root": {"children": [{"type": kind, **card}]}}, notes=notes)
    mobiledoc = mobiledoc_html({"sections": [[10, 0]], "cards": [[kind, card]]}, notes=notes)
    assert body_of(lexical, base=SITE).pieces == expected
    assert body_of(mobiledoc, base=SITE).pieces == expected
    assert notes == []


@pytest.mark.parametrize("kind", ["email", "email-cta", "signup", "product", "never-heard-of"])
def test_what_cannot_come_is_said(kind: str) -> None:
    notes: list[str] = []
    assert lexical_html({"root": {"children": [{"type": kind, "html": "<p>x</p>"}]}}, notes=notes) == ""
    assert len(notes) == 1
    assert "was left out" in notes[0]


LINK = '<a href="https://a.example/{}" rel="noopener">{}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\ntwo\n\nThree", "<p>One<br>two</p><p>Three</p>"),
        ("# Head #\nafter", "<h2>Head</h2><p>after</p>"),
        ("1. a\n2. b\n   more", "<ol><li>a</li><li>b<br>more</li></ol>"),
        ("> said\n> so", "<blockquote><p>said<br>so</p></blockquote>"),
        ("a\n\n---\n\nb", "<p>a</p><hr><p>b</p>"),
        ("```\n<b>x</b>\n```", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("`a*b*c` and snake_case_name", "<p>a*b*c and snake_case_name</p>"),
        ("[**bold**](https://a.example/a_b_c)", f"<p>{LINK.format('a_b_c', '<strong>bold</strong>')}</p>"),
        ("<https://a.example/>", f"<p>{LINK.format('', 'https://a.example/')}</p>"),
        ("<div>\n\n*soft*\n\n</div>", "<p><em>soft</em></p>"),
        ("3 * 4 * 5", "<p>3 * 4 * 5</p>"),
        ("~~four~~ five", "<p><s>four</s> five</p>"),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
    ],
)
def test_markdown(text: str, html: str) -> None:
    assert clean_html(markdown_html(text)) == html


@given(st.text(alphabet="#*_`[]()!<>-+1. \n\tab", max_size=300))
def test_whatever_is_written_comes_out_clean(text: str) -> None:
    assert "<script" not in clean_html(markdown_html(text))
