"""Bring an old site over: its stories, authors, pages, files and addresses (WordPress, Ghost, a feed, NPR's CDS)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from groundwave.kit.home import Home
from groundwave.ops.progress import Progress


@click.group(help=__doc__)
def command() -> None:
    pass


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    """What every kind of old site can be told."""
    uploads = click.Path(path_type=Path, exists=True, file_okay=False)
    for option in (
        click.option("--dry-run", is_flag=True, help="Say what would and would not come over; write nothing."),
        click.option("--section", metavar="SLUG", default="", help="One section for all stories."),
        click.option("--sections", metavar="FILE", type=click.Path(path_type=Path), help="Lines “category = section”."),
        click.option("--files", "folder", metavar="FOLDER", type=uploads,
                     help="A copy of the old site's uploads; looked into before anything is fetched."),
        click.option("--fetch/--no-fetch", default=True, help="Fetch files from their old address."),
        click.option("--retry", is_flag=True, help="Try again what files could not be had before."),
        click.option("--private-host", "hosts", multiple=True, metavar="HOST",
                     help="A host inside your network from which files may be fetched."),
    ):  # fmt: skip
        function = option(function)
    return function


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--zone", default="", metavar="ZONE", help="Zone of dates that name none; else the licensee's.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="A kind of post that is a story too.")
@_options
def wordpress(file: Path, zone: str, types: tuple[str, ...], **wishes: Any) -> None:
    """FILE is what WordPress exports (Tools, Export, All content), also compressed with gzip.

    It can be killed and begun again at any time; a second run changes nothing but what changed on the old site.
    """
    _bring(lambda wire: wire.wordpress(file, zone=zone, types=types), **wishes)


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--url", required=True, metavar="URL", help="Where the site was; an export of Ghost does not say.")
@_options
def ghost(file: Path, url: str, **wishes: Any) -> None:
    """FILE is what Ghost exports (Settings, Export; versions 1 to 6). The first tag of a post says its section."""
    _bring(lambda wire: wire.ghost(file, url=url), **wishes)


@command.command()
@click.argument("url")
@_options
def feed(url: str, **wishes: Any) -> None:
    """URL is an RSS, Atom or JSON feed of the old site: its stories come over as ours, as far back as it goes."""
    _bring(lambda wire: wire.feed(url, private_hosts=frozenset(wishes["hosts"])), **wishes)


@command.command()
@click.argument("query")
@click.option("--our-service", "services", multiple=True, metavar="ID", help="Our service at NPR, as s123.")
@click.option("--address", default="", metavar="URL", help="Another CDS than NPR's production service.")
@click.option("--key", default="", metavar="NAME", help="The environment variable that holds the key.")
@_options
def cds(query: str, services: tuple[str, ...], address: str, key: str, **wishes: Any) -> None:
    """QUERY is what NPR's CDS is asked, as "ownerHrefs=https://organization.api.npr.org/v4/services/s123".

    Our own stories come over as ours. Others' are left out by name: they come in by a source of the wire.
    """
    progress = Progress()
    _bring(
        lambda wire: wire.cds(
            query,
            services=services,
            address=address,
            key=key,
            private_hosts=frozenset(wishes["hosts"]),
            progress=progress,
        ),
        **wishes,
    )


@command.command("groundwave")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what is in the folder; write nothing.")
def own(folder: Path, dry_run: bool) -> None:
    """FOLDER is what `groundwave export` wrote: another station's, or this one's of an earlier day.

    What is not here yet comes over. It can be killed and begun again; a second run changes nothing.
    """
    from groundwave.ops.prepare import set_up_django

    set_up_django(Home.from_environment())
    from groundwave.ops.beside import BESIDE
    from groundwave.wire import api as wire

    progress = Progress()
    try:
        source = wire.folder(folder)
        if dry_run:
            click.echo(f"Nothing was written. In the export of {source.url}:")
            for kind, count in source.counts.items():
                click.echo(f"{count:>9,}  {kind}")
            return
        restored = wire.restore(source, progress=progress, beside=BESIDE)
    except wire.UnableToRead as unable:
        progress.end()
        raise click.ClickException(str(unable)) from unable
    progress.end()
    for sentence in restored.said[:200]:
        click.echo(sentence)
    if len(restored.said) > 200:
        click.echo(f"and {len(restored.said) - 200:,} more of that kind.")
    for name, counted in (("new", restored.new), ("here already", restored.unchanged), ("not here", restored.failed)):
        said = ", ".join(f"{count:,} {kind}" for kind, count in counted.items())
        click.echo(f"{name}: {said or 'nothing'}.")


def _bring(open_: Callable[[Any], Any], **given: Any) -> None:
    from groundwave.ops.prepare import set_up_django

    set_up_django(Home.from_environment())
    from groundwave.wire import api as wire

    progress = Progress()
    try:
        wishes = wire.Wishes(
            section=given["section"],
            sections=_mapping(wire, given["sections"]),
            files=given["folder"],
            fetches=given["fetch"],
            retries=given["retry"],
            private_hosts=frozenset(given["hosts"]),
        )
        source = open_(wire)
        for note in source.notes:
            click.echo(note)
        if given["dry_run"]:
            _say_survey(wire.survey(source, wishes, progress=progress), progress)
            return
        outcome = wire.bring(source, wishes, progress=progress)
        progress.end()
        path = wire.report(source)
    except (wire.NoSuchSection, wire.UnableToRead, ValueError) as unable:
        progress.end()
        raise click.ClickException(str(unable)) from unable
    _say_outcome(outcome, path)


def _mapping(wire: Any, file: Path | None) -> dict[str, str]:
    if file is None:
        return {}
    try:
        return dict(wire.mapping_from(file.read_text(encoding="utf-8").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{file}: cannot be read: {error}") from error
    except ValueError as error:
        raise ValueError(f"{file}: {error}") from error


def _say_survey(found: Any, progress: Progress) -> None:
    progress.end()
    click.echo("Nothing was written. This would come over:")
    for standing, count in found.stories.most_common():
        published = standing in ("public", "scheduled")
        click.echo(f"{count:>9,}  stories, {standing}{'' if published else ' (each waits as a draft)'}")
    click.echo(f"{found.pages:>9,}  standing pages")
    click.echo(f"{len(found.authors):>9,}  authors")
    click.echo(f"{len(found.topics):>9,}  topics")
    click.echo(
        f"{found.pictures:>9,}  pictures and {found.sounds:,} sounds in stories; {found.library:,} files in the library"
    )
    for section, count in found.sections.most_common():
        made = " (a section that will be made)" if section in found.new_sections else ""
        click.echo(f"{count:>9,}  stories go to /{section}{made}")
    if found.known:
        click.echo(f"{found.known:>9,}  items came over before")
    click.echo("This would not:")
    click.echo(f"{found.comments:>9,}  readers' comments")
    click.echo(f"{len(found.left_out):>9,}  items")
    for one in found.left_out[:200]:
        click.echo(f"           {one.source_id}  {one.title or '(no title)'}: {one.reason}")
    if len(found.left_out) > 200:
        click.echo(f"           and {len(found.left_out) - 200:,} more, all of them in the report of the real run")
    for note, count in found.notes.most_common(40):
        click.echo(f"{count:>9,}  times: {note}")


def _say_outcome(outcome: Any, report: Path) -> None:
    for sentence in dict.fromkeys(outcome.said[:200]):
        click.echo(sentence)
    click.echo(
        f"{outcome.new:,} new stories, {outcome.updated:,} brought up to date, {outcome.unchanged:,} unchanged items, "
        f"{outcome.kept:,} kept as they are here, {outcome.pages:,} pages, {outcome.files:,} files."
    )
    for standing, count in outcome.standings.most_common():
        if standing not in ("public", "scheduled"):
            click.echo(f"{count:,} of them were {standing} and wait as drafts.")
    if outcome.comments:
        click.echo(f"{outcome.comments:,} readers' comments were left out.")
    if outcome.left_out or outcome.files_missing:
        click.echo(f"{outcome.left_out:,} items and {outcome.files_missing:,} files did not come over.")
    click.echo(f"What did not come over, or not whole, and each address without an answer: {report}")
    sys.stdout.flush()
