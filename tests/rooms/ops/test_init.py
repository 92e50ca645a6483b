"""`groundwave init` and the doctor on a real, empty station."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db.migrations.recorder import MigrationRecorder

from groundwave.kit.home import Home
from groundwave.ops.demo_home import make_administrator
from groundwave.ops.doctor.examination import pending_migrations
from groundwave.ops.prepare import is_prepared
from groundwave.people.api import has_admin
from tests.rooms.delivery.processes import ROOT


def groundwave(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    # A database that is configured for the suite is not this home's.
    own = {name: value for name, value in os.environ.items() if name not in ("SECRET_KEY", "DATABASE_URL", "PORT")}
    return subprocess.run(
        [sys.executable, "-m", "groundwave.ops", *arguments],
        cwd=ROOT,
        env={**own, "GROUNDWAVE_HOME": str(home.path)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )


def test_an_empty_station_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path / "home")
    made = groundwave(home, "init", "--username", "ann", "--email", "ann@example.org")
    assert made.returncode == 0, made.stderr
    assert "Log in as “ann” with the password " in made.stdout
    assert stat.S_IMODE(home.secret_key.stat().st_mode) == 0o600
    assert home.database.exists()
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert is_prepared(home)
    home.database.rename(home.database.with_suffix(".away"))
    assert not is_prepared(home)
    home.database.with_suffix(".away").rename(home.database)

    again = groundwave(home, "init", "--username", "bob", "--email", "bob@example.org")
    assert again.returncode == 1
    assert "holds a station with an administrator already" in again.stderr

    demo = groundwave(home, "demo")
    assert demo.returncode == 1
    assert demo.stderr.count("\n") == 1
    assert "not the demo, and it is left alone" in demo.stderr

    healthy = groundwave(home, "doctor")
    assert "The database is up to date." in healthy.stdout
    assert "There is an administrator." in healthy.stdout


@pytest.mark.django_db
def test_an_administrator_can_log_in_with_the_password_that_is_shown() -> None:
    assert not has_admin()
    password = make_administrator(username="ann", email="ann@example.org")
    assert has_admin()
    assert get_user_model().objects.get(username="ann").check_password(password)


@pytest.mark.django_db
def test_a_database_that_is_behind_is_noticed() -> None:
    assert pending_migrations() == 0
    MigrationRecorder.Migration.objects.filter(app="people").delete()
    assert pending_migrations() > 0
