"""What only one of several machines does at a time: a lease in the station's database, held while its holder lives.

A machine that dies is succeeded when its lease has run out. All times are those of the database's clock, so that
machines whose clocks differ still agree.
"""

from __future__ import annotations

import os
import secrets
import socket
from datetime import timedelta
from typing import Final

from django.db.models import DateTimeField, ExpressionWrapper, Q
from django.db.models.functions import Now

from groundwave.kit.home import Home
from groundwave.ops.models import Lease

_SECONDS: Final = 60.0  # longer than any round of a job; a successor waits no longer than this
_MACHINE: Final = "machine "


def claim(name: str, *, holder: str, seconds: float = _SECONDS) -> bool:
    """Take the lease, or keep it, for `seconds` from now. False while another holds it."""
    until = ExpressionWrapper(Now() + timedelta(seconds=seconds), output_field=DateTimeField())
    free = Q(holder=holder) | Q(until__lt=Now())
    if Lease.objects.filter(free, name=name).update(holder=holder, until=until):
        return True
    if Lease.objects.filter(name=name).exists():
        return False
    # Never held yet; of two machines that come at once the row's unique name lets one in.
    Lease.objects.bulk_create([Lease(name=name, holder=holder, until=until)], ignore_conflicts=True)
    return Lease.objects.filter(name=name, holder=holder).exists()


def release(*, holder: str) -> None:
    """Give back everything that the holder has, so that nobody waits for a machine that was stopped."""
    past = ExpressionWrapper(Now() - timedelta(seconds=1), output_field=DateTimeField())
    Lease.objects.filter(holder=holder).update(until=past)


def seen(*, holder: str) -> None:
    """Say that this machine is at work."""
    claim(f"{_MACHINE}{holder}", holder=holder)


def machines() -> list[str]:
    """The machines that are at work now."""
    at_work = Lease.objects.filter(name__startswith=_MACHINE, until__gte=Now())
    return list(at_work.order_by("holder").values_list("holder", flat=True))


def machine(home: Home) -> str:
    """This machine's name among others: the host's, and a token of the home, for hosts may be called alike."""
    path = home.run / "machine"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "w") as file:
            file.write(secrets.token_hex(4))
    except FileExistsError:
        pass
    return f"{socket.gethostname()[:120]} {path.read_text().strip()[:40]}"
