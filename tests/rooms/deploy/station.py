"""A station's folder with something of everything that readers ask for, and what the front says to each address."""

from __future__ import annotations

import gzip
import json

import httpx

from groundwave.kit.home import Home
from groundwave.web.middleware import CONTENT_SECURITY_POLICY
from tests.rooms.delivery import stored
from tests.rooms.delivery.conftest import put

SITE = (
    ("cache-control", stored.CACHE),
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "interest-cohort=(), browsing-topics=()"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "SAMEORIGIN"),
)
API = (*SITE[1:], ("cache-control", "public, max-age=10"), ("access-control-allow-origin", "*"))
STORY = "<!doctype html><title>The harbor reopens</title>" + "<p>Boats went out at dawn.</p>" * 200
# What two servers may say each in its own way; sizes and dates are compared where they matter.
OWN = {"server", "date", "etag", "last-modified", "connection", "accept-ranges", "transfer-encoding", "surrogate-key"}


def put_all(home: Home) -> None:
    """The station's folder as it is served."""
    pages = home.path / "pages"
    stored.store(pages, "/", STORY.replace("harbor", "front page"), headers=SITE)
    stored.store(pages, "/es", STORY.replace("harbor", "portada"), headers=SITE)
    stored.store(pages, "/news", STORY.replace("harbor", "news"), headers=SITE)
    stored.store(pages, "/news?page=2", STORY.replace("harbor", "older news"), headers=SITE)
    stored.store(pages, "/news/2026-11-23/harbor", STORY, headers=SITE)
    stored.store(pages, "/es/news/2026-11-23/año-nuevo", STORY, headers=SITE)
    stored.store(pages, "/text/news", "<p>Text.</p>", headers=SITE)
    stored.store(pages, "/news/2026-11-23/withdrawn", "<p>Withdrawn.</p>", status=410, headers=SITE)
    stored.store(pages, "/schedule/news?day=2026-11-24", "<p>Tuesday.</p>", headers=SITE)
    stored.store(pages, "/schedule/news/week?of=2026-11-24", "<p>The week.</p>", headers=SITE)
    for path in ("/feed.xml", "/news/feed.xml", "/es/authors/ana/feed.xml"):
        stored.store(pages, path, "<rss/>", content_type="application/rss+xml; charset=utf-8", headers=SITE)
    for path in ("/sitemap.xml", "/news-sitemap.xml", "/sitemaps/pages.xml"):
        stored.store(pages, path, "<urlset/>", content_type="application/xml", headers=SITE)
    stored.store(pages, "/robots.txt", "User-agent: *\n", content_type="text/plain; charset=utf-8", headers=SITE)
    stored.store(pages, "/api/v1/services", '{"services":[]}', content_type=stored.JSON, headers=API)
    stored.store(pages, "/api/v1/services/news/schedule?day=2026-11-24", "{}", content_type=stored.JSON, headers=API)
    for name in ("harbor.jpg", "drawing.svg", "paper.pdf", "script.js", "page.html", "song.mp3", "what.xyz"):
        put(home.media / "documents" / name, b"0123456789" * 50)
    put(home.media / "original_images" / "harbor.jpg", b"secret")
    put(home.media / "recordings" / "owl-talk" / "1.m4a", b"sound" * 100)
    ticket = {"version": 1, "episode": 1, "from": "2026-01-01T00:00:00+00:00", "until": None, "chapters": "{}"}
    files = {"m4a": {"name": "recordings/owl-talk/1.m4a", "minute": 500}}
    put(home.episodes / "owl-talk" / "2026-11-23.json", json.dumps(ticket | {"files": files}).encode())
    put(home.episodes / "owl-talk" / "2026-11-22.json", json.dumps(ticket | {"gone": True}).encode())
    put(home.static / "css" / "site.0123456789ab.css", b"body{}" * 100)
    put(home.static / "css" / "site.0123456789ab.css.gz", gzip.compress(b"body{}" * 100))
    put(home.static / "js" / "player.js", b"1;" * 300)
    put(home.static / "js" / "player.js.gz", gzip.compress(b"1;" * 300))
    put(home.static / ".env", b"secret")
    live = home.live / "news"
    put(live / "live.m3u8", b"#EXTM3U\n")
    put(live / "96" / "live.m3u8", b"#EXTM3U\n")
    put(live / "96" / "init.mp4", b"init")
    put(live / "96" / "seg" / "2026112317" / "1.m4s", b"segment")
    put(live / "peaks" / "2026112317.u8", b"peaks")
    put(live / "state.json", b"{}")


