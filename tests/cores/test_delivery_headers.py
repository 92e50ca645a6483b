"""What passes between a reader and the website."""

from groundwave.delivery.front.headers import to_reader, to_website, too_large


def passed(*given: tuple[bytes, bytes], host: bytes = b"radio.example") -> dict[bytes, bytes]:
    headers = to_website(
        [(b"host", host), *given],
        peer="203.0.113.9",
        scheme="http",
        public_host="radio.example",
        public_scheme="https",
    )
    assert len(dict(headers)) == len(headers)
    return dict(headers)


def test_the_front_says_where_a_request_came_from_and_nobody_else() -> None:
    headers = passed(
        (b"x-forwarded-for", b"10.0.0.1"),
        (b"x-forwarded-proto", b"gopher"),
        (b"x-forwarded-host", b"evil.example"),
        (b"x-forwarded-user", b"root"),
        (b"x_forwarded_for", b"10.0.0.1"),
        (b"forwarded", b"for=10.0.0.1"),
        (b"x-real-ip", b"10.0.0.1"),
        (b"proxy", b"http://evil.example"),
    )
    assert headers == {
        b"host": b"radio.example",
        b"x-forwarded-for": b"203.0.113.9",
        b"x-forwarded-proto": b"https",
        b"x-forwarded-host": b"radio.example",
    }


def test_another_host_keeps_the_scheme_that_it_came_by() -> None:
    assert passed(host=b"127.0.0.1:8000")[b"x-forwarded-proto"] == b"http"


def test_hop_by_hop_headers_stay_on_their_hop() -> None:
    headers = passed(
        (b"connection", b"keep-alive, X-Secret, Host"),
        (b"x-secret", b"1"),
        (b"te", b"trailers"),
        (b"transfer-encoding", b"chunked"),
        (b"upgrade", b"websocket"),
        (b"expect", b"100-continue"),
        (b"cookie", b"a=b"),
    )
    assert set(headers) == {b"host", b"cookie", b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host"}


def test_the_inner_connection_stays_inside() -> None:
    given = [
        (b"Content-Type", b"text/html"),
        (b"Connection", b"close, x-inner"),
        (b"X-Inner", b"1"),
        (b"Transfer-Encoding", b"chunked"),
        (b"Server", b"inner"),
        (b"Set-Cookie", b"a=1"),
        (b"Set-Cookie", b"b=2"),
    ]
    assert to_reader(given) == [
        (b"content-type", b"text/html"),
        (b"set-cookie", b"a=1"),
        (b"set-cookie", b"b=2"),
    ]


def test_a_header_that_no_browser_sends_is_too_large() -> None:
    assert not too_large([(b"cookie", b"x" * 8000)])
    assert too_large([(b"cookie", b"x" * 40_000)])
    assert too_large([(b"x", b"y")] * 101)
