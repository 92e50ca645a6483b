"""An old WordPress comes over: what comes, what does not, where its readers are sent, and what a second run does."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from wagtail.models import Page

from groundwave.newsroom import api as newsroom
from groundwave.wire import api as wire
from groundwave.wire.models import Move, Moved, OldAddress
from tests.cast import Cast
from tests.old_wordpress import export, item, picture
from tests.servers import Answer, HttpServer

pytestmark = pytest.mark.django_db


def quiet(done: int, total: int, what: str) -> None:
    pass


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """A copy of the old uploads: two pictures under three names, and a thing that is no picture."""
    folder = tmp_path / "uploads" / "2019" / "05"
    folder.mkdir(parents=True)
    for name, color in (("owl.jpg", (9, 9, 9)), ("mill.jpg", (200, 90, 10)), ("mill-again.jpg", (200, 90, 10))):
        data = io.BytesIO()
        Image.new("RGB", (640, 480), color).save(data, "JPEG")
        (folder / name).write_bytes(data.getvalue())
    (folder / "fake.jpg").write_bytes(b"GIF89a but no more than that")
    return tmp_path / "uploads"


UPLOADS = "https://gazette.example/wp-content/uploads/2019/05"

STORY = """The mill turned again on Saturday.

[caption id="attachment_21" align="alignleft" width="300"]<a href="UPLOADS/owl.jpg">\
<img class="wp-image-21" src="UPLOADS/owl-300x200.jpg" alt="An owl" /></a> The owl of the mill[/caption]

It had stood still for [sic] nine years.

https://video.example/watch/7

