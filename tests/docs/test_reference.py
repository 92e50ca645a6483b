"""What the documents list is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from groundwave.ops.cli import main

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "groundwave"


def commands() -> list[str]:
    found = []
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        if isinstance(command, click.Group):
            found += [f"groundwave {name} {inner}" for inner in command.list_commands(context)]
        else:
            found.append(f"groundwave {name}")
    return found


@pytest.mark.parametrize("command", commands())
def test_every_command_has_an_entry(command: str) -> None:
    assert f"`{command}" in (DOCS / "operator" / "commands.md").read_text()


def test_every_entry_is_a_command() -> None:
    listed = re.findall(r"^\| `(groundwave [a-z ]+)", (DOCS / "operator" / "commands.md").read_text(), re.MULTILINE)
    known = commands()
    assert listed
    assert all(any(entry.strip().startswith(command) for command in known) for entry in listed)


def test_every_variable_has_an_entry() -> None:
    read = set()
    for path in SOURCE.rglob("*.py"):
        read |= set(re.findall(r"environ(?:ment)?(?:\.get\(|\[)\"([A-Z_]+)\"", path.read_text()))
    read -= {"DJANGO_SETTINGS_MODULE", "FORCE_COLOR", "PYTHONUNBUFFERED"}  # set for our own children
    listed = set(re.findall(r"^\| `([A-Z_]+)`", (DOCS / "operator" / "configuration.md").read_text(), re.MULTILINE))
    assert read == listed


def test_every_decision_is_numbered_in_a_row() -> None:
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", sorted([*DOCS.rglob("*.md"), ROOT / "README.md"]), ids=lambda path: path.name)
def test_a_link_inside_the_documents_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", path.read_text()):
        if "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / target).exists(), f"{path.name} points to {target}"


def test_every_room_is_in_the_contributors_table() -> None:
    table = (DOCS / "contributor" / "README.md").read_text()
    rooms = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()} - {"config"}
    assert not [room for room in rooms if f"`{room}`" not in table]
