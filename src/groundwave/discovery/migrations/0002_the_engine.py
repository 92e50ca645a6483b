import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import groundwave.kit.clock


class Migration(migrations.Migration):
    """The index moves from the database into files; its tables held nothing that is not in the stories."""

    dependencies = [
        ("newsroom", "0002_initial"),
        ("discovery", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel("Posting"),
        migrations.DeleteModel("Term"),
        migrations.DeleteModel("Entry"),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.PositiveBigIntegerField()),
                ("made_at", models.DateTimeField(db_index=True, default=groundwave.kit.clock.now)),
            ],
            options={"ordering": ("pk",)},
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verdict", models.CharField(choices=[("pin", "Always"), ("ban", "Never")], max_length=3)),
                ("made_at", models.DateTimeField(default=groundwave.kit.clock.now)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="newsroom.story"
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="newsroom.story"
                    ),
                ),
            ],
            options={
                "ordering": ("made_at", "pk"),
                "constraints": [models.UniqueConstraint(fields=("story", "other"), name="one_choice_a_pair")],
            },
        ),
    ]