<script>alert(1)</script>
<blockquote class="pullquote">It turns. <cite>Ada Reyes</cite></blockquote>"""

BLOCKS = """<!-- wp:paragraph --><p>First.</p><!-- /wp:paragraph -->
<!-- wp:gallery {"ids":[21,22]} --><figure class="wp-block-gallery">
<figure class="wp-block-image"><img src="UPLOADS/owl.jpg" alt="Owl" class="wp-image-21"/>
<figcaption>One</figcaption></figure>
<figure class="wp-block-image"><img src="UPLOADS/mill-again.jpg" alt="Mill"/></figure></figure><!-- /wp:gallery -->
<!-- wp:block {"ref":40} /-->
<!-- wp:latest-posts /-->
<!-- wp:pullquote --><figure class="wp-block-pullquote">
<blockquote><p>Well, well.</p><cite>A neighbor</cite></blockquote></figure><!-- /wp:pullquote -->"""


STORY, BLOCKS = STORY.replace("UPLOADS", UPLOADS), BLOCKS.replace("UPLOADS", UPLOADS)


def site() -> bytes:
    return export(
        item(1, "The mill turns", STORY, comments=3, meta={"_thumbnail_id": "22"}, slug="the-mill-turns",
             categories=(("category", "mills", "Mills & dams"), ("post_tag", "owls", "Owls"))),
        item(2, "Blocks", BLOCKS, slug="blocks", categories=(("category", "food", "Food"),)),
        item(3, "", "<p>Words without a headline, many of them.</p>", slug="3"),
        item(4, "Secret plans", status="private", slug="secret-plans"),
        item(5, "Behind a door", slug="behind-a-door", more="<wp:post_password>x</wp:post_password>"),
        item(6, "Not yet", status="future", gmt="2031-01-01 00:00:00", slug="not-yet"),
        item(7, "A draft", status="draft", gmt="0000-00-00 00:00:00", slug="a-draft"),
        item(8, "Gone", status="trash"),
        item(9, "العنوان بالعربية", slug="%d8%a7%d9%84%d8%b9%d9%86%d9%88%d8%a7%d9%86",
             link="https://gazette.example/2019/05/%d8%a7%d9%84%d8%b9%d9%86%d9%88%d8%a7%d9%86/"),
        item(10, "About the Gazette", kind="page", slug="about-the-gazette", link="https://gazette.example/about-the-gazette/",
             more="<wp:post_parent>11</wp:post_parent>"),
        item(11, "Us", kind="page", slug="us", link="https://gazette.example/us/",
             more="<wp:post_parent>10</wp:post_parent>"),
        item(12, "A product", kind="product"),
        item(13, "With a guest", creator="tam",
             categories=(("author", "cap-ines", "Inés Roe"), ("category", "news", "News"))),
        picture(21, "owl.jpg", parent=1, caption="The owl", alt="An owl", credit="Ana Ruiz"),
        picture(22, "mill.jpg", parent=1, caption="The mill"),
        picture(23, "fake.jpg"),
        item(40, "Reused", "<!-- wp:paragraph --><p>Said often.</p><!-- /wp:paragraph -->", kind="wp_block"),
        item(41, "menu", kind="nav_menu_item"),
    )  # fmt: skip


@pytest.fixture
def gazette(tmp_path: Path) -> Path:
    path = tmp_path / "gazette.xml"
    path.write_bytes(site())
    return path


def bring(path: Path, uploads: Path | None, **wishes: object):  # type: ignore[no-untyped-def]
    source = wire.wordpress(path)
    return wire.bring(source, wire.Wishes(files=uploads, fetches=False, **wishes), progress=quiet)  # type: ignore[arg-type]


def test_a_site_comes_over(cast: Cast, gazette: Path, uploads: Path) -> None:
    outcome = bring(gazette, uploads)
    assert (outcome.new, outcome.pages, outcome.comments) == (9, 2, 3)
    story = newsroom.Story.objects.get(slug="the-mill-turns")
    assert (story.section.slug, story.is_own, story.published_at) == (
        "news",
        True,
        datetime(2019, 5, 4, 14, 30, tzinfo=UTC),
    )
    assert story.byline == "Rosa Quill"
    assert story.bylines.get().author == cast.reporter  # the same name is the same person
    assert sorted(topic.name for topic in story.topics.all()) == ["Mills & dams", "Owls"]
    assert story.lead_photo.caption == "The mill"
    kinds = [block.block_type for block in story.body]
    assert kinds == ["text", "photo", "text", "link_card", "pull_quote"]
    photo = story.body[1].value["photo"]
    assert (photo.title, photo.photographer) == ("An owl", "")
    assert "[sic]" in story.body[2].value.source
    assert "alert" not in str(story.body.raw_data)
    assert story.body[4].value["who"] == "Ada Reyes"


def test_blocks_galleries_and_reused_parts_come_over_and_bytes_once(cast: Cast, gazette: Path, uploads: Path) -> None:
    bring(gazette, uploads)
    story = newsroom.Story.objects.get(slug="blocks")
    assert [block.block_type for block in story.body] == ["text", "photo", "photo", "text", "pull_quote"]
    assert "Said often." in story.body[3].value.source
    mill = newsroom.Story.objects.get(slug="the-mill-turns").lead_photo
    assert story.body[2].value["photo"] == mill  # another name, the same bytes
    assert "latest-posts" in Moved.objects.get(source_id="2").words
    assert story.section.title == "Food"
    assert not story.section.in_navigation


def test_what_was_hidden_stays_hidden(cast: Cast, gazette: Path, uploads: Path, client: Client) -> None:
    bring(gazette, uploads)
    for slug in ("secret-plans", "behind-a-door", "a-draft"):
        story = newsroom.Story.objects.get(slug=slug)
        assert not story.live
        assert client.get(story.url).status_code == 404
        assert client.get(f"/2019/05/{slug}/").status_code == 404
        assert not OldAddress.objects.filter(page=story.pk).exists()


def test_what_is_scheduled_is_told_to_nobody_before_its_time(
    cast: Cast, gazette: Path, uploads: Path, client: Client
) -> None:
    bring(gazette, uploads)
    assert newsroom.Story.objects.get(slug="not-yet").live
    assert client.get("/2019/05/not-yet/").status_code == 404
    assert client.get("/?p=6").status_code == 200  # the front page, as for any number


ADDRESSES = [
    ("/2019/05/the-mill-turns/", "/news/2019-05-04/the-mill-turns"),
    ("/2019/05/the-mill-turns", "/news/2019-05-04/the-mill-turns"),
    ("/2019/05/The-Mill-Turns/?utm_source=x", "/news/2019-05-04/the-mill-turns"),
    ("/?p=1", "/news/2019-05-04/the-mill-turns"),
    ("/index.php?p=1", "/news/2019-05-04/the-mill-turns"),
    ("/2019/05/the-mill-turns/feed/", "/news/2019-05-04/the-mill-turns"),
    ("/2019/05/the-mill-turns/comment-page-2/", "/news/2019-05-04/the-mill-turns"),
    ("/2019/05/the-mill-turns/2/", "/news/2019-05-04/the-mill-turns"),
    ("/2019/05/%D8%A7%D9%84%D8%B9%D9%86%D9%88%D8%A7%D9%86/", None),
    ("/2019/05/picture-21/", "/news/2019-05-04/the-mill-turns"),
    ("/?attachment_id=22", "/news/2019-05-04/the-mill-turns"),
    ("/category/news/", "/news"),
    ("/category/news/feed/", "/news/feed.xml"),
    ("/category/news/page/3/", "/news"),
    ("/category/news/mills/", "/topics/mills-dams"),
    ("/?cat=4", "/news"),
    ("/tag/owls/", "/topics/owls"),
    ("/tag/owls/feed/", "/topics/owls/feed.xml"),
    ("/author/rosaq/", "/authors/rosa-quill"),
    ("/?author=2", "/authors/rosa-quill"),
    ("/feed/", "/feed.xml"),
    ("/?feed=rss2", "/feed.xml"),
    ("/2019/05/", "/search?q=&from=2019-05-01&to=2019-05-31"),
    ("/us/", "/us"),
    ("/wp-content/uploads/2019/05/owl-300x200.jpg", None),
    ("/wp-content/uploads/2019/05/mill.jpg", None),
]


def test_every_old_address_leads_on(cast: Cast, gazette: Path, uploads: Path, page_store: Path, client: Client) -> None:
    """As on a station, whose page store first corrects the slash at the end of each of them."""
    bring(gazette, uploads)
    for old, new in ADDRESSES:
        answer = client.get(old)
        assert answer.status_code == 301, old
        assert new is None or answer["Location"] == new, old
        if not answer["Location"].startswith("/media/"):
            assert client.get(answer["Location"]).status_code == 200, old


def test_a_withdrawn_story_says_so_at_its_old_address_too(
    cast: Cast, gazette: Path, uploads: Path, client: Client
) -> None:
    bring(gazette, uploads)
    story = newsroom.Story.objects.get(slug="the-mill-turns")
    newsroom.withdraw(story=story, by=cast.editor, reason="It was wrong.")
    answer = client.get("/2019/05/the-mill-turns/", follow=True)
    assert answer.status_code == 410


def jpeg(width: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, 30), (90, 70, 50)).save(data, "JPEG")
    return data.getvalue()


def test_pictures_are_fetched_from_the_old_site_several_at_once(cast: Cast, tmp_path: Path) -> None:
    names = [f"/wp-content/uploads/{number}.jpg" for number in range(9)]
    answers = {name: Answer(jpeg(40 + place), "image/jpeg") for place, name in enumerate(names)}
    answers["/wp-content/uploads/lie.jpg"] = Answer(b"<html>not here</html>", "text/html")
    path = tmp_path / "export.xml"
    with HttpServer(answers) as server:
        shown = [f'<p>Words.</p><img src="{server.url}{name}">' for name in [*names, names[0]]]
        gone = (
            f'<p>Words.</p><img src="{server.url}/wp-content/uploads/gone.jpg"><img src="{server.url}{[*answers][-1]}">'
        )
        path.write_bytes(export(*(item(number, content=html) for number, html in enumerate([*shown, gone], start=1))))
        hosts = frozenset({"127.0.0.1"})
        outcome = wire.bring(wire.wordpress(path), wire.Wishes(private_hosts=hosts), progress=quiet)
        again = wire.bring(wire.wordpress(path), wire.Wishes(private_hosts=hosts), progress=quiet)
    assert (outcome.new, outcome.files, outcome.files_missing) == (11, 9, 2)
    assert newsroom.Photo.objects.count() == 9
    last = Moved.objects.get(kind="item", source_id="11")
    assert "gone.jpg did not come" in last.words
    assert "lie.jpg did not come" in last.words
    assert (again.new, again.unchanged, again.files) == (0, 11, 0)


def test_what_stood_at_the_top_stands_there_again(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "sticky.xml"
    path.write_bytes(export(item(1, "At the top", more="<wp:is_sticky>1</wp:is_sticky>"), item(2)))
    outcome = wire.bring(wire.wordpress(path), wire.Wishes(fetches=False), progress=quiet)
    assert [pick.story.title for pick in newsroom.HomePage.objects.get(pk=cast.home.pk).picks.all()] == ["At the top"]
    assert outcome.said[-1].startswith("At the top of the old site, and here")


def test_a_second_run_changes_nothing(cast: Cast, gazette: Path, uploads: Path) -> None:
    bring(gazette, uploads)
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision", "title"))
    counts = (OldAddress.objects.count(), Moved.objects.count(), newsroom.Photo.objects.count())
    outcome = bring(gazette, uploads)
    assert (outcome.new, outcome.updated, outcome.pages, outcome.left_out) == (0, 0, 0, 0)
    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision", "title")) == before
    assert (OldAddress.objects.count(), Moved.objects.count(), newsroom.Photo.objects.count()) == counts


def test_what_changed_over_there_changes_here_unless_it_was_edited_here(
    cast: Cast, gazette: Path, uploads: Path
) -> None:
    bring(gazette, uploads)
    edited = newsroom.Story.objects.get(slug="blocks")
    edited.title = "Blocks, by our editor"
    edited.save_revision().publish()
    changed = site().replace(b"<title>The mill turns", b"<title>The mill turns again").replace(b">Blocks<", b">Bricks<")
    gazette.write_bytes(changed)
    outcome = bring(gazette, uploads)
    assert (outcome.updated, outcome.kept) == (1, 1)
    assert newsroom.Story.objects.get(slug="the-mill-turns").title == "The mill turns again"
    assert newsroom.Story.objects.get(slug="blocks").title == "Blocks, by our editor"
    assert any("edited here" in sentence for sentence in outcome.said)


def test_the_report_names_everything_that_did_not_come(cast: Cast, gazette: Path, uploads: Path) -> None:
    bring(gazette, uploads)
    said = wire.report(wire.wordpress(gazette)).read_text()
    lost = "https://gazette.example/media/owls/"
    gazette.write_bytes(export(item(50, "Below a name of ours", link=lost, slug="owls")))
    for _ in range(2):
        bring(gazette, uploads)
        assert f"address without an answer: {lost}" in wire.report(wire.wordpress(gazette)).read_text()
    for words in ("fake.jpg", "A product", "in the trash", "behind a password", "latest-posts", "3 readers' comments"):
        assert words in said


def test_a_dry_run_writes_nothing(cast: Cast, gazette: Path) -> None:
    found = wire.survey(wire.wordpress(gazette), wire.Wishes(), progress=quiet)
    assert (found.stories["public"], found.stories["private"], found.pages, found.comments) == (5, 1, 2, 3)
    assert found.new_sections == {"food"}
    assert not newsroom.Story.objects.exists()
    assert not Move.objects.exists()


def test_a_dry_run_tells_a_station_without_a_page_the_same(db: None, gazette: Path) -> None:
    before = list(Page.objects.values_list("pk", "title"))
    found = wire.survey(wire.wordpress(gazette), wire.Wishes(), progress=quiet)
    assert found.stories["public"] == 5
    assert list(Page.objects.values_list("pk", "title")) == before


def test_a_page_without_words_comes_to_hold_those_below_it(cast: Cast, gazette: Path, uploads: Path) -> None:
    gazette.write_bytes(
        export(
            item(60, "Ελληνικά", "", kind="page", slug="%ce%b5%ce%bb"),
            item(61, "Below it", kind="page", slug="below-it", more="<wp:post_parent>60</wp:post_parent>"),
        )
    )
    bring(gazette, uploads)
    assert [page.url for page in newsroom.InfoPage.objects.order_by("depth")] == ["/el", "/el/below-it"]


def test_pages_that_lie_below_each_other_in_a_circle_come_to_lie_below_the_home_page(
    cast: Cast, gazette: Path, uploads: Path
) -> None:
    bring(gazette, uploads)
    pages = newsroom.InfoPage.objects.filter(slug__in=["us", "about-the-gazette"])
    assert {page.get_parent().pk for page in pages} <= {cast.home.pk, *(page.pk for page in pages)}
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"not xml", "no XML"),
        (site()[:-400], "too early"),
        (b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>', "DTD"),
        (b'<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel/></rss>', "DTD"),
        (b"<html><body/></html>", "root element"),
        (b"<rss>" + b"<a>" * 100 + b"</a>" * 100 + b"</rss>", "deep"),
        (b'<?xml version="1.0" encoding="klingon"?><rss/>', "klingon"),
    ],
)
def test_what_cannot_be_read_is_refused_before_anything_is_written(
    cast: Cast, tmp_path: Path, data: bytes, words: str
) -> None:
    path = tmp_path / "bad.xml"
    path.write_bytes(data)
    with pytest.raises(wire.UnableToRead, match=words):
        wire.wordpress(path)
    assert not Move.objects.exists()


FEED = b"""<rss version="2.0"><channel><title>Old</title>
<item><guid>a1</guid><title>From a feed</title><link>https://gazette.example/stories/from-a-feed.html</link>
<pubDate>Sat, 04 May 2019 14:30:00 +0000</pubDate><author>Rosa Quill</author><category>Owls</category>
<description>&lt;p&gt;Words.&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;</description></item>
<item><title>Without a date</title><link>https://gazette.example/2</link></item></channel></rss>"""


def test_a_feed_brings_what_it_still_tells(cast: Cast, client: Client) -> None:
    with HttpServer({"/feed": Answer(FEED, "application/rss+xml")}) as server:
        source = wire.feed(f"{server.url}/feed", private_hosts=frozenset({"127.0.0.1"}))
    outcome = wire.bring(source, wire.Wishes(fetches=False), progress=quiet)
    assert (outcome.new, outcome.left_out) == (1, 1)
    story = newsroom.Story.objects.get()
    assert (story.title, story.is_own, story.byline, story.slug) == ("From a feed", True, "Rosa Quill", "from-a-feed")
    assert client.get("/stories/from-a-feed.html")["Location"] == story.url


def test_a_feed_inside_the_network_is_not_asked(cast: Cast) -> None:
    with pytest.raises(wire.UnableToRead, match="not on the public internet"):
        wire.feed("http://127.0.0.1:9/feed")
