"""The tables alone: their indexes come after they are filled."""

import django.contrib.postgres.fields
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import languages


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0012_attachments_and_galleries"),
        ("people", "0001_persons_and_organisations"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=35)),
                ("word", models.TextField()),
                ("written", models.TextField()),
                ("texts", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="search_row",
                        serialize=False,
                        to="articles.edition",
                    ),
                ),
                ("language", models.CharField(max_length=35, validators=[languages.validate_language])),
                ("kind", models.CharField(max_length=30)),
                ("public_from", models.DateTimeField()),
                ("public_until", models.DateTimeField(null=True)),
                ("first_public_from", models.DateTimeField()),
                ("topics", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField())),
                ("people", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField())),
                ("organisations", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField())),
                ("media_until_on", models.DateField(null=True)),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
                ("text", models.TextField()),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="search_rows",
                        to="articles.article",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(
            # Out of line and uncompressed: lists read the narrow part of many rows, ranking the vectors of few.
            """
            ALTER TABLE search_searchrow SET (toast_tuple_target = 128);
            ALTER TABLE search_searchrow ALTER COLUMN vector SET STORAGE EXTERNAL;
            ALTER TABLE search_searchrow ALTER COLUMN vector SET STATISTICS 300;
            """,
            migrations.RunSQL.noop,
        ),
    ]
