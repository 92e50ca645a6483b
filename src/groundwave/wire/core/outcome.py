"""What becomes of a file from outside: items, references, refusals with a reason, or a file that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from groundwave.kit.html import printable
from groundwave.wire.core.item import WireItem


@dataclass(frozen=True, slots=True)
class Parsed:
    """A story that may be imported."""

    item: WireItem


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that stories point to (a biography, a topic, a transcript); it is not imported on its own.

    `text` is clean HTML: a transcript's words, or the teaser of the others.
    """

    document_id: str
    kind: str
    title: str
    text: str
    canonical_url: str | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A document that is not imported: which one, because of which field, and why, in words for an editor."""

    document_id: str
    field: str
    reason: str


Outcome = Parsed | Reference | Rejected


class UnableToRead(ValueError):
    """The file as a whole cannot be read. `str()` is one line that names the file, the field and the reason."""

    def __init__(self, filename: str, field: str, reason: str) -> None:
        super().__init__(f"{filename}: {field}: {reason}")
        self.filename = filename
        self.field = field
        self.reason = reason


def one_line(text: str) -> str:
    """Words that may quote hostile input, fit for a terminal, a log and a database."""
    return " ".join(printable(text).split())[:500]


class Refused(Exception):
    """Raised inside a parser when one document cannot be taken."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = one_line(reason)


class Unreadable(Exception):
    """Raised inside a parser when the whole file cannot be taken."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = one_line(reason)
