"""The systemd units start parts that there are, with the home to write to and nothing else."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest

from groundwave.ops.commands.serve import command

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


def parts() -> set[str]:
    (argument,) = command.params
    return set(argument.type.choices)  # type: ignore[attr-defined]


def test_every_part_has_a_unit_and_the_target_wants_each() -> None:
    assert {unit.stem for unit in UNITS} == {f"groundwave-{part}" for part in parts()}
    wanted = re.findall(r"^Wants=(.*)$", (DEPLOY / "systemd" / "groundwave.target").read_text(), re.MULTILINE)
    assert wanted[0].split() and set(wanted[0].split()) == {unit.name for unit in UNITS}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_may_write_to_the_home_and_nowhere_else(unit: Path) -> None:
    said = configparser.ConfigParser(strict=False, interpolation=None)
    said.optionxform = str  # type: ignore[assignment,method-assign]
    said.read(unit)
    service = said["Service"]
    assert service["ExecStart"].endswith(f"groundwave serve {unit.stem.removeprefix('groundwave-')}")
    assert service["User"] == "groundwave"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "true"
    assert service["ReadWritePaths"] == "/srv/station"
    assert service["Environment"] == f"GROUNDWAVE_HOME={service['ReadWritePaths']}"
