"""A configuration for each language, and the functions that make vectors and queries of its texts.

The functions have bodies of the standard's sort, which are bound when they are
made: no search_path changes what they do, and indexes may hold their results.
"""

from django.db import migrations

# The languages for which PostgreSQL has a stemmer, by the first part of their code.
STEMMERS = {
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
SAME_WORDS = {"nn": "nb", "no": "nb"}
STOP_WORDS = {"da", "de", "en", "es", "fi", "fr", "hu", "it", "nb", "ne", "nl", "pt", "ru", "sv", "tr"}


def _configuration(code: str, stemmer: str) -> str:
    """Stop words first, as long as they have their accents; then the accents go; then the ending."""
    stop = f"search_{code}_stop, " if code in STOP_WORDS else ""
    dictionary = (
        f"CREATE TEXT SEARCH DICTIONARY search_{code}_stop"
        f" (TEMPLATE = pg_catalog.simple, STOPWORDS = {stemmer}, ACCEPT = false);"
        if stop
        else ""
    )
    return f"""
        {dictionary}
        CREATE TEXT SEARCH CONFIGURATION search_{code} (COPY = pg_catalog.{stemmer});
        ALTER TEXT SEARCH CONFIGURATION search_{code} ALTER MAPPING FOR word, hword, hword_part
            WITH {stop}public.unaccent, pg_catalog.{stemmer}_stem;
    """


# Arabic has one of its own, without a stemmer: `search_arabic` takes the endings off before.
SIMPLE = """
    CREATE TEXT SEARCH CONFIGURATION search_ar (COPY = pg_catalog.simple);
    ALTER TEXT SEARCH CONFIGURATION search_ar ALTER MAPPING FOR word, hword, hword_part
        WITH public.unaccent, pg_catalog.simple;
    CREATE TEXT SEARCH CONFIGURATION search_simple (COPY = pg_catalog.simple);
    ALTER TEXT SEARCH CONFIGURATION search_simple ALTER MAPPING FOR word, hword, hword_part
        WITH public.unaccent, pg_catalog.simple;
"""

_WHEN = "\n".join(
    f"WHEN '{code}' THEN 'search_{SAME_WORDS.get(code, code)}'::regconfig" for code in ["ar", *STEMMERS, *SAME_WORDS]
)

# Letters of scripts that put no spaces between words; Korean, whose endings stick to the words, is found like them.
UNSPACED = r"\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3005-\u3007\u3040-\u30FF\u31F0-\u31FF\u3400-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF"

# Arabic: vowel signs, the letter-stretcher, marks of direction and joiners go; alef, ya, kaf and ta marbuta have one form.
FOLDED_FROM = "أإآٱىیکة/<-‐‑–—_"
FOLDED_TO = "ااااييكه        "
DROPPED = "".join(
    chr(code)
    for code in [*range(0x064B, 0x0653), 0x0670, 0x0640, *range(0x200B, 0x2010), 0x00AD, *range(0x202A, 0x202F), 0xFEFF]
)
assert len(FOLDED_FROM) == len(FOLDED_TO)

FUNCTIONS = rf"""
    CREATE FUNCTION search_config(language text) RETURNS regconfig
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE split_part(language, '-', 1)
        {_WHEN}
        ELSE 'search_simple'::regconfig
    END;

    CREATE FUNCTION search_is_unspaced(language text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN split_part(language, '-', 1) IN ('zh', 'yue', 'ja', 'ko', 'th', 'lo', 'km', 'my');

    -- One way of writing for what readers write in several. The letters of Ukrainian words stay together.
    CREATE FUNCTION search_plain(written text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN translate(
        CASE WHEN written ~ '[\u0400-\u04FF][''’ʼ][\u0400-\u04FF]'
            THEN regexp_replace(normalize(written, NFKC), '([\u0400-\u04FF])[''’ʼ](?=[\u0400-\u04FF])', '\1', 'g')
            ELSE normalize(written, NFKC)
        END,
        '{FOLDED_FROM}{DROPPED}', '{FOLDED_TO}');

    -- Article, conjunction and endings off, after Larkey, Ballesteros and Connell's "light10" (2007). PostgreSQL's
    -- stemmer takes "school" and "the school" for two words.
    CREATE FUNCTION search_arabic(written text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace(
        regexp_replace(written, '\m(?:[وبكف]?ال|لل|و(?=[\u0621-\u064A]{{3}}))(?=[\u0621-\u064A]{{2}})', '', 'g'),
        '(?<=[\u0621-\u064A]{{2}})(?:ها|ان|ات|ون|ين|يه|ه|ي)\M', '', 'g');

    -- What a vector is made of: the words as the configuration of the language reads them.
    CREATE FUNCTION search_words(language text, written text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE split_part(language, '-', 1)
        WHEN 'ar' THEN search_arabic(search_plain(written)) ELSE search_plain(written)
    END;

    -- The text of canonical HTML. Tags inside a line part no words; all others, and footnotes, do.
    CREATE FUNCTION search_text(html text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN btrim(regexp_replace(
        replace(replace(replace(replace(replace(replace(
            regexp_replace(
                regexp_replace(
                    replace(html, '<span data-footnote', ' <span data-footnote'),
                    '</?(?:a|b|cite|em|i|q|span|strong|sub|sup)(?:\s(?:[^>"]|"[^"]*")*)?>', '', 'g'),
                '<(?:[^>"]|"[^"]*")*>', ' ', 'g'),
            '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#39;', ''''), '&nbsp;', ' '), '&amp;', '&'),
        '\s+', ' ', 'g'));

    -- Pairs of letters with their places; the last letter of a run stands alone, so that each begins a lexeme.
    CREATE FUNCTION search_pairs(written text) RETURNS TABLE (run bigint, place bigint, pair text, is_whole boolean)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    BEGIN ATOMIC
        SELECT runs.number, row_number() OVER (ORDER BY runs.number, parts.number), parts.pair, parts.is_whole
        FROM regexp_matches(
            lower(normalize(left(written, 100000), NFKC)), '[{UNSPACED}]+|[0-9a-z\u00C0-\u04FF\u0600-\u06FF]+', 'g'
        ) WITH ORDINALITY AS runs (found, number),
        LATERAL (
            SELECT letters.number, substr(runs.found[1], letters.number, 2) AS pair, false AS is_whole
            FROM generate_series(1, char_length(runs.found[1])) AS letters (number)
            WHERE runs.found[1] ~ '^[{UNSPACED}]'
            UNION ALL
            SELECT 1, public.unaccent('public.unaccent'::regdictionary, runs.found[1]), true
            WHERE runs.found[1] !~ '^[{UNSPACED}]' AND octet_length(runs.found[1]) < 1000
        ) parts;
    END;

    CREATE FUNCTION search_vector(language text, written text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN search_is_unspaced(language)
        THEN coalesce((
            SELECT string_agg(format('''%s'':%s', replace(pair, '''', ''), least(place, 16383)), ' ')
            FROM search_pairs(written)
        ), '')::tsvector
        ELSE to_tsvector(search_config(language), search_words(language, left(written, 300000)))
    END;

    -- What finds the words; as a phrase, one after the other. Where there is no stemmer, the beginnings of long words.
    CREATE FUNCTION search_query(language text, words text, is_phrase boolean) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE
        WHEN search_is_unspaced(language) THEN coalesce((
            SELECT string_agg(run.query, CASE WHEN is_phrase THEN ' <-> ' ELSE ' & ' END ORDER BY run.number)
            FROM (
                SELECT pairs.run AS number, string_agg(
                    format(CASE WHEN char_length(pair) = 1 AND NOT is_whole THEN '''%s'':*' ELSE '''%s''' END,
                           replace(pair, '''', '')), ' <-> ' ORDER BY place) AS query
                FROM (
                    SELECT *, count(*) OVER (PARTITION BY run) AS length, row_number() OVER (
                        PARTITION BY run ORDER BY place) AS number
                    FROM search_pairs(words)
                ) pairs
                WHERE is_whole OR length = 1 OR number < length
                GROUP BY pairs.run
            ) run
        ), '')::tsquery
        WHEN is_phrase THEN phraseto_tsquery(search_config(language), search_words(language, words))
        WHEN search_config(language) = 'search_simple'::regconfig THEN coalesce((
            SELECT string_agg(
                CASE WHEN lexeme ~ '^[[:alpha:]]{{4,40}}$'
                    THEN format('''%s'':*', left(lexeme, char_length(lexeme) - CASE WHEN char_length(lexeme) < 7
                        THEN 1 ELSE 2 END))
                    ELSE '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''' END, ' & ')
            FROM unnest(tsvector_to_array(to_tsvector('search_simple'::regconfig, search_plain(words)))) AS lexeme
        ), '')::tsquery
        ELSE plainto_tsquery(search_config(language), search_words(language, words))
    END;

    -- Names are in no language that the reader would know of: no stop words, no endings.
    CREATE FUNCTION search_names(written text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN to_tsvector('search_simple'::regconfig, search_plain(written));

    -- What the columns say, as words: with them the index answers questions to words and columns at once.
    CREATE FUNCTION search_marks(
        language text, kind text, topics bigint[], people bigint[], organisations bigint[]
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
        ) AS marks (letter, value)
    )::tsvector;
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_rows_of_editions")]

    operations = [
        *[
            migrations.RunSQL(_configuration(code, stemmer), migrations.RunSQL.noop)
            for code, stemmer in STEMMERS.items()
        ],
        migrations.RunSQL(SIMPLE, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
    ]