SAME = [
    "/",
    "/es",
    "/news",
    "/news?page=2",
    "/news?utm_source=letter&fbclid=x-y_z",
    "/news?utm_source=letter&page=2",
    "/news/2026-11-23/harbor",
    "/news/2026-11-23/harbor?mc_cid=a&mc_eid=b",
    "/es/news/2026-11-23/a%C3%B1o-nuevo",
    "/%6eews",
    "/text/news",
    "/news/2026-11-23/withdrawn",
    "/news/2026-11-23/withdrawn?utm_medium=x",
    "/schedule/news?day=2026-11-24",
    "/schedule/news/week?of=2026-11-24",
    "/feed.xml",
    "/news/feed.xml",
    "/es/authors/ana/feed.xml",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/sitemaps/pages.xml",
    "/robots.txt",
    "/api/v1/services",
    "/api/v1/services/news/schedule?day=2026-11-24",
    "/media/documents/harbor.jpg",
    "/media/documents/drawing.svg",
    "/media/documents/paper.pdf",
    "/media/documents/script.js",
    "/media/documents/page.html",
    "/media/documents/song.mp3",
    "/media/documents/what.xyz",
    "/static/css/site.0123456789ab.css",
    "/static/js/player.js",
    "/programs/owl-talk/2026-11-23.m4a",
    "/programs/owl-talk/2026-11-23.json",
    "/live/news/live.m3u8",
    "/live/news/96/live.m3u8",
    "/live/news/96/init.mp4",
    "/live/news/96/seg/2026112317/1.m4s",
    "/live/news/peaks/2026112317.u8",
    # What is not there, or may not be had
    "/nothing",
    "/news?page=3",
    "/news?page=1&x=1",
    "/news?page=2&page=2",
    "/news?x=1",
    "/news/2026-11-23/harbor?page=2",
    "/news/2026-11-23/withdrawn.gone",
    "/index",
    "/index.html",
    "/news.html",
    "/news.head",
    "/news.html.br",
    "/news@page=2",
    "/news%3Fpage=2",
    "/news/",
    "//news",
    "/news//2026-11-23/harbor",
    "/.news.html.part",
    "/es/.hidden",
    "/feed.xml.gz",
    "/feed.xml?x=1",
    "/generation",
    "/index.sqlite3",
    "/static/.env",
    "/static/css",
    "/static/missing.css",
    "/static//js/player.js",
    "/media",
    "/media/original_images/harbor.jpg",
    "/media/recordings/owl-talk/1.m4a",
    "/programs/owl-talk/2026-11-23.mp3",
    "/programs/owl-talk/2026-11-22.m4a",
    "/episodes/owl-talk/2026-11-23.json",
    "/media/documents/missing.jpg",
    "/media/documents/",
    "/live/news/state.json",
    "/live/news/96/seg/2026112317/2.m4s",
    "/live/news/96/state.json",
    "/live/news/range/20261123T170000Z/20261123T180000Z.m3u8",
    "/live/news/96/range/20261123T170000Z/now.m3u8",
    "/live/news/96/range/20261123T170030Z/now.m3u8",
    "/live/news/window.json",
    "/live/../secret_key",
]


def compare(front: httpx.Client, nginx: httpx.Client, path: str, *, method: str = "GET", **headers: str) -> int:
    """Ask both and hold them equal; the status."""
    theirs, ours = (
        client.request(method, path, headers={"accept-encoding": "identity", "host": "127.0.0.1", **headers})
        for client in (front, nginx)
    )
    assert (ours.status_code, ours.content) == (theirs.status_code, theirs.content)
    said, meant = (
        {name: value.lower() for name, value in answer.headers.items() if name not in OWN} for answer in (ours, theirs)
    )
    if ours.status_code == 304:
        for one in (said, meant):
            one.pop("content-type", None)
            one.pop("vary", None)
    assert said == meant
    return ours.status_code
