"""The rules that the database keeps, also against ``.update()`` and raw SQL.

Each rule is a sentence; the function below it raises with a sentence of its
own. `articles.workflow.TRANSITIONS` is the table that the state trigger holds.
"""

import pgtrigger

from articles.workflow import TRANSITIONS

__all__ = [
    "append_only",
    "article_knows_its_languages",
    "edition_keeps_the_rules",
    "edition_leaves_an_event",
    "edition_names_its_figures",
    "edition_tells_its_article",
    "follows_the_text",
    "not_emptied",
    "nothing_is_deleted",
]

_transitions = ", ".join(sorted(f"('{old.value}', '{new.value}')" for old, new in TRANSITIONS))

append_only = pgtrigger.Trigger(
    name="append_only",
    operation=pgtrigger.Update | pgtrigger.Delete,
    when=pgtrigger.Before,
    func="RAISE EXCEPTION 'What is recorded in % is never changed or deleted.', TG_TABLE_NAME"
    " USING ERRCODE = 'restrict_violation';",
)

nothing_is_deleted = pgtrigger.Trigger(
    name="nothing_is_deleted",
    operation=pgtrigger.Delete,
    when=pgtrigger.Before,
    func="RAISE EXCEPTION 'Rows of % are never deleted; discard or withdraw instead.', TG_TABLE_NAME"
    " USING ERRCODE = 'restrict_violation';",
)

# A test database is emptied between tests that commit; it says so in its own settings.
not_emptied = pgtrigger.Trigger(
    name="not_emptied",
    level=pgtrigger.Statement,
    operation=pgtrigger.Truncate,
    when=pgtrigger.Before,
    func="""
    IF current_setting('newsroom.allow_truncate', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'The table % is never emptied.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
    """,
)

# An article's row says which languages it has, so that a list of a hundred thousand can ask. What anyone
# else writes there is overwritten: whoever saves an article read a moment ago does no harm.
article_knows_its_languages = pgtrigger.Trigger(
    name="knows_its_languages",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    func="""
    SELECT coalesce(array_agg(DISTINCT edition.language ORDER BY edition.language), '{}') INTO NEW.languages
    FROM articles_edition edition
    WHERE edition.article_id = NEW.id AND edition.discarded_at IS NULL;

    SELECT coalesce(array_agg(required ORDER BY required), '{}') INTO NEW.missing_languages
    FROM unnest(NEW.required_languages) required WHERE required <> ALL (NEW.languages);

    SELECT coalesce(array_agg(translation.language ORDER BY translation.language), '{}') INTO NEW.stale_languages
    FROM (
        SELECT DISTINCT ON (edition.language) edition.language, edition.translates_id, edition.translated_hash
        FROM articles_edition edition
        WHERE edition.article_id = NEW.id AND edition.discarded_at IS NULL
        ORDER BY edition.language, edition.number DESC
    ) translation
    JOIN articles_edition source ON source.id = translation.translates_id
    WHERE NOT EXISTS (
        SELECT FROM articles_edition followed
        WHERE followed.article_id = NEW.id AND followed.language = source.language AND followed.discarded_at IS NULL
          AND followed.words_hash = translation.translated_hash
          AND (followed.id = source.id OR followed.public_from IS NULL)
          AND NOT EXISTS (
              SELECT FROM articles_edition later
              WHERE later.article_id = NEW.id AND later.language = source.language AND later.discarded_at IS NULL
                AND later.number > followed.number AND later.touches_translations
          )
    );
    RETURN NEW;
    """,
)

edition_tells_its_article = [
    pgtrigger.Trigger(
        name="tells_its_article_when_added",
        level=pgtrigger.Statement,
        operation=pgtrigger.Insert,
        when=pgtrigger.After,
        referencing=pgtrigger.Referencing(new="added"),
        func="""
        UPDATE articles_article SET languages = languages WHERE id IN (SELECT article_id FROM added);
        RETURN NULL;
        """,
    ),
    pgtrigger.Trigger(
        name="tells_its_article_when_changed",
        level=pgtrigger.Statement,
        operation=pgtrigger.Update,
        when=pgtrigger.After,
        referencing=pgtrigger.Referencing(old="was", new="became"),
        func="""
        UPDATE articles_article SET languages = languages WHERE id IN (
            SELECT became.article_id FROM became JOIN was USING (id)
            WHERE (became.words_hash, became.discarded_at, became.translates_id, became.translated_hash,
                   became.public_from)
                  IS DISTINCT FROM
                  (was.words_hash, was.discarded_at, was.translates_id, was.translated_hash, was.public_from)
        );
        RETURN NULL;
        """,
    ),
]

