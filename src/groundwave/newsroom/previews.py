"""Previews for people outside: a link to one version of a story that ends, can be revoked and answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from wagtail.log_actions import log

from groundwave.kit import html
from groundwave.newsroom.models import PreviewAnswer, PreviewLink, Story

_MOST_ANSWERS: Final = 50  # of one link: whoever has it can send as many as they like


class UnableToAnswer(ValueError):
    """What an outsider sent is not taken; the message says why and what to do."""


def offer_preview(*, story: Story, by: Any, for_whom: str, days: int, at: datetime) -> PreviewLink:
    """A link to the newest version of a story, for so many days."""
    revision = story.get_latest_revision() or story.save_revision(user=by, clean=False)
    return PreviewLink.objects.create(
        story=story,
        revision=revision,
        for_whom=for_whom,
        made_by=by,
        made_at=at,
        expires_at=at + timedelta(days=days),
    )


def preview_at(*, key: str, at: datetime) -> PreviewLink | None:
    """The link of this key, if it works and its story was not taken back."""
    found = PreviewLink.objects.select_related("revision", "story__withdrawal").filter(key=key).first()
    if found is None or not found.works(at=at) or getattr(found.story, "withdrawal", None) is not None:
        return None
    return found


def answer_preview(*, link: PreviewLink, name: str, approves: bool, comment: str, at: datetime) -> PreviewAnswer:
    """Put an outsider's word on the story's record. Raises UnableToAnswer."""
    name, comment = html.printable(name).strip(), html.printable(comment).strip()
    if not name:
        raise UnableToAnswer("Please say who you are.")
    if not (approves or comment):
        raise UnableToAnswer("Please write what should change, or approve the story.")
    if len(name) > 120 or len(comment) > 4_000:
        raise UnableToAnswer("That is too long: at most 120 characters of name and 4,000 of comment are taken.")
    if link.answers.count() >= _MOST_ANSWERS:
        raise UnableToAnswer("This link has had too many answers. Please write to the newsroom.")
    verdict = PreviewAnswer.Verdict.APPROVED if approves else PreviewAnswer.Verdict.COMMENT
    made = PreviewAnswer.objects.create(link=link, name=name, verdict=verdict, comment=comment, made_at=at)
    said = {"name": name, "verdict": made.get_verdict_display(), "comment": comment, "for_whom": link.for_whom}
    log(link.story, "newsroom.answer_preview", data=said, revision=link.revision)
    return made
