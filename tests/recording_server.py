"""A stand-in for services that take requests and keep them: a CDN that is told to purge, a bucket that speaks S3.

The bucket knows what we ask of one: PUT, GET, HEAD and DELETE of /bucket/name, with the words that S3 keeps.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Kept:
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class RecordingServer:
    """Answers everything with `status` while the block runs, and keeps what was asked."""

    def __init__(self) -> None:
        self.status = 200
        self.asked: list[Asked] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                body = self.rfile.read(length)
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, self.path, headers, body)
                outer.asked.append(asked)
                status, said, content = outer.answer(asked)
                self.send_response(status)
                for name, value in said.items():
                    self.send_header(name, value)
                if "content-length" not in said:
                    self.send_header("content-length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = do_PURGE = _any  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        return self.status, {}, b"{}"

    @property
    def port(self) -> int:
        return self._server.server_port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> RecordingServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Bucket(RecordingServer):
    """Keeps what is put. `objects` are by their name without the bucket's."""

    _KEPT = ("content-type", "content-encoding", "cache-control")

    def __init__(self) -> None:
        super().__init__()
        self.objects: dict[str, Kept] = {}

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        if self.status != 200:
            return self.status, {}, b""
        name = unquote(urlsplit(asked.path).path).lstrip("/").partition("/")[2]
        match asked.method:
            case "PUT":
                assert "aws-chunked" not in asked.headers.get("content-encoding", "")
                kept = {k: v for k, v in asked.headers.items() if k in self._KEPT or k.startswith("x-amz-meta-")}
                self.objects[name] = Kept(asked.body, kept)
                return 200, {"etag": '"put"'}, b""
            case "DELETE":
                self.objects.pop(name, None)
                return 204, {}, b""
            case _ if name not in self.objects:
                return 404, {}, b""
            case _:
                kept_object = self.objects[name]
                length = {"content-length": str(len(kept_object.body))}
                dated = {"last-modified": "Mon, 23 Nov 2026 17:00:00 GMT", "etag": '"put"'}
                return 200, {**kept_object.headers, **length, **dated}, kept_object.body
