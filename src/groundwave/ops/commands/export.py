"""Write everything that editors wrote into a folder: JSON Lines and the files, so that no station is locked in."""

from __future__ import annotations

from pathlib import Path

import click

from groundwave.kit.home import Home
from groundwave.ops.progress import Progress


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    from groundwave.ops.prepare import set_up_django

    set_up_django(Home.from_environment())
    from groundwave.ops.beside import BESIDE
    from groundwave.wire import api as wire

    progress = Progress()
    try:
        counts = wire.export(folder, progress=progress, beside=BESIDE)
    except wire.UnableToExport as unable:
        progress.end()
        raise click.ClickException(str(unable)) from unable
    progress.end()
    said = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    click.echo(f"{folder}: {said}.")
