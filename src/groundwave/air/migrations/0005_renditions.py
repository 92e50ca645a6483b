from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import groundwave.air.models.chain

_USUAL = 96_000


def keep_the_chosen_rate(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Who had chosen a rate of their own keeps it alone; who had the usual one gets three."""
    for chain in apps.get_model("air", "Chain").objects.exclude(bitrate=_USUAL):
        chain.renditions = str(min(256, max(32, chain.bitrate // 1_000)))
        chain.save(update_fields=["renditions"])


class Migration(migrations.Migration):
    dependencies = [("air", "0004_control_room")]

    operations = [
        migrations.AddField(
            model_name="chain",
            name="renditions",
            field=models.CharField(
                default="48, 96, 160",
                help_text="AAC, kilobits a second, with commas: a player takes what its line carries. "
                "One to five, 32 to 256.",
                max_length=60,
                validators=[groundwave.air.models.chain._are_renditions],
            ),
        ),
        migrations.RunPython(keep_the_chosen_rate, migrations.RunPython.noop),
        migrations.RemoveField(model_name="chain", name="bitrate"),
    ]
