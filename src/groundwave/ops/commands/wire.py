"""Take partners' stories in: NPR CDS, ninjs, NewsML-G2, RSS, Atom and JSON Feed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from groundwave.kit.home import Home

if TYPE_CHECKING:
    from groundwave.wire.api import Line


@click.group(help=__doc__)
def command() -> None:
    pass


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--section", metavar="SLUG", help="Where the stories go; otherwise the first section of their language.")
@click.option("--source", metavar="SLUG", help="Take them as sent by this source.")
@click.option("--our-service", "services", multiple=True, metavar="ID", help="One of our services at NPR, as s123.")
@click.option("--photos/--no-photos", default=True, help="Fetch the stories' pictures now (the worker tries again).")
def import_(
    files: tuple[Path, ...], section: str | None, source: str | None, services: tuple[str, ...], photos: bool
) -> None:
    """Make stories of the documents in FILES.

    Together they resolve each other: a biography in one file names the byline of a story in another. Each file is
    taken whole or not at all; a document that is refused is named with the field and the reason, and the exit code
    is 1.
    """
    from groundwave.ops.prepare import set_up_django

    set_up_django(Home.from_environment())
    from groundwave.kit import clock
    from groundwave.wire import api as wire

    refused = 0
    try:
        for line in wire.import_files(files, section=section, our_services=frozenset(services), source=source):
            refused += line.verdict is wire.Verdict.REFUSED
            _say(line)
    except (wire.NoSuchSection, wire.NoSuchSource) as unable:
        raise click.ClickException(str(unable)) from unable
    if photos:
        came, failed = wire.fetch_pending_photos(at=clock.now())
        if came:
            click.echo(f"{came} photos came with them.")
        if failed:
            click.echo(f"{len(failed)} photos could not be fetched yet; the worker tries again. First: {failed[0]}")
    if refused:
        raise SystemExit(1)


@command.command()
@click.argument("slug", metavar="[SOURCE]", required=False)
def pull(slug: str | None) -> None:
    """Ask SOURCE, or every source that is switched on, for what is new, whether it is due or not.

    A line for each document that came, then one for the source. The exit code is 1 when a source cannot be asked.
    """
    from groundwave.ops.prepare import set_up_django

    set_up_django(Home.from_environment())
    from groundwave.kit import clock
    from groundwave.wire import api as wire

    try:
        asked = [wire.named(slug)] if slug else list(wire.sources().filter(enabled=True))
    except wire.NoSuchSource as unable:
        raise click.ClickException(str(unable)) from unable
    if not asked:
        raise click.ClickException("There is no source that is switched on. Make one in the admin, under Wire.")
    failed = 0
    for source in asked:
        pulled = wire.pull(source=source, at=clock.now(), seconds=3_600, say=_say)
        failed += bool(pulled.error)
        if pulled.busy:
            click.echo(f"{source.slug}: another process is pulling it now.")
        else:
            click.echo(f"{source.slug}: {pulled.error or pulled.words}", err=bool(pulled.error))
    if failed:
        raise SystemExit(1)


@command.command()
def sources() -> None:
    """Say which sources there are, where their files go and are called, and how each is doing."""
    from groundwave.ops.prepare import set_up_django

    set_up_django(Home.from_environment())
    from groundwave.wire import api as wire

    found = list(wire.sources())
    if not found:
        click.echo("There is no source yet. Make one in the admin, under Wire.")
    for source in found:
        click.echo(f"{source.slug:<20} {source.get_kind_display()}: {source.how}")
        if source.inbox:
            click.echo(f"{'':<20} files: {source.inbox}")
        if source.hook_path:
            click.echo(f"{'':<20} calls: {source.hook_path}")


def _say(line: Line) -> None:
    if line.verdict.value == "refused":
        click.echo(f"refused    {line.words}", err=True)
        return
    at = f"  {line.story.url}" if line.story and line.verdict.value != "withdrawn" else ""
    click.echo(f"{line.verdict.value:<10} {line.document_id}  {line.words}{at}")
