"""Run any Django command of the station, for example `groundwave manage changepassword editor`."""

from __future__ import annotations

import os

import click

from groundwave.kit.home import Home


@click.command(
    help=__doc__,
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    home = Home.from_environment()
    home.ensure_writable()
    os.environ["GROUNDWAVE_HOME"] = str(home.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundwave.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["groundwave manage", *arguments])
