"""This machine, as its work in the air is held and its faults are told apart from another's."""

from __future__ import annotations

import socket

from django.conf import settings


def here() -> str:
    """Its name and home; one worker runs in a home, so what it held before a crash it may take up again."""
    return f"{socket.gethostname()[:100]} {settings.HOME}"[:300]
