"""HLS as a source: playlists of others, and their segments as one sound."""

import io
from collections.abc import Callable

import av
import numpy as np
import pytest

from groundwave.air.engine.decode import frames, open_sound
from groundwave.air.engine.fetch import UnableToFetch
from groundwave.air.engine.hls import HlsStream, read_playlist
from groundwave.air.engine.timeline import RATE
from tests.rooms.air_engine.bench import encoded, pitch, sine

HEAD = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:{first}\n"
TAG = b"ID3\x04\0\0\0\0\0\x05hello"


def packed_aac() -> list[bytes]:
    return [TAG + encoded(sine(600, 2), codec="aac", container="adts") for _ in range(6)]


def transport_stream() -> list[bytes]:
    return [encoded(sine(600, 2), codec="aac", container="mpegts") for _ in range(6)]


def fragments() -> list[bytes]:
    out = io.BytesIO()
    options = {"movflags": "empty_moov+default_base_moof+frag_every_frame"}
    with (
        av.open(io.BytesIO(encoded(sine(600, 12), codec="aac", container="mp4"))) as read,
        av.open(out, "w", format="mp4", container_options=options) as file,
    ):
        stream = file.add_stream_from_template(read.streams.audio[0])
        for packet in read.demux(audio=0):
            if packet.size:
                packet.stream = stream
                file.mux(packet)
    parts = out.getvalue().split(b"moof")
    whole = [parts[0][:-4], *(parts[at - 1][-4:] + b"moof" + parts[at][:-4] for at in range(1, len(parts)))]
    groups = [b"".join(whole[at : at + 90]) for at in range(1, len(whole), 90)]
    return [whole[0], *groups[:6]]


@pytest.mark.parametrize(("make", "demuxer"), [(packed_aac, "aac"), (transport_stream, "mpegts"), (fragments, "mp4")])
def test_the_segments_of_a_live_playlist_are_one_sound(make: Callable[[], list[bytes]], demuxer: str) -> None:
    made = make()
    init = made.pop(0) if demuxer == "mp4" else b""
    shown = 4
    asked: list[str] = []

    def fetch(url: str, most: int) -> bytes:
        asked.append(url)
        if url.endswith("init.mp4"):
            return init
        if url.endswith(".seg"):
            return made[int(url.rpartition("/")[2][:-4])]
        first = max(0, shown - 4)
        entries = "".join(f"#EXTINF:2.0,\n{at}.seg\n" for at in range(first, min(shown, len(made))))
        end = "#EXT-X-ENDLIST\n" if shown > len(made) else ""
        mapped = '#EXT-X-MAP:URI="init.mp4"\n' if init else ""
        return (HEAD.format(first=first) + mapped + entries + end).encode()

    def wait(seconds: float) -> None:
        nonlocal shown
        shown += 1

    low = '#EXT-X-STREAM-INF:BANDWIDTH=48000,CODECS="a,b"\na.m3u8\n'
    high = "#EXT-X-STREAM-INF:BANDWIDTH=96000\nb.m3u8\n"
    several = f"#EXTM3U\n{low}{high}"
    stream = HlsStream("https://one.example/live/all.m3u8", several, fetch=fetch, wait=wait, now=lambda: 0.0)
    assert stream.demuxer == demuxer
    with open_sound(stream, demuxer=stream.demuxer, live=True) as container:
        sound = np.concatenate([f.to_ndarray()[0] for f in frames(container, container.streams.audio[0])])
    assert [url for url in asked if url.endswith("seg")] == [
        f"https://one.example/live/{at}.seg" for at in range(1, len(made))
    ]
    assert len(sound) == pytest.approx(10 * RATE, abs=RATE / 2)
    assert pitch(sound[RATE : 2 * RATE]) == pytest.approx(600, abs=3)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<html>", "is none"),
        (HEAD.format(first=1), "names no segment"),
        (HEAD.format(first="many") + "a.ts\n", "where a number belongs"),
        (HEAD.format(first=-1) + "a.ts\n", "where a number belongs"),
        (HEAD.format(first=1) + '#EXT-X-KEY:METHOD=AES-128,URI="k"\na.ts\n', "encrypted"),
        (HEAD.format(first=1) + "#EXT-X-BYTERANGE:10@0\na.ts\n", "parts of files"),
    ],
)
def test_what_cannot_be_played_is_said(text: str, words: str) -> None:
    with pytest.raises(UnableToFetch, match=words):
        HlsStream("https://one.example/a.m3u8", text, fetch=lambda url, most: b"")


def test_a_playlist_that_stands_still_is_left() -> None:
    text = HEAD.format(first=5) + "#EXTINF:2,\na.ts\n"
    time = [0.0]

    def wait(seconds: float) -> None:
        time[0] += seconds

    def fetch(url: str, most: int) -> bytes:
        return text.encode() if url.endswith("m3u8") else b"\x47sound"

    stream = HlsStream("https://one.example/a.m3u8", text, fetch=fetch, wait=wait, now=lambda: time[0])
    assert stream.read() == b"\x47sound"
    with pytest.raises(UnableToFetch, match="has not moved for 11 s"):
        stream.read()


def test_audio_renditions_and_gaps() -> None:
    text = (
        '#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="x",URI="sound/a.m3u8"\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=900000,AUDIO="a"\nvideo.m3u8\n'
    )
    assert read_playlist(text, "https://one.example/x/").variants == [(900_000, "https://one.example/x/sound/a.m3u8")]
    gaps = HEAD.format(first=7) + "#EXTINF:2,\na\n#EXT-X-GAP\n#EXTINF:2,\nb\n#EXTINF:2,\nc\n"
    assert [one.number for one in read_playlist(gaps, "https://one.example/").segments] == [7, 9]