edition_keeps_the_rules = pgtrigger.Trigger(
    name="keeps_the_rules",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    declare=[("has_new_text", "boolean"), ("earlier", "timestamptz")],
    func=f"""
    NEW.text_hash := encode(sha256(convert_to(jsonb_build_array(
        NEW.language, NEW.title, NEW.standfirst, NEW.body, NEW.notes_to_editors, NEW.slug, NEW.change,
        NEW.public_note
    )::text, 'UTF8')), 'hex');
    NEW.words_hash := encode(sha256(convert_to(jsonb_build_array(
        NEW.title, NEW.standfirst, NEW.body, NEW.notes_to_editors
    )::text, 'UTF8')), 'hex');

    IF TG_OP = 'INSERT' THEN
        IF NEW.approval <> 'import' AND (NEW.state <> 'draft' OR NEW.public_from IS NOT NULL) THEN
            RAISE EXCEPTION 'A new edition starts as a draft; only an imported one comes approved.'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.approval <> 'import' AND EXISTS (
            SELECT FROM articles_edition other
            WHERE other.article_id = NEW.article_id AND other.language = NEW.language
              AND other.public_from > clock_timestamp()
        ) THEN
            RAISE EXCEPTION 'A scheduled edition of this language comes first; take it off the schedule.'
                USING ERRCODE = 'check_violation';
        END IF;
        NEW.revision := 1;
        IF NEW.approval = 'import' THEN
            NEW.approved_hash := NEW.text_hash;
        END IF;
    ELSE
        has_new_text := NEW.text_hash <> OLD.text_hash;
        NEW.revision := OLD.revision + has_new_text::int;

        IF (NEW.article_id, NEW.language, NEW.number) IS DISTINCT FROM (OLD.article_id, OLD.language, OLD.number) THEN
            RAISE EXCEPTION 'An edition keeps its article, language and number.' USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.discarded_at IS NOT NULL THEN
            RAISE EXCEPTION 'A discarded edition never changes.' USING ERRCODE = 'check_violation';
        END IF;

        IF OLD.public_from <= clock_timestamp() THEN
            IF has_new_text OR NEW.state <> OLD.state
               OR (NEW.public_from, NEW.approved_hash, NEW.approval, NEW.approved_at, NEW.approved_by_id)
                  IS DISTINCT FROM
                  (OLD.public_from, OLD.approved_hash, OLD.approval, OLD.approved_at, OLD.approved_by_id) THEN
                RAISE EXCEPTION 'A released edition never changes; correct it by a new edition.'
                    USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.public_until IS DISTINCT FROM OLD.public_until
               AND (OLD.public_until <= clock_timestamp() OR NEW.public_until < now()) THEN
                RAISE EXCEPTION 'What was public in the past cannot be changed.' USING ERRCODE = 'check_violation';
            END IF;
        ELSIF OLD.public_from IS NOT NULL AND (has_new_text OR NEW.state <> OLD.state) THEN
            RAISE EXCEPTION 'A scheduled edition cannot be edited; take it off the schedule first.'
                USING ERRCODE = 'check_violation';
        END IF;

        IF NEW.public_from IS DISTINCT FROM OLD.public_from AND NEW.public_from < now() THEN
            RAISE EXCEPTION 'A text cannot be released in the past.' USING ERRCODE = 'check_violation';
        END IF;

        IF has_new_text AND OLD.state = 'submitted' THEN
            RAISE EXCEPTION 'A submitted edition cannot be edited; return it first.' USING ERRCODE = 'check_violation';
        END IF;
        IF has_new_text AND OLD.state = 'approved' AND NEW.state = 'approved' THEN
            NEW.state := 'draft';
        END IF;

        IF NEW.state = 'approved' AND OLD.state = 'approved'
           AND (NEW.approved_hash, NEW.approval, NEW.approved_at, NEW.approved_by_id, NEW.approval_note)
               IS DISTINCT FROM
               (OLD.approved_hash, OLD.approval, OLD.approved_at, OLD.approved_by_id, OLD.approval_note) THEN
            RAISE EXCEPTION 'An approval never changes; reopen the edition and approve it anew.'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.state <> OLD.state THEN
            IF (OLD.state, NEW.state) NOT IN ({_transitions}) THEN
                RAISE EXCEPTION 'An edition does not go from % to %.', OLD.state, NEW.state
                    USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.state = 'approved' THEN
                IF NEW.approval NOT IN ('regular', 'emergency') THEN
                    RAISE EXCEPTION 'At the desk an approval is regular or in an emergency.'
                        USING ERRCODE = 'check_violation';
                END IF;
                IF NEW.approval = 'regular' AND EXISTS (
                    SELECT FROM articles_event event
                    WHERE event.article_id = NEW.article_id AND event.language = NEW.language
                      AND event.text IS NOT NULL AND event.user_id = NEW.approved_by_id
                      AND event.number > coalesce((
                          SELECT max(other.number) FROM articles_edition other
                          WHERE other.article_id = NEW.article_id AND other.language = NEW.language
                            AND other.number < NEW.number AND other.public_from <= clock_timestamp()
                      ), 0)
                ) THEN
                    RAISE EXCEPTION 'Nobody approves a text that they wrote or changed.'
                        USING ERRCODE = 'check_violation';
                END IF;
            END IF;
        END IF;
        IF NEW.state <> 'approved' THEN
            NEW.approval := '';
            NEW.approved_hash := '';
            NEW.approved_at := NULL;
            NEW.approved_by_id := NULL;
            NEW.approval_note := '';
        END IF;
    END IF;

    IF NEW.public_from IS NULL THEN
        NEW.first_public_from := NULL;
    ELSIF TG_OP = 'INSERT' OR NEW.public_from IS DISTINCT FROM OLD.public_from THEN
        SELECT min(other.public_from) INTO earlier FROM articles_edition other
        WHERE other.article_id = NEW.article_id AND other.language = NEW.language AND other.number < NEW.number;
        NEW.first_public_from := coalesce(earlier, NEW.public_from);
    ELSE
        NEW.first_public_from := OLD.first_public_from;
    END IF;
    RETURN NEW;
    """,
)

