"""Expected failures in words: what happened, to what, what to do next."""

from __future__ import annotations

import errno
from pathlib import Path

from groundwave.kit.home import sentence_for

_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})
# Django's database errors are told by their words, so that this file loads without Django.
_OF_THE_DATABASE = (
    ("disk is full", "The disk is full: the database cannot be written. Free some space (see `df -h`) and try again."),
    ("readonly database", "The database is read-only for this user. Give the home folder to the user that runs it."),
    ("no such table", "This home holds no station yet. Make one with `groundwave init`, or see `groundwave demo`."),
    ("does not exist", "The database holds no station yet. Make one with `groundwave init`."),
    ("database is locked", "Another program keeps the database locked. Wait until it is done and try again."),
    ("connection refused", "The database of DATABASE_URL does not answer. Start it, or correct the address."),
)


class UnableToServe(Exception):
    """The station, or one part of it, cannot be started; `str()` is the whole sentence for the person."""


class UnableToPrepare(Exception):
    """The database or the collected files cannot be brought up to date."""


def sentence(error: BaseException, *, home: Path) -> str | None:
    """The one line for an expected failure; None for a fault of ours, which deserves its traceback.

    By the house's convention an exception named UnableTo… or NoSuch… carries its sentence already.
    """
    if type(error).__name__.startswith(("UnableTo", "NoSuch")):
        return str(error)
    if isinstance(error, OSError) and error.errno in _OF_THE_DISK:
        return sentence_for(error, home)
    if type(error).__name__ in ("OperationalError", "ProgrammingError"):
        text = str(error).lower()
        return next((words for sign, words in _OF_THE_DATABASE if sign in text), None)
    return None
