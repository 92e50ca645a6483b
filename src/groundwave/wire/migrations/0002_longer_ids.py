from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wire", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="delivery",
            name="external_id",
            field=models.CharField(max_length=500),
        ),
    ]
