"""The rows of an archive that is there already. Interrupted, it goes on where it stopped."""

from django.db import migrations

from articles.search.filling import fill


def fill_rows(_apps: object, schema_editor: object) -> None:
    fill(schema_editor.connection)


class Migration(migrations.Migration):
    # In portions, each a transaction of its own: an archive may be large.
    atomic = False
    dependencies = [("search", "0003_kept_by_the_database")]

    operations = [migrations.RunPython(fill_rows, migrations.RunPython.noop)]
