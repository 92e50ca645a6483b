from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import get_language
from wagtail.admin.panels import FieldPanel

from groundwave.air.core.identification import UnableToReadMinutes, read_minutes
from groundwave.stations import api as stations

ENDINGS = ("aac", "flac", "m4a", "mp3", "ogg", "opus", "wav")
MOST_BYTES = 20 * 1024**2
LONGEST_SECONDS = 60
_IN_ORDER = {"en": "in order", "es": "en regla"}
_FOR_EXAMPLE = {"en": "For example", "es": "Por ejemplo"}


def _language() -> str:
    """That of whoever is at the admin, as far as we speak it."""
    return "es" if (get_language() or "").startswith("es") else "en"


class LegalId(models.Model):
    """The station identification of a service: what is said in it, its sound, and when in each hour it is due."""

    chain = models.OneToOneField("air.Chain", models.CASCADE, related_name="legal_id")
    text = models.CharField(
        max_length=300,
        help_text="Every word of it: the call letters and, right after them, the community of license. "
        "Only licensee, frequency, channel and network may stand between (47 CFR 73.1201).",
    )
    networks = models.CharField(
        "network affiliation", max_length=200, blank=True, help_text="As it is said, with commas: NPR, PBS."
    )
    sound = models.FileField(
        upload_to="legal-ids/", validators=[FileExtensionValidator(ENDINGS)], help_text="At most a minute long."
    )
    minutes = models.CharField(
        "minutes of the hour", max_length=60, default="0", help_text="0 is on the hour; 0, 30 is twice an hour."
    )
    is_on = models.BooleanField("put it on the air", default=True)

    panels: ClassVar = [FieldPanel(name) for name in ("chain", "text", "networks", "sound", "minutes", "is_on")]

    class Meta:
        verbose_name = "legal ID"
        verbose_name_plural = "legal IDs"

    def __str__(self) -> str:
        return self.text

    @property
    def faults(self) -> list[str]:
        """What is wrong with the text, by the facts of the licenses as they are now."""
        networks = [one.strip() for one in self.networks.split(",") if one.strip()]
        return stations.legal_id_faults(
            service=self.chain.service, text=self.text, networks=networks, language=_language()
        )

    @property
    def in_order(self) -> str:
        return " ".join(self.faults) or _IN_ORDER[_language()]

    def clean(self) -> None:
        said: dict[str, str | list[str]] = {}
        if self.chain_id and (faults := self.faults):
            example = stations.legal_id_example(service=self.chain.service)
            said["text"] = [*faults, f"{_FOR_EXAMPLE[_language()]}: {example}."]
        try:
            read_minutes(self.minutes)
        except UnableToReadMinutes as unable:
            said["minutes"] = str(unable)
        if self.sound and not getattr(self.sound, "_committed", True) and (fault := self._sound_fault()):
            said["sound"] = fault
        if said:
            raise ValidationError(said)

    def _sound_fault(self) -> str | None:
        from groundwave.air.engine.probe import UnableToProbe, seconds_of  # a large library, for one form

        if self.sound.size > MOST_BYTES:
            return f"The file is larger than {MOST_BYTES // 1024**2} MB."
        try:
            self.sound.open()
            seconds = seconds_of(self.sound.read(), name=Path(str(self.sound.name)).name)
        except UnableToProbe as unable:
            return f"This file cannot be played: {unable}."
        finally:
            self.sound.seek(0)
        if seconds > LONGEST_SECONDS:
            return f"It is {seconds:.0f} s long; an identification is at most {LONGEST_SECONDS} s."
        return None
