"""The groundwave command as a person meets it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rooms.delivery.processes import ROOT


def groundwave(*arguments: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "groundwave.ops", *arguments],
        cwd=ROOT,
        env={**os.environ, "GROUNDWAVE_HOME": str(home), **more},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


def test_help_names_every_command_and_loads_none_of_them(tmp_path: Path) -> None:
    said = groundwave("--help", home=tmp_path, PYTHONPROFILEIMPORTTIME="1")
    assert said.returncode == 0
    for command in ("init", "demo", "serve", "doctor", "manage"):
        assert f"\n  {command} " in said.stdout
    loaded = {line.rpartition("|")[2].strip() for line in said.stderr.splitlines() if line.startswith("import time")}
    assert "groundwave.ops.cli" in loaded
    assert not [name for name in loaded if name.startswith(("django", "wagtail", "granian", "asyncio"))]
    assert not [name for name in loaded if name.startswith("groundwave.ops.commands.")]


@pytest.mark.parametrize(
    "module",
    ["groundwave.delivery.front.app", "groundwave.ops.serve", "groundwave.ops.air", "groundwave.ops.supervise"],
)
def test_front_air_and_supervisor_hold_no_django(module: str) -> None:
    look = f"import sys, {module}; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, timeout=60)
    loaded = {name.partition(".")[0] for name in said.stdout.split()}
    assert "groundwave" in loaded, said.stderr
    assert not loaded & {"django", "wagtail", "sqlite3"}


def test_an_unusable_home_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    for command in (["serve"], ["demo"], ["serve", "air"], ["init", "--username", "a", "--email", "a@example.org"]):
        said = groundwave(*command, home=tmp_path / "home")
        assert said.returncode == 1
        assert said.stderr.count("\n") == 1
        assert "a file stands where a folder should be" in said.stderr


def test_bad_words_are_answered_with_the_good_ones(tmp_path: Path) -> None:
    unknown = groundwave("serve", "television", home=tmp_path)
    assert unknown.returncode == 2
    assert "'front', 'web', 'worker', 'air'" in unknown.stderr
    assert "No such command 'sevre'" in groundwave("sevre", home=tmp_path).stderr
    assert "PORT=http is not a port" in groundwave("serve", home=tmp_path / "home", PORT="http").stderr
    assert "--username" in groundwave("init", home=tmp_path / "home").stderr


def test_the_doctor_of_a_home_without_a_station(tmp_path: Path) -> None:
    said = groundwave("doctor", home=tmp_path / "home", PORT="1")
    assert said.returncode == 1
    assert "holds no station yet" in said.stdout
    assert not (tmp_path / "home").exists()
    assert "groundwave init" in said.stdout
    assert "need" in said.stdout.splitlines()[-1]
