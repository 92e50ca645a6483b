"""Make the demo station, if it is not made yet, and serve it (in GROUNDWAVE_HOME, default var/demo)."""

from __future__ import annotations

import click

from groundwave.kit.home import Home


@click.command(help=__doc__)
def command() -> None:
    from groundwave.ops.port import port_from
    from groundwave.ops.serve import serve

    serve(Home.from_environment(default="var/demo"), port=port_from(), demo=True)
