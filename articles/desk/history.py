"""Events in words."""

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from articles.models import Article, Edition, Event, Standing
from articles.querysets import EventQuerySet
from articles.richtext import plain_text

__all__ = ["DEEDS", "events_of", "last_return", "sentence"]

# What was done, as a word after the name of who did it.
DEEDS = {
    "open": gettext_lazy("opened the edition"),
    "save": gettext_lazy("saved the text"),
    "submit": gettext_lazy("submitted it for approval"),
    "return": gettext_lazy("returned it to the writer"),
    "approve": gettext_lazy("approved it"),
    "reopen": gettext_lazy("reopened it for editing; the approval is void"),
    "discard": gettext_lazy("discarded it"),
    "clear": gettext_lazy("cleared the emergency release as the second person"),
    "confirm_source": gettext_lazy("confirmed that the translation follows its source"),
    "release": gettext_lazy("released it"),
    "release_in_emergency": gettext_lazy("released it in an emergency, alone"),
    "replace": gettext_lazy("let a later edition take its place"),
    "reschedule": gettext_lazy("changed the hour"),
    "unschedule": gettext_lazy("took it off the schedule; the approval stays"),
    "correct": gettext_lazy("opened the next edition, to correct or update"),
    "withdraw": gettext_lazy("withdrew it from the public"),
    "address": gettext_lazy("made the address from the title"),
    "order_translation": gettext_lazy("gave it to an agency for translation"),
    "renew_translation_order": gettext_lazy("gave an agency a new link"),
    "revoke_translation_order": gettext_lazy("closed an agency’s link"),
    "describe": gettext_lazy("changed what all languages share"),
    "confirm_paragraph": gettext_lazy("said that a paragraph is still right as it is: “%(words)s”"),
    "drop_paragraph": gettext_lazy("left a paragraph of the source out on purpose: “%(words)s”"),
    "waive": gettext_lazy("answered for what a check found: %(words)s"),
    "change": gettext_lazy("changed it by another way than the desk’s pages"),
    "lead": gettext_lazy("let it lead the home page"),
    "end_lead": gettext_lazy("let the newest text lead the home page again"),
    "write_occasion": gettext_lazy("wrote the date and place"),
    "confirm_occasion": gettext_lazy("confirmed the date and place"),
    "confirm_occasion_alone": gettext_lazy("confirmed the date and place in an emergency, alone"),
    "drop_occasion": gettext_lazy("dropped a change of the date and place"),
    "import": gettext_lazy("imported it"),
}


def sentence(event: Event) -> str:
    """What was done, in words; the bare action where there are none for it."""
    deed = str(DEEDS.get(event.action, event.action))
    return deed % {"words": _words(event.details or {})} if "%(words)s" in deed else deed


def _words(details: dict[str, str]) -> str:
    """What the deed was about: the beginning of the paragraph, or what the check said."""
    text = details.get("sentence") or plain_text(details.get("translation") or details.get("source") or "")
    return Truncator(text).words(10)


def events_of(subject: Article | Edition) -> EventQuerySet:
    """The events of an article or of one edition, the latest first, with who and without the texts."""
    return subject.events.select_related("user").defer("text")


def last_return(edition: Edition) -> Event | None:
    """The return of a draft that has not been submitted again since. Causes a query where it is a draft."""
    if edition.standing() != Standing.DRAFT:
        return None
    last: Event | None = edition.events.of_state().select_related("user").first()
    return last if last is not None and last.action == "return" else None
