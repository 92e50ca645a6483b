"""Look after the index of search and related stories."""

from __future__ import annotations

import sys

import click

from groundwave.kit.home import Home


@click.group(help=__doc__)
def command() -> None:
    pass


@command.command()
def rebuild() -> None:
    """Build the index anew from the database.

    Search goes on with the old index until the new one is whole, also on a station that is being served. The worker
    does this by itself when the index is missing, damaged or of an older version.
    """
    from groundwave.ops.prepare import set_up_django

    set_up_django(Home.from_environment())
    from groundwave.discovery import api as discovery

    on_terminal, tenth = sys.stderr.isatty(), -1

    def show(done: int, total: int) -> None:
        nonlocal tenth
        if on_terminal:
            filled = 30 * done // max(total, 1)
            click.echo(f"\r[{'#' * filled:<30}] {done:,} of {total:,}", nl=False, err=True)
        elif (reached := 10 * done // max(total, 1)) > tenth:
            tenth = reached
            click.echo(f"Indexed {done:,} of {total:,}.")

    try:
        count = discovery.reindex(progress=show)
    except discovery.BuildingAlready as unable:
        raise click.ClickException(str(unable)) from unable
    if on_terminal:
        click.echo("", err=True)
    click.echo(f"The index holds {count:,} stories, programs, people and stations, and serves from now on.")


@command.command()
def status() -> None:
    """Say what the index of this node holds and how far it has followed what was changed."""
    from groundwave.ops.prepare import set_up_django

    set_up_django(Home.from_environment())
    from groundwave.discovery import api as discovery

    if (found := discovery.index_state()) is None:
        raise click.ClickException(
            "There is no index that can be read. The worker builds one; or run `groundwave search rebuild`."
        )
    click.echo(f"{found.entries:,} entries in {found.folder}, {found.bytes / 1e6:,.0f} MB.")
    click.echo(f"{found.waiting:,} changes of the last minute or waiting." if found.waiting else "Nothing is waiting.")
