"""What an address means to the page store: honest pages, refused parameters, and tricks that name no page."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from groundwave.delivery.core.address import MARKETING, Clean, Meaning, Page, Unstored, ending, is_sound, meaning, stem

HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "query", "means"),
    [
        ("/", "", Page("/")),
        ("/es", "", Page("/es")),
        ("/text", "", Page("/text")),
        ("/text/es", "", Page("/text/es")),
        ("/news", "", Page("/news")),
        ("/news/2026-11-23/the-harbor", "", Page("/news/2026-11-23/the-harbor")),
        ("/es/news/2026-11-23/año-nuevo", "", Page("/es/news/2026-11-23/año-nuevo")),
        ("/feed.xml", "", Page("/feed.xml")),
        ("/robots.txt", "", Page("/robots.txt")),
        ("/sitemaps/pages.xml", "", Page("/sitemaps/pages.xml")),
        ("/api/v1/services/news/now", "", Page("/api/v1/services/news/now")),
        # A parameter that the page knows is part of its name
        ("/news", "page=2", Page("/news?page=2")),
        ("/news", "page=50", Page("/news?page=50")),
        ("/text/es/news", "page=2", Page("/text/es/news?page=2")),
        ("/authors/ana", "page=3", Page("/authors/ana?page=3")),
        ("/schedule/kowl", "day=2026-11-24", Page("/schedule/kowl?day=2026-11-24")),
        ("/schedule/kowl/week", "of=2026-11-24", Page("/schedule/kowl/week?of=2026-11-24")),
        ("/api/v1/services/news/schedule", "day=2026-11-24", Page("/api/v1/services/news/schedule?day=2026-11-24")),
        ("/news", "p%61ge=%32", Page("/news?page=2")),
        ("/news", "page=1", Page("/news")),
        # Marketing says nothing
        ("/news", "utm_source=a&fbclid=b", Page("/news")),
        ("/news", "UTM_Source=a&page=2&ref=x&ref=y", Page("/news?page=2")),
        ("/news", "gclid", Page("/news")),
        ("/news", "&&", Page("/news")),
    ],
)
def test_pages(path: str, query: str, means: Meaning) -> None:
    assert meaning(path, query) == means


@pytest.mark.parametrize("name", sorted(MARKETING))
def test_every_marketing_parameter_is_the_same_page(name: str) -> None:
    assert meaning("/", f"{name}=x") == meaning("/", f"{name.upper()}=x") == Page("/")


@pytest.mark.parametrize(
    ("path", "query", "url"),
    [
        ("/", "page=2", "/"),
        ("/news", "x=1", "/news"),
        ("/news", "x", "/news"),
        ("/news", "page=", "/news"),
        ("/news", "page=0", "/news"),
        ("/news", "page=02", "/news"),
        ("/news", "page=51", "/news"),
        ("/news", "page=-1", "/news"),
        ("/news", "page=2%00", "/news"),
        ("/news", "page=%EF%BC%92", "/news"),  # a full-width two
        ("/news", "page=²", "/news"),
        ("/news", "page=2&page=3", "/news?page=2"),
        ("/news", "PAGE=2", "/news"),
        ("/news", "page=2&x=1&utm_source=a", "/news?page=2"),
        ("/news", "day=2026-11-24", "/news"),
        ("/news/2026-11-23/harbor", "page=2", "/news/2026-11-23/harbor"),
        ("/feed.xml", "page=2", "/feed.xml"),
        ("/schedule/kowl", "day=tomorrow", "/schedule/kowl"),
        ("/schedule/kowl", "day=2026-11-24T00:00", "/schedule/kowl"),
        ("/es/año", "x=1", "/es/a%C3%B1o"),
        ("/a b", "x=1", "/a%20b"),
        ("/search", "x=1", "/search"),
        ("/es/", "", "/es"),
        ("/text/es/", "utm_source=a", "/text/es"),
    ],
)
def test_a_strange_parameter_is_sent_away(path: str, query: str, url: str) -> None:
    assert meaning(path, query) == Clean(url)
    clean, _, rest = url.partition("?")
    assert isinstance(meaning(unquote(clean), rest), Page)  # and not in circles
    assert clean.startswith("/")
    assert not clean.startswith("//")


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/admin", ""),
        ("/admin/", ""),
        ("/admin/pages/3/edit", ""),
        ("/text/admin", ""),
        ("/es/admin/x", ""),
        ("/text/es/admin", ""),
        ("/healthz", ""),
        ("/metrics", ""),
        ("/static/site.css", ""),
        ("/media/images/a.jpg", ""),
        ("/live/news/live.m3u8", ""),
        ("/search", "q=harbor"),
        ("/es/search", "q="),
        ("/search", "x=1&q=harbor"),
        ("/newsletters/confirm/abc", ""),
        ("/es/newsletters/unsubscribe/abc", ""),
    ],
)
def test_what_is_never_stored(path: str, query: str) -> None:
    assert meaning(path, query) == Unstored()


TRICKS = [
    "",
    "news",
    "//",
    "//evil.example",
    "/news/",
    "/news//harbor",
    "/./news",
    "/../secret_key",
    "/news/..",
    "/.news.html.part",
    "/.well-known/security.txt",
    "/news/.hidden",
    "/index",
    "/es/index",
    "/text/index",
    "/news@page=2",
    "/news?page=2",
    "/news#top",
    "/news%2f..",
    "/news\\..",
    "/news\x00",
    "/news\r\nset-cookie: a=b",
    "/news\u2028",
    "/news\u202e",
    "/new\udcffs",
    "/ news",
    "/a:b",
    "/news.html",
    "/news.gone",
    "/news.gone.html",
    "/news.head",
    "/news.br",
    "/feed.xml.gz",
    "/feed.xml/",
    "/feed.xml/below",
    "/robots.txt/below/it",
    "/a.json",
    "/a.part",
    "/" + "a" * 181,
    "/" + "é" * 91,
    "/" + "/".join(["abc"] * 9),
    "/" + "/".join(["a" * 150] * 5),
]


@pytest.mark.parametrize("path", TRICKS)
@pytest.mark.parametrize("query", ["", "x=1", "page=2"])
def test_tricks_name_no_page_and_are_sent_nowhere(path: str, query: str) -> None:
    assert meaning(path, query) == Unstored()
    assert "?" in path or not is_sound(path)


def test_a_query_of_any_length_is_refused_in_no_time() -> None:
    assert meaning("/news", "a=1&" * 1_000_000) == Clean("/news")
    assert meaning("/news", "%" * 1_000_000) == Clean("/news")
    assert meaning("/news", "=" * 100) == Clean("/news")


KEYS = [
    "/",
    "/es",
    "/text",
    "/news",
    "/news?page=2",
    "/feed.xml",
    "/news/feed.xml",
    "/schedule/kowl",
    "/schedule/kowl?day=2026-11-24",
    "/schedule/kowl/week?of=2026-11-24",
    "/api/v1/services",
    "/news/2026-11-23/año-nuevo",
    "/news/2026-11-23/gone",
    "/news/2026-11-23/v1.2",
    "/html",
]


def test_each_page_has_files_of_its_own() -> None:
    files = set()
    for key in KEYS:
        assert is_sound(key)
        names = {
            stem(key) + ending(key, content_type=HTML),
            stem(key) + ending(key, content_type="application/json"),
            stem(key) + ending(key, content_type=HTML, gone=True),
            stem(key) + ".head",
        }
        for name in [*names, *(f"{name}.{packed}" for name in names for packed in ("br", "gz"))]:
            assert name not in files, name
            assert not name.startswith(("/", "."))
            assert ".." not in name.split("/")
            files.add(name)


@pytest.mark.parametrize(
    "key", ["/news?page=1", "/news?page=51", "/news?x=1", "/news?utm_source=a", "/news?", "/admin"]
)
def test_only_the_plain_form_of_a_key_is_sound(key: str) -> None:
    assert not is_sound(key)


@pytest.mark.parametrize(
    ("key", "content_type", "gone", "expected"),
    [
        ("/news", HTML, False, ".html"),
        ("/news", HTML, True, ".gone.html"),
        ("/news?page=2", HTML, False, ".html"),
        ("/api/v1/services", "application/json", False, ".json"),
        ("/api/v1/services", "application/json; charset=utf-8", False, ".json"),
        ("/feed.xml", "application/rss+xml", False, ""),
        ("/feed.xml", HTML, True, ".gone.html"),
    ],
)
def test_endings(key: str, content_type: str, gone: bool, expected: str) -> None:
    assert ending(key, content_type=content_type, gone=gone) == expected
