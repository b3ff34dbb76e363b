"""What articles have had since: a place, an official number, and images within the text."""

import django.contrib.postgres.fields
from django.db import migrations, models

KEEPING = r"""
    DROP FUNCTION search_marks(text, text, bigint[], bigint[], bigint[]);
    DROP FUNCTION search_media_until(bigint, text, text);

    CREATE FUNCTION search_marks(
        language text, kind text, topics bigint[], people bigint[], organisations bigint[], places bigint[]
    ) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (
        SELECT string_agg(format('''#%s%s%s'':1C', letter, value, language), ' ')
        FROM (
            SELECT 'l', ''
            UNION ALL SELECT 'k', kind
            UNION ALL SELECT 't', unnest(topics)::text
            UNION ALL SELECT 'p', unnest(people)::text
            UNION ALL SELECT 'o', unnest(organisations)::text
            UNION ALL SELECT 'w', unnest(places)::text
        ) AS marks (letter, value)
    )::tsvector;

    -- The day on which an edition ends to have something to look at or to take away: the latest of what its pages
    -- show; 9999 where nothing ends it, NULL where there is nothing.
    CREATE FUNCTION search_media_until(edition bigint, of_article bigint, written_in text) RETURNS date
    LANGUAGE sql STABLE AS $$
        SELECT max(until_on) FROM (
            SELECT coalesce(image.rights_until_on, '9999-12-31') AS until_on
            FROM articles_image image
            WHERE image.id = (SELECT lead_image_id FROM articles_article WHERE id = of_article)
               OR image.id IN (SELECT image_id FROM articles_galleryplace WHERE article_id = of_article)
               OR image.id IN (SELECT image_id FROM articles_figure WHERE edition_id = edition)
            UNION ALL
            SELECT '9999-12-31' FROM articles_attachment
            WHERE article_id = of_article AND language IN ('', written_in)
        ) media
    $$;

    CREATE OR REPLACE FUNCTION search_put(editions bigint[]) RETURNS void
    LANGUAGE plpgsql AS $$
    BEGIN
        IF cardinality(editions) = 0 THEN
            RETURN;
        END IF;
        PERFORM FROM articles_article
        WHERE id IN (SELECT article_id FROM articles_edition WHERE id = ANY (editions))
        ORDER BY id FOR NO KEY UPDATE;

        INSERT INTO search_searchrow (
            edition_id, article_id, language, kind, public_from, public_until, first_public_from,
            topics, people, organisations, places, media_until_on, vector, text
        )
        SELECT
            edition.id, article.id, edition.language, article.kind,
            edition.public_from, edition.public_until, edition.first_public_from,
            named.topics, named.people, named.organisations, named.places,
            search_media_until(edition.id, article.id, edition.language),
            search_marks(
                edition.language, article.kind, named.topics, named.people, named.organisations, named.places
            )
                || setweight(search_vector(edition.language, edition.title || ' ' || article.official_number), 'A')
                || setweight(search_vector(edition.language, edition.standfirst), 'B')
                || search_vector(edition.language, written.body),
            edition.standfirst || E'\n' || written.body
        FROM articles_edition edition
        JOIN articles_article article ON article.id = edition.article_id
        CROSS JOIN LATERAL (SELECT search_text(edition.body || ' ' || edition.notes_to_editors) AS body) written
        CROSS JOIN LATERAL (
            SELECT
                ARRAY(SELECT topic_id FROM articles_article_topics WHERE article_id = article.id) AS topics,
                ARRAY(SELECT person_id FROM articles_article_people WHERE article_id = article.id) AS people,
                ARRAY(SELECT organisation_id FROM articles_article_organisations
                      WHERE article_id = article.id) AS organisations,
                array_remove(ARRAY[article.place_id], NULL) AS places
        ) named
        WHERE edition.id = ANY (editions) AND edition.public_from IS NOT NULL
        ON CONFLICT (edition_id) DO UPDATE SET
            kind = excluded.kind, public_from = excluded.public_from, public_until = excluded.public_until,
            first_public_from = excluded.first_public_from, topics = excluded.topics, people = excluded.people,
            organisations = excluded.organisations, places = excluded.places,
            media_until_on = excluded.media_until_on, vector = excluded.vector, text = excluded.text;
    END $$;

    DROP TRIGGER search_keeps_the_article ON articles_article;
    CREATE TRIGGER search_keeps_the_article AFTER UPDATE ON articles_article
        FOR EACH ROW WHEN (
            (OLD.kind, OLD.lead_image_id, OLD.place_id, OLD.official_number)
            IS DISTINCT FROM (NEW.kind, NEW.lead_image_id, NEW.place_id, NEW.official_number)
        )
        EXECUTE FUNCTION search_article_changed();

    CREATE OR REPLACE FUNCTION search_media_changed() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        concerned bigint[] := ARRAY(SELECT DISTINCT article_id FROM changed ORDER BY 1);
    BEGIN
        PERFORM FROM articles_article WHERE id = ANY (concerned) ORDER BY id FOR NO KEY UPDATE;
        UPDATE search_searchrow
        SET media_until_on = search_media_until(edition_id, article_id, language)
        WHERE article_id = ANY (concerned);
        RETURN NULL;
    END $$;

    CREATE OR REPLACE FUNCTION search_rights_changed() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE search_searchrow
        SET media_until_on = search_media_until(edition_id, article_id, language)
        WHERE article_id IN (
            SELECT id FROM articles_article WHERE lead_image_id = NEW.id
            UNION SELECT article_id FROM articles_galleryplace WHERE image_id = NEW.id
            UNION SELECT article_id FROM articles_edition JOIN articles_figure ON edition_id = articles_edition.id
                  WHERE image_id = NEW.id
        );
        RETURN NULL;
    END $$;

    CREATE INDEX search_names_of_places ON articles_placename USING gin (search_names(name));

    SELECT search_put_articles(ARRAY(
        SELECT id FROM articles_article WHERE place_id IS NOT NULL OR official_number <> ''
        UNION
        SELECT article_id FROM articles_edition JOIN articles_figure ON edition_id = articles_edition.id
    ));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_figures_in_texts"),
        ("search", "0005_ways_to_the_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="searchrow",
            name="places",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list),
        ),
        migrations.RunSQL(KEEPING, migrations.RunSQL.noop),
    ]
