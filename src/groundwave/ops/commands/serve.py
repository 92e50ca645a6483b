"""Serve the station: front, web, worker and air under one supervisor; or one part alone."""

from __future__ import annotations

import click

from groundwave.kit.home import Home


@click.command(help=__doc__)
@click.argument("part", required=False, type=click.Choice(["front", "web", "worker", "air"]))
def command(part: str | None) -> None:
    home = Home.from_environment()
    match part:
        case None:
            from groundwave.ops.port import port_from
            from groundwave.ops.serve import serve

            serve(home, port=port_from())
        case "front":
            from groundwave.ops.front_server import serve_front
            from groundwave.ops.port import ensure_free, port_from

            home.ensure_writable()
            ensure_free(port := port_from())
            serve_front(home, port)
        case "web":
            from groundwave.ops.granian_server import serve_web

            _prepared(home)
            serve_web(home)
        case "worker":
            from groundwave.ops.worker import serve_worker

            _prepared(home)
            serve_worker(home)
        case "air":
            from groundwave.ops.air import serve_air

            home.ensure_writable()
            serve_air(home)


def _prepared(home: Home) -> None:
    from groundwave.ops.prepare import ensure_prepared

    home.ensure_writable()
    ensure_prepared(home)
