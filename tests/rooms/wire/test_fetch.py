"""Fetching from a real server: sizes, redirects and where they lead."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from groundwave.kit.fetch import UnableToFetch, fetch
from tests.servers import Answer, HttpServer

HERE = frozenset({"127.0.0.1"})


def test_what_is_there_comes_with_its_type() -> None:
    with HttpServer({"/x": Answer(b"data", "Image/JPEG; q=1")}) as server:
        found = fetch(f"{server.url}/x", at_most=10, private_hosts=HERE)
    assert (found.data, found.media_type) == (b"data", "image/jpeg")


def test_too_much_is_refused() -> None:
    with HttpServer({"/x": Answer(b"x" * 11)}) as server, pytest.raises(UnableToFetch, match="at most 10"):
        fetch(f"{server.url}/x", at_most=10, private_hosts=HERE)


def test_a_redirect_is_followed_and_a_ring_of_them_is_not() -> None:
    answers = {
        "/a": Answer(status=302, headers={"Location": "/b"}),
        "/b": Answer(b"here"),
        "/ring": Answer(status=301, headers={"Location": "/ring"}),
    }
    with HttpServer(answers) as server:
        assert fetch(f"{server.url}/a", at_most=10, private_hosts=HERE).data == b"here"
        with pytest.raises(UnableToFetch, match="redirects"):
            fetch(f"{server.url}/ring", at_most=10, private_hosts=HERE)


def test_a_redirect_to_no_address_is_refused() -> None:
    answers = {"/a": Answer(status=302, headers={"Location": "http://[x"})}
    with HttpServer(answers) as server, pytest.raises(UnableToFetch, match="an address that is none"):
        fetch(f"{server.url}/a", at_most=10, private_hosts=HERE)


def test_a_redirect_into_the_machine_is_refused() -> None:
    answers = {"/a": Answer(status=302, headers={"Location": "http://localhost:1/secret"})}
    with HttpServer(answers) as server, pytest.raises(UnableToFetch, match=r"localhost.*not on the public internet"):
        fetch(f"{server.url}/a", at_most=10, private_hosts=HERE)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1/x", "not on the public internet"),
        ("http://[::1]/x", "not on the public internet"),
        ("http://2130706433/x", "not on the public internet"),
        ("file:///etc/passwd", "only http"),
        ("ftp://a.example/x", "only http"),
        ("http://user:secret@a.example/", "user name"),
        ("http:///x", "with a host"),
    ],
)
def test_what_is_never_fetched(url: str, words: str) -> None:
    with pytest.raises(UnableToFetch, match=words):
        fetch(url, at_most=10)


def test_an_answer_that_is_not_200_is_named() -> None:
    with HttpServer({}) as server, pytest.raises(UnableToFetch, match="404"):
        fetch(f"{server.url}/x", at_most=10_000, private_hosts=HERE)


@contextmanager
def _speaker(speak: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """The address of a server that takes one call and answers with raw bytes until the block ends."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            line, _ = listener.accept()
            with line:
                line.recv(65_536)
                speak(line, over)

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        finally:
            over.set()
            thread.join()


def test_a_body_that_ends_early_is_refused() -> None:
    def half(line: socket.socket, over: threading.Event) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")

    with _speaker(half) as url, pytest.raises(UnableToFetch, match="4 of 10 bytes"):
        fetch(url, at_most=100, private_hosts=HERE)


@pytest.mark.parametrize("opening", [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"], ids=["headers", "body"])
def test_a_server_that_speaks_a_letter_at_a_time_is_left_at_the_deadline(opening: bytes) -> None:
    letters = iter(b"X-Slow: 1\r\n" * 600)

    def drip(line: socket.socket, over: threading.Event) -> None:
        line.sendall(opening)
        try:
            while not over.wait(0.02):
                line.sendall(bytes([next(letters)]))
        except OSError:
            pass  # left, as it should be

    with _speaker(drip) as url, pytest.raises(UnableToFetch, match="took too long"):
        fetch(url, at_most=1_000, seconds=0.3, private_hosts=HERE)
    assert next(letters, None) is not None
