"""Say in words what is wrong with the station and what to do about it."""

from __future__ import annotations

import click

from groundwave.kit.home import Home

_MARKS = {"well": ("ok   ", "green"), "note": ("note ", "yellow"), "wrong": ("WRONG", "red")}


@click.command(help=__doc__)
@click.pass_context
def command(ctx: click.Context) -> None:
    from groundwave.ops.doctor.examination import examine

    wrong = 0
    for finding in examine(Home.from_environment()):
        mark, color = _MARKS[finding.severity]
        click.echo(f"{click.style(mark, fg=color)} {finding.what}")
        if finding.do_next:
            click.echo(f"      → {finding.do_next}")
        wrong += finding.severity == "wrong"
    if wrong:
        click.echo(f"\n{wrong} thing{'s need' if wrong != 1 else ' needs'} your attention.")
        ctx.exit(1)
    click.echo("\nNothing is wrong.")
