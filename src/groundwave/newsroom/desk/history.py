"""What a story's history says of what was done to it beside its words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter


class PulledPhoto(LogFormatter):
    label = _("Pull a photo")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        told = _("The photo “%(photo)s” was pulled: %(reason)s") % data
        return f"{told} {_('“%(instead)s” stands in its place.') % data}" if data["instead"] else str(told)


class AnsweredPreview(LogFormatter):
    label = _("Answer from outside")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        told = f"{data['name']} ({data['for_whom']}): {data['verdict']}"
        return f"{told}. {data['comment']}" if data["comment"] else f"{told}."


class BrokenEmbargo(LogFormatter):
    label = _("Break an embargo")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        return str(_("The embargo until %(was_until)s was ended early: %(reason)s") % data)


class Reviewed(LogFormatter):
    label = _("Review")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        if not data["due_on"]:
            return str(_("It is kept current no longer."))
        told = _("Reviewed; due again on %(due_on)s.") % data
        return f"{told} {data['note']}" if data["note"] else str(told)
