"""Give every name of a topic its place in the order of its language."""

from django.db import migrations

from languages.collation import letter, sort_key


def sort_the_topics(apps, schema_editor):
    rows = apps.get_model("articles", "TopicName").objects.using(schema_editor.connection.alias)
    for row in rows.iterator():
        key, found = sort_key(row.name, row.language), letter(row.name, row.language)
        rows.filter(pk=row.pk).update(sort_key=key, letter=found)


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_topics_in_order")]

    operations = [migrations.RunPython(sort_the_topics, migrations.RunPython.noop)]
