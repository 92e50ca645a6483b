"""One episode: its waveform, its ends, its words, and whether the public may hear it."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from groundwave.air import expiring, publishing, storing, trimming
from groundwave.air.core import chapters, peaks, transcript, waveform
from groundwave.air.core.edges import UnableToCut, instant_near, on_the_clock
from groundwave.air.core.rights import Verdict
from groundwave.air.desk.recordings import may_publish, may_see, state_of
from groundwave.air.engine import cut as cutter
from groundwave.air.models import Episode, EpisodeEvent, Mp3Work, Take
from groundwave.air.noticing import ROLL
from groundwave.base.ranges import ranged
from groundwave.kit import clock
from groundwave.kit.home import Home

_TIMES: Final = "By the clock of {zone}, to the tenth of a second or finer: 13:50:07.5."


class EpisodeForm(forms.Form):
    """Ends and words; the ends clean to instants. Raises nothing: what cannot be read is said at its field."""

    start = forms.CharField(max_length=20, error_messages={"required": "Say where it starts."})
    end = forms.CharField(max_length=20, error_messages={"required": "Say where it ends."})
    title = forms.CharField(max_length=200, error_messages={"required": "An episode needs a title."})
    hosts = forms.CharField(max_length=200, required=False)
    summary = forms.CharField(
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For lists and podcast apps.",
    )
    chapters = forms.CharField(
        max_length=40_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One a line, the time from the start of the episode first: 12:05 Fog over the marsh.",
    )
    transcript = forms.FileField(
        required=False, help_text="A .vtt, .srt or .txt file. Its times are those of the episode as it is cut now."
    )
    forget_transcript = forms.BooleanField(required=False, label="Take the transcript away")

    def __init__(self, *args: Any, episode: Episode, **kwargs: Any) -> None:
        self.episode = episode
        self.zone = zone_of(episode)
        super().__init__(*args, **kwargs)
        for name in ("start", "end"):
            self.fields[name].help_text = _TIMES.format(zone=self.zone.key)
        if not episode.transcript:
            del self.fields["forget_transcript"]

    def _instant(self, name: str, near: datetime) -> datetime:
        before = getattr(self.episode, f"{name}s")
        # What was not touched stays as it was, to the sample.
        if self.cleaned_data[name].strip() == on_the_clock(before, self.zone):
            return before
        try:
            return instant_near(self.cleaned_data[name], zone=self.zone, near=near)
        except UnableToCut as unable:
            raise forms.ValidationError(str(unable)) from unable

    def clean_start(self) -> datetime:
        return self._instant("start", self.episode.starts)

    def clean_end(self) -> datetime:
        return self._instant("end", self.episode.ends)

    def clean_transcript(self) -> tuple[str, str, bytes] | None:
        given = self.cleaned_data.get("transcript")
        if given is None:
            return None
        data = given.read(transcript.MOST_BYTES + 1)
        try:
            return (*transcript.read(given.name, data), data)
        except transcript.UnableToReadTranscript as unable:
            raise forms.ValidationError(str(unable)) from unable

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begin, end = cleaned.get("start"), cleaned.get("end")
        if begin and end:
            seconds = (end - begin).total_seconds()
            if seconds < trimming.SHORTEST:
                self.add_error("end", "The end is not after the start: choose a later one.")
        text = "\n".join((cleaned.get("chapters") or "").split("\r\n")).strip()
        cleaned["listed"] = None  # chapters that nobody touched move with the start
        if begin and end and text != chapters.as_text(self.episode.listed_chapters):
            try:
                cleaned["listed"] = chapters.from_text(text, seconds=(end - begin).total_seconds())
            except chapters.UnableToReadChapters as unable:
                self.add_error("chapters", str(unable))
        return cleaned


def zone_of(episode: Episode) -> ZoneInfo:
    return episode.service.zone if episode.service else ZoneInfo("UTC")


def edit_view(request: HttpRequest, episode_id: int) -> HttpResponse:
    if not may_see(request.user):
        raise PermissionDenied
    episode = _episode(episode_id)
    if request.method == "POST":
        form = EpisodeForm(request.POST, request.FILES, episode=episode)
        if form.is_valid():
            try:
                _save(_episode(episode_id), form, request.user)
            except UnableToCut as unable:
                form.add_error(None, str(unable))
            else:
                messages.success(request, f"“{form.cleaned_data['title']}” is saved.")
                if "publish" in request.POST:
                    _publish(request, _episode(episode_id))
                return redirect("air_recording", episode_id)
    else:
        zone = zone_of(episode)
        form = EpisodeForm(
            episode=episode,
            initial={
                "start": on_the_clock(episode.starts, zone),
                "end": on_the_clock(episode.ends, zone),
                "title": episode.title,
                "hosts": episode.hosts,
                "summary": episode.summary,
                "chapters": chapters.as_text(episode.listed_chapters),
            },
        )
    return TemplateResponse(request, "air/desk/episode.html", _context(request, episode, form))


@require_POST
def publication_view(request: HttpRequest, episode_id: int) -> HttpResponse:
    """Publish it, or take it back and say why."""
    if not may_publish(request.user):
        raise PermissionDenied
    episode = _episode(episode_id)
    if "take_back" in request.POST:
        reason = request.POST.get("reason", "").strip()
        if not reason:
            messages.error(request, "Say why it is taken back; without a reason nobody can explain it later.")
        else:
            publishing.take_back(episode=episode, by=request.user, at=clock.now(), reason=reason)
            messages.success(request, f"“{episode}” is taken back. Its address now says that it is gone.")
    else:
        _publish(request, episode)
    return redirect("air_recording", episode_id)


@require_safe
def sound_view(request: HttpRequest, episode_id: int, which: str) -> HttpResponseBase:
    """For listening while trimming: what is kept around the episode, or the episode itself."""
    if not may_see(request.user):
        raise PermissionDenied
    episode = _episode(episode_id)
    take = Take.objects.filter(episode=episode).defer("peaks").first()
    name = str(take.sound.name if take and which == "kept" else episode.sound.name)
    if not name:
        raise Http404("Its sound is deleted.")
    try:
        file, size = default_storage.open(name, "rb"), default_storage.size(name)
    except OSError as gone:
        raise Http404("The sound is no longer among the media.") from gone
    return ranged(request, file, size, content_type="audio/mp4")


def _episode(episode_id: int) -> Episode:
    return get_object_or_404(Episode.objects.select_related("program__tile", "service"), pk=episode_id)


def _publish(request: HttpRequest, episode: Episode) -> None:
    if not may_publish(request.user):
        messages.error(request, "You may not publish episodes; whoever may will find it in the list.")
        return
    try:
        publishing.publish(episode=episode, by=request.user, at=clock.now())
        messages.success(request, f"“{episode}” is public: {episode.get_absolute_url()}")
    except publishing.UnableToPublish as unable:
        messages.error(request, str(unable))


def _save(episode: Episode, form: EpisodeForm, by: Any) -> None:
    """Words first, so that a cut carries them. What is in the file itself makes it anew. Raises UnableToCut."""
    given, at = form.cleaned_data, clock.now()
    before = (episode.starts, episode.ends, episode.title, episode.hosts, episode.summary, episode.chapters)
    if given["listed"] is not None:
        # Typed for the episode as it will be; cutting moves all of them by as much as the start moves.
        shift = (given["start"] - episode.starts).total_seconds()
        episode.chapters = [{"at": one.at + shift, "title": one.title} for one in given["listed"]]
    episode.title, episode.hosts, episode.summary = given["title"], given["hosts"], given["summary"]
    _take_transcript(episode, form)
    after = (given["start"], given["end"], episode.title, episode.hosts, episode.summary, episode.chapters)
    if before != after:
        trimming.trim(episode=episode, begin=given["start"], end=given["end"], by=by, at=at)
    elif given.get("transcript") or given.get("forget_transcript"):
        with transaction.atomic():
            episode.save()
            publishing.note(episode, EpisodeEvent.What.EDITED, by=by, at=at, about="transcript")


def _take_transcript(episode: Episode, form: EpisodeForm) -> None:
    given = form.cleaned_data.get("transcript")
    if form.cleaned_data.get("forget_transcript"):
        episode.transcript, episode.transcript_text = "", ""
    if given:
        ending, text, data = given
        name = f"{storing.FOLDER}/{episode.program.slug}/{episode.name}-{episode.uid.hex[:8]}.{ending}"
        storing.remove(name)
        episode.transcript, episode.transcript_text = default_storage.save(name, io.BytesIO(data)), text


def _peaks_in_the_archive(episode: Episode) -> bytes:
    """For the two minutes until more than the episode itself is kept."""
    live = Home(Path(settings.HOME)).live / (episode.service.slug if episode.service else "")
    return cutter.peaks(live, cutter.sample_at(episode.starts), cutter.sample_at(episode.ends))


def _context(request: HttpRequest, episode: Episode, form: EpisodeForm) -> dict[str, Any]:
    at = clock.now()
    take = Take.objects.filter(episode=episode).first()
    since, until = (take.starts, take.ends) if take else (episode.starts, episode.ends)
    length, zone = (until - since).total_seconds(), zone_of(episode)
    heard = bytes(take.peaks) if take else _peaks_in_the_archive(episode)
    drawn = waveform.bars(heard, min(peaks.BARS, len(heard)))
    begin, end = (episode.starts - since).total_seconds(), (episode.ends - since).total_seconds()
    work = Mp3Work.objects.filter(episode=episode).first()
    return {
        "episode": episode,
        "form": form,
        "state": state_of(episode, at=at),
        "deleted_on": expiring.deleted_on(episode),
        "is_public": episode.verdict(at=at) is Verdict.HEARD,
        "may_publish": may_publish(request.user),
        "take": take,
        "wave": waveform.path(drawn, width=peaks.WIDTH, height=peaks.HEIGHT),
        "wave_begin": peaks.place(begin, of=length),
        "wave_end": peaks.place(end, of=length),
        "minutes": [
            (on_the_clock(since + timedelta(seconds=one.starts), zone)[:8], one.loudest) for one in peaks.minutes(heard)
        ],
        "kept_since": on_the_clock(since, zone),
        "kept_until": on_the_clock(until, zone),
        "kept_seconds": length,
        "kept_at": since,
        "rolls": round(ROLL.total_seconds() / 60),
        "mp3_trouble": work.trouble if work else "",
        "events": episode.events.select_related("by"),
        "days": episode.downloads.order_by("-day").values_list("day").annotate(n=Sum("count"))[:14],
    }
