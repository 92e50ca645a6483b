"""The form of a photo: what the file says of itself stands in it already, and what could not be read is said."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from wagtail.images.forms import BaseImageForm

from groundwave.newsroom.core import photo_facts
from groundwave.newsroom.intake import UnableToTakeIn, size_of
from groundwave.newsroom.models import Photo
from groundwave.stations import api as stations

_MOST_BYTES = 30 * 1024 * 1024
_WORDS = {
    "title": "title",
    "alt_text": "alt text",
    "caption": "caption",
    "photographer": "photographer",
    "agency": "agency",
    "copyright_notice": "copyright",
    "usage_terms": "usage terms",
    "taken_on": "date taken",
}


class PhotoForm(BaseImageForm):
    """An upload fills what nobody has filled; a photo of somebody else's waits until a person says by what right."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "license" in self.fields and not self.instance.pk:
            self.fields["license"].required = False  # a dropped file is taken at once, and then asked about
        if "file" in self.fields:
            setattr(self.fields["file"], "to_python", _in_words(self.fields["file"].to_python))  # noqa: B010
        if (said := self.instance.found_in_file) and "license" in self.fields:
            self.fields["license"].help_text = said

    def clean_file(self) -> Any:
        """Half a file passes for a picture until a page asks for its pixels."""
        given = self.cleaned_data["file"]
        if "file" in self.changed_data:
            given.seek(0)
            try:
                size_of(given.read(_MOST_BYTES), given.name)
            except UnableToTakeIn as unable:
                raise ValidationError(str(unable)) from unable
            given.seek(0)
        return given

    def save(self, commit: bool = True) -> Photo:
        if "file" in self.changed_data:
            fill(self.instance, self.cleaned_data["file"], typed=set(self.data))
        photo: Photo = super().save(commit=commit)
        return photo


def _in_words(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The reading of an uploaded picture, which for a broken one fails with whatever its decoder says."""

    def to_python(data: Any) -> Any:
        try:
            return read(data)
        except (OSError, ValueError, SyntaxError) as broken:
            raise ValidationError(f"{data.name}: not a whole picture that pages can show ({broken}).") from broken

    return to_python


def fill(photo: Photo, file: File[bytes], *, typed: Collection[str] = ()) -> None:
    """Put what the file says into the fields that are empty, and what was done into words. Does not save."""
    file.seek(0)
    facts = photo_facts.read(file.read(_MOST_BYTES), own_names=_own_names())
    file.seek(0)
    taken = [name for name in facts.found if _take(photo, name, getattr(facts, name), PurePath(file.name or "").stem)]
    notes = list(facts.notes)
    if facts.license and "license" not in typed and photo.license == Photo.License.OWN:
        photo.license = facts.license
        if facts.license == Photo.License.UNKNOWN:
            notes.append("It names somebody else, so it is not shown until you say by what right we may.")
    if taken:
        notes.insert(0, f"Read from the file: {', '.join(_WORDS[name] for name in taken)}.")
    photo.found_in_file = " ".join(notes or ["The file says nothing of caption, credit or rights."])


def _take(photo: Photo, name: str, value: Any, stem: str) -> bool:
    now = getattr(photo, name)
    if now and not (name == "title" and now.startswith(stem)):  # a title that is the file's name was typed by nobody
        return False
    if isinstance(value, str):
        most = photo._meta.get_field(name).max_length
        value = value[:most] if most else value
    setattr(photo, name, value)
    return True


def _own_names() -> list[str]:
    licensee = stations.licensee()
    return [licensee.brand_name, licensee.copyright_owner, licensee.legal_name] if licensee else []
