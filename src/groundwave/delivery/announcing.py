"""Every write says what it changed, in its own transaction: a transaction that fails has said nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import ForeignKey, Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from groundwave.base import tracking
from groundwave.delivery.models import Change
from groundwave.kit import deps


def listen() -> None:
    """Connect to every model there is."""
    deps.listen(_write_down)
    pre_save.connect(_about_to_be_saved, dispatch_uid="delivery.about_to_be_saved")
    post_save.connect(_saved, dispatch_uid="delivery.saved")
    post_delete.connect(_deleted, dispatch_uid="delivery.deleted")
    m2m_changed.connect(_linked, dispatch_uid="delivery.linked")


def _write_down(keys: frozenset[str]) -> None:
    Change.objects.create(keys="\n".join(sorted(keys)))


def _about_to_be_saved(
    sender: type[Model], instance: Model, raw: bool = False, update_fields: Iterable[str] | None = None, **_: Any
) -> None:
    """A row that goes from one owner to another is missed by both; the old one is known to the database alone."""
    if raw or instance.pk is None or instance._state.adding or not _counts(sender):
        return
    if update_fields is not None and tracking.DRAFT_FIELDS.issuperset(update_fields):
        return
    keys = tracking.keys_of_owners(instance)
    if keys:
        deps.announce(*keys)


def _saved(sender: type[Model], instance: Model, update_fields: Iterable[str] | None = None, **_: Any) -> None:
    if not _counts(sender):
        return
    if update_fields is not None and tracking.DRAFT_FIELDS.issuperset(update_fields):
        return
    deps.announce(*tracking.keys_of_row(instance), *_of_its_room(instance))


def _deleted(sender: type[Model], instance: Model, **_: Any) -> None:
    if _counts(sender):
        deps.announce(*tracking.keys_of_row(instance), *_of_its_room(instance))


def _linked(
    sender: type[Model], instance: Model, action: str, model: type[Model], pk_set: set[Any] | None, **_: Any
) -> None:
    if action not in ("post_add", "post_remove", "pre_clear", "post_clear") or sender.__module__ == "__fake__":
        return
    keys = {f"table:{sender._meta.db_table}", tracking.row_key(instance)}
    if action == "pre_clear":  # who was linked is not told
        pk_set = _linked_to(sender, instance)
    for field in sender._meta.local_concrete_fields:
        if field.remote_field is None:
            continue
        target = tracking.label(field.remote_field.model)
        values: set[Any] = {instance.pk} if target == tracking.label(type(instance)) else set()
        if target == tracking.label(model):
            values |= pk_set or set()
        keys |= {f"{sender._meta.db_table}.{field.column}:{value}" for value in values}
    deps.announce(*keys)


def _linked_to(sender: type[Model], instance: Model) -> set[Any]:
    """The other ends of all the row's links in a table of links."""
    ends = [field for field in sender._meta.local_concrete_fields if isinstance(field, ForeignKey)]
    for field in ends:
        if tracking.label(field.related_model) == tracking.label(type(instance)):
            links = sender._base_manager.filter(**{field.attname: instance.pk})
            others = [other.attname for other in ends if other is not field]
            return {value for row in links.values_list(*others) for value in row}
    return set()


def _counts(sender: type[Model]) -> bool:
    """Rows of a migration's historical models come before the table of changes does; a release bakes all anew."""
    return sender.__module__ != "__fake__" and tracking.is_watched(sender)


def _of_its_room(instance: Model) -> Iterable[str]:
    """Keys of lists that the row's own room gives names to."""
    announces = getattr(instance, "announces", None)
    return announces() if callable(announces) else ()
