"""A story's address says section and day: with both in one index its page is found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0004_shelves")]

    operations = [
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["shelf", "dated"], name="story_of_day"),
        ),
    ]