edition_leaves_an_event = pgtrigger.Trigger(
    name="leaves_an_event",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.After,
    declare=[("what", "text"), ("new_text", "jsonb"), ("was", "text")],
    func="""
    what := nullif(current_setting('newsroom.action', true), '');
    was := '';
    IF TG_OP = 'INSERT' THEN
        what := coalesce(what, 'open');
    ELSE
        was := OLD.state;
        IF (NEW.state, NEW.text_hash, NEW.public_from, NEW.public_until, NEW.discarded_at, NEW.cleared_at,
            NEW.translates_id, NEW.translated_hash)
           IS NOT DISTINCT FROM
           (OLD.state, OLD.text_hash, OLD.public_from, OLD.public_until, OLD.discarded_at, OLD.cleared_at,
            OLD.translates_id, OLD.translated_hash) THEN
            RETURN NULL;
        END IF;
        what := coalesce(what, 'change');
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.text_hash <> OLD.text_hash
       OR TG_OP = 'INSERT' AND NEW.public_from IS NULL AND (NEW.title, NEW.standfirst, NEW.body) <> ('', '', '') THEN
        new_text := jsonb_build_object(
            'title', NEW.title, 'standfirst', NEW.standfirst, 'body', NEW.body,
            'notes_to_editors', NEW.notes_to_editors, 'slug', NEW.slug,
            'change', NEW.change, 'public_note', NEW.public_note);
    END IF;
    INSERT INTO articles_event (
        article_id, edition_id, language, number, revision, happened_at, user_id, action, reason,
        from_state, to_state, text, text_hash, public_from, public_until
    ) VALUES (
        NEW.article_id, NEW.id, NEW.language, NEW.number, NEW.revision, clock_timestamp(),
        nullif(current_setting('newsroom.user', true), '')::bigint, what,
        coalesce(current_setting('newsroom.reason', true), ''),
        was, NEW.state, new_text, NEW.text_hash, NEW.public_from, NEW.public_until
    );
    RETURN NULL;
    """,
)

# Written by the sanitiser in exactly this form; in a text and in an attribute its "<" would be "&lt;".
edition_names_its_figures = pgtrigger.Trigger(
    name="names_its_figures",
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("body", "notes_to_editors", "discarded_at"),
    when=pgtrigger.After,
    declare=[("shown", "bigint[]")],
    func="""
    shown := '{}';
    IF NEW.discarded_at IS NULL AND strpos(NEW.body || NEW.notes_to_editors, '<img data-image="') > 0 THEN
        SELECT array_agg(DISTINCT written[1]::bigint) INTO shown
        FROM regexp_matches(NEW.body || NEW.notes_to_editors, '<img data-image="([1-9][0-9]{0,17})"', 'g') written;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM articles_figure WHERE edition_id = NEW.id AND image_id <> ALL (shown);
    END IF;
    IF shown <> '{}' THEN
        INSERT INTO articles_figure (edition_id, image_id)
        SELECT NEW.id, image.id FROM articles_image image WHERE image.id = ANY (shown)
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
    """,
)

follows_the_text = pgtrigger.Trigger(
    name="follows_the_text",
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    when=pgtrigger.Before,
    func="""
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'What a text shows is changed in the text.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
    """,
)
