"""Triggers that keep the rows from now on."""

from django.db import migrations

KEEPING = r"""
    -- The day on which an article ends to have something to look at or to take away in the language: the latest of
    -- what it shows; 9999 where nothing ends it, NULL where there is nothing.
    CREATE FUNCTION search_media_until(article bigint, written_in text, body text) RETURNS date
    LANGUAGE sql STABLE AS $$
        SELECT max(until_on) FROM (
            SELECT coalesce(image.rights_until_on, '9999-12-31') AS until_on
            FROM articles_image image
            WHERE image.id = (SELECT lead_image_id FROM articles_article WHERE id = article)
               OR image.id IN (SELECT image_id FROM articles_galleryplace WHERE article_id = article)
            UNION ALL
            SELECT '9999-12-31' FROM articles_attachment WHERE article_id = article AND language IN ('', written_in)
            UNION ALL
            SELECT '9999-12-31' WHERE body LIKE '%<figure%'
        ) media
    $$;

    -- Writes the rows of editions that are public, scheduled or were public. Whoever changes what an article names
    -- waits here for whoever releases it, and the other way round.
    CREATE FUNCTION search_put(editions bigint[]) RETURNS void
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
            topics, people, organisations, media_until_on, vector, text
        )
        SELECT
            edition.id, article.id, edition.language, article.kind,
            edition.public_from, edition.public_until, edition.first_public_from,
            named.topics, named.people, named.organisations,
            search_media_until(article.id, edition.language, edition.body),
            search_marks(edition.language, article.kind, named.topics, named.people, named.organisations)
                || setweight(search_vector(edition.language, edition.title), 'A')
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
                      WHERE article_id = article.id) AS organisations
        ) named
        WHERE edition.id = ANY (editions) AND edition.public_from IS NOT NULL
        ON CONFLICT (edition_id) DO UPDATE SET
            kind = excluded.kind, public_from = excluded.public_from, public_until = excluded.public_until,
            first_public_from = excluded.first_public_from, topics = excluded.topics, people = excluded.people,
            organisations = excluded.organisations, media_until_on = excluded.media_until_on, vector = excluded.vector,
            text = excluded.text;
    END $$;

    -- Notes words that were not met before, to suggest them one day. Nobody waits for that: while another
    -- transaction notes its own, or where many texts come in at once, they are left for the next count.
    CREATE FUNCTION search_learn(editions bigint[]) RETURNS void
    LANGUAGE plpgsql AS $$
    BEGIN
        IF cardinality(editions) NOT BETWEEN 1 AND 20 OR NOT pg_try_advisory_xact_lock(hashtext('search_searchword')) THEN
            RETURN;
        END IF;
        INSERT INTO search_searchword (language, word, written, texts)
        SELECT DISTINCT ON (found.language, found.word) found.language, found.word, found.written, 1
        FROM (
            SELECT of_text.language, articles_plain(written) AS word, written
            FROM search_searchrow of_text
            JOIN articles_edition edition ON edition.id = of_text.edition_id,
            LATERAL unnest(tsvector_to_array(to_tsvector('pg_catalog.simple', left(concat_ws(
                ' ', edition.title, of_text.text,
                (SELECT string_agg(name, ' ') FROM people_personname WHERE person_id = ANY (of_text.people)),
                (SELECT string_agg(name || ' ' || acronym, ' ') FROM people_organisationname
                 WHERE organisation_id = ANY (of_text.organisations))
            ), 300000)))) AS written
            WHERE of_text.edition_id = ANY (editions) AND NOT search_is_unspaced(of_text.language)
              AND written ~ '^[[:alpha:]]{3,40}$'
        ) found
        ON CONFLICT (language, word) DO NOTHING;
    END $$;

    -- Counts anew in how many of the newest public texts of each language the words stand. A word that stands in
    -- none of them is kept, as one that is rare: whether it may be told is asked each time.
    CREATE FUNCTION search_count_words() RETURNS void
    LANGUAGE plpgsql AS $$
    DECLARE
        spoken text;
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('search_searchword'));
        UPDATE search_searchword SET texts = 1 WHERE texts > 1;
        FOR spoken IN SELECT DISTINCT language FROM search_searchrow WHERE NOT search_is_unspaced(language) LOOP
            INSERT INTO search_searchword (language, word, written, texts)
            SELECT DISTINCT ON (articles_plain(counted.word))
                spoken, articles_plain(counted.word), counted.word, counted.ndoc
            FROM ts_stat(format(
                'SELECT to_tsvector(''pg_catalog.simple'', left(concat_ws('' '', edition.title, found.text, ('
                    '    SELECT string_agg(name, '' '') FROM people_personname WHERE person_id = ANY (found.people)'
                    '), ('
                    '    SELECT string_agg(name || '' '' || acronym, '' '') FROM people_organisationname'
                    '    WHERE organisation_id = ANY (found.organisations)'
                    ')), 300000)) FROM search_searchrow found JOIN articles_edition edition ON edition.id = edition_id'
                    ' WHERE found.language = %L AND found.public_from <= statement_timestamp()'
                    '   AND (found.public_until IS NULL OR found.public_until > statement_timestamp())'
                    ' ORDER BY found.first_public_from DESC LIMIT 10000', spoken)) counted
            WHERE counted.word ~ '^[[:alpha:]]{3,40}$'
            ORDER BY articles_plain(counted.word), counted.ndoc DESC
            ON CONFLICT (language, word) DO UPDATE SET written = excluded.written, texts = excluded.texts;
        END LOOP;
    END $$;

    -- How many public texts of the language the query finds, `most` at most. Only the index of words may answer:
    -- the planner takes a word that is common in one language for common in all of them.
    CREATE FUNCTION search_count(
        spoken text, query tsquery, released_from timestamptz, released_until timestamptz, media_on date, most integer
    ) RETURNS bigint
    LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off
    AS $$
    BEGIN
        IF numnode(query) = 0 THEN
            RETURN 0;
        END IF;
        RETURN (SELECT count(*) FROM (
            SELECT FROM search_searchrow
            WHERE vector @@ (query && format('''#l%s''', spoken)::tsquery)
              AND public_from <= statement_timestamp()
              AND (public_until IS NULL OR public_until > statement_timestamp())
              AND (released_from IS NULL OR first_public_from >= released_from)
              AND (released_until IS NULL OR first_public_from < released_until)
              AND (media_on IS NULL OR media_until_on > media_on)
            LIMIT most
        ) found);
    END $$;

    CREATE FUNCTION search_editions_added() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        released bigint[] := ARRAY(SELECT id FROM added WHERE public_from IS NOT NULL);
    BEGIN
        PERFORM search_put(released);
        PERFORM search_learn(released);
        RETURN NULL;
    END $$;
    CREATE TRIGGER search_keeps_what_is_added AFTER INSERT ON articles_edition
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION search_editions_added();

    CREATE FUNCTION search_editions_changed() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        released bigint[] := ARRAY(
            SELECT became.id FROM became JOIN was USING (id)
            WHERE became.public_from IS NOT NULL
              AND (was.public_from IS NULL OR was.text_hash <> became.text_hash)
        );
    BEGIN
        DELETE FROM search_searchrow
        WHERE edition_id IN (
            SELECT became.id FROM became JOIN was USING (id)
            WHERE became.public_from IS NULL AND was.public_from IS NOT NULL
        );
        UPDATE search_searchrow kept
        SET public_from = became.public_from, public_until = became.public_until,
            first_public_from = became.first_public_from
        FROM became
        WHERE kept.edition_id = became.id AND became.public_from IS NOT NULL
          AND (kept.public_from, kept.public_until, kept.first_public_from)
              IS DISTINCT FROM (became.public_from, became.public_until, became.first_public_from);
        PERFORM search_put(released);
        PERFORM search_learn(released);
        RETURN NULL;
    END $$;
    CREATE TRIGGER search_keeps_what_is_changed AFTER UPDATE ON articles_edition
        REFERENCING OLD TABLE AS was NEW TABLE AS became
        FOR EACH STATEMENT EXECUTE FUNCTION search_editions_changed();

    CREATE FUNCTION search_put_articles(articles bigint[]) RETURNS bigint[]
    LANGUAGE plpgsql AS $$
    DECLARE
        released bigint[];
    BEGIN
        -- Asked after the lock: a release that was under way is seen now.
        PERFORM FROM articles_article WHERE id = ANY (articles) ORDER BY id FOR NO KEY UPDATE;
        released := ARRAY(SELECT edition_id FROM search_searchrow WHERE article_id = ANY (articles));
        PERFORM search_put(released);
        RETURN released;
    END $$;

    CREATE FUNCTION search_article_changed() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM search_put_articles(ARRAY[NEW.id]);
        RETURN NULL;
    END $$;
    CREATE TRIGGER search_keeps_the_article AFTER UPDATE ON articles_article
        FOR EACH ROW WHEN ((OLD.kind, OLD.lead_image_id) IS DISTINCT FROM (NEW.kind, NEW.lead_image_id))
        EXECUTE FUNCTION search_article_changed();

    CREATE FUNCTION search_subjects_changed() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM search_learn(search_put_articles(ARRAY(SELECT DISTINCT article_id FROM changed ORDER BY 1)));
        RETURN NULL;
    END $$;

    CREATE FUNCTION search_media_changed() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        concerned bigint[] := ARRAY(SELECT DISTINCT article_id FROM changed ORDER BY 1);
    BEGIN
        PERFORM FROM articles_article WHERE id = ANY (concerned) ORDER BY id FOR NO KEY UPDATE;
        UPDATE search_searchrow kept
        SET media_until_on = search_media_until(kept.article_id, kept.language, edition.body)
        FROM articles_edition edition
        WHERE edition.id = kept.edition_id AND kept.article_id = ANY (concerned);
        RETURN NULL;
    END $$;

    CREATE FUNCTION search_rights_changed() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE search_searchrow kept
        SET media_until_on = search_media_until(kept.article_id, kept.language, edition.body)
        FROM articles_edition edition
        WHERE edition.id = kept.edition_id AND kept.article_id IN (
            SELECT id FROM articles_article WHERE lead_image_id = NEW.id
            UNION SELECT article_id FROM articles_galleryplace WHERE image_id = NEW.id
        );
        RETURN NULL;
    END $$;
    CREATE TRIGGER search_keeps_the_rights AFTER UPDATE ON articles_image
        FOR EACH ROW WHEN (OLD.rights_until_on IS DISTINCT FROM NEW.rights_until_on)
        EXECUTE FUNCTION search_rights_changed();
"""

STATEMENTS = (("added", "INSERT", "NEW"), ("changed", "UPDATE", "NEW"), ("removed", "DELETE", "OLD"))


def _kept(table: str, function: str, operations: tuple[tuple[str, str, str], ...]) -> str:
    return "".join(
        f"""
        CREATE TRIGGER {function}_{word} AFTER {operation} ON {table}
            REFERENCING {which} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {function}();
        """
        for word, operation, which in operations
    )


RELATIONS = "".join(
    _kept(f"articles_article_{relation}", "search_subjects_changed", (STATEMENTS[0], STATEMENTS[2]))
    for relation in ("topics", "people", "organisations")
)
MEDIA = "".join(
    _kept(f"articles_{table}", "search_media_changed", STATEMENTS) for table in ("galleryplace", "attachment")
)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_words_of_each_language"),
        ("articles", "0012_attachments_and_galleries"),
    ]

    operations = [migrations.RunSQL(KEEPING + RELATIONS + MEDIA, migrations.RunSQL.noop)]
