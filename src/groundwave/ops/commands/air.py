"""Put sound on the air, and ask how the engines are."""

from __future__ import annotations

import click

from groundwave.kit.home import Home


@click.group(help=__doc__)
def command() -> None:
    pass


@command.command("source")
@click.argument("service")
@click.argument("location", metavar="URL-OR-FILE")
def source(service: str, location: str) -> None:
    """Make URL-OR-FILE the first source of SERVICE: a stream, mount:NAME, a file, a folder or a playlist."""
    from groundwave.ops.prepare import set_up_django

    set_up_django(Home.from_environment())
    from groundwave.air import api as air
    from groundwave.stations.api import NoSuchService

    try:
        made = air.put_on_air(service=service, location=location)
    except (NoSuchService, air.UnableToUseSource) as unable:
        raise click.ClickException(str(unable)) from unable
    click.echo(
        f"{made} is now the first source of {service}; a running station takes it within seconds "
        "(`groundwave air status`)."
    )


@command.command("mount")
@click.argument("name")
@click.option("--close", is_flag=True, help="Take the mount away; its encoder is hung up on.")
def mount(name: str, close: bool) -> None:
    """Let a studio encoder send straight to the station, or give its mount NAME a new password."""
    from groundwave.ops.port import source_port_from
    from groundwave.ops.prepare import set_up_django

    home = Home.from_environment()
    set_up_django(home)
    from groundwave.air import api as air

    try:
        if close:
            air.close_mount(name=name, home=home)
            click.echo(f"{name} is closed.")
            return
        password = air.open_mount(name=name, home=home)
    except air.UnableToUseSource as unable:
        raise click.ClickException(str(unable)) from unable
    name = name.removeprefix("/")
    click.echo(
        f"An encoder (Icecast 2) sends to port {source_port_from()} of this machine, mount /{name}, user name source, "
        f"password {password}\nThe password is shown this once. Put it on the air with: "
        f"groundwave air source SERVICE mount:{name}"
    )


@command.command("status")
def status() -> None:
    """What each service is playing, by its engine's own last word."""
    from groundwave.ops.prepare import set_up_django

    set_up_django(Home.from_environment())
    from groundwave.air import api as air

    states = air.engine_states()
    if not states:
        click.echo("No service has a live chain yet. Begin with: groundwave air source SERVICE URL-OR-FILE")
    for state in states:
        if not state.is_fresh:
            said = "is not on the air: no new segment. Is `groundwave serve` running?"
        elif state.on_fallback:
            said = f"is on its fallback. {state.last_error or 'No source is healthy.'}"
        else:
            said = f"plays {state.source}"
        click.echo(f"{state.service} {said}")


@command.command("asrun")
@click.argument("service")
@click.option("--day", metavar="YYYY-MM-DD", help="A day of the service's own zone; today when not given.")
def asrun(service: str, day: str | None) -> None:
    """What was on the air of SERVICE that day, and how its broadcasts aired, by what its engine recorded."""
    from groundwave.ops.prepare import set_up_django

    set_up_django(Home.from_environment())
    from groundwave.air import api as air
    from groundwave.stations.api import NoSuchService

    try:
        report = air.day_report(service=service, day=day)
    except (NoSuchService, ValueError) as unable:
        raise click.ClickException(str(unable)) from unable
    for line in air.report_lines(report):
        click.echo(line)


@command.command("bench")
@click.option("--minutes", default=20, show_default=True, help="Of audio that go through the engine; a day is 1440.")
def bench(minutes: int) -> None:
    """Measure what the air costs on this machine and what it keeps to, in one table; on a machine that rests."""
    from groundwave.ops.air_bench.table import rows

    missed = 0
    for row in rows(minutes=max(4, minutes)):
        missed += not row.ok
        click.echo(f"{'' if row.ok else 'MISSED':7}{row.name:52}{row.measured:48}{row.asked}")
    if missed:
        raise click.exceptions.Exit(1)
