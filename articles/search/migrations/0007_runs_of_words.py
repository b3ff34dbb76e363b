"""Words that follow one another, by an index: phrases are found without reading all texts with their words."""

from django.db import migrations, models

RUNS = r"""
    -- A number for each two words that stand one after the other, stop words between them left out. A million
    -- numbers: more would make the index ten times as large, and what shares a number by chance is looked at again.
    CREATE FUNCTION search_runs(vector tsvector) RETURNS integer[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100000
    RETURN (
        SELECT array_agg(DISTINCT hashtext(lexeme || ' ' || follows) & 1048575)
        FROM (
            SELECT lexeme, lead(lexeme) OVER (ORDER BY place) AS follows
            FROM unnest(vector) AS words (lexeme, places, weights), unnest(places) AS place
            WHERE lexeme !~ '^#'
        ) words
        WHERE follows IS NOT NULL
    );

    CREATE INDEX search_runs ON search_searchrow USING gin (search_runs(vector)) WITH (fastupdate = off);
    -- What is less common than the thousand commonest is gathered by its index anyway.
    ALTER TABLE search_searchrow ALTER COLUMN vector SET STATISTICS 100;
    ANALYZE search_searchrow;

    -- Keeps what the database has estimated of common words where a look-up costs little.
    CREATE FUNCTION search_keep_shares() RETURNS void
    LANGUAGE sql AS $$
        DELETE FROM search_wordshare;
        INSERT INTO search_wordshare (lexeme, share)
        SELECT lexeme, max(share) FROM (
            SELECT lexeme, share FROM pg_stats,
                unnest(most_common_elems::text::text[], most_common_elem_freqs) AS words (lexeme, share)
            WHERE schemaname = current_schema() AND tablename = 'search_searchrow' AND attname = 'vector'
            UNION ALL
            SELECT '^' || lexeme, share FROM pg_stats,
                unnest(most_common_elems::text::text[], most_common_elem_freqs) AS words (lexeme, share)
            WHERE schemaname = current_schema() AND tablename = 'search_headings'
            UNION ALL
            SELECT '~' || run, share FROM pg_stats,
                unnest(most_common_elems::text::integer[], most_common_elem_freqs) AS runs (run, share)
            WHERE schemaname = current_schema() AND tablename = 'search_runs'
        ) shares
        WHERE lexeme IS NOT NULL
        GROUP BY lexeme;
    $$;
    SELECT search_keep_shares();
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0006_places_numbers_and_figures")]

    operations = [
        migrations.CreateModel(
            name="WordShare",
            fields=[
                ("lexeme", models.TextField(primary_key=True, serialize=False)),
                ("share", models.FloatField()),
            ],
        ),
        migrations.RunSQL(RUNS, migrations.RunSQL.noop),
    ]
