"""A home that cannot be used says so; a lock names who has it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from groundwave.kit.home import Home, UnableToUseHome
from groundwave.ops import lock
from groundwave.ops.failures import UnableToServe


def test_a_usable_home_is_made_whole_and_left_clean(home: Home) -> None:
    home.ensure_writable()
    assert all(folder.is_dir() for folder in home.folders())
    assert list(home.run.iterdir()) == []


def test_a_relative_home_is_one_place_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    home = Home.from_environment({"GROUNDWAVE_HOME": "var/x"})
    assert home.path == tmp_path / "var" / "x"
    assert Home.from_environment({}).path == tmp_path / "var" / "station"


def test_a_file_where_the_home_should_be(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(UnableToUseHome, match="a file stands where a folder should be"):
        Home(tmp_path / "home").ensure_writable()


def test_a_full_disk(home: Home) -> None:
    home.ensure_writable()
    (home.run / ".probe").symlink_to("/dev/full")
    with pytest.raises(UnableToUseHome, match=r"The disk is full: .*\.probe cannot be written"):
        home.ensure_writable()


def test_a_home_of_somebody_else() -> None:
    was = os.geteuid()
    # Root may write anywhere, so it is somebody else for a moment, in a folder that everybody may enter.
    with tempfile.TemporaryDirectory() as folder:
        theirs = Path(folder)
        theirs.chmod(0o555)
        if was == 0:
            os.seteuid(65534)
        try:
            with pytest.raises(UnableToUseHome, match="may not be written by this user"):
                Home(theirs / "home").ensure_writable()
        finally:
            os.seteuid(was)
            theirs.chmod(0o755)


def test_a_lock_is_held_by_one_and_ends_with_its_holder(home: Home) -> None:
    home.ensure_writable()
    hold = (
        "import sys; from pathlib import Path; from groundwave.kit.home import Home; from groundwave.ops import lock\n"
        f"with lock.only_server(Home(Path({str(home.path)!r}))): print('held', flush=True); sys.stdin.read()"
    )
    assert lock.holder(home) is None
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert lock.holder(home) == str(other.pid)
        with pytest.raises(UnableToServe, match=f"process {other.pid}"), lock.only_server(home):
            pass
        other.kill()
    assert lock.holder(home) is None
    with lock.only_server(home):
        assert lock.holder(home) == str(os.getpid())
