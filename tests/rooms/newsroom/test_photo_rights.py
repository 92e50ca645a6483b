"""Photos: what an upload says of itself, what may not go out, what disappears on its day, and pulling one."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from wagtail.models import PageLogEntry

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.people import api as people
from groundwave.web import pictures
from tests.cast import NOW, Cast
from tests.rooms.newsroom.test_admin import add_url, edit_url, story_data, streamfield

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def editor(cast: Cast, client: Client) -> Client:
    client.force_login(cast.editor)
    return client


def jpeg(**exif_tags: str) -> bytes:
    exif = Image.Exif()
    for name, number in {"description": 270, "artist": 315, "copyright": 33432}.items():
        if name in exif_tags:
            exif[number] = exif_tags[name]
    data = io.BytesIO()
    Image.new("RGB", (60, 40), (90, 60, 30)).save(data, "JPEG", exif=exif)
    return data.getvalue()


def upload(client: Client, data: bytes, name: str = "DSC_0001.jpg") -> Any:
    file = SimpleUploadedFile(name, data, "image/jpeg")
    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": file, "title": name.removesuffix(".jpg")},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    return json.loads(answer.content)


def files_of(photo: newsroom.Photo, settings: Settings) -> list[Path]:
    """The sizes that readers can fetch."""
    pictures.picture(photo)
    return [Path(settings.MEDIA_ROOT) / size.file.name for size in photo.renditions.all()]


# ------------------------------------------------------------------ upload
def test_an_upload_comes_with_what_the_file_says(cast: Cast, editor: Client) -> None:
    said = upload(editor, jpeg(description="An owl at the mill.", artist="Ana Ruiz", copyright="Lantern Wire"))
    photo = newsroom.Photo.objects.get()
    assert (photo.caption, photo.photographer, photo.copyright_notice) == (
        "An owl at the mill.",
        "Ana Ruiz",
        "Lantern Wire",
    )
    assert photo.license == newsroom.Photo.License.UNKNOWN
    assert "Read from the file: caption, photographer, copyright." in said["form"]
    assert "until you say by what right" in said["form"]


def test_our_own_pictures_need_no_word_on_their_rights(cast: Cast, editor: Client) -> None:
    upload(editor, jpeg(copyright="© 2026 Owl Hollow Public Media"))
    assert newsroom.Photo.objects.get().license == newsroom.Photo.License.OWN


def test_what_somebody_typed_stays(cast: Cast, editor: Client) -> None:
    url = reverse("wagtailimages:add")
    typed = {"title": "Typed", "caption": "Typed too.", "license": "handout", "tags": "", "collection": "1"}
    file = SimpleUploadedFile("a.jpg", jpeg(description="From the file", copyright="Lantern Wire"), "image/jpeg")
    editor.post(url, {"file": file, **typed})
    photo = newsroom.Photo.objects.get()
    assert (photo.title, photo.caption, photo.license) == ("Typed", "Typed too.", "handout")
    assert photo.copyright_notice == "Lantern Wire"


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"<svg/>", "image"), (jpeg()[:-60], "not a whole picture"), (b"", "empty")],
    ids=["no picture", "half", "empty"],
)
def test_what_is_refused_is_refused_in_words(cast: Cast, editor: Client, data: bytes, words: str) -> None:
    said = upload(editor, data)
    assert not said["success"]
    assert words in said["error_message"].lower()
    assert not newsroom.Photo.objects.exists()


def test_a_picture_that_is_a_bomb_is_refused(cast: Cast, editor: Client, settings: Settings) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    said = upload(editor, jpeg())
    assert not said["success"]
    assert "pixels" in said["error_message"]


# ------------------------------------------------------------------ publishing
REFUSED = {
    "unknown": ({"license": "unknown"}, {}, "nobody has said by what right"),
    "ended": ({"expires_on": date(2026, 11, 23)}, {}, "its last day was 2026-11-23"),
    "ends before the story opens": (
        {"expires_on": date(2026, 11, 25)},
        {"published_at": "2026-11-27 12:00"},
        "its last day was 2026-11-25",
    ),
    "ended this hour": ({"expires_at": NOW}, {}, "its rights ended 2026-11-24 19:30 UTC"),
    "pulled": ({"pulled_at": NOW - timedelta(days=1)}, {}, "it was pulled on 2026-11-23"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("place", ["lead", "body"])
def test_no_story_goes_out_with_a_photo_without_rights(cast: Cast, editor: Client, case: str, place: str) -> None:
    fields, more, words = REFUSED[case]
    photo = cast.photo()
    newsroom.Photo.objects.filter(pk=photo.pk).update(**fields)
    inside = streamfield([("photo", {"photo": photo.pk, "caption": "", "size": "column"})])
    given = {"lead_photo": photo.pk} if place == "lead" else {"body": inside}
    data = story_data(**given, **more)
    answer = editor.post(add_url(cast.local), data | {"action-publish": "1"})
    assert words in answer.content.decode()
    assert not newsroom.Story.objects.exists()
    assert editor.post(add_url(cast.local), data).status_code == 302  # a draft may hold it


def test_a_picture_for_one_story_is_for_one_story(cast: Cast, editor: Client) -> None:
    photo = cast.photo()
    newsroom.Photo.objects.filter(pk=photo.pk).update(license="once")
    data = story_data(lead_photo=photo.pk) | {"action-publish": "1"}
    assert editor.post(add_url(cast.local), data).status_code == 302
    second = editor.post(add_url(cast.local), data | {"title": "Another story"})
    assert "was licensed for one story and stands in “Owls count themselves”" in second.content.decode()
    assert newsroom.Story.objects.count() == 1


def test_a_correction_does_not_wait_for_a_picture_whose_rights_have_ended_since(cast: Cast, editor: Client) -> None:
    story = cast.story(lead_photo=cast.photo())
    newsroom.Photo.objects.update(expires_on=date(2026, 11, 1))
    data = story_data(title="Owls corrected", slug=story.slug, lead_photo=story.lead_photo_id)
    answer = editor.post(edit_url(story), data | {"action-publish": "1"})
    assert answer.status_code == 302
    story.refresh_from_db()
    assert story.title == "Owls corrected"


# ------------------------------------------------------------------ addresses
def test_nobody_guesses_the_address_of_a_picture(cast: Cast, settings: Settings) -> None:
    first, second = (files_of(cast.photo(), settings) for _ in range(2))
    secret = {path.name.split(".")[1] for path in (*first, *second)}
    assert len(secret) == len(first) + len(second)
    assert min(len(part) for part in secret) == 16


def test_the_sizes_of_a_photo_go_when_its_rights_end(cast: Cast, settings: Settings) -> None:
    photo = cast.photo(title="Ends today")
    photo.expires_on = date(2026, 11, 24)
    photo.save()
    stays = files_of(cast.photo(), settings)
    files = files_of(photo, settings)
    assert newsroom.hide_what_must_not_be_seen() == 0
    with clock.standing_at(NOW + timedelta(hours=9, minutes=29)):  # a minute before midnight in New York
        assert newsroom.hide_what_must_not_be_seen() == 0
    with clock.standing_at(NOW + timedelta(hours=9, minutes=31)):
        before = all(path.exists() for path in files)
        newsroom.hide_what_must_not_be_seen()
    assert before
    assert not photo.renditions.exists()
    assert all(path.exists() for path in stays)


@pytest.mark.parametrize("how", ["withdrawn", "unpublished"])
def test_a_story_takes_its_pictures_along(
    cast: Cast, how: str, settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    shared, alone = cast.photo("Shared"), cast.photo("Alone")
    body = [("photo", {"photo": alone, "caption": "", "size": "column"})]
    story = cast.story(lead_photo=shared, body=body)
    cast.story("Another", lead_photo=shared)
    kept, gone = files_of(shared, settings), files_of(alone, settings)
    with django_capture_on_commit_callbacks(execute=True):
        if how == "withdrawn":
            newsroom.withdraw(story=story, by=cast.editor, reason="Wrong.")
        else:
            story.unpublish()
    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in gone)


# ------------------------------------------------------------------ pulling
def test_a_photo_is_found_by_what_is_known_of_it(cast: Cast) -> None:
    one = cast.photo("Owl", agency="Lantern Wire")
    newsroom.Photo.objects.filter(pk=one.pk).update(taken_on=date(2026, 11, 20))
    two = cast.photo("Barn", photographer="Ned Barn")
    like = newsroom.photos_like
    assert list(like(words=f"#{one.pk}")) == [one]
    assert list(like(agency="lantern")) == [one]
    assert list(like(photographer="ned")) == [two]
    assert list(like(since=date(2026, 11, 20), until=date(2026, 11, 20))) == [one]
    assert list(like(words="barn")) == [two]


@pytest.mark.parametrize("swap", [True, False], ids=["swapped", "removed"])
def test_a_pulled_photo_leaves_every_story_at_once(
    cast: Cast,
    editor: Client,
    swap: bool,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    bad, good = cast.photo("Bad"), cast.photo("Good", alt_text="A better owl.")
    in_body = [("text", "<p>One.</p>"), ("photo", {"photo": bad, "caption": "The bad one", "size": "wide"})]
    lead = cast.story("Leads with it", lead_photo=bad, lead_caption="The bad one")
    inside = cast.story("Holds it", body=in_body)
    draft = cast.story("Changed since", text="<p>Published words.</p>")
    draft.lead_photo, draft.title = bad, "Changed words"
    draft.save_revision()
    unborn = cast.story("Not out yet", lead_photo=bad, live=False)
    unborn.save_revision()
    files = files_of(bad, settings)

    found = editor.get(reverse("newsroom_pull_photo"), {"words": f"#{bad.pk}"}).content.decode()
    assert all(title in found for title in ("Leads with it", "Holds it", "Changed since", "Not out yet"))
    given = {"photos": [bad.pk], "instead": good.pk if swap else "", "reason": "The agency asked for it."}
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(reverse("newsroom_pull_photo") + f"?words=%23{bad.pk}", given).status_code == 302

    expected = good if swap else None
    for story in (lead, inside, draft, unborn):
        story.refresh_from_db()
        newest = story.get_latest_revision_as_object()
        assert bad not in [newest.lead_photo, *(one.value["photo"] for one in newest.body if one.block_type == "photo")]
    assert (lead.lead_photo, lead.lead_caption) == (expected, "")
    assert ("photo" in [block.block_type for block in inside.body]) is swap
    assert (draft.title, draft.has_unpublished_changes) == ("Changed since", True)
    assert draft.get_latest_revision_as_object().title == "Changed words"
    assert not unborn.live
    page = Client().get(inside.url).content.decode()
    assert ("A better owl." in page) is swap
    assert "The bad one" not in page
    assert not any(path.exists() for path in files)
    row = newsroom.PhotoPull.objects.get()
    assert (row.made_by, row.made_at, row.reason, row.instead) == (
        cast.editor,
        NOW,
        "The agency asked for it.",
        expected,
    )
    assert {one["headline"] for one in row.stood_on} >= {"Leads with it", "Holds it"}
    said = [entry.message for entry in PageLogEntry.objects.filter(action="newsroom.pull_photo", page=lead.pk)]
    assert "The agency asked for it." in said[0]


def test_a_pull_needs_a_reason_and_a_picture_that_may_be_shown(cast: Cast, editor: Client) -> None:
    bad = cast.photo()
    no_better = cast.photo("No better")
    newsroom.Photo.objects.filter(pk=no_better.pk).update(license="unknown")
    url = reverse("newsroom_pull_photo") + f"?words=%23{bad.pk}"
    assert "Say why" in editor.post(url, {"photos": [bad.pk], "reason": " "}).content.decode()
    said = editor.post(url, {"photos": [bad.pk], "reason": "Wrong owl.", "instead": no_better.pk}).content.decode()
    assert "may not be shown itself" in said
    assert not newsroom.PhotoPull.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("Reporters", 302), ("Editors", 200)])
def test_only_editors_pull(cast: Cast, client: Client, role: str, status: int) -> None:
    pat = people.Staff.objects.create_user("pat", "pat@owl.example", "correct horse battery")
    pat.groups.add(Group.objects.get(name=role))
    client.force_login(pat)
    assert client.get(reverse("newsroom_pull_photo")).status_code == status
    assert (reverse("newsroom_pull_photo") in client.get("/admin/").content.decode()) is (status == 200)
