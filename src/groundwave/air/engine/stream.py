"""A stream from the network, fetched, decoded and put on the timeline by a thread of its own."""

import logging
import threading
from typing import Final

from av.container import InputContainer

from groundwave.air.engine.clock import Clock
from groundwave.air.engine.decode import UnableToDecode, frames, open_sound, title_in
from groundwave.air.engine.feed import StreamFeed
from groundwave.air.engine.fetch import IsPlaylist, Stream, UnableToFetch, open_mount, open_stream
from groundwave.air.engine.hls import HlsStream
from groundwave.air.engine.ogg import Links
from groundwave.air.engine.placing import Left, Placing
from groundwave.air.engine.plan import SourceSpec
from groundwave.air.engine.rtp import RtpStream
from groundwave.air.engine.srt import SrtStream
from groundwave.air.engine.timeline import RATE

_FIRST_WAIT: Final = 0.5
_LONGEST_WAIT: Final = 5.0
_GOOD_AFTER: Final = 10 * RATE
_MOST_WITHOUT_SOUND: Final = 4_000_000
"""Bytes. The MP3 reader looks for its first frame for ever; a cover picture before the sound is smaller."""

_Any = Stream | HlsStream | SrtStream | RtpStream

log = logging.getLogger(__name__)


class StreamReader:
    """Fills a feed from a stream; connects again after every loss, with growing waits up to five seconds."""

    def __init__(self, spec: SourceSpec, *, clock: Clock) -> None:
        self.feed = StreamFeed(spec.label)
        self._spec, self._clock = spec, clock
        self._stopping = threading.Event()
        self._trust_type = True
        self._said: set[str] = set()
        self._thread = threading.Thread(target=self._run, name=f"stream {spec.label}", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Tell the thread to end; it does so at its next byte, at most after the time limit of the connection."""
        self._stopping.set()
        self.feed.ring.release(self.feed.ring.end)

    def _run(self) -> None:
        wait = _FIRST_WAIT
        while not self._stopping.is_set():
            began = self._clock.now()
            try:
                self._connect()
                reason = "the stream ended"
            except Left:
                return
            except (UnableToFetch, UnableToDecode) as error:
                reason = str(error)
            except Exception as error:
                # A thread that dies takes its source with it for ever; the engine must be able to come back to it.
                log.exception("%s: reading failed", self.feed.label)
                reason = f"reading failed: {error}"
            if self.feed.trouble is None:
                self._said.clear()
            if reason not in self._said and not self._stopping.is_set():
                log.warning("%s: %s", self.feed.label, reason)
                self._said.add(reason)
            self.feed.trouble = reason
            if self._clock.now() - began > _GOOD_AFTER:
                wait = _FIRST_WAIT
            self._stopping.wait(wait)
            # A mount is asked for within the house, where asking costs nothing.
            wait = _FIRST_WAIT if self._spec.kind == "mount" else min(_LONGEST_WAIT, wait * 2)

    def _connect(self) -> None:
        stream = _open(self._spec)
        try:
            demuxer = stream.demuxer if self._trust_type else None
            tap = _Tap(stream, self._stopping)
            links, placing = Links(tap), Placing(self.feed, self._stopping, stream.late)
            while True:
                with open_sound(links, demuxer=demuxer, live=True) as container:
                    self._play(stream, tap, container, placing)
                if not links.go_on():
                    break
            placing.ended(self._clock.now())
        except UnableToDecode:
            # Servers name the wrong type; the next try goes by the bytes, the one after that by the name again.
            self._trust_type = not self._trust_type
            raise
        finally:
            stream.close()

    def _play(self, stream: _Any, tap: "_Tap", container: InputContainer, placing: Placing) -> None:
        sound = container.streams.audio[0]
        tagged = title_in({**container.metadata, **sound.metadata})
        for frame in frames(container, sound):
            tap.without_sound = 0
            self.feed.title = stream.title or tagged
            placing.arrived(frame, self._clock.now())


def _open(spec: SourceSpec) -> _Any:
    if spec.door:
        return open_mount(spec.door, spec.url)
    if spec.kind == "srt":
        return SrtStream(spec.url)
    if spec.kind == "rtp":
        return RtpStream(spec.url)
    try:
        return open_stream(spec.url)
    except IsPlaylist as playlist:
        return HlsStream(playlist.url, playlist.text)


class _Tap:
    """What the decoder reads from: the stream, until the reader is to end or no sound comes of what is read."""

    def __init__(self, stream: _Any, stopping: threading.Event) -> None:
        self._stream, self._stopping = stream, stopping
        self.without_sound = 0

    def read(self, size: int) -> bytes:
        """Bytes of sound; none at the end. Raises UnableToDecode when too many have come to nothing."""
        if self._stopping.is_set():
            return b""
        if self.without_sound > _MOST_WITHOUT_SOUND:
            raise UnableToDecode(f"no sound in {_MOST_WITHOUT_SOUND:,} bytes")
        piece = self._stream.read(size)
        self.without_sound += len(piece)
        return piece
