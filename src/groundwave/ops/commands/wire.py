"""Take partners' stories in: NPR CDS, ninjs, NewsML-G2, RSS, Atom and JSON Feed."""

from __future__ import annotations

from pathlib import Path

import click

from groundwave.kit.home import Home


@click.group(help=__doc__)
def command() -> None:
    pass


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--section", metavar="SLUG", help="Where the stories go; otherwise the first section of their language.")
@click.option("--our-service", "services", multiple=True, metavar="ID", help="One of our services at NPR, as s123.")
@click.option("--photos/--no-photos", default=True, help="Fetch the stories' pictures now (the worker tries again).")
def import_(files: tuple[Path, ...], section: str | None, services: tuple[str, ...], photos: bool) -> None:
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
        for line in wire.import_files(files, section=section, our_services=frozenset(services)):
            if line.verdict is wire.Verdict.REFUSED:
                refused += 1
                click.echo(f"refused    {line.words}", err=True)
            else:
                at = f"  {line.story.url}" if line.story and line.verdict is not wire.Verdict.WITHDRAWN else ""
                click.echo(f"{line.verdict.value:<10} {line.document_id}  {line.words}{at}")
    except wire.NoSuchSection as unable:
        raise click.ClickException(str(unable)) from unable
    if photos:
        came, failed = wire.fetch_pending_photos(at=clock.now())
        if came:
            click.echo(f"{came} photos came with them.")
        if failed:
            click.echo(f"{len(failed)} photos could not be fetched yet; the worker tries again. First: {failed[0]}")
    if refused:
        raise SystemExit(1)
