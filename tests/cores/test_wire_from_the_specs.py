"""Documents written from the formats' specifications, with what few samples have: several languages, bases, twins."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from groundwave.wire.core.document import parse_document
from groundwave.wire.core.ghost import GhostExport
from groundwave.wire.core.item import Paragraphs, WireItem
from groundwave.wire.core.old_site import OldItem, Words
from groundwave.wire.core.outcome import Parsed
from groundwave.wire.core.wordpress import STORY_TYPES, item_of
from groundwave.wire.core.wxr import Record

NEWSML = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:c.example,2026:a" version="3" xml:lang="%s">
<itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-11-20T12:00:00-05:00</versionCreated></itemMeta>
<contentMeta>%s<headline xml:lang="es">Voto</headline><headline xml:lang="en">Vote</headline>
<description role="drol:summary" xml:lang="es">Resumen</description>
<description role="drol:summary" xml:lang="en-US">Summary</description></contentMeta>
<contentSet><inlineData contenttype="text/plain" xml:lang="es">Hola.</inlineData></contentSet>
<contentSet><inlineData contenttype="text/plain" xml:lang="en">Hello.</inlineData></contentSet></newsItem>"""


def one(data: bytes) -> WireItem:
    (outcome,) = parse_document(data, filename="f")
    assert isinstance(outcome, Parsed), outcome
    return outcome.item


@pytest.mark.parametrize(
    ("of_item", "said", "expected"),
    [
        ("en", "", ("en", "Vote", "Summary", "<p>Hello.</p>")),
        ("en", '<language tag="en"/>', ("en", "Vote", "Summary", "<p>Hello.</p>")),
        ("es", '<language tag="es-MX"/>', ("es-MX", "Voto", "Resumen", "<p>Hola.</p>")),
        ("fr", '<language tag="fr"/>', ("fr", "Voto", "Resumen", "<p>Hola.</p>")),
    ],
)
def test_a_newsml_item_in_several_languages_is_read_in_one(
    of_item: str, said: str, expected: tuple[str, str, str, str]
) -> None:
    item = one((NEWSML % (of_item, said)).encode())
    assert (item.language, item.headline, item.teaser) == expected[:3]
    assert item.body == (Paragraphs(expected[3]),)


