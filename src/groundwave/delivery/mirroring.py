"""Copies of stored pages in a bucket, for a CDN that is to have an origin when every machine of the station is down.

An object's name is the page's name in the tree; its body is the gzip form. What is copied is the page as it lies here
when the errand is run, so that machines that mirror to one bucket end at the same copy, whatever came first.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError
from django.core.files.storage import storages

from groundwave.delivery import store
from groundwave.delivery.core import address
from groundwave.delivery.errands import Errand, Errands
from groundwave.kit import clock

log = logging.getLogger("groundwave.pages")

KIND: Final = "mirror"
_AT_ONCE: Final = 32
_LINES: Final = 8  # an upload is waiting for the network nearly all the time
_MOST_KEYS: Final = 1_200  # bytes; a bucket keeps 2 KB of words about an object
_ENDINGS: Final = ("", ".html", ".json", ".gone.html")


@dataclass(frozen=True)
class Copy:
    """A page as it is to lie in the bucket. `fingerprint` changes whenever anything of it does."""

    name: str
    body: bytes
    headers: dict[str, str]
    fingerprint: str


def mirror(errands: Errands, *, then: Callable[[list[Errand]], None] = lambda _: None) -> Callable[[], bool]:
    """A step that copies what waits; whether anything was copied. `then` hears of what has been."""
    storage: Any = storages["pages"]
    pool = ThreadPoolExecutor(_LINES, thread_name_prefix="mirror")
    where = f"{storage.endpoint_url} {storage.bucket_name} {storage.location}"
    if errands.state("mirrored to") != where:  # a bucket that is new gets what is here already
        errands.add([KIND], store.files().pages())
        errands.remember("mirrored to", where)

    def one(errand: Errand) -> str:
        try:
            put(storage, errand.key)
        except Exception as error:  # whatever the bucket's client raises: one page must not hold back the others
            return str(error) or type(error).__name__
        return ""

    def step() -> bool:
        waiting = errands.due(KIND, most=_AT_ONCE, at=clock.now().timestamp())
        failures = dict(zip(waiting, pool.map(one, waiting), strict=True))
        copied = [errand for errand, failure in failures.items() if not failure]
        then(copied)
        errands.done(copied)
        for errand, failure in failures.items():
            if failure:
                errands.failed([errand], failure, at=clock.now().timestamp())
                log.warning("%s could not be copied to the bucket and is tried again: %s", errand.key, failure)
        return bool(copied)

    return step


def put(storage: Any, key: str) -> None:
    """Have the bucket hold the page as it is here, or none where there is none."""
    copy, stem = copy_of(key), address.stem(key)
    names = {f"{stem}{ending}" for ending in _ENDINGS}
    client, bucket = storage.connection.meta.client, storage.bucket_name

    def place(name: str) -> str:
        return f"{storage.location}/{name}"

    if copy is not None:
        there = _fingerprint(client, bucket, place(copy.name))
        if there == copy.fingerprint:
            return
        client.put_object(
            Bucket=bucket,
            Key=place(copy.name),
            Body=copy.body,
            ContentType=copy.headers.get("content-type", "application/octet-stream"),
            ContentEncoding="gzip",
            CacheControl=copy.headers.get("cache-control", ""),
            Metadata={"fingerprint": copy.fingerprint, **_said_to_the_cdn(copy)},
        )
        if there is not None:
            return
        names.discard(copy.name)  # it came instead of something else: a page that is gone, or is here again
    for name in sorted(names):
        client.delete_object(Bucket=bucket, Key=place(name))


def copy_of(key: str) -> Copy | None:
    """What lies in this machine's tree; None where nothing does. Raises OSError, ValueError for a damaged page."""
    files = store.files()
    stem = files.tree / address.stem(key)
    with files.alone(key):
        try:
            said = json.loads(stem.with_name(f"{stem.name}.head").read_bytes())
        except FileNotFoundError:
            return None
        file = stem.with_name(str(said["file"]))
        body = file.with_name(f"{file.name}.gz").read_bytes()
    headers = dict(said["headers"])
    lasting = [said["file"], said["sha256"], sorted((k, v) for k, v in headers.items() if k != "last-modified")]
    fingerprint = hashlib.sha256(json.dumps(lasting).encode()).hexdigest()
    return Copy(file.relative_to(files.tree).as_posix(), body, headers, fingerprint)


def _fingerprint(client: Any, bucket: str, name: str) -> str | None:
    """What is there already; "" for an object that is not ours, None for none."""
    try:
        return str(client.head_object(Bucket=bucket, Key=name)["Metadata"].get("fingerprint", ""))
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            return None
        raise


def _said_to_the_cdn(copy: Copy) -> dict[str, str]:
    """The page's own key comes first, and is the one that is purged."""
    keys = copy.headers.get("surrogate-key", "")
    if len(keys) > _MOST_KEYS:
        keys = keys[:_MOST_KEYS].rpartition(" ")[0]
    return {"surrogate-key": keys} if keys else {}
