"""One pull of one source: what every kind of partner needs to be asked and to have its answers taken in."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from urllib.parse import urlsplit

from groundwave.kit.fetch import Answered, UnableToFetch, ask
from groundwave.wire.core.bounds import MAX_DOCUMENT_BYTES
from groundwave.wire.core.pace import retry_after
from groundwave.wire.keys import UnableToUseKey, bearer
from groundwave.wire.models import Source
from groundwave.wire.receiving import receive
from groundwave.wire.reporting import Line, Verdict
from groundwave.wire.sections import Sections

_REQUEST_SECONDS = 30.0


class UnableToPull(Exception):
    """The partner gave no answer that can be used; the message says what happened and what to do next.

    `wait` is how long it wants to be left alone. When `for_good`, it says that there is nothing any more.
    """

    def __init__(self, words: str, *, wait: timedelta | None = None, for_good: bool = False) -> None:
        super().__init__(words)
        self.wait = wait
        self.for_good = for_good


@dataclass
class Run:
    """`ends` is on the monotonic clock: work that is left then goes on at the next pull, which comes at once when
    `unfinished`."""

    source: Source
    sections: Sections
    at: datetime
    ends: float
    private_hosts: frozenset[str] = frozenset()
    say: Callable[[Line], object] = lambda line: None
    lines: list[Line] = field(default_factory=list)
    unfinished: bool = False
    still_mine: Callable[[], object] = lambda: None

    def has_time(self) -> bool:
        """Whether more may be begun. If not, the run is marked as unfinished."""
        self.still_mine()
        self.unfinished = time.monotonic() >= self.ends
        return not self.unfinished

    def get(self, url: str, *, headers: Mapping[str, str] = MappingProxyType({})) -> Answered:
        """Ask for an address with the source's key, which goes to no other host. Raises UnableToPull when there is no
        answer; any status is one."""
        return self._ask(url, {**self._key(url), **headers}, None)

    def post(self, url: str, body: bytes) -> Answered:
        """Send something back to the partner. Raises UnableToPull as `get`."""
        return self._ask(url, {**self._key(url), "Content-Type": "application/json"}, body)

    def take(self, data: bytes, *, name: str, only: frozenset[str] | None = None) -> None:
        """Take in what came."""
        self.tell(
            *receive(data, name=name, source=self.source, sections=self.sections, at=self.at, only=only),
        )

    def tell(self, *lines: Line) -> None:
        """Put lines into the report."""
        for line in lines:
            if line.verdict is not Verdict.UNCHANGED:
                self.lines.append(line)
            self.say(line)

    def refused(self, answer: Answered, *, what: str = "") -> UnableToPull:
        """The failure that a status other than success is, with what to do about it."""
        wait = retry_after(answer.headers.get("retry-after", ""), at=self.at)
        host = urlsplit(answer.url).hostname or answer.url
        match answer.status:
            case 401 | 403:
                known = f"the key in {self.source.token_name}" if self.source.token_name else "us without a key"
                words = f"{host} does not accept {known} (answer {answer.status}). Check the key with the partner."
            case 404:
                words = f"{host} has nothing at this address (answer 404). Check the address of the source."
            case 410:
                words = f"{host} says that this address is gone for good (answer 410). Ask the partner for a new one."
            case 429:
                words = f"{host} wants to be asked less often (answer 429). It is asked again later."
            case status if status >= 500:
                words = f"{host} is in trouble (answer {status}). It is asked again later."
            case status:
                words = f"{host} refused the request (answer {status}). Check the address and the query of the source."
        return UnableToPull(f"{words} {what}".strip(), wait=wait, for_good=answer.status == 410)

    def _key(self, url: str) -> dict[str, str]:
        try:
            return bearer(self.source.token_name, url, private_hosts=self.private_hosts)
        except UnableToUseKey as unable:
            raise UnableToPull(f"{unable} Change the source, or set the key for the worker.") from unable

    def _ask(self, url: str, headers: Mapping[str, str], body: bytes | None) -> Answered:
        left = max(1.0, min(_REQUEST_SECONDS, self.ends - time.monotonic() + 10))
        try:
            return ask(
                url,
                at_most=MAX_DOCUMENT_BYTES,
                seconds=left,
                headers=headers,
                body=body,
                private_hosts=self.private_hosts,
            )
        except UnableToFetch as unable:
            said = str(unable).replace(url, url.partition("?")[0]).rstrip(".")
            raise UnableToPull(f"{said}. It is asked again later.") from unable
