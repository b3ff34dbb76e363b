"""The names by which editors know things."""

from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Article, Image, Topic
from languages import default_language
from staff.models import User

__all__ = ["desk_label", "who"]


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
            return str(text or obj) or str(obj)
    return str(obj)


def who(user: User | None) -> str:
    """The full name of a member of staff, or the user name; “the desk” where nobody in particular did it."""
    return user.get_full_name() or user.get_username() if user else _("the desk")
