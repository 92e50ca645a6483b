"""SRT: the command is asked for what it is told, and what it says is sound."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from groundwave.air.engine.clock import Clock
from groundwave.air.engine.decode import frames, open_sound
from groundwave.air.engine.fetch import UnableToFetch
from groundwave.air.engine.run import Engine
from groundwave.air.engine.srt import COMMAND, SrtStream
from groundwave.air.engine.timeline import RATE
from tests.rooms.air_engine.bench import FastClock, Station, encoded, pitch, sine, wait_until
from tests.rooms.delivery.processes import free_port


def test_its_output_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sound.ts").write_bytes(encoded(sine(600, 4), codec="aac", container="mpegts"))
    command = tmp_path / COMMAND
    command.write_text(f"#!/bin/sh\ntest \"$3\" = 'srt://:9010?mode=listener' && exec cat {tmp_path}/sound.ts\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    stream = SrtStream("srt://:9010?mode=listener")
    with open_sound(stream, demuxer=stream.demuxer, live=True) as container:
        heard = sum(frame.samples for frame in frames(container, container.streams.audio[0]))
    stream.close()
    assert heard == pytest.approx(4 * RATE, abs=4_096)


def test_without_the_command_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnableToFetch, match="apt install srt-tools"):
        SrtStream("srt://one.example:9010")


@pytest.mark.network
def test_a_caller_is_heard_through_the_real_command(station: Station, fast: Callable[[Clock], Engine]) -> None:
    port = free_port()
    station.plan_bytes(
        b'{"version": 1, "service": "news", "renditions": [96000], "sources": '
        b'[{"url": "srt://127.0.0.1:%d?mode=listener", "kind": "srt"}]}' % port
    )
    fast(FastClock(1))
    tone = ["-re", "-f", "lavfi", "-i", "sine=frequency=600:sample_rate=48000", "-af", "volume=6"]
    to = ["-c:a", "aac", "-f", "mpegts", f"srt://127.0.0.1:{port}?mode=caller"]
    wait_until(lambda: (station.air / "state.json").exists(), "the engine runs")
    caller = subprocess.Popen(["ffmpeg", "-nostdin", "-loglevel", "error", *tone, *to], stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: station.state["source_index"] == 0, "the caller is on the air")
        begun = station.state["newest_segment"]
        wait_until(lambda: station.state["newest_segment"] >= begun + 2, "two more segments")
        assert pitch(station.segment(begun + 2)) == pytest.approx(600, abs=3)
    finally:
        caller.kill()
        caller.wait()
