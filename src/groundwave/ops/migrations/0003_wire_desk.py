"""Who looks after partners: the Wire desk has its sources, and editors may see them and what they sent."""

from django.db import migrations

GIVEN = {"Wire desk": ("add", "change", "delete", "view"), "Editors": ("view",)}


def make_the_role(apps, schema_editor):
    for name, actions in GIVEN.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(_permission(apps, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"))
        for action in actions:
            group.permissions.add(_permission(apps, "wire", "source", f"{action}_source", f"Can {action} source"))


def _permission(apps, app_label, model, codename, name):
    """Permissions are otherwise made only after all migrations have run."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app_label, model=model)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [("ops", "0002_lease"), ("wire", "0003_sources")]

    # Going back takes nobody's role away: accounts may have been put into it.
    operations = [migrations.RunPython(make_the_role, migrations.RunPython.noop)]
