"""A stream from the network, fetched, decoded and put on the timeline by a thread of its own."""

import logging
import threading
from collections import deque
from fractions import Fraction
from typing import Final

import av
from av.audio.frame import AudioFrame
from av.container import InputContainer
from av.filter import Graph

from groundwave.air.engine.clock import Clock
from groundwave.air.engine.decode import UnableToDecode, frames, open_sound, packed, title_in
from groundwave.air.engine.feed import StreamFeed
from groundwave.air.engine.fetch import IsPlaylist, Stream, UnableToFetch, open_mount, open_stream
from groundwave.air.engine.hls import HlsStream
from groundwave.air.engine.ogg import Links
from groundwave.air.engine.pace import Pacer
from groundwave.air.engine.plan import SourceSpec
from groundwave.air.engine.rtp import RtpStream
from groundwave.air.engine.srt import SrtStream
from groundwave.air.engine.timeline import RATE

_FIRST_WAIT: Final = 0.5
_LONGEST_WAIT: Final = 5.0
_GOOD_AFTER: Final = 10 * RATE
_MOST_WITHOUT_SOUND: Final = 4_000_000
"""Bytes. The MP3 reader looks for its first frame for ever; a cover picture before the sound is smaller."""
_LATE_LIMIT: Final = 2 * RATE
"""Sound that has come too late for this long is given a new place."""
# Measured: follows +-300 ppm with 133 dB SNR on a 997 Hz tone; a jump above 0.3 s is filled or cut, not stretched.
_ASYNC: Final = "async=480:min_comp=0.002:comp_duration=1:max_soft_comp=0.001:min_hard_comp=0.3"

_Any = Stream | HlsStream | SrtStream | RtpStream

log = logging.getLogger(__name__)


class _Left(Exception):
    """The reader is to end."""


class _Fitter:
    """Frames of one format in; 48 kHz packed stereo out, each part at its place on the timeline."""

    def __init__(self, frame: AudioFrame, base: int) -> None:
        self.shape = _shape(frame)
        self._base = base
        self._rate = frame.sample_rate
        graph = Graph()
        entry = graph.add_abuffer(
            sample_rate=self._rate, format=frame.format, layout=frame.layout, time_base=_tick(self._rate)
        )
        resample = graph.add("aresample", f"{RATE}:{_ASYNC}")
        form = graph.add("aformat", f"sample_fmts=flt:sample_rates={RATE}:channel_layouts=stereo")
        leave = graph.add("abuffersink")
        entry.link_to(resample)
        resample.link_to(form)
        form.link_to(leave)
        graph.configure()
        self._graph = graph

    def fit(self, frame: AudioFrame, place: int) -> "list[tuple[int, AudioFrame]]":
        """The parts that are ready, each with the index of its first sample."""
        frame.time_base = _tick(self._rate)
        frame.pts = (place - self._base) * self._rate // RATE
        self._graph.push(frame)
        parts: list[tuple[int, AudioFrame]] = []
        while True:
            try:
                part = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return parts
            if isinstance(part, AudioFrame):
                parts.append((self._base + int((part.pts or 0) * (part.time_base or 0) * RATE), part))


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
            except _Left:
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
            links, placing = Links(tap), _Placing(self.feed, self._stopping, stream.late)
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

    def _play(self, stream: _Any, tap: "_Tap", container: InputContainer, placing: "_Placing") -> None:
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


class _Placing:
    """The frames of one connection on their way to the ring."""

    def __init__(self, feed: StreamFeed, stopping: threading.Event, late: int) -> None:
        self._feed, self._stopping = feed, stopping
        self._pacer = Pacer(late)
        self._held: deque[tuple[int, AudioFrame]] = deque()
        self._fitter: _Fitter | None = None
        self._media = self._late = 0

    def arrived(self, frame: AudioFrame, now: int) -> None:
        length = frame.samples * RATE // frame.sample_rate
        held = self._pacer.state == "holding"
        self._held.append((self._media, frame))
        state = self._pacer.arrived(self._media, self._media + length, now)
        self._media += length
        if state != "holding":
            self._pass_on(released=held)

    def ended(self, now: int) -> None:
        """A stream that ends before its pace is known was a short file."""
        if self._held:
            self._pacer.give_up(now)
            self._pass_on(released=True)

    def _pass_on(self, *, released: bool) -> None:
        if released:
            self._feed.trouble = None
            self._fitter = None
            if self._pacer.state == "unpaced":
                # What is left of the last connection is still to be heard; go on right behind it.
                self._pacer.offset = max(self._pacer.offset, self._feed.ring.end - self._held[0][0])
        while self._held:
            at, frame = self._held.popleft()
            place = self._pacer.place(at)
            if self._fitter is None and self._held and self._pacer.place(self._held[0][0]) <= self._feed.ring.start:
                continue
            if self._fitter is None or self._fitter.shape != _shape(frame):
                self._fitter = _Fitter(frame, place)
            for index, part in self._fitter.fit(frame, place):
                self._put(index, part)
        if self._late > _LATE_LIMIT:
            log.warning("%s: its sound comes too late; placing it anew", self._feed.label)
            self._feed.trouble = "its sound came too late"
            self._pacer.reset()
            self._late = 0

    def _put(self, index: int, part: AudioFrame) -> None:
        while not self._feed.ring.wait_for_room(part.samples, 0.5):
            self._pacer.waited()
            if self._stopping.is_set():
                raise _Left
        self._late = self._late + part.samples if index + part.samples <= self._feed.ring.start else 0
        self._feed.ring.write(index, packed(part))


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


def _shape(frame: AudioFrame) -> tuple[int, str, str]:
    return frame.sample_rate, frame.format.name, frame.layout.name


def _tick(rate: int) -> Fraction:
    return Fraction(1, rate)
