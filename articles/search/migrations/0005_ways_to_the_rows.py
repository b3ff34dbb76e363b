"""The indexes, which are made sooner of rows that are there."""

import django.contrib.postgres.indexes
from django.db import migrations, models

import articles.search.models

NAMES = """
    CREATE INDEX search_names_of_people ON people_personname
        USING gin (search_names(name || ' ' || short_name || ' ' || sort_name));
    CREATE INDEX search_names_of_organisations ON people_organisationname
        USING gin (search_names(name || ' ' || acronym));
    CREATE INDEX search_terms_of_the_glossary ON glossary_term (articles_plain(text));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_rows_of_what_is_there"),
        ("glossary", "0002_corrections_by_stems"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="searchword",
            constraint=models.UniqueConstraint(fields=["language", "word"], name="a_word_of_a_language_is_kept_once"),
        ),
        migrations.AddIndex(
            model_name="searchword",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("word", "gin_trgm_ops"),
                fastupdate=False,
                name="search_word_parts",
            ),
        ),
        migrations.AddIndex(
            model_name="searchrow",
            index=models.Index(fields=["language", "-first_public_from", "-edition"], name="search_dates"),
        ),
        migrations.AddIndex(
            model_name="searchrow",
            index=models.Index(fields=["article"], name="search_article"),
        ),
        migrations.AddIndex(
            model_name="searchrow",
            index=django.contrib.postgres.indexes.GinIndex(fields=["vector"], fastupdate=False, name="search_vector"),
        ),
        migrations.AddIndex(
            model_name="searchrow",
            index=django.contrib.postgres.indexes.GinIndex(
                articles.search.models.Headings(), fastupdate=False, name="search_headings"
            ),
        ),
        migrations.RunSQL(NAMES, migrations.RunSQL.noop),
        migrations.RunSQL(
            "SELECT search_count_words(); ANALYZE search_searchrow; ANALYZE search_searchword", migrations.RunSQL.noop
        ),
    ]
