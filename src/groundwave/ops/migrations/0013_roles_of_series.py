"""Editors put stories into a series; reporters see where theirs stands."""

from django.db import migrations

GIVEN = {"Editors": ("add", "change", "delete", "view"), "Reporters": ("view",)}


def give(apps, schema_editor):
    for name, actions in GIVEN.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for action in actions:
            group.permissions.add(_permission(apps, f"{action}_series", f"Can {action} series"))


def _permission(apps, codename, name):
    """Permissions are otherwise made only after all migrations have run."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="newsroom", model="series")
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [("ops", "0012_roles_of_link_cards"), ("newsroom", "0015_series")]

    # Going back takes nobody's right away: it may have been given by hand since.
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
