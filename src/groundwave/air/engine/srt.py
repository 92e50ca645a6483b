"""SRT as a source, through ``srt-live-transmit``, where it is installed: its output is an MPEG transport stream."""

import select
import shutil
import subprocess
from typing import Final

from groundwave.air.engine.fetch import TIMEOUT, UnableToFetch

COMMAND: Final = "srt-live-transmit"
FIRST_SECONDS: Final = 20.0
"""A listener may wait for its caller for as long before it is opened anew."""
_PORTION: Final = 8_192


class SrtStream:
    """Reads as a stream of another kind does; the command ends with it."""

    title = ""
    demuxer = "mpegts"
    late = 0

    def __init__(self, url: str) -> None:
        """Raises UnableToFetch when the command is not there or cannot be started."""
        command = shutil.which(COMMAND)
        if command is None:
            raise UnableToFetch(f"{COMMAND} is not installed; on Debian: apt install srt-tools")
        try:
            self._process = subprocess.Popen(
                [command, "-q", "-loglevel:fatal", url, "file://con"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
        except OSError as error:
            raise UnableToFetch(f"{COMMAND} cannot be started ({error.strerror})") from None
        self._patience = FIRST_SECONDS

    def read(self, size: int = _PORTION) -> bytes:
        """At least one byte and at most ``size``; none at the end. Raises UnableToFetch after five silent seconds."""
        out = self._process.stdout
        if out is None or not select.select([out], [], [], self._patience)[0]:
            raise UnableToFetch(f"nothing came for {self._patience:g} seconds")
        self._patience = TIMEOUT
        return out.read(min(size, _PORTION)) or b""

    def close(self) -> None:
        """End the command."""
        self._process.kill()
        self._process.communicate()
