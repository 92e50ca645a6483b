"""The front on the wire: what lies in memory is given at once, and nobody fills it by never coming to an end."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from groundwave.delivery.front.app import Front
from groundwave.delivery.front.proxy import Website
from groundwave.kit.home import Home
from groundwave.ops import front_server
from groundwave.ops.front_server import FrontProtocol, server_of
from tests.rooms.delivery.processes import free_port, running, until
from tests.rooms.delivery.stored import store

pytestmark = pytest.mark.network
NEWS = "<p>The bridge is open.</p>"


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    home = Home(tmp_path_factory.mktemp("home"))
    home.ensure_writable()
    store(home.pages, "/news", NEWS)
    store(home.pages, "/sports", "<p>Two to one.</p>")
    port = free_port()
    with (
        running("groundwave.ops", "serve", "front", home=home.path, port=port),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20, trust_env=False) as client,
    ):
        until(lambda: client.get("/news").is_success and client.get("/sports").is_success)
        yield client


def said(front: httpx.Client, *sent: bytes) -> bytes:
    """Everything that is answered to `sent` until the server closes the connection."""
    with socket.create_connection((front.base_url.host, front.base_url.port or 80), timeout=10) as connection:
        for piece in sent:
            connection.sendall(piece)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return answer


def ask(target: str, *headers: str, method: str = "GET") -> bytes:
    return "\r\n".join([f"{method} {target} HTTP/1.1", "host: localhost", *headers, "", ""]).encode()


CLOSING = ask("/healthz", "connection: close")


def statuses(answer: bytes) -> list[int]:
    return [int(one) for one in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]


def test_what_is_in_memory_says_all_that_the_slow_way_says(front: httpx.Client) -> None:
    quick = front.get("/news")
    slow = front.get("/n%65ws")
    assert quick.text == slow.text == NEWS
    assert quick.headers.pop("date") and slow.headers.pop("date")
    assert quick.headers == slow.headers
    assert front.get("/news", headers={"if-none-match": quick.headers["etag"]}).status_code == 304
    head = front.head("/news")
    assert (head.content, head.headers["content-length"]) == (b"", quick.headers["content-length"])


def test_many_requests_in_one_breath_are_answered_in_their_order(front: httpx.Client) -> None:
    asked = [ask(("/news", "/sports", "/n%65ws")[number % 3]) for number in range(90)]
    answer = said(front, b"".join(asked), CLOSING)
    assert re.findall(rb"bridge|Two", answer) == [b"bridge", b"Two", b"bridge"] * 30
    assert statuses(answer) == [200] * 91


def test_a_body_that_a_page_does_not_want_is_passed_over(front: httpx.Client) -> None:
    answer = said(front, ask("/news", "content-length: 26"), b"GET /sports HTTP/1.1\r\nx: 1\n", CLOSING)
    assert (answer.count(b"bridge"), answer.count(b"Two"), statuses(answer)) == (1, 0, [200, 200])


def test_who_asks_for_another_protocol_is_answered_in_this_one(front: httpx.Client) -> None:
    other = ask("/news", "connection: upgrade, http2-settings", "upgrade: h2c", "http2-settings: AAMAAABkAAQ")
    assert statuses(said(front, other, ask("/sports", "connection: close")))[0] == 200


@pytest.mark.parametrize("target", ["*", "//elsewhere.example/news", "news", "/news\x00", "/\xff", "http://"])
def test_a_strange_target_does_not_end_the_server(front: httpx.Client, target: str) -> None:
    said(front, ask(target, "connection: close"))
    assert front.get("/news").text == NEWS


@pytest.mark.parametrize(
    "start",
    [
        b"GET /news HTTP/1.1\r\nhost: localhost\r\nx-long: ",
        b"GET /",
        b"GET /news HTTP/1.1\r\nhost: localhost\r\n" + b"x-many: 1\r\n" * 5,
        b"POST /news HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n1;",
        b"POST /news HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n0\r\nx-trailer: ",
    ],
    ids=["header", "target", "headers", "extension", "trailer"],
)
def test_what_never_comes_to_an_end_is_cut_off(front: httpx.Client, start: bytes) -> None:
    with socket.create_connection((front.base_url.host, front.base_url.port or 80), timeout=10) as connection:
        connection.sendall(start)
        taken = 0
        with pytest.raises(ConnectionError):
            while taken < 64 * 1024**2:
                taken += connection.send(b"y" * 4096)
        assert taken < 16 * 1024**2  # most of it in the system's own buffers
    assert front.get("/news").text == NEWS


def test_a_head_that_is_too_large_is_told_so(front: httpx.Client) -> None:
    long = ask("/news", *(f"x-{number}: {'y' * 1000}" for number in range(80)))
    with socket.create_connection((front.base_url.host, front.base_url.port or 80), timeout=10) as connection:
        connection.sendall(long[: front_server.MOST_UNPARSED_BYTES + 1])
        assert b" 431 Request Header" in connection.recv(65536)


def test_the_idle_and_the_slow_are_sent_home_and_who_is_being_answered_stays(tmp_path: Path) -> None:
    async def look() -> tuple[list[bytes], int]:
        front = Front(tmp_path, Website("nothing-listens-here", public_url="http://127.0.0.1:8000"))
        server = server_of(front, free_port())
        server.config.load()
        server.lifespan = server.config.lifespan_class(server.config)
        await server.startup()
        await server.on_tick(1)

        async def reach(sent: bytes) -> asyncio.StreamReader:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.config.port)
            writers.append(writer)
            writer.write(sent)
            return reader

        writers: list[asyncio.StreamWriter] = []
        idle, late = await reach(ask("/healthz")), await reach(ask("/healthz"))
        for one in (idle, late):
            await one.readuntil(b"\r\n\r\n")
        slow = await reach(b"GET /news HTTP/1.1\r\nhost: local")
        happenings = await reach(ask("/api/v1/events"))
        await happenings.readuntil(b"\r\n\r\n")
        left = []
        for number in range(front_server.IDLE_ROUNDS + 1):
            if number == front_server.IDLE_ROUNDS:  # just before it would be sent home it asks for something
                writers[1].write(b"GET /news HTTP/1.1\r\nhost: local")
                await asyncio.sleep(0.05)
            for one in list(server.server_state.connections):
                assert isinstance(one, FrontProtocol)
                one.look_after()
            await asyncio.sleep(0.05)
            left.append(len(server.server_state.connections))
        ends = [await asyncio.wait_for(slow.read(), 5), await asyncio.wait_for(idle.read(), 5)]
        for writer in writers:
            writer.close()
        await server.shutdown()
        return ends, left[-1]

    ends, left = asyncio.run(asyncio.wait_for(look(), 30))
    assert ends[0] == b"" and left == 2
