"""The cache of several machines, against a real Redis: shared, and never the reason why a page fails."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from groundwave.base import cache as shared
from groundwave.base.cache import SharedCache
from groundwave.config.services import cache_from
from tests.redis_server import RedisServer


@pytest.fixture(scope="module")
def server() -> Iterator[RedisServer]:
    with RedisServer() as running:
        yield running


@pytest.fixture
def machine(server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[SharedCache]:
    monkeypatch.setattr(shared, "_PAUSE_SECONDS", 0.0)
    made = _machine(server)
    made.clear()
    yield made
    made._cache._get_connection_pool(write=True).disconnect()


def _machine(server: RedisServer) -> SharedCache:
    options = cache_from(f"valkey://{server.address}/0")
    location = options.pop("LOCATION")
    options.pop("BACKEND")
    return SharedCache(location, options)


def test_what_one_machine_keeps_another_finds_and_forgets_for_both(server: RedisServer, machine: SharedCache) -> None:
    other = _machine(server)
    machine.set("site-roots", [("/", 1)], 60)
    assert other.get("site-roots") == [("/", 1)]
    other.delete("site-roots")
    assert machine.get("site-roots") is None
    assert machine.add("a", 1, 60)
    assert not other.add("a", 2, 60)
    machine.set_many({"b": 2, "c": 3})
    assert other.get_many(["b", "c", "d"]) == {"b": 2, "c": 3}
    other._cache._get_connection_pool(write=True).disconnect()


def test_while_the_server_is_away_everything_is_a_miss_and_is_said_once(
    server: RedisServer, machine: SharedCache, caplog: pytest.LogCaptureFixture
) -> None:
    machine.set("site-roots", "old", 60)
    server.stop()
    with caplog.at_level(logging.WARNING):
        assert machine.get("site-roots", "nothing") == "nothing"
        assert machine.get_many(["site-roots"]) == {}
        assert not machine.has_key("site-roots")
        assert machine.add("b", 1)
        machine.set("b", 1)
        machine.delete("site-roots")
        machine.delete_many(["b"])
    assert caplog.text.count("is away") == 1
    server.start()
    machine.set("site-roots", "new", 60)
    assert machine.get("site-roots") == "new"


def test_what_was_to_be_forgotten_while_the_line_was_cut_is_not_found_afterwards(
    server: RedisServer, machine: SharedCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = _machine(server)
    other.set("site-roots", "old", 60)
    right = machine._servers
    machine.__dict__.pop("_cache", None)
    machine._servers = ["redis://127.0.0.1:1/0"]
    machine.delete("site-roots")
    machine.__dict__.pop("_cache", None)
    machine._servers = right
    assert machine.get("site-roots") is None
    assert other.get("site-roots") is None
    other._cache._get_connection_pool(write=True).disconnect()


def test_a_server_that_failed_is_left_alone_for_a_while(server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "_PAUSE_SECONDS", 3600.0)
    cache = _machine(server)
    server.stop()
    assert cache.get("a") is None
    server.start()
    assert cache.get("a", "not asked") == "not asked"
