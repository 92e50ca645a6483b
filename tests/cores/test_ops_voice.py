"""The supervisor's lines: named, loud in color on a terminal, plain in a log."""

from __future__ import annotations

import io

import pytest

from groundwave.ops.voice import Voice, color_wanted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _no_conventions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def test_a_log_gets_plain_lines() -> None:
    log = io.StringIO()
    Voice(log).say("air", "news is on the air", loud=True)
    Voice(log, named=False).say("news", "as the engine said it")
    assert log.getvalue() == "air    | news is on the air\nas the engine said it\n"


def test_a_terminal_gets_color() -> None:
    terminal = Terminal()
    Voice(terminal).say("web", "web was killed by SIGKILL.", loud=True)
    assert terminal.getvalue() == "\x1b[32mweb    | \x1b[0m\x1b[1;31mweb was killed by SIGKILL.\x1b[0m\n"


def test_a_reader_that_went_away_stops_nothing() -> None:
    closed = io.StringIO()
    voice = Voice(closed)
    closed.close()
    voice.say("web", "still here")


@pytest.mark.parametrize(
    ("terminal", "environment", "wanted"),
    [
        (True, {}, True),
        (False, {}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
def test_who_gets_color(terminal: bool, environment: dict[str, str], wanted: bool) -> None:
    assert color_wanted(terminal, environment) is wanted
