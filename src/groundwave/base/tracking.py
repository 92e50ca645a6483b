"""Reads that declare themselves: every row that becomes an object, and every query that no door answers for.

Safe by default: a query that nobody has thought about makes the page depend on each table that it reads.
docs/decisions/0012-page-store.md says what was measured and what was rejected.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model
from wagtail.blocks import StreamValue

from groundwave.base.core.sql import Reads, reads
from groundwave.kit import deps

# Rows that no page shows; writing them down would fill the log with every key an editor presses.
_UNWATCHED_APPS: Final = frozenset(
    {"admin", "auth", "contenttypes", "delivery", "migrations", "sessions", "wagtailadmin"}
    | {"wagtailsearch", "wagtailusers", "wire"}
)
_UNWATCHED: Final = frozenset(
    {
        "discovery.change",
        "air.asrunevent",
        "air.hold",
        "air.notice",
        "air.outage",
        "air.spool",
        "air.trackfeed",
        "air.tracktoken",
        "newsroom.assignment",
    }
) | frozenset(
    f"wagtailcore.{name}"
    for name in (
        *("comment", "commentreply", "editingsession", "groupapprovaltask", "grouppagepermission", "modellogentry"),
        *("pagelogentry", "pagesubscription", "referenceindex", "revision", "task", "taskstate", "uploadedfile"),
        *("workflow", "workflowpage", "workflowcontenttype", "workflowstate", "workflowtask"),
    )
)
# What an editor's saved draft changes of a page's row; the public sees none of it.
DRAFT_FIELDS: Final = frozenset(
    {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"}
    | {"locked", "locked_at", "locked_by", "go_live_at", "last_published_at"}
)


@cache
def label(model: type[Model]) -> str:
    """The name under which rows of a model are known: that of the first table, for a page of any type is a page."""
    options = (model._meta.concrete_model or model)._meta
    while options.parents:
        options = next(iter(options.parents))._meta
    return str(options.label_lower)


@cache
def is_watched(model: type[Model]) -> bool:
    return model._meta.app_label not in _UNWATCHED_APPS and model._meta.label_lower not in _UNWATCHED


def row_key(instance: Model) -> str:
    return f"{label(type(instance))}:{instance.pk}"


def keys_of_row(instance: Model) -> set[str]:
    """Everything that a page may have declared when it was made from this row, or from a question about it."""
    keys = {row_key(instance)}
    for model in _tables_of(type(instance)):
        table = model._meta.db_table
        keys.add(f"table:{table}")
        for field in _owners(model):
            keys.add(f"{table}.{field.column}:{getattr(instance, field.attname, None)}")
    return keys


def keys_of_owners(instance: Model) -> set[str]:
    """The owners whom the row has in the database, where the instance in hand has others."""
    keys = set()
    for model in _tables_of(type(instance)):
        fields = {field.attname: field for field in _owners(model)}
        before = model._base_manager.filter(pk=instance.pk).values(*fields).first() if fields else None
        for name, value in (before or {}).items():
            if value is not None and value != getattr(instance, name, None):
                keys.add(f"{model._meta.db_table}.{fields[name].column}:{value}")
    return keys


@cache
def _owners(model: type[Model]) -> tuple[ForeignKey[Any, Any], ...]:
    """The columns by which others are asked for their rows: the bylines of a story, the renditions of a photo."""
    if model._meta.label_lower == "wagtailcore.page":  # a page's columns name its locale, its revisions, its staff
        return ()
    return tuple(field for field in model._meta.local_concrete_fields if isinstance(field, ForeignKey))


@cache
def _tables_of(model: type[Model]) -> tuple[type[Model], ...]:
    concrete = model._meta.concrete_model or model
    return (concrete, *concrete._meta.get_parent_list())


@dataclass(frozen=True)
class _Table:
    """What of a table's columns names a row, and which name an owner of rows."""

    label: str
    key: str
    owners: frozenset[str]
    columns: int


@cache
def _watched_tables() -> dict[str, _Table]:
    """Each table whose rows pages may show."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if is_watched(model):
            options = model._meta
            owners = frozenset(str(field.column) for field in _owners(model))
            columns = len(options.local_concrete_fields)
            found[options.db_table] = _Table(label(model), str(options.pk.column), owners, columns)
    return found


def install() -> None:
    """Let every model say which rows it reads. Done once, when Django has loaded; costs nothing while none records."""
    plain = Model.from_db.__func__  # type: ignore[attr-defined]
    if getattr(plain, "declares", False):
        return

    def from_db(cls: type[Model], db: str | None, field_names: Sequence[str], values: Sequence[Any]) -> Model:
        made: Model = plain(cls, db, field_names, values)
        record = deps.open_record()
        if record is not None and is_watched(cls):
            key = row_key(made)
            record.keys.add(key)
            record.rows[f"{key} {cls._meta.model_name} {len(values)}"] = _fingerprint(values)
        return made

    from_db.declares = True  # type: ignore[attr-defined]
    Model.from_db = classmethod(from_db)  # type: ignore[assignment, method-assign]


def _fingerprint(values: Sequence[Any]) -> int:
    # Never the repr of a body: it renders the blocks, which looks for their photos, reads rows and comes here again.
    plain = [list(value.raw_data) if isinstance(value, StreamValue) else value for value in values]
    return zlib.crc32(repr(plain).encode(errors="replace"))


@contextmanager
def declaring_queries() -> Iterator[None]:
    """Inside, each query on this thread's connection declares what it reads, unless a door answers for it."""
    with connection.execute_wrapper(_declare):
        yield


def _declare(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    record = deps.open_record()
    if record is not None and not deps.is_covered():
        found = reads(sql)
        if found is not None:
            record.keys.update(_keys(found, params or ()))
    return execute(sql, params, many, context)


def _keys(found: Reads, params: Sequence[Any]) -> Iterator[str]:
    watched = _watched_tables()
    asked = watched.get(found.table)
    if asked is not None and found.values and len(params) == found.values and _is_followed(found, watched):
        by_key = found.column == asked.key and found.table == found.tables[0]
        if by_key or found.column in asked.owners:
            name = asked.label if by_key else f"{found.table}.{found.column}"
            yield from (f"{name}:{value}" for value in params)
            for table in found.tables:
                if (other := watched.get(table)) and table != found.table:
                    # Rows of a joined table that become no objects declare nothing, nor do those that rank too low.
                    same_row = by_key and other.label == asked.label
                    if not same_row and (found.selected.get(table, 0) < other.columns or table in found.ranked):
                        yield f"table:{table}"
            return
    for table in found.tables:
        if table in watched:
            yield f"table:{table}"


def _is_followed(found: Reads, watched: dict[str, _Table]) -> bool:
    """Whether each other table gives one row for a row of the asked one: it is joined by its own key.

    The other way round (bylines, by a column of their author) a new row would come in under no key of the answer.
    """
    others = (table for table in found.tables if table != found.table)
    return all((table, watched[table].key) in found.joined for table in others if table in watched)
