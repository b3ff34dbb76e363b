"""The names by which editors know things."""

from django.db.models import Model
from django.utils.translation import get_language

from articles.models import Article, Image, Topic
from languages import default_language

__all__ = ["desk_label"]


def desk_label(obj: Model) -> str:
    """The title, name or description of the object in the language of the desk. May cause a query."""
    language = get_language() or default_language()
    match obj:
        case Article():
            return obj.title_at_desk()
        case Topic():
            return obj.name_in(language)
        case Image():
            text = obj.text_in(language)
            return text.alt if text else str(obj)
    return str(obj)
