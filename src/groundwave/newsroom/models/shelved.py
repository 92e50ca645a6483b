from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.dispatch import receiver
from wagtail.signals import post_page_move

from groundwave.base.pages import PublicPage


class Shelved(PublicPage):
    """Its section and its language, said in its own row as well as by its place in the tree.

    Lists ask for the newest of a section or a language. With both in the row one index answers, however large the
    archive; the tree's paths and Wagtail's locales lie in another table. Every save and move follows the tree.
    """

    # Not part of a revision: an old one must not bring back a section that the page has left since.
    shelf: Any = models.ForeignKey(
        "newsroom.SectionPage", models.SET_NULL, null=True, editable=False, serialize=False, related_name="+"
    )
    written_in = models.CharField(max_length=10, blank=True, default="", editable=False, serialize=False)

    class Meta:
        abstract = True

    @property
    def language(self) -> str:
        return self.written_in or super().language

    def get_url(self, request: Any = None, current_site: Any = None) -> str | None:
        """Read from its place alone: the first part of `url_path` is the home of its language.

        Wagtail looks up sites and locales for every address, and a front page has a hundred.
        """
        parts = self.url_path.split("/", 2) if self.url_path else []
        if len(parts) < 3 or not self.written_in:
            found: str | None = super().get_url(request, current_site)
            return found
        prefix = "" if self.written_in == settings.LANGUAGE_CODE else f"/{self.written_in}"
        return f"{prefix}/{parts[2].rstrip('/')}"

    url = property(get_url)

    def follow_the_tree(self) -> None:
        """Read both from the page's place. Does not save."""
        from groundwave.newsroom.models.section import SectionPage

        above = SectionPage.objects.filter(path=self.path[: -self.steplen])
        self.shelf_id = above.values_list("pk", flat=True).first()
        self.written_in = self.locale.language_code


@receiver(post_page_move)
def _follow(sender: type[Any], instance: Any, **_: Any) -> None:
    """Wagtail moves the plain page, which knows neither of shelves nor of the day in the address."""
    if not issubclass(sender, Shelved):
        return
    moved = sender._default_manager.get(pk=instance.pk)
    moved.follow_the_tree()
    moved.set_url_path(moved.get_parent())
    own = sender._default_manager.filter(pk=moved.pk)
    own.update(shelf=moved.shelf_id, written_in=moved.written_in, url_path=moved.url_path)
