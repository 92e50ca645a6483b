"""What is said to a CDN, and what is no CDN."""

from __future__ import annotations

import pytest

from groundwave.delivery.core.cdn import UnknownCdn, cdn_from, purges


def test_fastly_is_told_keys_256_at_a_time() -> None:
    cdn = cdn_from("fastly://SU1Z0isxPaozGVKXdv0eY?token=a%2Bb")
    first, second = purges(cdn, [f"k{number}" for number in range(300)])
    assert (first.method, first.url) == ("POST", "https://api.fastly.com/service/SU1Z0isxPaozGVKXdv0eY/purge")
    assert first.headers["fastly-key"] == "a+b"
    assert first.headers["surrogate-key"].split(" ") == [f"k{number}" for number in range(256)]
    assert len(second.headers["surrogate-key"].split(" ")) == 44


@pytest.mark.parametrize(
    ("url", "address", "token"),
    [
        ("varnish://cache.internal:6081", "http://cache.internal:6081/", None),
        ("purge+https://edge.example/purge?token=t", "https://edge.example/purge", "Bearer t"),
        ("purge+http://127.0.0.1:8080", "http://127.0.0.1:8080/", None),
    ],
)
def test_varnish_and_its_like_get_a_purge_with_keys(url: str, address: str, token: str | None) -> None:
    cdn = cdn_from(url)
    (one,) = purges(cdn, ["a", "b"])
    assert cdn.by_key
    assert (one.method, one.url) == ("PURGE", address)
    assert one.headers["surrogate-key"] == one.headers["xkey"] == "a b"
    assert one.headers.get("authorization") == token


def test_some_are_told_addresses() -> None:
    assert not cdn_from("cloudflare://zone?token=t").by_key
    assert not cdn_from("cloudfront://E2QWRUHAPOMQZL").by_key


@pytest.mark.parametrize(
    "url",
    ["", "fastly://service", "cloudflare://zone", "fastly://?token=t", "akamai://x", "varnish://host:port", "http://x"],
)
def test_what_is_no_cdn_is_refused_in_words(url: str) -> None:
    with pytest.raises(UnknownCdn, match="CDN_URL"):
        cdn_from(url)


def test_a_secret_is_not_shown() -> None:
    cdn = cdn_from("fastly://service?token=hidden")
    assert "hidden" not in f"{cdn!r} {list(purges(cdn, ['a']))!r}"
