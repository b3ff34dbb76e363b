"""Fill the database with the demo newsroom."""

from django.db import connection, transaction

from articles.media.keeping import drop_files
from articles.models import Article, Image
from articles.translation.memory.imported import remember_imported
from languages import language_name
from staff.models import Role

from . import cast, content
from .stories import IMPORT_ID, Storyteller

__all__ = ["load"]


def load() -> list[tuple[str, str, str]]:
    """Make the demo newsroom unless it is there; return what to log in with: roles in words, user name, password.

    All in one transaction, so that half a demo never exists. Two that start at
    once take turns. When the demo is there this causes two queries.
    """
    files: list[str] = []
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext('newsroom.demo'))")
            if not Article.objects.filter(import_id__startswith=IMPORT_ID).exists():
                _make(files)
    except BaseException:
        drop_files(files)
        raise
    return _log_ins()


def _make(files: list[str]) -> None:
    """Make it all; ``files`` is told the names of those that were written."""
    staff = cast.make_staff()
    organisations = cast.make_organisations()
    people = cast.make_people(organisations)
    cast.make_glossary()
    images: dict[str, Image] = {}
    for slug, entry in content.table("images").items():
        images[slug] = cast.make_image(slug, entry)
        files += images[slug].file_names()
    storyteller = Storyteller(
        staff,
        people=people,
        organisations=organisations,
        topics=cast.make_topics(),
        places=cast.make_places(),
        contacts=cast.make_contacts(),
        images=images,
        files=files,
    )
    for story in content.articles():
        storyteller.tell(story)
    for article in Article.objects.filter(import_id__startswith=IMPORT_ID):
        remember_imported(article)


def _log_ins() -> list[tuple[str, str, str]]:
    return [
        (", ".join(_in_words(right) for right in entry["rights"]), username, cast.password(username))
        for username, entry in content.table("staff").items()
    ]


def _in_words(right: str) -> str:
    role, _, language = right.partition(":")
    label = str(Role(role).label)
    return f"{label} ({language_name(language, 'en')})" if language else label
