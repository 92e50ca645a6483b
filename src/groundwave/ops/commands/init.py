"""Make an empty station with an account for its administrator."""

from __future__ import annotations

import sys

import click

from groundwave.kit.home import Home


@click.command(help=__doc__)
@click.option("--username", help="The administrator's log-in name; asked for on a terminal.")
@click.option("--email", help="The administrator's address; asked for on a terminal.")
def command(username: str | None, email: str | None) -> None:
    asking = sys.stdin.isatty()
    if not asking and not (username and email):
        raise click.UsageError("There is no terminal to ask on. Give --username and --email.")
    home = Home.from_environment()
    home.ensure_writable()

    from groundwave.ops.prepare import prepare, set_up_django

    prepare(home)
    set_up_django(home)
    _refuse_a_second_administrator(home)

    from groundwave.ops.demo_home import make_administrator

    username = username or click.prompt("Log-in name of the administrator", default="admin")
    email = email or click.prompt("Their e-mail address")
    chosen = _ask_for_password() if asking else None
    password = make_administrator(username=username, email=email, password=chosen)
    click.echo(f"The station is made in {home.path}.")
    if chosen is None:
        click.echo(f"Log in as “{username}” with the password {password} (shown once).")
    click.echo("Next: `groundwave serve`, then open /admin/.")


def _refuse_a_second_administrator(home: Home) -> None:
    from groundwave.people.api import has_admin

    if has_admin():
        raise click.ClickException(
            f"{home.path} holds a station with an administrator already. "
            "Add another with `groundwave manage createsuperuser`."
        )


def _ask_for_password() -> str | None:
    """A password that Django's rules accept, or None to have one made up."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    while True:
        given: str = click.prompt(
            "Password (empty: make one up)",
            hide_input=True,
            confirmation_prompt=True,
            default="",
            show_default=False,
        )
        if not given:
            return None
        try:
            validate_password(given)
        except ValidationError as refused:
            click.echo(" ".join(refused.messages))
            continue
        return given
