"""Small files that tell a radio or a speaker where a service's streams are. Pure."""

from __future__ import annotations


def m3u(name: str, address: str) -> str:
    """`address` is that of the service's live folder, without a slash at its end."""
    return f"#EXTM3U\n#EXTINF:-1,{_line(name)}\n{address}/stream.mp3\n"


def pls(name: str, address: str) -> str:
    """The MP3 stream first: every radio takes it."""
    streams = "".join(
        f"File{at}={address}/stream.{kind}\nTitle{at}={_line(name)} ({kind.upper()})\nLength{at}=-1\n"
        for at, kind in ((1, "mp3"), (2, "aac"))
    )
    return f"[playlist]\nNumberOfEntries=2\n{streams}Version=2\n"


def _line(text: str) -> str:
    return " ".join(text.split())
