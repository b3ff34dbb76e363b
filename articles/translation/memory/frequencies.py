"""How common each word of the memory is: what a look-up asks for the rarest words by."""

from collections.abc import Sequence

from django.db import connection, transaction

from .models import MemoryWord

__all__ = ["COMMON_FROM", "RARE", "count_words", "frequencies"]

#: From how many units on a word is counted; the table then stays at a few megabytes.
COMMON_FROM = 50
#: What a word that is not in the table is taken for.
RARE = 25


def count_words() -> int:
    """Count anew how many units hold each word; return how many words are common. 30 seconds at a million units."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        MemoryWord.objects.all().delete()
        cursor.execute(
            """
            INSERT INTO memory_memoryword (word, units)
            SELECT word, count(*) FROM memory_memoryunit, unnest(words) AS word
            GROUP BY word HAVING count(*) >= %s
            """,
            [COMMON_FROM],
        )
        return int(cursor.rowcount)


def frequencies(keys: Sequence[int]) -> dict[int, int]:
    """How many units hold each of the words. Causes a query."""
    counted = dict(MemoryWord.objects.filter(pk__in=keys).values_list("pk", "units"))
    return {key: counted.get(key, RARE) for key in keys}