def test_atom_reads_links_against_the_base_of_the_text_itself() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://c.example/a/"><title>T</title><id>f</id>
    <updated>2026-11-20T10:00:00Z</updated><entry xml:base="b/"><title>X</title><id>e</id><link href="page"/>
    <updated>2026-11-20T10:00:00Z</updated><content type="xhtml" xml:base="c/"><div
    xmlns="http://www.w3.org/1999/xhtml"><p><a href="d">d</a></p></div></content></entry></feed>"""
    item = one(feed.encode())
    assert item.canonical_url == "https://c.example/a/b/page"
    assert 'href="https://c.example/a/b/c/d"' in str(item.body)


def test_attachments_of_one_title_are_one_sound() -> None:
    sounds = [
        {"url": f"https://c.example/{name}", "mime_type": "audio/mpeg", **({"title": title} if title else {})}
        for name, title in (("a.mp3", "Part"), ("a.m4a", "Part"), ("b.mp3", "Other"), ("c.mp3", ""), ("d.mp3", ""))
    ]
    entry = {"id": "1", "title": "T", "content_text": "W", "date_published": "2026-11-20T10:00:00Z"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [{**entry, "attachments": sounds}]}
    heard = [str(sound.url).rpartition("/")[2] for sound in one(json.dumps(feed).encode()).audio]
    assert heard == ["a.mp3", "b.mp3", "c.mp3", "d.mp3"]


def post(content: str = "Words.", **meta: Any) -> OldItem:
    fields = {
        "title": "A post",
        "link": "https://old.example/2019/05/a-post/",
        "wp:post_id": "7",
        "wp:post_name": "a-post",
        "wp:post_date_gmt": "2019-05-04 10:00:00",
        "content:encoded": content,
    }
    categories = [("category", "arts", "Arts"), ("category", "news", "News"), ("language", "es_MX", "Español")]
    record = Record("item", fields, categories, [(name, one) for name, many in meta.items() for one in many])
    found = item_of(
        record,
        zone=ZoneInfo("UTC"),
        stories=STORY_TYPES,
        file=lambda number: None,
        files_of=lambda item: (),
        block=lambda number: "",
        category={"12": "news"}.get,  # type: ignore[arg-type]
    )
    assert isinstance(found, OldItem)
    return found


@pytest.mark.parametrize("plugin", ["yoast", "rank math"])
def test_what_plugins_of_wordpress_tell_search_engines_comes_along(plugin: str) -> None:
    names = {
        "yoast": (
            "_yoast_wpseo_title",
            "_yoast_wpseo_metadesc",
            "_yoast_wpseo_canonical",
            "_yoast_wpseo_primary_category",
        ),
        "rank math": (
            "rank_math_title",
            "rank_math_description",
            "rank_math_canonical_url",
            "rank_math_primary_category",
        ),
    }[plugin]
    said = ["A title for robots", "What it is.", "https://first.example/x", "12"]
    found = post(**{name: [value] for name, value in zip(names, said, strict=True)})
    assert [found.seo_title, found.search_description, found.canonical_url] == said[:3]
    assert found.categories == ("news", "arts")  # the primary one is named by its number
    assert found.language == "es"
    template = post(**{names[0]: ["%%title%% %%sep%% %%sitename%%" if plugin == "yoast" else "%title% %sep%"]})
    assert template.seo_title == ""


def test_footnotes_of_wordpress_come_from_beside_the_text() -> None:
    marked = '<p>Owls<sup data-fn="x" class="fn"><a href="#x" id="x-link">1</a></sup></p>'
    content = f"<!-- wp:paragraph -->{marked}<!-- /wp:paragraph --><!-- wp:footnotes /-->"
    found = post(content, footnotes=['[{"content":"Two <em>owls</em>.<script>1</script>","id":"x"}]'])
    (words,) = found.body
    assert isinstance(words, Words)
    assert words.html.endswith("<ol><li>Two <em>owls</em>.</li></ol>")
    assert any("footnotes" in note for note in post(content, footnotes=["{damaged"]).notes)


def test_a_block_of_the_classic_editor_has_paragraphs_without_tags() -> None:
    (words,) = post("<!-- wp:freeform -->One\n\ntwo\nthree<!-- /wp:freeform -->").body
    assert words == Words("<p>One</p><p>two<br>three</p>")


def test_old_names_and_robots() -> None:
    found = post(_wp_old_slug=["an-post", "ein-post", "a/b"], rank_math_robots=['a:1:{i:0;s:7:"noindex";}'])
    assert found.urls[-2:] == ("https://old.example/2019/05/an-post/", "https://old.example/2019/05/ein-post/")
    assert found.no_index
    assert not post().no_index


def test_ghost_says_what_it_keeps_and_what_readers_own_stays_behind() -> None:
    row = {
        "id": "1", "title": "A post", "slug": "a-post", "status": "published", "html": "<p>W</p>", "type": "post",
        "published_at": "2026-01-01T00:00:00.000Z", "codeinjection_head": "<script>1</script>",
        "canonical_url": "__GHOST_URL__/first/",
    }  # fmt: skip
    tables = {
        "posts": [row],
        "posts_meta": [{"post_id": "1", "meta_title": "For robots", "meta_description": "What it is."}],
        "members": [{"email": "reader@barn.example"}, {"email": "other@barn.example"}],
        "settings": [{"key": "codeinjection_foot", "value": "<script>2</script>"}],
    }
    export = GhostExport({"data": tables}, url="https://old.example")
    assert export.left_out == (
        "2 rows of “members” were left out.",
        "Code that was injected into every page was left out.",
    )
    found = export.item(row)
    assert isinstance(found, OldItem)
    assert (found.seo_title, found.search_description) == ("For robots", "What it is.")
    assert found.canonical_url == "https://old.example/first/"
    assert "code that was injected into it was left out" in found.notes
    assert "reader@barn" not in repr(found)
