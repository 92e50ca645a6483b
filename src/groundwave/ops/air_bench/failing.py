"""Real engines whose source is cut, whose source stalls, and one that is killed: what listeners are given meanwhile.

Each has a station of its own that sends with a burst, as Icecast does. A playlist is looked at as a player does, only
oftener.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from groundwave.air.engine.timeline import SEGMENT_SECONDS, chunk_path, starts_at
from groundwave.ops.air_bench.radio import Radio, a_loop, decoded
from groundwave.ops.air_bench.row import Row

_KBPS: Final = 96
_LOST_FOR: Final = 10.0
_DOWN_FOR: Final = 3.0
_FALLBACK_ASKED: Final = 2.0
# The clock is the segments' numbers. Where a source stands on it is known to a frame (24 ms) and to how often it sends.
_DELAY_ASKED: Final = 34.0
_PATIENCE: Final = 60.0
_LOOK_EVERY: Final = 0.05
_ENTRY: Final = re.compile(r"#EXT-X-PROGRAM-DATE-TIME:(\S+)\n#EXTINF:[\d.]+,\nseg/\d+/(\d+)\.m4s")


def failing() -> Iterator[Row]:
    """Three services at once, so that it takes half a minute."""
    loop = a_loop()
    with tempfile.TemporaryDirectory(prefix="groundwave-air-bench-") as folder, ExitStack() as stack:
        home = Path(folder)
        cut, stalled, killed = (
            stack.enter_context(_Service(home, name, stack.enter_context(Radio(loop))))
            for name in ("cut", "stalled", "killed")
        )
        for one in (cut, stalled, killed):
            one.wait_for_source("it is on the air")
        before = killed.delay()
        cut.radio.cut()
        stalled.radio.stall()
        killed.kill()
        lost = time.time()
        time.sleep(_DOWN_FOR)
        killed.start()
        began = time.time()
        time.sleep(max(0.0, lost + _LOST_FOR - time.time()))
        cut.radio.mend()
        stalled.radio.mend()
        for one in (cut, stalled, killed):
            one.wait_for_source("its source is back", since=lost)
        yield from _source_lost("source cut for 10 s", cut, lost)
        yield from _source_lost("source stalled for 10 s", stalled, lost)
        yield from _killed(killed, began, (killed.delay() - before) * 1_000)


def _source_lost(name: str, service: _Service, lost: float) -> Iterator[Row]:
    told = [one for one in service.asrun() if one["at"] >= lost]
    events = [one["event"] for one in told]
    fallback = next((one["at"] - lost for one in told if one["event"] == "fallback"), float("inf"))
    back = next((one["at"] - lost - _LOST_FOR for one in told if one["event"] == "source taken"), float("inf"))
    measured = f"after {fallback:.2f} s; source taken {back:.1f} s after return"
    yield Row(f"{name}: fallback", measured, "within 2 s", 0 <= fallback <= _FALLBACK_ASKED)
    whole = events == ["source lost", "fallback", "source taken"]
    seen = service.seen
    measured = f"{seen.holes} and {seen.breaks}; as-run {'whole' if whole else events}"
    asked = "0 and 0; lost, fallback, taken"
    yield Row(f"{name}: holes, discontinuities", measured, asked, whole and not seen.holes and not seen.breaks)


def _killed(service: _Service, began: float, moved: float) -> Iterator[Row]:
    seen = service.seen
    first = next(at for _, at in sorted(seen.first.items()) if at > began)
    measured = f"{seen.holes} holes, {seen.breaks} breaks; up {first - began:.1f} s after its start"
    yield Row("kill -9 and 3 s down: sequence", measured, "0 holes, 0 breaks", not seen.holes and not seen.breaks)
    measured = f"moved by {moved:+.1f} ms, with a burst at connect"
    asked = f"a frame and 10 ms, {_DELAY_ASKED:.0f} ms"
    yield Row("kill -9 and 3 s down: how late the source is", measured, asked, abs(moved) <= _DELAY_ASKED)


class _Seen:
    """What the playlists of one service have said so far."""

    def __init__(self) -> None:
        self.first: dict[int, float] = {}
        """When each segment was listed for the first time."""
        self.breaks = 0
        """Discontinuities, gaps, numbers that step back, times that are not their segment's, files that are missing."""
        self._newest = self._sequence = 0

    @property
    def holes(self) -> int:
        return max(self.first) - min(self.first) + 1 - len(self.first) if self.first else 0

    def look(self, folder: Path) -> None:
        try:
            text = (folder / "live.m3u8").read_text()
        except FileNotFoundError:
            return
        entries = [(told, int(number)) for told, number in _ENTRY.findall(text)]
        sequence = int(text.partition("#EXT-X-MEDIA-SEQUENCE:")[2].partition("\n")[0])
        numbers = [number for _, number in entries]
        self.breaks += text.count("#EXT-X-DISCONTINUITY") + text.count("#EXT-X-GAP")
        self.breaks += numbers != list(range(sequence, sequence + text.count("#EXTINF:")))
        self.breaks += sequence < self._sequence or numbers[-1] < self._newest
        self._sequence, self._newest = sequence, numbers[-1]
        for told, number in entries:
            if number not in self.first:
                self.first[number] = time.time()
                self.breaks += datetime.fromisoformat(told) != starts_at(number)
                self.breaks += not (folder / chunk_path(number, "seg")).is_file()


