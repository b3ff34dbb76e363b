"""Opening a translation: into any language that the user writes, from any language that the article has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.drafting import open_edition
from articles.models import Article, Edition
from articles.workflow import Refused, may_write
from languages import is_language, local_name, newsroom_languages
from staff.models import User

from .badges import language_rows, with_badges
from .buttons import edition_url
from .pages import found, member, tell
from .workbench import workbench_url

__all__ = ["TranslateForm", "translate_form", "translate_from_view", "writing_url"]


def writing_url(edition: Edition) -> str:
    """Where the text is written: a translation in the workbench, any other one on its page."""
    return workbench_url(edition) if edition.translates_id else edition_url(edition)


class TranslateForm(forms.Form):
    """Into which language, and from which text."""

    language = forms.ChoiceField(label=gettext_lazy("Translate into"))
    source = forms.TypedChoiceField(label=gettext_lazy("from"), coerce=int)

    fields: dict[str, Any]

    def __init__(self, *args: Any, languages: list[str], sources: list[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, local_name(code)) for code in languages]
        self.fields["source"].choices = [(edition.pk, edition.describe()) for edition in sources]


def translate_form(article: Article, user: User, data: Any = None) -> TranslateForm | None:
    """The form, None where the user can open no translation of the article, which is from `with_badges`. One query."""
    rows = language_rows(article)
    sources = [row.badges[-1].edition for row in rows if row.badges and row.badges[-1].edition]
    taken = {row.language for row in rows if any(badge.standing != "withdrawn" for badge in row.badges)}
    own = user.rights.exclude(language="").values_list("language", flat=True).distinct()
    wanted = dict.fromkeys([*(row.language for row in rows), *newsroom_languages(), *own])
    languages = [
        code
        for code in wanted
        if code not in taken
        and code != article.source_language
        and may_write(user, Edition(article=article, language=code))
    ]
    if not languages or not sources:
        return None
    return TranslateForm(data, languages=languages, sources=sources)


@require_POST
def translate_from_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a translation from the text that was chosen, whatever its language and standing."""
    article = found(with_badges(Article.objects.all()), pk)
    language, source = request.POST.get("language", ""), request.POST.get("source", "")
    chosen = article.editions.kept().filter(pk=source).first() if source.isdecimal() else None
    try:
        if chosen is None or not is_language(language) or chosen.language == language:
            raise Refused(_("Choose a language, and a text in another language that it is made from."))
        return redirect(writing_url(open_edition(article, language, member(request), translates=chosen)))
    except Refused as refusal:
        tell(request, refusal)
        return redirect("admin:articles_article_change", article.pk)
