"""The cache that several machines share. It is a help and never a need: while it is away everything is a miss."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache

log = logging.getLogger("groundwave.cache")

T = TypeVar("T")
_PAUSE_SECONDS: Final = 5.0  # how long a server that failed is left alone, so that no page waits for it again and again


class SharedCache(RedisCache):
    """Redis or Valkey. When it comes back after a failure it is emptied, for what was to be forgotten may be there."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._away_until = 0.0
        self._missed = False

    def _tried(self, deed: Callable[[], T], otherwise: T) -> T:
        if time.monotonic() < self._away_until:
            return otherwise
        try:
            if self._missed:
                super().clear()
                self._missed = False
            return deed()
        except (redis.ConnectionError, redis.TimeoutError) as error:
            if not self._missed:
                log.warning("The cache of CACHE_URL is away (%s); pages are made without it.", error)
            self._missed, self._away_until = True, time.monotonic() + _PAUSE_SECONDS
            return otherwise

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._tried(lambda: super(SharedCache, self).add(key, value, timeout, version), True)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._tried(lambda: super(SharedCache, self).get(key, default, version), default)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._tried(lambda: super(SharedCache, self).set(key, value, timeout, version), None)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._tried(lambda: super(SharedCache, self).touch(key, timeout, version), False)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._tried(lambda: super(SharedCache, self).delete(key, version), False)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        return self._tried(lambda: super(SharedCache, self).get_many(keys, version), {})

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._tried(lambda: super(SharedCache, self).has_key(key, version), False)

    def set_many(self, data: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[str]:
        return self._tried(lambda: super(SharedCache, self).set_many(data, timeout, version), [])

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._tried(lambda: super(SharedCache, self).delete_many(keys, version), None)

    def clear(self) -> None:
        self._tried(lambda: super(SharedCache, self).clear(), None)
