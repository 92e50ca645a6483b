"""SRT: the command is asked for what it is told, and what it says is sound."""

from pathlib import Path

import pytest

from groundwave.air.engine.decode import frames, open_sound
from groundwave.air.engine.fetch import UnableToFetch
from groundwave.air.engine.srt import COMMAND, SrtStream
from groundwave.air.engine.timeline import RATE
from tests.rooms.air_engine.bench import encoded, sine


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
