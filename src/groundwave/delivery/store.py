"""This machine's store: where it lies, and who is told when a page in it was replaced."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from groundwave.delivery.files import Files, Page
from groundwave.delivery.index import Index

log = logging.getLogger("groundwave.pages")

_after: Final[list[Callable[[str, Page | None], None]]] = []


def is_kept() -> bool:
    """Whether pages are stored at all; tests of pages render each anew."""
    return bool(settings.PAGE_STORE)


def files() -> Files:
    return _files(Path(settings.PAGE_STORE))


def index() -> Index:
    return _index(Path(settings.PAGE_STORE) / "index.sqlite3")


class IndexReplaced(OSError):
    """The index was deleted or broken, and a new one begins: who followed it begins anew as well."""


@contextmanager
def mending() -> Iterator[None]:
    """Set a broken index aside. Raises IndexReplaced then, and anything else as it came."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if index().file.set_aside(error):
            raise IndexReplaced("the index of pages was broken and begins anew") from error
        raise


def when_replaced(listener: Callable[[str, Page | None], None]) -> None:
    """Hear of every page that was replaced here (with the page) or taken away (with None)."""
    if listener not in _after:
        _after.append(listener)


def changed(page: Page) -> None:
    for listener in _after:
        listener(page.key, page)


def removed(key: str) -> None:
    for listener in _after:
        listener(key, None)


@cache
def _files(root: Path) -> Files:
    return Files(root)


@cache
def _index(path: Path) -> Index:
    return Index(path)
