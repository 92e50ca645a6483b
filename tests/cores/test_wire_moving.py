"""Bodies and addresses of old sites, as tables; and whatever comes, it comes out clean or is refused."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwave.delivery.core.address import Clean, Page, Unstored, meaning
from groundwave.kit.html import UnableToClean
from groundwave.wire.core.lexical import UnableToReadDocument, lexical_html
from groundwave.wire.core.mobiledoc import mobiledoc_html
from groundwave.wire.core.old_address import days_of, is_answerable, name_of, shorter, unsized
from groundwave.wire.core.old_html import body_of
from groundwave.wire.core.old_site import Card, OldFile, Picture, Piece, Quote, Sound, Words
from groundwave.wire.core.outcome import Unreadable
from groundwave.wire.core.wordpress_body import html_of, paragraphs
from groundwave.wire.core.wordpress_machinery import machinery
from groundwave.wire.core.wxr import MAX_ITEM_CHARS, records
from tests.old_wordpress import FOOT, HEAD, export, item

FILES = {
    "7": OldFile("7", "https://old.example/wp-content/uploads/a.jpg", "A", "Caption A", "Alt A"),
    "8": OldFile("8", "https://old.example/wp-content/uploads/b.mp3", "Sound B"),
}


def pieces(content: str, *, block: Callable[[str], str] = lambda number: "") -> tuple[tuple[Piece, ...], list[str]]:
    notes: list[str] = []
    html = html_of(
        content, file=FILES.get, files_of=lambda item: tuple(FILES.values()), block=block, item="1", notes=notes
    )
    body = body_of(html, base="https://old.example/2019/a-story/")
    return body.pieces, [*notes, *body.notes]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("One\n\nTwo\nlines", (Words("<p>One</p><p>Two<br>lines</p>"),)),
        ("<h2>Head</h2>\nAfter", (Words("<h2>Head</h2><p>After</p>"),)),
        ("<ul>\n<li>One\n<ol><li>Two</li></ol></li></ul>", (Words("<ul><li>One <ol><li>Two</li></ol></li></ul>"),)),
        ("<pre>a\n  b</pre>", (Words("<p>a<br>b</p>"),)),
        ("[sic] and [1]", (Words("<p>[sic] and [1]</p>"),)),
        ("[[caption]] is a shortcode", (Words("<p>[caption] is a shortcode</p>"),)),
        ('[caption width="9"]<img src="/a.jpg" alt="x"> Said[/caption]',
         (Picture("https://old.example/a.jpg", "Said", "x"),)),
        ('[caption caption="Old way"]<img src="/a.jpg">[/caption]', (Picture("https://old.example/a.jpg", "Old way"),)),
        ('[gallery ids="7"]', (Picture(FILES["7"].url, "Caption A", "Alt A", source_id="7"),)),
        ('[audio mp3="https://old.example/b.mp3"][/audio]', (Sound("https://old.example/b.mp3"),)),
        ('[audio src="https://old.example/1.mp3"]\n\n[audio mp3="https://old.example/2.mp3"][/audio]',
         (Sound("https://old.example/1.mp3"), Sound("https://old.example/2.mp3"))),
        ('[video width="6" mp4="https://old.example/v.mp4"][/video]', (Card("https://old.example/v.mp4", "Video"),)),
        ('<!-- wp:verse --><pre class="wp-block-verse">Red<br>and\n  blue</pre><!-- /wp:verse -->',
         (Words("<p>Red<br>and<br>blue</p>"),)),
        ('<!-- wp:columns --><div class="wp-block-columns"><!-- wp:column --><div class="wp-block-column">'
         "<!-- wp:paragraph --><p>Left</p><!-- /wp:paragraph --></div><!-- /wp:column --><!-- wp:column --><div>"
         "<!-- wp:paragraph --><p>Right</p><!-- /wp:paragraph --></div><!-- /wp:column --></div><!-- /wp:columns -->",
         (Words("<p>Left</p><p>Right</p>"),)),
        ('<!-- wp:media-text {"mediaId":7} --><div><figure><img src="/a.jpg" class="wp-image-7"></figure><div>'
         "<!-- wp:paragraph --><p>Beside</p><!-- /wp:paragraph --></div></div><!-- /wp:media-text -->",
         (Picture("https://old.example/a.jpg", source_id="7"), Words("<p>Beside</p>"))),
        ("<!-- wp:details --><details><summary>Who?</summary><p>Me.</p></details><!-- /wp:details -->",
         (Words("<h3>Who?</h3><p>Me.</p>"),)),
        ('<!-- wp:file {"id":9} --><div><object class="wp-block-file__embed" data="/r.pdf"></object>'
         '<a href="/r.pdf">Report</a><a href="/r.pdf" class="wp-block-file__button" download>Download</a></div>'
         "<!-- /wp:file -->",
         (Words('<p><a href="https://old.example/r.pdf" rel="noopener">Report</a></p>'),)),
        ('<!-- wp:gallery --><figure class="wp-block-gallery"><!-- wp:image {"id":7} --><figure>'
         '<img src="/a.jpg" class="wp-image-7"><figcaption>One</figcaption></figure><!-- /wp:image -->'
         "<figcaption>The gallery</figcaption></figure><!-- /wp:gallery -->",
         (Picture("https://old.example/a.jpg", "One", source_id="7"), Words("<p>The gallery</p>"))),
        ('<!-- wp:embed {"url":"https://video.example/1"} --><figure class="wp-block-embed"><div>\n'
         "https://video.example/1\n</div><figcaption>A film</figcaption></figure><!-- /wp:embed -->",
         (Card("https://video.example/1", "A film"),)),
        ('<!-- wp:shortcode -->\n[gallery ids="7"]\n<!-- /wp:shortcode -->',
         (Picture(FILES["7"].url, "Caption A", "Alt A", source_id="7"),)),
        ("[embed]https://video.example/1[/embed]", (Card("https://video.example/1"),)),
        ("https://video.example/1", (Card("https://video.example/1"),)),
        ('<img src="/a-300x200.jpg">', (Picture("https://old.example/a-300x200.jpg", others=("https://old.example/a.jpg",)),)),
        ('<img src="https://i2.wp.com/old.example/a-300x200.jpg?resize=300%2C200&amp;ssl=1">',
         (Picture("https://old.example/a-300x200.jpg",
                  others=("https://old.example/a.jpg",
                          "https://i2.wp.com/old.example/a-300x200.jpg?resize=300%2C200&ssl=1")),)),
        ('<img src="https://old.files.wordpress.com/2013/a.jpg?w=300">',
         (Picture("https://old.files.wordpress.com/2013/a.jpg",
                  others=("https://old.files.wordpress.com/2013/a.jpg?w=300",)),)),
        ('<img src="data:image/gif;base64,x" data-src="/a.jpg">', (Picture("https://old.example/a.jpg"),)),
        ('<blockquote class="pullquote">It is so. <cite>Ada</cite></blockquote>', (Quote("It is so.", "Ada"),)),
        ("<blockquote>It is so.</blockquote>", (Words("<blockquote><p>It is so.</p></blockquote>"),)),
        ('<iframe src="https://player.vimeo.com/video/5"></iframe>', (Card("https://vimeo.com/5"),)),
        ('<video controls><source src="/v.mp4">no</video>', (Card("https://old.example/v.mp4", "Video"),)),
        ('<!-- wp:core-embed/youtube {"url":"https://v.example/2"} /-->', (Card("https://v.example/2"),)),
        ("<!-- wp:more --><!--more--><!-- /wp:more -->", ()),
        ('<!-- wp:cover {"url":"https://c.example/c.jpg"} --><div>On it</div><!-- /wp:cover -->',
         (Picture("https://c.example/c.jpg"), Words("<p>On it</p>"))),
        ('<script>x</script><style>y</style><form><input></form><p onclick="z">In</p>', (Words("<p>In</p>"),)),
        ('<a href="javascript:x">word</a>', (Words("<p>word</p>"),)),
        ("<figure class='wp-block-table'><table><tr><td>1</td></tr></table><figcaption>Under</figcaption></figure>",
         (Words("<table><tbody><tr><td>1</td></tr></tbody></table><p>Under</p>"),)),
    ],
)  # fmt: skip
def test_a_body_of_wordpress_becomes_pieces(content: str, expected: tuple[Piece, ...]) -> None:
    assert pieces(content)[0] == expected


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ("<!-- wp:latest-posts /-->", "latest-posts"),
        ('[contact-form-7 id="4"]', "contact-form-7"),
        ("<form>x</form>", "a form"),
        ('[gallery ids="99"]', "not in the export"),
        ('<!-- wp:block {"ref":5} /-->', "reusable block 5"),
        ('<img src="data:image/png;base64,x">', "data:"),
    ],
)
def test_what_is_left_out_is_said(content: str, note: str) -> None:
    assert note in " ".join(pieces(content)[1])


def test_a_reusable_block_that_holds_itself_ends() -> None:
    own = '<!-- wp:paragraph --><p>Once</p><!-- /wp:paragraph --><!-- wp:block {"ref":5} /-->'
    found, notes = pieces('<!-- wp:block {"ref":5} /-->', block=lambda number: own)
    assert isinstance(found[0], Words)
    assert notes


@given(st.text(alphabet='<>/[]"=!- abpimgfureqoctdwhsy\n&;:', max_size=300))
def test_whatever_a_body_is_it_comes_out_clean_or_is_refused(content: str) -> None:
    try:
        found, _ = pieces(content)
    except UnableToClean:
        return
    for piece in found:
        if isinstance(piece, Words):
            assert "<script" not in piece.html
            assert "<iframe" not in piece.html


NAMES = st.sampled_from(["root", "children", "type", "text", "sections", "cards", "markups"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
DOCUMENTS = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner), max_leaves=20
)


@given(DOCUMENTS)
def test_whatever_a_document_is_it_is_read_or_refused(document: object) -> None:  # fmt: skip
    for read in (lexical_html, mobiledoc_html):
        try:
            assert isinstance(read(document, notes=[]), str)
        except UnableToReadDocument:
            pass


def test_paragraphs_of_nothing_are_nothing() -> None:
    assert paragraphs(" \n\n ") == ""


# ------------------------------------------------------------------ the file
def read(data: bytes) -> list[str]:
    return [record.kind for record in records(io.BytesIO(data).read)]


def test_an_export_is_read_as_it_streams_also_packed_and_with_what_xml_forbids() -> None:
    data = export(item(1), item(2, "Broken \x0b and \x1f"))
    kinds = ["site", "author", "author", "category", "category", "category", "tag", "item", "item"]
    assert read(data) == kinds
    assert read(gzip.compress(data)) == kinds
    assert read(data.replace(b"A story", b"\xff\xfe broken")) == kinds
    assert read(b"\xef\xbb\xbf" + data) == kinds


def test_a_lie_about_the_encoding_is_noticed() -> None:
    said: list[str] = []
    data = export(item(1, "Señora")).replace(b'encoding="UTF-8"', b'encoding="ISO-8859-1"')
    found = [one for one in records(io.BytesIO(data).read, note=said.append) if one.kind == "item"]
    assert found[0].fields["title"] == "Señora"
    assert "UTF-8" in said[0]


def test_names_are_told_by_their_space_and_not_by_their_prefix() -> None:
    data = export(item(1)).replace(b'http://wordpress.org/export/1.2/"', b'http://evil.example/"')
    found = [one for one in records(io.BytesIO(data).read) if one.kind == "item"]
    assert "wp:post_id" not in found[0].fields


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (gzip.compress(HEAD.encode() + b"<x> </x>" * 10_000_000, mtime=0), "bombs"),
        ((HEAD + "<x>" + "y" * (MAX_ITEM_CHARS + 10)).encode(), "between two items"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;">]><rss>&m;</rss>', "DTD"),
        (HEAD.encode() + b"&xxe;" + FOOT.encode(), "undefined entity"),
        (gzip.compress(export(item(1)), mtime=0)[:-40] + b"\0" * 40, "damaged|early|well-formed"),
    ],
    ids=["gzip bomb", "no item ends", "entities", "an entity from outside", "cut short"],
)
def test_a_bomb_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(data)


def test_an_item_that_is_too_long_costs_itself_alone() -> None:
    data = export(item(1, content="y" * (MAX_ITEM_CHARS + 10)), item(2))
    found = [one for one in records(io.BytesIO(data).read) if one.kind == "item"]
    assert [one.too_long for one in found] == [True, False]


# ------------------------------------------------------------------ addresses
@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://old.example/2019/05/Caf%C3%A9/?utm_source=x#top", "/2019/05/café"),
        ("/?p=12", "/?p=12"),
        ("/index.php?p=12&x=1", "/?p=12"),
        ("/index.php/2019/a/", "/index.php/2019/a"),
        ("/?s=x", "/"),
        ("https://[bad", ""),
        ("/a%00b", ""),
    ],
)
def test_an_address_has_one_name(url: str, name: str) -> None:
    assert name_of(url) == name


def test_tails_and_sizes_and_dates() -> None:
    assert shorter("/a/feed/rss2") == ("/a", True)
    assert shorter("/a/page/2") == ("/a", False)
    assert shorter("/a") is None
    assert unsized("/x/a-300x200.jpg") == "/x/a.jpg"
    assert unsized("/x/a-scaled.jpg") == "/x/a.jpg"
    assert days_of("/2020/02") == ("2020-02-01", "2020-02-29")
    assert days_of("/?m=20200229") == ("2020-02-29", "2020-02-29")
    assert days_of("/2020/13") is None
    assert days_of("/a/2020") is None


@pytest.mark.parametrize(
    ("name", "can"), [("/a", True), ("/media/a", False), ("/live/x", False), ("/a//b", False), ("", False)]
)
def test_what_the_front_keeps_to_itself_cannot_be_answered(name: str, can: bool) -> None:
    assert is_answerable(name) is can


def test_the_page_store_lets_numbers_of_old_sites_through() -> None:
    assert meaning("/", "p=12") == Unstored()
    assert meaning("/index.php", "p=12") == Unstored()
    assert meaning("/", "x=12") == Clean("/")
    assert meaning("/news", "p=12") == Clean("/news")
    assert meaning("/", "") == Page("/")


@given(st.text(max_size=60))
def test_any_address_has_a_name_or_none(url: str) -> None:
    name = name_of(url)
    assert name == "" or name.startswith("/")


def test_what_wordpress_keeps_for_itself_is_counted_by_name() -> None:
    kinds = {"nav_menu_item": 1_025, "wp_template": 2, "wp_template_part": 3, "post": 9, "product": 1}
    said = machinery(kinds)
    assert said == "What WordPress keeps for itself was left out: 1,025 entries of menus, 5 templates."
    assert machinery({"post": 1}) == ""
