"""What goes to NPR is the editors' to say; the way there, of who looks after the sources."""

from django.db import migrations

GIVEN = {
    "Editors": {"cdsstory": ("change", "view"), "cdsoutlet": ("view",)},
    "Wire desk": {"cdsoutlet": ("add", "change", "delete", "view")},
}


def give(apps, schema_editor):
    for name, kinds in GIVEN.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for kind, actions in kinds.items():
            for action in actions:
                group.permissions.add(_permission(apps, kind, action))


def _permission(apps, model, action):
    """Permissions are otherwise made only after all migrations have run."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="wire", model=model)
    words = {"cdsstory": "story at NPR", "cdsoutlet": "way to NPR"}[model]
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {words}"}
    )
    return found


class Migration(migrations.Migration):
    dependencies = [("ops", "0009_roles_of_partner_feeds"), ("wire", "0010_cds_outgoing")]

    # Going back takes nobody's right away: it may have been given by hand since.
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
