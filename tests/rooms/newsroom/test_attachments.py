"""Sounds and documents: nobody guesses where they lie, and nobody finds them where they lay once a story is gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from pytest_django import DjangoCaptureOnCommitCallbacks

from groundwave.newsroom import api as newsroom
from groundwave.wire.core.old_address import key_of
from groundwave.wire.models import Move, OldAddress
from groundwave.wire.moving.addresses import leads_to
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")


def sound(name: str = "call.mp3") -> newsroom.Attachment:
    return newsroom.Attachment.objects.create(title="Call", file=ContentFile(b"ID3" + bytes(90), name))


def offering(cast: Cast, file: newsroom.Attachment, *, linked: bool = False, **fields: Any) -> newsroom.Story:
    audio = {"title": "Call", "file": file, "url": "", "seconds": 9, "credit": "", "transcript": "", "message": ""}
    body: list[Any] = [("audio", {**audio, "downloadable": True})]
    if linked:
        body = [("text", f'<p><a linktype="document" id="{file.pk}">The minutes</a></p>')]
    return cast.story(body=body, **fields)


def test_nobody_guesses_where_a_file_lies(cast: Cast) -> None:
    names = [sound().file.name for _ in range(3)]
    places = {name.split("/")[1] for name in names}
    assert (len(places), {len(place) for place in places}) == (3, {16})
    assert all(name.startswith("documents/") and name.endswith("/call.mp3") for name in names)


@pytest.mark.parametrize("how", ["withdrawn", "unpublished", "deleted", "put under embargo"])
@pytest.mark.parametrize("linked", [False, True])
def test_the_address_that_readers_had_goes_with_its_story(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, how: str, linked: bool
) -> None:
    file = sound()
    story = offering(cast, file, linked=linked)
    story.save_revision().publish()
    story.refresh_from_db()
    before, storage = file.file.name, file.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        match how:
            case "withdrawn":
                newsroom.withdraw(story=story, by=cast.editor, reason="Wrong.", at=NOW)
            case "unpublished":
                story.unpublish()
            case "deleted":
                story.delete()
            case _:
                newsroom.Story.objects.filter(pk=story.pk).update(first_published_at=NOW - timedelta(days=1))
                story.refresh_from_db()
                story.embargoed_until = NOW + timedelta(hours=2)
                story.save_revision().publish()
    file.refresh_from_db()
    assert file.file.name != before
    assert not storage.exists(before)
    with file.file.open("rb") as data:
        assert data.read().startswith(b"ID3")


def test_a_file_that_another_story_offers_stays(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    file = sound()
    offering(cast, file)
    story = offering(cast, file, slug="second")
    with django_capture_on_commit_callbacks(execute=True):
        newsroom.withdraw(story=story, by=cast.editor, reason="Wrong.", at=NOW)
    before = file.file.name
    file.refresh_from_db()
    assert file.file.name == before


def test_no_old_address_leads_to_what_no_story_may_show(cast: Cast) -> None:
    file, photo, free = sound(), cast.photo(), sound("free.mp3")
    offering(cast, file, embargoed_until=NOW + timedelta(hours=1), lead_photo=photo)
    move = Move.objects.create(system="wordpress", url="https://old.example", began_at=NOW)
    for name, to in (("/up/call.mp3", {"file": file}), ("/up/a.jpg", {"photo": photo}), ("/up/f.mp3", {"file": free})):
        OldAddress.objects.create(key=key_of(name), name=name, move=move, **to)
    assert [leads_to(name, at=NOW) for name in ("/up/call.mp3", "/up/a.jpg")] == [None, None]
    assert leads_to("/up/f.mp3", at=NOW) == free.file.url
    later = NOW + timedelta(hours=2)
    assert all(leads_to(name, at=later) for name in ("/up/call.mp3", "/up/a.jpg"))


@pytest.mark.parametrize(
    ("fields", "moves"),
    [
        ({"live": False}, True),
        ({"embargoed_until": NOW + timedelta(hours=1)}, True),
        ({"published_at": NOW + timedelta(hours=1)}, True),
        ({}, False),
    ],
)
@pytest.mark.parametrize("linked", [False, True])
def test_an_older_file_moves_where_no_reader_has_its_address(
    cast: Cast, fields: dict[str, Any], moves: bool, linked: bool
) -> None:
    file, alone, drawn = sound(), sound(), sound()
    storage = file.file.storage
    for one in (file, alone):  # as they were stored before names were drawn
        one.file.name = storage.save("documents/call.mp3", ContentFile(b"ID3" + bytes(90)))
        one.save()
    for one in (file, drawn):
        offering(cast, one, linked=linked, **fields)
    before = {one.pk: one.file.name for one in (file, alone, drawn)}
    assert newsroom.hide_files_that_can_be_guessed() == int(moves)
    assert newsroom.hide_files_that_can_be_guessed() == 0
    for one in (file, alone, drawn):
        one.refresh_from_db()
    assert (file.file.name != before[file.pk], storage.exists(before[file.pk])) == (moves, not moves)
    assert storage.exists(file.file.name)
    assert (alone.file.name, drawn.file.name) == (before[alone.pk], before[drawn.pk])
