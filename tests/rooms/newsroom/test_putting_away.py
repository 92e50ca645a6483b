"""A file of a story that is taken back moves away; a disk that refuses keeps nobody from hearing of the kill."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from pytest_django import DjangoCaptureOnCommitCallbacks

from groundwave.newsroom import api as newsroom
from tests.cast import Cast


def test_a_disk_that_refuses_does_not_silence_a_kill(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    file = newsroom.Attachment.objects.create(title="Sound", file=ContentFile(b"x", name="sound.mp3"))
    sound = {"title": "Sound", "file": file, "url": "", "seconds": None, "credit": "", "transcript": "", "message": ""}
    story = cast.story("Mill", body=[("audio", {**sound, "downloadable": False})])
    told: list[int] = []

    def hear(sender: Any, story_id: int, **_: Any) -> None:
        told.append(story_id)

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    newsroom.story_removed.connect(hear)
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.save", refuse)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            newsroom.withdraw(story=story, by=None, reason="A test.")
    finally:
        newsroom.story_removed.disconnect(hear)
    assert told == [story.pk]
    assert newsroom.Attachment.objects.get(pk=file.pk).file.name == file.file.name
