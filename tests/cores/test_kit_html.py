"""HTML from outside: what is left of it, and what never is."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwave.kit.html import (
    MAX_HTML_CHARS,
    Frame,
    UnableToClean,
    clean_html,
    clean_inline,
    iframes,
    paragraphs_from_text,
    pieces,
    plain_text,
)

LINK = '<a href="https://a.example/?x=1&amp;y=2" rel="noopener">z</a>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("plain & simple", "<p>plain &amp; simple</p>"),
        ("a < b", "<p>a &lt; b</p>"),
        ("<p>one</p><p>two</p>", "<p>one</p><p>two</p>"),
        ("<div>one</div><div>two</div>", "<p>one</p><p>two</p>"),
        ("<p>one<div>two</div>three</p>", "<p>one</p><p>two</p><p>three</p>"),
        ("<h1 class='x' id='y' style='z'>Head</h1>", "<h2>Head</h2>"),
        ("<h6>small</h6>", "<h4>small</h4>"),
        ("<b><div>x</div> y</b>", "<p><b>x</b></p><p><b>y</b></p>"),
        ("<b>a<b>b</b></b>", "<p><b>ab</b></p>"),
        ("x<br><br>y<br>", "<p>x<br>y</p>"),
        ("<p> </p><p>&nbsp;</p><b></b>", ""),
        ("<ul><li><p>a</p><p>b</p></li><li></li></ul>", "<ul><li>a<br>b</li></ul>"),
        ("<ul><li>a<ol><li>b</li></ol></li></ul>", "<ul><li>a<ol><li>b</li></ol></li></ul>"),
        ("<li>loose", "<p>loose</p>"),
        ("<ul><h1>a</h1><li>b</li></ul>", "<ul><li>a<br>b</li></ul>"),
        (
            "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>",
            "<table><tbody><tr><td>a<br>b</td></tr></tbody></table>",
        ),
        ("<blockquote>said<p>more</p></blockquote>", "<blockquote><p>said</p><p>more</p></blockquote>"),
        ("a<hr>b", "<p>a</p><hr><p>b</p>"),
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
        ("<del>four</del> <strike>five</strike> <s>six</s>", "<p><s>four</s> <s>five</s> <s>six</s></p>"),
        (
            "<table><tr><th scope=row colspan=2 width=9>a<td></table>",
            '<table><tbody><tr><th colspan="2" scope="row">a</th><td></td></tr></tbody></table>',
        ),
        ("<a href='https://a.example/?x=1&y=2' onclick='x()' target=_blank>z</a>", f"<p>{LINK}</p>"),
        ("<a href='mailto:desk@a.example'>m</a>", '<p><a href="mailto:desk@a.example" rel="noopener">m</a></p>'),
        ("<a href='javascript:alert(1)'>z</a>", "<p>z</p>"),
        ("<a href=' java\nscript:alert(1)'>z</a>", "<p>z</p>"),
        ("<a href='data:text/html,x'>z</a>", "<p>z</p>"),
        ("<a href='/relative'>z</a>", "<p>z</p>"),
        ("<a href='https://[bad'>z</a>", "<p>z</p>"),
        ("<script>alert(1)</script>a<style>b</style>", "<p>a</p>"),
        ("<svg><script>x</script></svg>a<img src=x onerror=y>", "<p>a</p>"),
        ("<form>x<input></form>a<button>b</button>", "<p>a</p>"),
        ("&lt;script&gt;", "<p>&lt;script&gt;</p>"),
        ("half \ud83d a pair\x00\x08", "<p>half ? a pair</p>"),
    ],
)
def test_an_article_body_is_a_flow_of_plain_blocks(html: str, expected: str) -> None:
    assert clean_html(html) == expected


def test_relative_links_are_read_against_the_base() -> None:
    assert clean_html("<a href='../x?y'>z</a>", base="https://a.example/b/c") == (
        '<p><a href="https://a.example/x?y" rel="noopener">z</a></p>'
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Cars <em>wait</em>.</p>\n<p>Here</p>", "Cars <em>wait</em>. Here"),
        ("a<br>b", "a b"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("R&D <iframe src='https://x.example/'></iframe>", "R&amp;D"),
    ],
)
def test_a_caption_is_one_line(html: str, expected: str) -> None:
    assert clean_inline(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Salt &amp; pepper", "Salt & pepper"),
        ("<p>one</p><p>two <b>three</b></p>", "one two three"),
        ("5 &lt; 6", "5 < 6"),
        ("  two\n lines ", "two lines"),
        ("<script>x</script>", ""),
    ],
)
def test_plain_text_has_the_words_only(html: str, expected: str) -> None:
    assert plain_text(html) == expected


def test_text_becomes_paragraphs_and_is_escaped() -> None:
    assert paragraphs_from_text("a <b>\r\nline\n\n \n\nc & d\n") == "<p>a &lt;b&gt;<br>line</p><p>c &amp; d</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            'a<iframe title="A &gt; map" src="https://m.example/e"><script>x</script></iframe>b',
            ("<p>a</p>", Frame("https://m.example/e", "A > map"), "<p>b</p>"),
        ),
        ("<iframe src='//m.example/e'></iframe>", (Frame("https://m.example/e", ""),)),
        ("<iframe src='javascript:x'></iframe><iframe></iframe>", ()),
        (
            "<ul><li>a<iframe src='https://m.example/e'></iframe></li><li>b</li></ul>c",
            ("<ul><li>a</li><li>b</li></ul>", Frame("https://m.example/e", ""), "<p>c</p>"),
        ),
    ],
)
def test_an_embedded_page_is_named_and_never_embedded(html: str, expected: tuple[str | Frame, ...]) -> None:
    assert pieces(html) == expected
    assert iframes(html) == tuple(piece for piece in expected if isinstance(piece, Frame))


@pytest.mark.parametrize("html", ["x" * (MAX_HTML_CHARS + 1), "<div>" * 200, "<DIV></p>" * 200, "<b><i></b>" * 200])
def test_markup_that_takes_too_long_is_refused(html: str) -> None:
    with pytest.raises(UnableToClean):
        clean_html(html)


def test_long_pages_of_unclosed_paragraphs_are_not_deep() -> None:
    assert clean_html("<p>a" * 500) == "<p>a</p>" * 500


TOKENS = r"""
<p> </p> <div> </div> <b> </b> <del> </del> <i> <em> </em> <h1> </h1> <h3> </h3> <ul> </ul> <li> </li> <table> <tr>
<td> </table>
<caption> </caption> <blockquote> </blockquote> <br> <hr> <script> </script> <style> </style> <svg> </svg> <math>
<iframe> </iframe> <textarea> </textarea> <!-- --> <![CDATA[ ]]> &lt; &#60; & " ' < > words text javascript: onerror=x
<noscript> </noscript> <template> <select> <option> <plaintext> <xmp> <a/href='javascript:alert(1)'> </a>
<a/href='https://a.example/'> <img/src=x/onerror=alert(1)> <a/href="https://a.example/'><script>">
<iframe/src='https://f.example/'/title='"><script>'>
"""
MARKUP = st.lists(st.sampled_from([" ", "\xa0", *TOKENS.split()]) | st.text(max_size=8), max_size=40).map("".join)

PLAIN_TAGS = "p h2 h3 h4 ul ol li blockquote strong b em i s sup sub br hr table caption thead tbody tfoot tr"
ALLOWED: dict[str, set[str]] = {tag: set() for tag in PLAIN_TAGS.split()} | {
    "a": {"href", "rel"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
PARENTS = {
    "li": {"ul", "ol"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    **{tag: {"tr"} for tag in ("td", "th")},
    **{tag: {"table"} for tag in ("caption", "thead", "tbody", "tfoot")},
}
INLINE = {"a", "strong", "b", "em", "i", "s", "sup", "sub"}


class Inspector(HTMLParser):
    """Fails at the first tag or attribute that the subset does not have, or that is not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        for name, value in attrs:
            assert name != "href" or re.match(r"(https?://\w|mailto:)", value or "")
        parent = self.open[-1] if self.open else ""
        assert tag not in PARENTS or parent in PARENTS[tag]
        if parent in {*PARENTS, "p", "h2", "h3", "h4"} - {"li", "td", "th"}:
            assert tag in INLINE | {"br"} or parent in PARENTS.get(tag, set())
        if tag not in {"br", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def inspect(html: str) -> None:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    assert not inspector.open


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_only_the_subset_ever_comes_out(markup: str) -> None:
    written = clean_html(markup)
    inspect(written)
    inspect(clean_inline(markup))
    assert set(re.findall(r"<(\w+)", clean_inline(markup))) <= INLINE
    assert clean_html(written) == written


@settings(max_examples=100, deadline=None)
@given(MARKUP)
def test_text_is_never_markup(markup: str) -> None:
    inspect(paragraphs_from_text(markup))
    plain_text(markup)
    for frame in iframes(markup):
        assert frame.src.startswith(("https://", "http://"))
