"""What partners may reprint is the editors' to say."""

from django.db import migrations

GIVEN = ("add", "change", "delete", "view")


def give(apps, schema_editor):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Editors")
    for action in GIVEN:
        group.permissions.add(_permission(apps, f"{action}_partnerfeed", f"Can {action} partner feed"))


def _permission(apps, codename, name):
    """Permissions are otherwise made only after all migrations have run."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="newsroom", model="partnerfeed"
    )
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [("ops", "0008_roles_of_desk_rules"), ("newsroom", "0011_partner_feeds")]

    # Going back takes nobody's right away: it may have been given by hand since.
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
