"""A broadcast that can be heard afterwards: its page, and its sound where no front of ours has it on its disk."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from groundwave.air import api as air
from groundwave.base.ranges import ranged
from groundwave.kit import clock, deps
from groundwave.schedule import api as schedule
from groundwave.web.rendition import show

_TYPES: Final = {"m4a": "audio/mp4", "mp3": "audio/mpeg", "vtt": "text/vtt", "srt": "application/x-subrip"}


@require_safe
def one_episode(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    at = clock.now()
    found = _episode(slug, name)
    deps.changes_at(air.changes_after(found.rights, at=at))
    if found.verdict(at=at) is not air.Verdict.HEARD:
        if found.is_gone(at=at):
            return show(request, "air/gone.html", {"program": found.program}, status=410)
        raise Http404("This episode cannot be heard.")
    return show(request, "air/episode.html", {"episode": found, "program": found.program})


@require_safe
def sound(request: HttpRequest, slug: str, name: str, ending: str) -> HttpResponseBase:
    """A file of an episode out of the bucket that the media lie in; what is on the disk the front gives by itself."""
    at = clock.now()
    found = _episode(slug, name)
    if found.is_gone(at=at):
        return HttpResponse("This episode can no longer be heard.\n", status=410, content_type="text/plain")
    if found.verdict(at=at) is not air.Verdict.HEARD:
        raise Http404("This episode cannot be heard.")
    files = {"m4a": found.sound, "mp3": found.mp3, found.transcript_ending: found.transcript}
    if not files.get(ending):
        raise Http404("There is no such file of this episode.")
    name = str(files[ending].name)
    try:
        file, size = default_storage.open(name, "rb"), default_storage.size(name)
    except OSError as gone:
        raise Http404("The file of this episode is gone.") from gone
    return ranged(request, file, size, content_type=_TYPES.get(ending, "text/plain; charset=utf-8"))


def _episode(slug: str, name: str) -> air.Episode:
    program = schedule.program(slug=slug)
    try:
        on, number = date.fromisoformat(name[:10]), int(name[11:] or 1)
    except ValueError as wrong:
        raise Http404("There is no such day.") from wrong
    found = air.episode(program=program, on=on, number=number) if program and name[10:] != "-1" else None
    if found is None:
        raise Http404("There is no such episode.")
    return found
