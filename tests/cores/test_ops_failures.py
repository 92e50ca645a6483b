"""Expected failures are one sentence; ours keep their traceback."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from groundwave.kit.home import sentence_for
from groundwave.ops.failures import UnableToServe, sentence
from groundwave.ops.port import port_from

HOME = Path("/srv/station")


class OperationalError(Exception):
    """Stands for Django's, which is told by its name and its words."""


class UnableToImport(Exception):
    """Stands for any room's own."""


class NoSuchService(Exception):
    """Stands for any room's own."""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UnableToServe("Port 8000 is taken."), "Port 8000 is taken."),
        (UnableToImport("a.json: no headline"), "a.json: no headline"),
        (NoSuchService("There is no service “tv9”."), "There is no service “tv9”."),
        (OSError(errno.ENOSPC, "No space left on device", "/srv/station/x"), "The disk is full: /srv/station/x"),
        (OSError(errno.EROFS, "Read-only file system"), "/srv/station is on a read-only disk."),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/station/run"), "/srv/station/run may not be written"),
        (OperationalError("database or disk is full"), "The disk is full"),
        (OperationalError("attempt to write a readonly database"), "The database is read-only"),
        (OperationalError("no such table: people_staff"), "groundwave init"),
        (OperationalError("database is locked"), "locked"),
    ],
)
def test_a_failure_of_the_world_is_one_sentence(error: Exception, words: str) -> None:
    said = sentence(error, home=HOME)
    assert said is not None
    assert words in said
    assert "\n" not in said


@pytest.mark.parametrize("error", [KeyError("x"), OperationalError("near SELECT: syntax error"), OSError("odd")])
def test_a_fault_of_ours_is_not_dressed_up(error: Exception) -> None:
    assert sentence(error, home=HOME) is None


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.ENOTDIR, errno.EIO])
def test_every_sentence_of_the_disk_names_the_place_and_what_to_do(number: int) -> None:
    said = sentence_for(OSError(number, "odd"), HOME)
    assert "/srv/station" in said
    assert "GROUNDWAVE_HOME=" in said or "df -h" in said


@pytest.mark.parametrize("given", ["", "8000", "1", "65535"])
def test_ports_that_can_be(given: str) -> None:
    assert port_from({"PORT": given}) == int(given or 8000)


@pytest.mark.parametrize("given", ["0", "65536", "-1", "http", "80 80", "８０"])
def test_ports_that_cannot_be(given: str) -> None:
    with pytest.raises(UnableToServe, match="is not a port"):
        port_from({"PORT": given})
