"""The `groundwave` command. A subcommand's file is loaded when it is called, so that help and `serve` start at once."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from groundwave.kit.home import Home

from .failures import sentence

_COMMANDS = Path(__file__).resolve().parent / "commands"


class Subcommands(click.Group):
    """The files of `commands/`: each holds a click command named `command` and says what it does in its first line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(file.stem.removesuffix("_") for file in _COMMANDS.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        found = import_module(f"groundwave.ops.commands.{_file(cmd_name).stem}").command
        if not isinstance(found, click.Command):
            raise TypeError(f"groundwave.ops.commands.{cmd_name}.command is no click command")
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, _first_line(_file(name))) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            if (words := sentence(error, home=Home.from_environment().path)) is None:
                raise
            raise click.ClickException(words) from error


def _file(name: str) -> Path:
    """`import_.py` holds `groundwave import`: no module may have the word as its name."""
    plain = _COMMANDS / f"{name}.py"
    return plain if plain.exists() else _COMMANDS / f"{name}_.py"


def _first_line(file: Path) -> str:
    """The first sentence of a file's docstring, read without running the file."""
    docstring = ast.get_docstring(ast.parse(file.read_text())) or ""
    return docstring.partition("\n")[0]


@click.group(cls=Subcommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="groundwave")
def main() -> None:
    """Groundwave, a public-media station in a box.

    GROUNDWAVE_HOME is the folder that holds the station (var/station), PORT what it listens on (8000),
    GROUNDWAVE_URL the address that readers use.
    """
