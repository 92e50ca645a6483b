"""The house stands as its plan says; what a linter of imports cannot see is held here."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "groundwave"
FLOORS = [
    {"kit"},
    {"base"},
    {"stations", "people"},
    {"newsroom"},
    {"figures"},
    {"schedule"},
    {"membership"},
    {"wire", "air", "publicfile", "newsletters", "discovery", "delivery"},
    {"web"},
    {"ops"},
    {"config"},
]
HEIGHT = {room: height for height, floor in enumerate(FLOORS) for room in floor}
ROOMS = sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists())
# Fields that Wagtail's abstract models declare; their reverse names are Wagtail's.
WAGTAILS_OWN = {"uploaded_by_user", "owner", "locked_by"}
OURS = [model for model in apps.get_models() if model.__module__.startswith("groundwave.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_foreign_key_points_down_and_leaves_no_name_above(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        target = getattr(field, "related_model", None)
        if not (isinstance(field, models.ForeignKey | models.ManyToManyField) and isinstance(target, type)):
            continue
        if field.model is not model or not target.__module__.startswith("groundwave."):
            continue
        here, there = model._meta.app_label, target._meta.app_label
        if here == there or field.name.endswith("_ptr") or field.name in WAGTAILS_OWN:
            continue
        assert HEIGHT[there] < HEIGHT[here], f"{model._meta.label}.{field.name} points up to {there}"
        name = str(field.remote_field.related_name)
        assert name.endswith("+"), f"{model._meta.label}.{field.name} needs related_name='+'"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_in_one_sentence_what_it_answers_for(room: str) -> None:
    tree = ast.parse((SOURCE / room / "__init__.py").read_text())
    assert ast.get_docstring(tree), f"{room}/__init__.py has no sentence"
    assert len(tree.body) == 1, f"{room}/__init__.py holds more than its sentence"


def test_every_room_has_a_floor() -> None:
    assert set(ROOMS) <= set(HEIGHT)


@pytest.mark.parametrize("path", sorted(SOURCE.glob("*/core/**/*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_core_is_pure(path: Path) -> None:
    forbidden = {"django", "wagtail", "modelcluster", "taggit", "httpx", "socket", "requests", "random", "subprocess"}
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            assert name.split(".")[0] not in forbidden, f"{path.name} imports {name}"
            assert name != "groundwave.kit.clock", f"{path.name} reads the clock; a core is handed the time"


def test_django_code_reads_the_clock_in_one_place() -> None:
    """docs/decisions/0006: what is without Django (the engine, the front, the supervisor) has clocks of its own."""
    elsewhere = (SOURCE / "kit" / "clock.py", SOURCE / "air" / "engine", SOURCE / "delivery" / "front", SOURCE / "ops")
    readers = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        if not any(path.is_relative_to(place) for place in elsewhere)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today", "localdate"}
        if isinstance(node.value, ast.Name) and node.value.id in {"datetime", "timezone", "date"}
    ]
    assert readers == []


def test_no_file_is_named_for_nothing() -> None:
    empty_names = {"utils", "helpers", "manager", "managers", "common", "misc"}
    assert not [path for path in SOURCE.rglob("*.py") if path.stem in empty_names]


def test_public_html_css_and_js_live_in_web() -> None:
    strays = [
        path.relative_to(SOURCE)
        for ending in ("*.html", "*.css", "*.js")
        for path in SOURCE.rglob(ending)
        if path.relative_to(SOURCE).parts[0] != "web"
    ]
    assert strays == []


def test_no_committed_file_names_a_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml", "Makefile"):
        assert "://" not in (ROOT / name).read_text(), f"{name} names a host"


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
