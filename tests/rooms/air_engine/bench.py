"""A home for one service, a clock that is moved by hand, and ears: what frequency is in a segment, and how loud."""

import io
import json
import time
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np

from groundwave.air.engine.mix import TICK
from groundwave.air.engine.run import Engine
from groundwave.air.engine.timeline import RATE, SEGMENT, chunk_path

NOON = 1_795_392_000 * RATE
DEADLINE = 20.0


def wait_until(true: Callable[[], object], what: str) -> None:
    """Come back as soon as it is true; fail when it is not within the deadline."""
    end = time.monotonic() + DEADLINE
    while not true():
        assert time.monotonic() < end, f"never happened: {what}"
        time.sleep(0.005)


def sine(pitch: float, seconds: float, *, rate: int = RATE, amplitude: float = 0.25) -> np.ndarray:
    """A stereo tone, 16 bit."""
    wave_form = amplitude * np.sin(2 * np.pi * pitch * np.arange(int(seconds * rate)) / rate)
    return np.repeat((wave_form * 32767).astype("<i2")[:, None], 2, axis=1)


def write_wav(path: Path, samples: np.ndarray, rate: int = RATE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


def encoded(
    samples: np.ndarray,
    *,
    codec: str,
    container: str,
    rate: int = RATE,
    layout: str = "stereo",
    bitrate: int | None = None,
    tags: dict[str, str] | None = None,
) -> bytes:
    """The samples as a file of another format."""
    out = io.BytesIO()
    # Pages of a second, which is what is made unasked, would all by themselves use up what a listener has in hand.
    pages = {"page_duration": "200000"} if container == "ogg" else {}
    with av.open(out, "w", format=container, options=pages) as file:
        file.metadata.update(tags or {})
        stream = file.add_stream(codec, rate=rate)
        stream.layout = layout
        if bitrate:
            stream.bit_rate = bitrate
        stream.options = {"strict": "experimental"}
        given = samples if layout == "stereo" else samples[:, :1]
        for begin in range(0, len(given), rate):
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(given[begin : begin + rate].reshape(1, -1)), format="s16", layout=layout
            )
            frame.sample_rate = rate
            frame.pts = begin
            for packet in stream.encode(frame):
                file.mux(packet)
        for packet in stream.encode(None):
            file.mux(packet)
    return out.getvalue()


def decoded(data: bytes) -> np.ndarray:
    """Any file's sound, one channel, float."""
    with av.open(io.BytesIO(data)) as file:
        frames = [frame.to_ndarray() for frame in file.decode(audio=0)]
    return np.concatenate(frames, axis=1)[0]


def pitch(sound: np.ndarray) -> float:
    """The strongest frequency."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(np.argmax(spectrum) * RATE / len(sound))


def loudness(sound: np.ndarray) -> float:
    """RMS in dBFS."""
    return float(10 * np.log10(np.mean(np.square(sound)) + 1e-12))


class HandClock:
    """Stands still until it is moved."""

    offset = 0.0
    step: tuple[float, float] | None = None

    def __init__(self, index: int = NOON + 12_345) -> None:
        self.index = index

    def now(self) -> int:
        return self.index

    def sleep(self, seconds: float) -> None:
        self.index += int(seconds * RATE)


class FastClock:
    """Runs at a multiple of real time, for what only real threads and sockets can show."""

    offset = 0.0
    step: tuple[float, float] | None = None

    def __init__(self, speed: float, began: float | None = None) -> None:
        self.speed, self.began = speed, time.monotonic() if began is None else began

    def now(self) -> int:
        return NOON + int((time.monotonic() - self.began) * self.speed * RATE)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds / self.speed)


class Station:
    """One service in a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.air, self.live = home / "air" / "news", home / "live" / "news"
        self.air.mkdir(parents=True)
        self._plans = 0

    def plan(self, *sources: str, **about: Any) -> None:
        """Write a plan as the Django side does: whole, in one step."""
        listed = [{"url": url, "kind": "http" if "://" in url else "file"} for url in sources]
        self.plan_bytes(json.dumps({"version": 1, "service": "news", "sources": listed, **about}).encode())

    def plan_bytes(self, data: bytes) -> None:
        part = self.air / "plan.new"
        part.write_bytes(data)
        part.replace(self.air / "plan.json")

    @property
    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.air / "state.json").read_text())
        return found

    @property
    def asrun(self) -> list[dict[str, Any]]:
        path = self.air / "asrun.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    @property
    def events(self) -> list[str]:
        return [record["event"] for record in self.asrun]

    @property
    def rendition(self) -> Path:
        """The folder of the rendition that is looked at."""
        return self.live / "96"

    def numbers(self, kind: str = "96/seg") -> list[int]:
        return sorted(int(path.stem) for path in self.live.glob(f"{kind}/*/*") if not path.name.startswith("."))

    @property
    def listed(self) -> list[str]:
        """The segments that the live playlist names."""
        return [line for line in (self.rendition / "live.m3u8").read_text().splitlines() if line.startswith("seg/")]

    def segment(self, number: int) -> np.ndarray:
        """The sound of one segment."""
        folder = self.rendition
        return decoded((folder / "init.mp4").read_bytes() + (folder / chunk_path(number, "seg")).read_bytes())

    def sound(self) -> np.ndarray:
        """The sound of all segments, decoded as one."""
        folder = self.rendition
        paths = [folder / "init.mp4", *(folder / chunk_path(number, "seg") for number in self.numbers())]
        return decoded(b"".join(path.read_bytes() for path in paths))

    def heard(self) -> list[float]:
        """The pitch of each segment on disk."""
        return [pitch(self.segment(number)) for number in self.numbers()]


class Driver:
    """An engine that is moved by hand; waits for its reading threads, as real time would."""

    def __init__(self, station: Station, clock: HandClock) -> None:
        self.clock = clock
        self.engine = Engine(station.home, "news", clock)

    def run(self, seconds: float) -> None:
        for _ in range(round(seconds * RATE / TICK)):
            heard = self.engine.heard
            if heard is not None and heard.sound.trouble is None:
                wait_until(
                    lambda: heard.sound.lead(self.engine.at) >= RATE or heard.sound.trouble,  # noqa: B023
                    "the source on the air reads on",
                )
            self.clock.index += TICK
            self.engine.step()

    def run_segments(self, count: int) -> None:
        self.run(count * SEGMENT / RATE)
