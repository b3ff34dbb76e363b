"""The lists of persons, organisations and topics: their rows, and the triggers that keep them."""

import django.db.models.deletion
from django.db import migrations, models

# ruff: noqa: S608 - the statements are put together from the words below alone.

# The table that says what an article names → its column, and the kind of subject.
NAMED = {
    "articles_article_people": ("person_id", "p"),
    "articles_article_organisations": ("organisation_id", "o"),
    "articles_article_topics": ("topic_id", "t"),
}

ALL_NAMED = " UNION ALL ".join(
    f"SELECT article_id, '{kind}' AS kind, {column} AS subject FROM {table}" for table, (column, kind) in NAMED.items()
)

COLUMNS = "edition_id, kind, subject, language, first_public_from"

FILL = f"""
    INSERT INTO articles_listentry ({COLUMNS})
    SELECT edition.id, named.kind, named.subject, edition.language, edition.first_public_from
    FROM articles_edition edition JOIN ({ALL_NAMED}) named USING (article_id)
    WHERE edition.first_public_from IS NOT NULL;
"""

# Whoever releases an edition and whoever changes what its article names wait for one another
# at the article, so that the second of them sees what the first one wrote.
EDITIONS = f"""
    CREATE FUNCTION articles_list_editions(editions bigint[]) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM FROM articles_article
        WHERE id IN (SELECT article_id FROM articles_edition WHERE id = ANY (editions))
        ORDER BY id FOR NO KEY UPDATE;
        INSERT INTO articles_listentry ({COLUMNS})
        SELECT edition.id, named.kind, named.subject, edition.language, edition.first_public_from
        FROM articles_edition edition CROSS JOIN LATERAL (
            SELECT kind, subject FROM ({ALL_NAMED}) every_one WHERE every_one.article_id = edition.article_id
        ) named
        WHERE edition.id = ANY (editions) AND edition.first_public_from IS NOT NULL
        ON CONFLICT DO NOTHING;
    END $$;

    CREATE FUNCTION articles_list_added_editions() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM articles_list_editions(ARRAY(SELECT id FROM added WHERE first_public_from IS NOT NULL));
        RETURN NULL;
    END $$;

    CREATE FUNCTION articles_list_changed_editions() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        moved bigint[] := ARRAY(
            SELECT id FROM became JOIN was USING (id)
            WHERE became.first_public_from IS DISTINCT FROM was.first_public_from
        );
    BEGIN
        IF moved <> '{{}}' THEN
            DELETE FROM articles_listentry WHERE edition_id = ANY (moved);
            PERFORM articles_list_editions(moved);
        END IF;
        RETURN NULL;
    END $$;

    CREATE TRIGGER list_what_is_added AFTER INSERT ON articles_edition
        REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION articles_list_added_editions();
    CREATE TRIGGER list_what_is_changed AFTER UPDATE ON articles_edition
        REFERENCING OLD TABLE AS was NEW TABLE AS became
        FOR EACH STATEMENT EXECUTE FUNCTION articles_list_changed_editions();
"""

DROP_EDITIONS = """
    DROP TRIGGER list_what_is_added ON articles_edition;
    DROP TRIGGER list_what_is_changed ON articles_edition;
    DROP FUNCTION articles_list_added_editions();
    DROP FUNCTION articles_list_changed_editions();
    DROP FUNCTION articles_list_editions(bigint[]);
"""


def subjects(table: str, column: str, kind: str) -> str:
    """The triggers on a table that says what articles name."""
    return f"""
    CREATE FUNCTION {table}_listed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM FROM articles_article WHERE id IN (SELECT article_id FROM changed) ORDER BY id FOR NO KEY UPDATE;
        IF TG_OP = 'DELETE' THEN
            DELETE FROM articles_listentry entry USING changed, articles_edition edition
            WHERE edition.article_id = changed.article_id AND entry.edition_id = edition.id
              AND entry.kind = '{kind}' AND entry.subject = changed.{column};
        ELSE
            INSERT INTO articles_listentry ({COLUMNS})
            SELECT edition.id, '{kind}', changed.{column}, edition.language, edition.first_public_from
            FROM changed JOIN articles_edition edition USING (article_id)
            WHERE edition.first_public_from IS NOT NULL
            ON CONFLICT DO NOTHING;
        END IF;
        RETURN NULL;
    END $$;

    CREATE TRIGGER list_what_is_named AFTER INSERT ON {table}
        REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {table}_listed();
    CREATE TRIGGER list_what_is_named_no_more AFTER DELETE ON {table}
        REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {table}_listed();
    """


def drop_subjects(table: str) -> str:
    return f"""
    DROP TRIGGER list_what_is_named ON {table};
    DROP TRIGGER list_what_is_named_no_more ON {table};
    DROP FUNCTION {table}_listed();
    """


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0019_occasions"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListEntry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "edition", "kind", "subject", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("p", "Person"), ("o", "Organisation"), ("t", "Topic")], max_length=1),
                ),
                ("subject", models.BigIntegerField()),
                ("language", models.CharField(max_length=35)),
                ("first_public_from", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="list_entries",
                        to="articles.edition",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["kind", "subject", "language", "-first_public_from", "-edition"],
                        name="list_of_a_subject",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["p", "o", "t"])), name="an_entry_is_of_a_person_or_the_like"
                    )
                ],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(EDITIONS, DROP_EDITIONS),
        *(
            migrations.RunSQL(subjects(table, column, kind), drop_subjects(table))
            for table, (column, kind) in NAMED.items()
        ),
    ]
