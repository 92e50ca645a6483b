"""What the front makes of a path: a table of the honest ones and of the tricks."""

import pytest

from groundwave.delivery.front.paths import (
    EpisodeFile,
    Happenings,
    Health,
    LiveFile,
    MediaFile,
    Nowhere,
    Readiness,
    StaticFile,
    Stream,
    Website,
    place,
)


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/", Website()),
        ("/news/2026-11-23/harbor", Website()),
        ("/es/noticias", Website()),
        ("/admin/", Website()),
        ("/.well-known/security.txt", Website()),
        ("/staticky", Website()),
        ("/liveblog", Website()),
        ("/healthz", Health()),
        ("/readyz", Readiness()),
        ("/api/v1/events", Happenings()),
        ("/api/v1/events/", Website()),
        ("/static/css/site.0123456789ab.css", StaticFile(("css", "site.0123456789ab.css"))),
        ("/media/images/harbor.width-800.avif", MediaFile(("images", "harbor.width-800.avif"))),
        ("/programs/owl-talk/2026-11-24.m4a", EpisodeFile("owl-talk", "2026-11-24", "m4a")),
        ("/programs/owl-talk/2026-11-24-2.json", EpisodeFile("owl-talk", "2026-11-24-2", "json")),
        ("/programs/owl-talk/2026-11-24", Website()),
        ("/programs/owl-talk/2026-11-24-1.exe", Website()),
        ("/media/documents/lista_año.pdf", MediaFile(("documents", "lista_año.pdf"))),
        ("/live/news/live.m3u8", LiveFile("news", ("live.m3u8",), "playlist")),
        ("/live/news/init.mp4", LiveFile("news", ("init.mp4",), "init")),
        (
            "/live/news/seg/2026112317/931250000.m4s",
            LiveFile("news", ("seg", "2026112317", "931250000.m4s"), "segment"),
        ),
        ("/live/news/stream.mp3", Stream("news", "mp3")),
        ("/live/music-2/stream.aac", Stream("music-2", "aac")),
    ],
)
def test_honest_paths(path: str, where: object) -> None:
    assert place(path) == where


@pytest.mark.parametrize(
    "path",
    [
        "",
        "news",
        "//etc/passwd",
        "//evil.example/",
        "/static",
        "/static/",
        "/static//etc/passwd",
        "/static/../secret_key",
        "/static/css/../../secret_key",
        "/static/./site.css",
        "/static/.env",
        "/static/css/.part",
        "/static/a\x00.css",
        "/static/..\\secret_key",
        "/static/" + "a" * 256,
        "/" + "a" * 2000,
        "/news/../admin/",
        "/text//evil.example/",
        "/es//evil.example/",
        "/news\r\nx-forwarded-for: 1",
        "/media",
        "/media/images",
        "/media/images/",
        "/media/recordings/owl-talk/1.m4a",
        "/media/original_images/harbor.jpg",
        "/media/db.sqlite3",
        "/media/images/../../db.sqlite3",
        "/live",
        "/live/news",
        "/live/news/",
        "/live/news/state.json",
        "/live/news/mp3/2026112317/1.mp3",
        "/live/news/seg/2026112317/",
        "/live/news/seg/2026112317/1.m4s.part",
        "/live/news/seg/today/1.m4s",
        "/live/news/seg/２０２６１１２３１７/1.m4s",
        "/live/NEWS/live.m3u8",
        "/live/../air/plan.json",
        "/live/news/../news/live.m3u8",
    ],
)
def test_tricks_are_nowhere(path: str) -> None:
    assert place(path) == Nowhere()
