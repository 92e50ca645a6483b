"""What a story's history says of what was done to it beside its words."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import LogFormatter


class PulledPhoto(LogFormatter):
    label = "Pull a photo"

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        told = f"The photo “{data['photo']}” was pulled: {data['reason']}"
        return f"{told} “{data['instead']}” stands in its place." if data["instead"] else told


class AnsweredPreview(LogFormatter):
    label = "Answer from outside"

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        told = f"{data['name']} ({data['for_whom']}): {data['verdict']}"
        return f"{told}. {data['comment']}" if data["comment"] else f"{told}."


class BrokenEmbargo(LogFormatter):
    label = "Break an embargo"

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        return f"The embargo until {data['was_until']} was ended early: {data['reason']}"


class Reviewed(LogFormatter):
    label = "Review"

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        if not data["due_on"]:
            return "It is kept current no longer."
        told = f"Reviewed; due again on {data['due_on']}."
        return f"{told} {data['note']}" if data["note"] else told
