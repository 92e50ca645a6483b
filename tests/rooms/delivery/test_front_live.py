"""Live sound as players get it: playlists, segments and the continuous streams."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from groundwave.air.engine.icy import IcyStripper
from groundwave.delivery.front.audience import Audience
from groundwave.delivery.front.live import LiveShelf
from groundwave.delivery.front.paths import LiveFile
from groundwave.delivery.front.timeline import chunk_at, hour_folder
from groundwave.kit.home import Home
from tests.playlists import check
from tests.rooms.delivery.conftest import put
from tests.rooms.delivery.processes import until

pytestmark = pytest.mark.network


def write_chunk(home: Home, service: str, number: int, kind: str = "mp3", ending: str = ".mp3") -> bytes:
    content = f"<{number}>".encode()
    path = home.live / service / kind / hour_folder(number) / f"{number}{ending}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".part").write_bytes(content)
    path.with_suffix(".part").replace(path)
    return content


def on_air(home: Home, service: str, **how: str) -> int:
    """A service whose last ten chunks are there; the number of the newest."""
    newest = chunk_at(time.time()) - 3
    for number in range(newest - 9, newest + 1):
        write_chunk(home, service, number, **how)
    return newest


def listeners(front: httpx.Client) -> int:
    return int(front.get("/healthz").json()["listeners"])


def keep(home: Home, numbers: Iterable[int], *, renditions: tuple[str, ...] = ("48", "96")) -> None:
    """Segments in the archive of the service news."""
    for rendition in renditions:
        for number in numbers:
            put(home.live / "news" / rendition / "seg" / hour_folder(number) / f"{number}.m4s", b"sound")
    words = "".join(f'#EXT-X-STREAM-INF:BANDWIDTH=99000,CODECS="mp4a.40.2"\n{one}/live.m3u8\n' for one in renditions)
    put(home.live / "news" / "live.m3u8", f"#EXTM3U\n#EXT-X-VERSION:7\n{words}".encode())


def test_the_past_can_be_heard_from_any_minute_that_is_kept(home: Home, front: httpx.Client) -> None:
    first = 935_134_500  # 2026-11-23T18:24:00Z
    keep(home, range(first - 40, first + 90))
    listed = front.get("/live/news/range/20261123T182400Z/20261123T182600Z.m3u8")
    assert listed.headers["content-type"] == "application/vnd.apple.mpegurl"
    assert listed.headers["access-control-allow-origin"] == "*"
    addresses = check(listed.text)
    assert addresses == [f"/live/news/{one}/range/20261123T182400Z/20261123T182600Z.m3u8" for one in ("48", "96")]
    playlist = front.get(addresses[1])
    segments = check(playlist.text)
    assert len(segments) == 63
    assert "ENDLIST" in playlist.text
    for one in (segments[0], segments[-1]):
        assert front.get(str(httpx.URL(addresses[1]).join(one))).content == b"sound"
    growing = "/live/news/96/range/20261123T182400Z/now.m3u8"
    before = check(front.get(growing).text)
    assert (len(before), "max-age=1" in front.get(growing).headers["cache-control"]) == (90, True)
    keep(home, [first + 90])
    assert check(front.get(growing).text) == [*before, f"../../seg/2026112318/{first + 90}.m4s"]
    assert front.get("/live/news/window.json").json() == {
        "oldest": "2026-11-23T18:22:43.200Z",
        "newest": "2026-11-23T18:26:54.720Z",
        "segment_seconds": 1.92,
        "peaks_per_segment": 4,
        "renditions": [48, 96],
    }


@pytest.mark.parametrize(
    "path",
    [
        "range/20261123T172400Z/20261123T172600Z.m3u8",
        "96/range/20261123T172400Z/20261123T172600Z.m3u8",
        "96/range/20261123T182600Z/20261123T182400Z.m3u8",
        "96/range/20261123T182400Z/20261124T182400Z.m3u8",
        "96/range/20269923T182400Z/now.m3u8",
        "320/range/20261123T182400Z/now.m3u8",
    ],
)
def test_what_is_not_kept_is_said(home: Home, front: httpx.Client, path: str) -> None:
    keep(home, range(935_134_500, 935_134_510))
    missing = front.get(f"/live/news/{path}")
    assert (missing.status_code, missing.headers["cache-control"]) == (404, "no-store")
    assert missing.text.endswith(".\n")
    assert front.get("/live/nobody/window.json").status_code == 404


def test_playlists_change_and_segments_never_do(home: Home, front: httpx.Client) -> None:
    put(home.live / "news" / "live.m3u8", b"#EXTM3U\n")
    put(home.live / "news" / "96" / "init.mp4", b"init")
    put(home.live / "news" / "96" / "seg" / "2026112317" / "7.m4s", b"sound")
    put(home.live / "news" / "state.json", b"{}")
    playlist = front.get("/live/news/live.m3u8")
    assert playlist.headers["content-type"] == "application/vnd.apple.mpegurl"
    assert playlist.headers["cache-control"] == "max-age=1"
    segment = front.get("/live/news/96/seg/2026112317/7.m4s", headers={"origin": "https://elsewhere.example"})
    assert segment.content == b"sound"
    assert "immutable" in segment.headers["cache-control"]
    assert segment.headers["access-control-allow-origin"] == "*"
    assert front.get("/live/news/96/init.mp4").content == b"init"
    missing = front.get("/live/news/96/seg/2026112317/8.m4s")
    assert missing.status_code == 404
    assert missing.headers["cache-control"] == "no-store"
    assert missing.headers["access-control-allow-origin"] == "*"
    assert front.get("/live/news/state.json").status_code == 404
    asked = front.options("/live/news/live.m3u8")
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-headers"] == "range"


def test_a_stream_begins_with_a_burst_and_goes_on_with_what_appears(home: Home, front: httpx.Client) -> None:
    newest = on_air(home, "talk")
    with front.stream("GET", "/live/talk/stream.mp3", headers={"range": "bytes=0-"}) as stream:
        assert stream.status_code == 200
        assert stream.headers["content-type"] == "audio/mpeg"
        assert "content-length" not in stream.headers
        assert stream.headers["cache-control"] == "no-store"
        pieces = stream.iter_raw()
        heard = next(pieces)
        assert heard == f"<{newest - 2}><{newest - 1}><{newest}>".encode()
        # One is missing, as after a restart of the engine: the stream goes on with the next that is there.
        later = write_chunk(home, "talk", newest + 2)
        assert next(pieces) == later
        assert listeners(front) == 1
    until(lambda: listeners(front) == 0)


def test_aac_has_a_stream_too(home: Home, front: httpx.Client) -> None:
    newest = on_air(home, "song", kind="adts", ending=".aac")
    with front.stream("GET", "/live/song/stream.aac") as stream:
        assert stream.headers["content-type"] == "audio/aac"
        assert next(stream.iter_raw()).endswith(f"<{newest}>".encode())


def test_a_silent_or_unknown_service_is_said_to_be_so(home: Home, front: httpx.Client) -> None:
    write_chunk(home, "old", chunk_at(time.time()) - 1000)
    silent = front.get("/live/old/stream.mp3")
    assert silent.status_code == 503
    assert silent.headers["retry-after"] == "5"
    assert front.get("/live/nobody/stream.mp3").status_code == 404
    assert front.head("/live/old/stream.mp3").status_code == 503


def test_many_listeners_share_one_reader(home: Home, front: httpx.Client) -> None:
    newest = on_air(home, "shared")
    heard: list[bytes] = []

    def listen() -> None:
        with front.stream("GET", "/live/shared/stream.mp3") as stream:
            pieces = stream.iter_raw()
            heard.append(next(pieces) + next(pieces))

    with joined([threading.Thread(target=listen) for _ in range(12)]):
        until(lambda: listeners(front) == 12)
        write_chunk(home, "shared", newest + 1)
    assert heard == [f"<{newest - 2}><{newest - 1}><{newest}><{newest + 1}>".encode()] * 12
    until(lambda: listeners(front) == 0)


@contextmanager
def joined(threads: list[threading.Thread]) -> Iterator[None]:
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join(20)


def test_health_tells_how_old_the_newest_segment_is(home: Home, front: httpx.Client) -> None:
    put(home.live / "fresh" / "live.m3u8", b"#EXTM3U\n")
    put(home.live / "fresh" / "96" / "seg" / "2026112317" / "9.m4s", b"old")
    put(home.live / "fresh" / "96" / "seg" / "2026112318" / "10.m4s", b"new")
    put(home.live / "empty" / "live.m3u8", b"#EXTM3U\n")
    services = front.get("/healthz").json()["services"]
    assert 0 <= services["fresh"]["newest_segment_age_seconds"] < 15
    assert services["empty"]["newest_segment_age_seconds"] is None


def test_a_radio_is_told_what_is_on_between_the_bytes(home: Home, front: httpx.Client) -> None:
    newest = chunk_at(time.time()) - 3
    for number in range(newest - 5, newest + 1):
        path = home.live / "news" / "mp3" / hour_folder(number) / f"{number}.mp3"
        put(path, bytes([number % 256]) * 16_384)
    put(home.live / "news" / "onair.json", '{"name": "Radio Costa", "title": "Ana – Marea"}'.encode())
    with front.stream("GET", "/live/news/stream.mp3", headers={"icy-metadata": "1"}) as answer:
        assert (answer.headers["icy-metaint"], answer.headers["icy-name"]) == ("16000", "Radio Costa")
        heard = b""
        for piece in answer.iter_raw():
            heard += piece
            if len(heard) > 33_000:
                break
    strip = IcyStripper(16_000)
    sound = strip.strip(heard)
    assert strip.title == "Ana – Marea"
    assert sound[:16_384] == bytes([(newest - 2) % 256]) * 16_384
    with front.stream("GET", "/live/news/stream.mp3") as answer:
        assert "icy-metaint" not in answer.headers


def test_radios_and_speakers_are_told_where_the_streams_are(home: Home, front: httpx.Client) -> None:
    put(home.live / "news" / "onair.json", b'{"name": "Juniper News", "title": ""}')
    told = front.get("/live/news/listen.m3u")
    assert told.headers["content-type"].startswith("audio/x-mpegurl")
    assert told.text.splitlines()[1:] == ["#EXTINF:-1,Juniper News", told.text.splitlines()[2]]
    assert told.text.endswith("/live/news/stream.mp3\n")
    assert "File2=http" in front.get("/live/news/listen.pls").text
    assert front.get("/live/nobody/listen.pls").status_code == 404


def test_a_stretch_of_the_past_tells_what_was_on(home: Home, front: httpx.Client) -> None:
    keep(home, range(935_134_500 + 5 * 1_875, 935_134_540 + 5 * 1_875))
    line = '#EXT-X-DATERANGE:ID="program-17",CLASS="program",START-DATE="2026-11-23T23:00:00.000Z",X-TITLE="T"'
    put(home.live / "news" / "marks" / "2026112323.txt", f"{line}\n{line}\n#EXT-X-ENDLIST\nrubbish\n".encode())
    text = front.get("/live/news/96/range/20261123T232400Z/now.m3u8").text
    assert text.count(line) == 1
    assert len(check(text)) == 40
    assert "rubbish" not in text
    assert front.get("/live/news/marks/2026112323.txt").status_code == 404


def test_what_many_fetch_is_kept_and_a_new_playlist_is_given_at_once(home: Home, front: httpx.Client) -> None:
    path = home.live / "kept" / "96" / "seg" / "2026112317" / "9.m4s"
    put(path, b"0123456789")
    address = "/live/kept/96/seg/2026112317/9.m4s"
    first = front.get(address)
    again = front.get(address)
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    part = front.get(address, headers={"range": "bytes=2-4"})
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"234", "bytes 2-4/10")
    assert front.get(address, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert front.head(address).content == b""
    for words in (b"#EXTM3U\n", b"#EXTM3U\n#EXT-X-VERSION:7\n"):
        put(home.live / "kept" / "96" / "live.m3u8", words)
        until(lambda words=words: front.get("/live/kept/96/live.m3u8").content == words)  # type: ignore[misc]


def test_no_more_is_kept_than_there_is_room_for(tmp_path: Path) -> None:
    async def fill() -> list[bool]:
        shelf = LiveShelf(tmp_path, most_bytes=10_000)
        for number in range(4):
            put(tmp_path / "live" / "news" / "96" / "seg" / "2026112317" / f"{number}.m4s", bytes(2_000))
            await shelf.fetch(
                _asking(number), LiveFile("news", ("96", "seg", "2026112317", f"{number}.m4s"), "segment")
            )
        return [shelf.at_hand(_asking(number)["path"], ()) is not None for number in range(4)]

    assert asyncio.run(fill()) == [False, False, True, True]


def _asking(number: int) -> dict[str, Any]:
    return {"method": "GET", "path": f"/live/news/96/seg/2026112317/{number}.m4s", "headers": []}


def test_listeners_are_counted_and_nobody_is_named() -> None:
    audience = Audience(Path("/nowhere"), lambda: {"news": 2, "music": 0})
    for _ in range(63):
        audience.asked("news")
    now = time.monotonic()
    assert audience.counted(now=now) == {"news": {"segments": 2, "streams": 2}, "music": {"segments": 0, "streams": 0}}
    assert audience.counted(now=now + 61)["news"] == {"segments": 0, "streams": 2}
