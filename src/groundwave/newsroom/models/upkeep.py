from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import models


class Upkeep(models.Model):
    """A story that is kept current, mostly an explainer: when somebody last went through it, and when it is due again.

    Days are the licensee's. It is no part of a draft: readers are told at once, whatever is being written.
    """

    story = models.OneToOneField("newsroom.Story", models.CASCADE, related_name="upkeep")
    reviewed_on = models.DateField()
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField("to be reviewed again by", db_index=True)

    def __str__(self) -> str:
        return f"{self.story}: reviewed {self.reviewed_on}, due {self.due_on}"

    def announces(self) -> Iterator[str]:
        """Its story's page, which says when it was reviewed."""
        yield f"wagtailcore.page:{self.story_id}"
