"""The whole newsroom plans; what is dropped from the plan for good is the editors' to say."""

from django.db import migrations

GIVEN = {"Reporters": ("add", "change", "view"), "Editors": ("add", "change", "delete", "view")}


def give(apps, schema_editor):
    for name, actions in GIVEN.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for action in actions:
            group.permissions.add(_permission(apps, f"{action}_assignment", f"Can {action} assignment"))


def _permission(apps, codename, name):
    """Permissions are otherwise made only after all migrations have run."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="newsroom", model="assignment"
    )
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [("ops", "0010_roles_of_npr"), ("newsroom", "0012_story_plan")]

    # Going back takes nobody's right away: it may have been given by hand since.
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
