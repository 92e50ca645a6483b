"""`groundwave search`: what an operator meets."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import CliRunner

from groundwave.discovery import api as discovery
from groundwave.discovery import feeding
from groundwave.newsroom import api as newsroom
from groundwave.ops.commands.search import command
from tests.cast import NOW, Cast

Write = Callable[..., newsroom.Story]


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, words)
    return result.exit_code, result.output


def test_rebuilding_says_how_far_it_is_and_serves_at_once(cast: Cast) -> None:
    cast.story("Ferry is back")
    code, said = run("rebuild")
    assert code == 0
    assert "Indexed 4 of 4." in said
    assert "The index holds 4 stories, programs, people and stations" in said
    assert discovery.search(words="ferry", at=NOW).total == 1


def test_two_rebuilds_do_not_run_at_once(indexed: Write) -> None:
    indexed("Ferry is back")
    build = feeding.building(at=NOW)
    next(build)
    code, said = run("rebuild")
    assert code == 1
    assert said.startswith("Error: Another process builds the index")
    build.close()


def test_the_state_of_the_index(cast: Cast, indexed: Write) -> None:
    code, said = run("status")
    assert code == 1
    assert "groundwave search rebuild" in said
    indexed("Ferry is back")
    code, said = run("status")
    assert code == 0
    assert said.startswith("4 entries in ")
