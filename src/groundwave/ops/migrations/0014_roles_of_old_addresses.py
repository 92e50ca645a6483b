"""Where a reader of the old site arrives is for editors and for who looks after the sources."""

from django.db import migrations

GIVEN = {"Editors": ("change", "view"), "Wire desk": ("change", "view")}


def give(apps, schema_editor):
    for name, actions in GIVEN.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for action in actions:
            group.permissions.add(_permission(apps, f"{action}_oldaddress", f"Can {action} old address"))


def _permission(apps, codename, name):
    """Permissions are otherwise made only after all migrations have run."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="wire", model="oldaddress")
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [("ops", "0013_roles_of_series"), ("wire", "0011_link_cards")]

    # Going back takes nobody's right away: it may have been given by hand since.
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
