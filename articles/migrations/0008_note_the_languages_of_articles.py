"""The articles that are there already learn which languages they have: their own trigger notes it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_languages_that_an_article_has"),
    ]

    operations = [
        migrations.RunSQL("UPDATE articles_article SET languages = languages", migrations.RunSQL.noop),
    ]
