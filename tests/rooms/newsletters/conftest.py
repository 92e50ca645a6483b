"""A port of this machine on which nobody listens."""

from __future__ import annotations

import socket

import pytest


@pytest.fixture
def unused_port(socket_enabled: None) -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
