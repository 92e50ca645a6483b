"""An old Ghost comes over, whichever of its editors wrote the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from groundwave.newsroom import api as newsroom
from groundwave.wire import api as wire
from tests.cast import Cast

pytestmark = pytest.mark.django_db

LEXICAL = {
    "root": {
        "children": [
            {"type": "paragraph", "children": [
                {"type": "extended-text", "text": "Strong & ", "format": 1},
                {"type": "link", "url": "https://mill.example/",
                 "children": [{"type": "text", "text": "linked", "format": 0}]},
            ]},
            {"type": "list", "listType": "number", "children": [
                {"type": "listitem", "children": [{"type": "text", "text": "One", "format": 0}]}]},
            {"type": "bookmark", "url": "https://paper.example/1", "metadata": {"title": "The paper"}},
            {"type": "image", "src": "__GHOST_URL__/content/images/2020/01/mill.jpg", "caption": "<em>Mill</em>"},
            {"type": "aside", "children": [{"type": "text", "text": "Set large", "format": 0}]},
            {"type": "html", "html": "<script>alert(1)</script><p>By hand</p>"},
            {"type": "signup"},
        ]
    }
}  # fmt: skip
MOBILEDOC = {
    "version": "0.3.1",
    "atoms": [["soft-return", "", {}]],
    "markups": [["strong"], ["a", ["href", "https://a.example/"]]],
    "cards": [["hr", {}], ["embed", {"url": "https://video.example/9", "caption": "A film"}], ["email", {"html": "x"}]],
    "sections": [
        [1, "p", [[0, [0], 1, "Bold"], [1, [], 0, 0], [0, [1], 1, "link"]]],
        [3, "ul", [[[0, [], 0, "A"]], [[0, [], 0, "B"]]]],
        [10, 0], [10, 1], [10, 2], [10, 99],
    ],
}  # fmt: skip


def post(number: int, **fields: Any) -> dict[str, Any]:
    plain = {
        "id": f"g{number}", "title": f"Post {number}", "slug": f"post-{number}", "status": "published", "type": "post",
        "visibility": "public", "published_at": "2020-01-05T10:00:00.000Z", "html": None,
    }  # fmt: skip
    return {**plain, **fields}


def export(*posts: dict[str, Any], **tables: Any) -> bytes:
    data = {
        "posts": list(posts),
        "tags": [{"id": "t1", "name": "News", "slug": "news"}, {"id": "t2", "name": "#hidden", "slug": "hash-hidden"},
                 {"id": "t3", "name": "Mills", "slug": "mills"}],
        "users": [{"id": "u1", "name": "Rosa Quill", "slug": "rosa"}],
        "posts_tags": [{"post_id": "g1", "tag_id": "t3", "sort_order": 1},
                       {"post_id": "g1", "tag_id": "t1", "sort_order": 0},
                       {"post_id": "g1", "tag_id": "t2", "sort_order": 2}],
        "posts_authors": [{"post_id": "g1", "author_id": "u1", "sort_order": 0}],
        **tables,
    }  # fmt: skip
    return json.dumps({"db": [{"meta": {"version": "5.80.0"}, "data": data}]}).encode()


def bring(tmp_path: Path, data: bytes) -> Any:
    path = tmp_path / "ghost.json"
    path.write_bytes(data)
    source = wire.ghost(path, url="https://mill.example")
    return wire.bring(source, wire.Wishes(fetches=False), progress=lambda done, total, what: None)


def test_each_editor_s_text_comes_over(cast: Cast, tmp_path: Path, client: Client) -> None:
    bring(
        tmp_path,
        export(
            post(1, lexical=json.dumps(LEXICAL)),
            post(2, mobiledoc=json.dumps(MOBILEDOC)),
            post(3, html='<p>Plain</p><figure class="kg-card kg-embed-card"><iframe src="https://www.youtube.com/embed/abc">'
                 "</iframe></figure>"),
        ),
    )  # fmt: skip
    one = newsroom.Story.objects.get(slug="post-1")
    assert [block.block_type for block in one.body] == ["text", "link_card", "pull_quote", "text"]
    assert "<strong>Strong &amp; </strong>" in one.body[0].value.source
    assert "<ol><li>One</li></ol>" in one.body[0].value.source
    assert one.body[1].value["title"] == "The paper"
    assert "alert" not in str(one.body.raw_data)
    assert (one.section.slug, one.byline) == ("news", "Rosa Quill")
    assert [topic.name for topic in one.topics.all()] == ["Mills"]
    two = newsroom.Story.objects.get(slug="post-2")
    assert [block.block_type for block in two.body] == ["text", "link_card"]
    assert "<strong>Bold</strong><br>" in two.body[0].value.source
    three = newsroom.Story.objects.get(slug="post-3")
    assert three.body[1].value["url"] == "https://www.youtube.com/watch?v=abc"
    assert client.get("/post-1/")["Location"] == one.url
    assert client.get("/tag/mills/")["Location"] == "/topics/mills"
    assert client.get("/author/rosa/")["Location"] == "/authors/rosa-quill"
    assert client.get("/rss/")["Location"] == "/feed.xml"


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"visibility": "paid"},
        {"visibility": "members"},
        {"status": "sent"},
        {"published_at": None},
    ],
)
def test_what_was_not_for_everybody_waits_as_a_draft(
    cast: Cast, tmp_path: Path, client: Client, fields: dict[str, Any]
) -> None:
    bring(tmp_path, export(post(1, html="<p>Secret</p>", **fields)))
    story = newsroom.Story.objects.get()
    assert not story.live
    assert client.get("/post-1/").status_code == 404


def test_pages_of_every_age_are_standing_pages(cast: Cast, tmp_path: Path, client: Client) -> None:
    bring(tmp_path, export(post(1, html="<p>Us</p>", type="page"), post(2, html="<p>Them</p>", type=None, page=1)))
    assert newsroom.InfoPage.objects.filter(slug__in=["post-1", "post-2"], live=True).count() == 2
    assert client.get("/post-1").status_code == 200


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "json"),
        (b"[1, 2", "too early"),
        (b'{"db": []}', "no export of Ghost"),
        (b"[" * 5000 + b"]" * 5000, "deep"),
        (export(post(1))[:-3], "too early"),
    ],
)
def test_what_is_no_export_is_refused(cast: Cast, tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(wire.UnableToRead, match=words):
        bring(tmp_path, data)
    assert not newsroom.Story.objects.exists()


def test_one_damaged_text_keeps_no_other_out(cast: Cast, tmp_path: Path) -> None:
    outcome = bring(tmp_path, export(post(1, lexical="{not json"), post(2, html="<p>Whole</p>")))
    assert (outcome.new, outcome.left_out) == (1, 1)
    assert "damaged" in wire.report(wire.ghost(tmp_path / "ghost.json", url="https://mill.example")).read_text()
