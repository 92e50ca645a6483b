"""A rule publishes, so editors write them; who looks after the sources may see what they do."""

from django.db import migrations

GIVEN = {"Editors": ("add", "change", "delete", "view"), "Wire desk": ("view",)}


def give(apps, schema_editor):
    for name, actions in GIVEN.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for action in actions:
            group.permissions.add(_permission(apps, f"{action}_deskrule", f"Can {action} desk rule"))


def _permission(apps, codename, name):
    """Permissions are otherwise made only after all migrations have run."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="wire", model="deskrule")
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [("ops", "0007_roles_of_legal_ids"), ("wire", "0009_desk_rules")]

    # Going back takes nobody's right away: it may have been given by hand since.
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
