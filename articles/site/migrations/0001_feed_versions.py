from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="FeedVersion",
            fields=[
                ("path", models.CharField(max_length=300, primary_key=True, serialize=False)),
                ("etag", models.CharField(max_length=64)),
                ("modified_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("etag", ""), _negated=True), name="a_version_of_a_feed_has_an_etag"
                    )
                ],
            },
        ),
    ]
