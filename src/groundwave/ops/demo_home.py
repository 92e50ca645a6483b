"""Making the demo station: once, whole, and never over a station that is somebody's own."""

from __future__ import annotations

import os
import secrets
import shutil

from groundwave.kit.home import Home

from .failures import UnableToPrepare
from .prepare import demo_state, prepare, set_up_django

EDITOR = "editor"


def build_demo(home: Home) -> None:
    """Fill the home with the demo station and print its log-in, unless that is done already.

    Raises UnableToPrepare for a home that holds a station which is not the demo.
    """
    state = demo_state(home)
    if state is None and home.database.exists():
        raise UnableToPrepare(
            f"{home.path} holds a station that is not the demo, and it is left alone. "
            "Serve it with `groundwave serve`, or give the demo a folder with GROUNDWAVE_HOME=…"
        )
    if state == "building":
        _clear_what_was_cut_off(home)
    if state == "built":
        prepare(home)
        return
    _say_state(home, "building")
    prepare(home)
    set_up_django(home)
    from django.core.management import call_command

    call_command("build_demo")
    password = make_administrator(username=EDITOR, email="editor@example.org")
    _give_a_byline()
    _say_state(home, "built")
    print(
        f"\nThe demo's newsroom is at /admin/ — log in as “{EDITOR}” with the password {password}\n"
        f"This is shown once. Set another: `GROUNDWAVE_HOME={home.path} groundwave manage changepassword {EDITOR}`.\n",
        flush=True,
    )


def _give_a_byline() -> None:
    """The demo's account writes under the news director's name, so that a new story has its byline."""
    from groundwave.newsroom.api import Author
    from groundwave.people.api import Staff

    Author.objects.filter(slug="imani-castellane").update(staff=Staff.objects.get(username=EDITOR))


def make_administrator(*, username: str, email: str, password: str | None = None) -> str:
    """Make a staff account that may do everything; the password, made up when none is given. Needs Django."""
    from groundwave.people.api import Staff

    password = password or "-".join(secrets.token_hex(2) for _ in range(4))
    Staff.objects.create_superuser(username=username, email=email, password=password)
    return password


def _clear_what_was_cut_off(home: Home) -> None:
    """A demo that was half made holds nothing of anybody's: begin again from nothing."""
    print("The demo was not finished last time; it is made anew.", flush=True)
    if not os.environ.get("DATABASE_URL"):
        for ending in ("", "-wal", "-shm", "-journal"):
            home.database.with_name(home.database.name + ending).unlink(missing_ok=True)
    shutil.rmtree(home.media, ignore_errors=True)
    home.media.mkdir(exist_ok=True)


def _say_state(home: Home, state: str) -> None:
    (home.run / "demo").write_text(state)