class _Service:
    """An engine in a process of its own, its station, and a look at its playlist twenty times a second."""

    def __init__(self, home: Path, name: str, radio: Radio) -> None:
        self.radio, self.seen = radio, _Seen()
        self._command = [sys.executable, "-P", "-m", "groundwave.air.engine", str(home), name]
        self._air, self._folder = home / "air" / name, home / "live" / name / str(_KBPS)
        self._air.mkdir(parents=True)
        plan = {"version": 1, "service": name, "sources": [{"url": radio.url, "kind": "http"}]}
        (self._air / "plan.json").write_text(json.dumps(plan))
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look)

    def __enter__(self) -> _Service:
        self.start()
        self._looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._looking.join()
        self.kill()

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def wait_for_source(self, what: str, *, since: float = 0.0) -> None:
        """Until its source was taken, and some whole segments of it are there."""
        taken = self._wait(lambda: self._taken_after(since), what)
        self._wait(lambda: max(self.seen.first, default=0) * SEGMENT_SECONDS > taken + 3 * SEGMENT_SECONDS, "segments")

    def delay(self) -> float:
        """Of the newest segment's sound behind its station, in seconds."""
        number = max(self.seen.first)
        data = (self._folder / "init.mp4").read_bytes() + (self._folder / chunk_path(number, "seg")).read_bytes()
        return self.radio.delay(decoded(data), starts_at(number).timestamp())

    def asrun(self) -> list[dict[str, Any]]:
        """The record so far, its times as Unix time."""
        path = self._air / "asrun.jsonl"
        text = path.read_text() if path.exists() else ""
        told = [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]  # the last may be half written
        return [{**one, "at": datetime.fromisoformat(one["at"]).timestamp()} for one in told]

    def _taken_after(self, since: float) -> float | None:
        told = (one["at"] for one in self.asrun() if one["event"] == "source taken" and one["at"] > since)
        return next(told, None)

    def _wait(self, ask: Callable[[], Any], what: str) -> Any:
        end = time.monotonic() + _PATIENCE
        while not (found := ask()):
            if time.monotonic() > end:
                raise RuntimeError(f"{self._air.name}: {what}: not within {_PATIENCE:g} s")
            time.sleep(_LOOK_EVERY)
        return found

    def _look(self) -> None:
        while not self._over.wait(_LOOK_EVERY):
            self.seen.look(self._folder)
