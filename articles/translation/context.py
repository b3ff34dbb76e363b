"""What the newsroom knows that the checks of a translation read: terms, names, the article's date, the house style."""

from django.conf import settings

from articles.models import Edition
from languages import newsroom_languages

from .checks import Context
from .checks.profiles import chosen_profile
from .glossary.entries import known_names, known_terms

__all__ = ["context_of"]


def context_of(edition: Edition, source: Edition) -> Context:
    """Everything the checks need for this translation of this source. At most eight queries."""
    text = source.plain_text()
    return Context(
        source_language=source.language,
        target_language=edition.language,
        dated_on=edition.article.date_shown(),
        profile=chosen_profile(edition.language, settings.NEWSROOM_TYPOGRAPHY),
        terms=known_terms(source.language, edition.language, text),
        names=known_names(source.language, edition.language, text),
        languages=tuple(dict.fromkeys([*newsroom_languages(), source.language, edition.language])),
    )
