"""What kind of file readers are given."""

import pytest

from groundwave.delivery.front.away import page
from groundwave.delivery.front.types import DOWNLOAD, content_type, upload_policy


@pytest.mark.parametrize(
    ("name", "as_ours", "as_upload"),
    [
        ("a.css", "text/css; charset=utf-8", DOWNLOAD),
        ("a.js", "text/javascript; charset=utf-8", DOWNLOAD),
        ("a.html", DOWNLOAD, DOWNLOAD),
        ("a.xhtml", DOWNLOAD, DOWNLOAD),
        ("a.svg", "image/svg+xml", "image/svg+xml"),
        ("a.PDF", "application/pdf", "application/pdf"),
        ("live.m3u8", "application/vnd.apple.mpegurl", "application/vnd.apple.mpegurl"),
        ("noending", DOWNLOAD, DOWNLOAD),
    ],
)
def test_content_types(name: str, as_ours: str, as_upload: str) -> None:
    assert content_type(name, uploaded=False) == as_ours
    assert content_type(name, uploaded=True) == as_upload


def test_an_upload_that_could_run_is_locked_in() -> None:
    assert "sandbox" in (upload_policy("image/svg+xml") or "")
    assert "sandbox" in (upload_policy(DOWNLOAD) or "")
    assert upload_policy("image/jpeg") is None
    # Browsers refuse to show a sandboxed PDF.
    assert upload_policy("application/pdf") not in (None, "")
    assert "sandbox" not in (upload_policy("application/pdf") or "")


def test_the_page_of_an_absent_website_needs_nothing_from_elsewhere() -> None:
    text = page(["news", "music"], first="es")
    assert text.index('lang="es"') < text.index('lang="en"')
    assert text.count("/live/news/stream.mp3") == 2
    assert "http" not in text
    assert "<script" not in text
    assert "Live radio" not in page([])
