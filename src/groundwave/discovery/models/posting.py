from __future__ import annotations

from typing import ClassVar

from django.db import models


class Term(models.Model):
    """A stem of one language, or a topic as `#slug`; `shown` is the word as it was first met."""

    language = models.CharField(max_length=5)
    stem = models.CharField(max_length=60)
    shown = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["language", "stem"], name="one_term_a_stem")]

    def __str__(self) -> str:
        return self.stem


class Posting(models.Model):
    """How much one story is about one term."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="postings", db_index=False)
    entry = models.ForeignKey("discovery.Entry", models.CASCADE, related_name="postings")
    weight = models.FloatField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["term", "entry"], name="one_posting_a_term_and_story")]

    def __str__(self) -> str:
        return f"{self.term}: {self.weight:.1f}"
