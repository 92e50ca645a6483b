"""What the newsroom announces. Others listen through `newsroom.api`; a story never knows who does."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import Signal, receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from groundwave.kit import clock, deps
from groundwave.newsroom import lists, photo_rights
from groundwave.newsroom.core.visibility import Verdict, may_the_public_see
from groundwave.newsroom.models import Byline, SeriesPart, Story, Withdrawal

story_changed = Signal()
"""A story became, or may have become, other than it was: `story_id`. Sent after the commit."""

stories_arrived = Signal()
"""Many new stories came at once, without a signal of Django's or Wagtail's for each: `stories`. Sent in the
transaction, for those who write down what has changed."""

story_removed = Signal()
"""A story is gone from the public: unpublished, withdrawn or deleted: `story_id`. Sent after the commit."""


@receiver(page_published, sender=Story)
@receiver(post_page_move, sender=Story)
def _announce_change(sender: type[Story], instance: Story, **_: Any) -> None:
    story_id = instance.pk
    deps.announce(*lists.of(instance if isinstance(instance, Story) else instance.specific))  # a move's is a plain page
    transaction.on_commit(lambda: story_changed.send(sender=Story, story_id=story_id))
    if isinstance(instance, Story):
        _hide_if_it_was_seen(instance)


def _hide_if_it_was_seen(story: Story) -> None:
    """An embargo that came late: what readers have seen of it is taken from them."""
    again = story.first_published_at and story.last_published_at and story.first_published_at < story.last_published_at
    now = clock.now()
    if again and may_the_public_see(story.rights, at=now) is Verdict.EMBARGOED:
        photo_rights.hide_pictures_of(story, at=now)
        photo_rights.hide_files_of(story, at=now)


@receiver(page_unpublished, sender=Story)
@receiver(pre_delete, sender=Story)
def _announce_removal(sender: type[Story], instance: Story, **_: Any) -> None:
    story_id = instance.pk
    deps.announce(*lists.of(instance))
    photo_rights.hide_pictures_of(instance, at=clock.now())
    photo_rights.hide_files_of(instance, at=clock.now())
    transaction.on_commit(lambda: story_removed.send(sender=Story, story_id=story_id))


@receiver(pre_save, sender=Story)
def _announce_as_it_was(
    sender: type[Story], instance: Story, raw: bool = False, update_fields: Any = None, **_: Any
) -> None:
    """Before a story changes, the lists in which it stands: by now it may belong to others."""
    if instance.pk and not raw and update_fields is None:
        before = Story.objects.filter(pk=instance.pk, live=True).select_related("locale").first()
        if before is not None:
            deps.announce(*lists.of(before))


@receiver(post_save, sender=Withdrawal)
@receiver(post_delete, sender=Withdrawal)
def _announce_withdrawal(sender: type[Withdrawal], instance: Withdrawal, **_: Any) -> None:
    story = Story.objects.filter(pk=instance.story_id).select_related("locale").first()
    if story is not None:
        deps.announce(*lists.of(story))
        photo_rights.hide_pictures_of(story, at=clock.now())
        photo_rights.hide_files_of(story, at=clock.now())


@receiver(pre_save, sender=Byline)
def _announce_loss_of_a_byline(sender: type[Byline], instance: Byline, raw: bool = False, **_: Any) -> None:
    """A byline that goes to another author leaves the list of the one who had it."""
    if instance.pk and not raw:
        before = Byline.objects.filter(pk=instance.pk).exclude(author=instance.author_id)
        deps.announce(*(f"{lists.EVERY}:author:{author}" for author in before.values_list("author", flat=True)))


@receiver(pre_save, sender=SeriesPart)
def _announce_a_place_given_to_another(
    sender: type[SeriesPart], instance: SeriesPart, raw: bool = False, **_: Any
) -> None:
    """The story that had this place leaves the series."""
    if instance.pk and not raw:
        before = SeriesPart.objects.filter(pk=instance.pk).exclude(story=instance.story_id)
        deps.announce(*(f"wagtailcore.page:{story}" for story in before.values_list("story", flat=True)))


@receiver(page_published)
@receiver(page_unpublished)
@receiver(page_slug_changed)
@receiver(post_page_move)
@receiver(pre_delete)
def _announce_tree(sender: type[Any], instance: Any, **said: Any) -> None:
    """Any page but a story: the navigation, and the address of everything below it."""
    if not isinstance(instance, Page) or sender.__module__ == "__fake__" or instance.specific_class is Story:
        return
    deps.announce(lists.TREE, f"translations:{instance.translation_key}", f"wagtailcore.page:{instance.pk}")


@receiver(page_slug_changed)
@receiver(post_page_move)
def _announce_what_is_below(sender: type[Any], instance: Any, **_: Any) -> None:
    """With a section every story below it has another address; Wagtail changes those rows without a word."""
    if instance.specific_class is Story:
        return
    keys = {lists.EVERY, f"{lists.EVERY}:section:{instance.pk}"}
    for pk, published_at in Story.objects.descendant_of(instance).values_list("pk", "published_at").iterator():
        keys |= {f"wagtailcore.page:{pk}", lists.key_of_month(published_at)}
    deps.announce(*keys)
