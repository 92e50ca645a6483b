"""How a rule and a one-off change are entered: days as boxes to tick, times by the clock on the studio wall."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from groundwave.schedule.core import pattern, wallclock

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class RuleForm(WagtailAdminModelForm):
    """The stored RRULE is shown as ticked weekdays where it is a plain weekly one, and as its text where it is not."""

    weekdays = forms.MultipleChoiceField(
        label="On these days",
        required=False,
        choices=[(str(number), name) for number, name in enumerate(_NAMES)],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rrule"]
        field.required = False
        field.label = "Or another pattern"
        field.help_text = (
            "For what is not weekly, as an RRULE: FREQ=MONTHLY;BYDAY=1SU is the first Sunday of the month."
        )
        plain = self._weekdays_of(self.instance.rrule)
        if plain is not None:
            self.initial["weekdays"] = [str(day) for day in plain]
            self.initial["rrule"] = ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        ticked, text = cleaned.get("weekdays") or [], (cleaned.get("rrule") or "").strip()
        if ticked and text:
            self.add_error("rrule", "Tick days or write a pattern, not both: clear one of them.")
        elif not ticked and not text:
            self.add_error("weekdays", "No day is chosen: tick at least one, or write a pattern below.")
        elif ticked:
            cleaned["rrule"] = str(pattern.weekly(int(day) for day in ticked))
        return cleaned

    @staticmethod
    def _weekdays_of(text: str) -> tuple[int, ...] | None:
        try:
            return pattern.parse(text).weekdays
        except pattern.NotAPattern:
            return None


class WallClockField(forms.DateTimeField):
    """A date and time without a zone; the form knows whose wall clock it is."""

    widget = AdminDateTimeInput

    def prepare_value(self, value: Any) -> Any:
        return value

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, datetime):
            return value.replace(tzinfo=None)
        naive = forms.CharField(required=False).to_python(value)
        if not naive:
            return None
        for shape in self.input_formats or ():
            try:
                return datetime.strptime(naive, shape)  # noqa: DTZ007  (the zone is the service's; see OverrideForm)
            except ValueError:
                continue
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class OverrideForm(WagtailAdminModelForm):
    """Start and end are entered and shown in the zone of the service, and kept in UTC."""

    starts = WallClockField(help_text="By the clock on the wall of the service.")
    ends = WallClockField(help_text="By the same clock; at most a week later.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("starts", "ends"):
                self.initial[name] = wallclock.wall(getattr(self.instance, name), self.instance.service.zone)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if service := cleaned.get("service"):
            for name in ("starts", "ends"):
                if cleaned.get(name):
                    cleaned[name] = self._instant(name, cleaned[name], service.zone)
        else:
            # Without a service there is no zone, and the model must not meet times without one.
            cleaned.pop("starts", None)
            cleaned.pop("ends", None)
        return cleaned

    def _instant(self, name: str, local: datetime, zone: ZoneInfo) -> datetime:
        before = getattr(self.instance, name, None) if self.instance.pk else None
        if before and wallclock.wall(before, zone) == local:
            return before  # else a time in the repeated hour would move to its first coming by being looked at
        if wallclock.never_comes(local, zone):
            there = wallclock.wall(wallclock.instant(local, zone), zone)
            self.add_error(
                name,
                f"{local:%H:%M} does not exist on {local:%B} {local.day} in {zone.key}: "
                f"the clock jumps to {there:%H:%M}. Enter that, or a time before the jump.",
            )
        return wallclock.instant(local, zone)

    def save(self, commit: bool = True) -> Any:
        if not self.instance.pk:
            self.instance.made_by = self.for_user
        return super().save(commit)
