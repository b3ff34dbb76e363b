"""Give every name its place in the order of its language."""

from django.db import migrations

from languages.collation import letter, sort_key


def sort_the_names(apps, schema_editor):
    for name in ("PersonName", "OrganisationName"):
        rows = apps.get_model("people", name).objects.using(schema_editor.connection.alias)
        for row in rows.iterator():
            text = getattr(row, "sort_name", "") or row.name
            rows.filter(pk=row.pk).update(sort_key=sort_key(text, row.language), letter=letter(text, row.language))


class Migration(migrations.Migration):
    dependencies = [("people", "0002_names_in_order")]

    operations = [migrations.RunPython(sort_the_names, migrations.RunPython.noop)]
