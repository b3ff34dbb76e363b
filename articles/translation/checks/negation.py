"""A negation that one side has and the other has not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .base import Check, Context, Finding, Pair, Place
from .sentences import counterparts
from .words import base

__all__ = ["Negation"]

#: What surely denies. A French "ne" without its second word does not: "avant qu’il ne parte".
_SURE = {
    "ar": r"\b[وف]?(?:لا|لم|لن|ليس\w*|بدون|دون|عدم|بلا)\b",
    "de": r"\b(?:nicht|nichts|kein\w*|nie|niemals|niemand\w*|nirgends|weder|ohne)\b",
    "en": r"\b(?:not|cannot|never|nobody|nothing|none|neither|nowhere|without|no(?!\.|\s*\d))\b|n['’]t\b",
    "es": r"\b(?:no\b[^.;:!?]{1,50}?\b(?:nunca|nada|nadie|ning[uú]n\w*|ni)|no|nunca|jamás|nada|nadie|ning[uú]n\w*"
    r"|tampoco|sin|ni)\b",
    "fr": r"\b(?:ne\s|n['’])[^.;:!?]{1,60}?\b(?:pas|plus|jamais|rien|aucune?|personne|ni|nulle?|guère|point)\b"
    r"|\b(?:pas|sans|aucune?|jamais|non(?!-))\b",
    "it": r"\b(?:non\b[^.;:!?]{1,50}?\b(?:mai|niente|nulla|nessun\w*|né)|non|mai|niente|nulla|nessun\w*|né|senza"
    r"|neanche|nemmeno|neppure)\b",
    "ru": r"\b(?:(?:ни|никто|никого|никому|никогда|ничего|ничто|нигде|никак\w*)\b[^.;:!?]{0,50}?\b(?:не|нет|нельзя)"
    r"|не|ни|нет|никто|никого|никому|никогда|ничего|ничто|нигде|никак\w*|без|нельзя|невозможно)\b",
    "uk": r"\b(?:(?:ніхто|нікого|ніколи|нічого|ніде|жодн\w*)\b[^.;:!?]{0,50}?\b(?:не|немає)"
    r"|не|ні|немає|ніхто|нікого|ніколи|нічого|ніде|жодн\w*|без|неможливо)\b",
}
#: What uses such a word and denies nothing.
_NOT_DENYING = {
    "de": r"\b(?:nicht (?:nur|zuletzt|zuletzt auch|mehr als|weniger als)|nichts (?:anderes )?als|gar nicht so"
    r"|ohne zweifel)\b",
    "en": r"\b(?:not (?:only|just|simply|merely|least|less than|more than|to mention|until)|whether or not|or not"
    r"|or without"
    r"|no (?:fewer|less|more|later) than|no (?:matter|doubt|sooner|one but)|nothing but|why not|if not|not so"
    r"|not-for-profit|not for profit|none other|none the less)\b|n['’]t (?:only|just|until)\b",
    "es": r"\b(?:no (?:solo|sólo|solamente|obstante|menos de|más de|hasta)|sin (?:duda|embargo)|nada más)\b",
    "fr": r"\b(?:non (?:seulement|plus)|pas (?:seulement|moins de|plus de|à pas|mal d)|sans (?:doute|cesse|précédent)"
    r"|à pas|au pas|pas sans|à jamais|plus jamais|ne\s[^.;]{1,30}\b(?:pas|point) (?:que|seulement)"
    r"|n['’][^.;]{1,30}\bpas (?:que|seulement))\b",
    "it": r"\b(?:non (?:solo|soltanto|appena|meno di)|senza dubbio|mai come)\b",
    "ru": r"\b(?:не (?:только|менее|более|позднее|раньше|просто|меньше|больше)|ни один из|без сомнения|не раз"
    r"|не так давно)\b",
    "uk": r"\b(?:не (?:тільки|лише|менше|більше|пізніше)|без сумніву)\b",
}
#: What may stand for a negation in another language.
_VAGUE = {
    "ar": r"غير|رفض|منع|فشل|استحال|نفى|إلا|بدل|انعدام|غياب|ولا|\bما\b",
    "de": r"\b(?:un(?!d\b|s\b|ser|ter|gefähr|abhäng|iver|ion|mittel|bedingt)\w{3,}|\w{3,}los(?:e[mnrs]?)?|kaum|selten"
    r"|fehl\w*|mangel\w*|verhinder\w*|verm[ei]{1,2}d\w*|weiger\w*|statt\w*|anstatt|sondern|außer|verbot\w*|verbiet\w*"
    r"|\w*lehn\w*|wenig\w*|nein|miss\w+|frei von|scheiter\w*|verzicht\w*|bevor|erst|noch)\b",
    "en": r"\b(?:un(?!i|der|til)\w{3,}|in(?:abil|access|adequa|complet|correct|capab|effect|suffic|valid|visib)\w*"
    r"|im(?:poss|proper|practic|perfect)\w*|il(?:leg|log)\w*|fail\w*|lack\w*|refus\w*|den(?:y|ies|ied)|absen\w*|few"
    r"|little|hardly|barely|rarely|seldom|scarcely|prevent\w*|avoid\w*|stop\w*|rather than|instead|except\w*|false\w*"
    r"|ban(?:ned|s)?|reject\w*|nor|no|non\w*|dis\w{4,}|forbid\w*|prohib\w*|miss(?:ing|ed)|free (?:of|from)|too"
    r"|yet|until|only|\w{3,}less)\b",
    "es": r"\b(?:imposib\w*|incapa\w*|in(?:sufic|válid|út|cumpl)\w*|falt\w*|carec\w*|evit\w*|imp[ei]d\w*|rechaz\w*"
    r"|negar\w*|negó|apenas|sólo|salvo|excepto|poco\w*|lugar|todavía|aún)\b",
    "fr": r"\b(?:ne|imposs\w*|incapab\w*|in(?:access|conn|compl|corr|effic|exist|suffi|util|vis|atten|just|habit"
    r"|cert)\w*"
    r"|non|peu|manqu\w*|absen\w*|refus\w*|emp[eê]ch\w*|évit\w*|échou\w*|échec|sauf|plutôt|interdi\w*|défaut"
    r"|dépourv\w*|faute|exclu\w*|rejet\w*|ni|rien|personne|nul\w*|guère|rare\w*|au lieu|cess\w*|loin|à moins|trop"
    r"|illé\w+|avant|ignor\w*|moins|malgré|dés\w{3,})\b|\bn['’]",
    "it": r"\b(?:impossib\w*|incapac\w*|in(?:suffic|util|valid)\w*|manc\w*|evit\w*|impedi\w*|rifiut\w*|neg[aò]\w*"
    r"|soltanto|salvo|tranne|poc\w*|invece)\b",
    "ru": r"\b(?:не(?!обход|скольк|дел|мец|фт|зависим|посред|которы|давн)\w{2,}|ни\w*|без(?!опас)\w*|бес(?!плат"
    r"|покой|ед)\w+"
    r"|отсутств\w*|отказ\w*|запре\w*|лиш[еиь]\w*|только|едва|мало\w*|избе[гж]\w*|вместо|предотвра\w*|кроме"
    r"|перест\w*|прекра\w*|вряд|исключ\w*|пока|редк\w*|умалч\w*|трудн\w*|потер\w*|утра[тч]\w*)\b",
    "uk": r"\b(?:не(?!обхід|зал)\w{2,}|ні\w+|без(?!пек)\w*|відсутн\w*|відмов\w*|заборон\w*|лише|тільки|ледь|мало\w*"
    r"|замість|запобіг\w*|крім|поки)\b",
}
_TABLES = {"sure": _SURE, "not denying": _NOT_DENYING, "vague": _VAGUE}


class Negation(Check):
    """Sentence by sentence where both sides have as many, else in the paragraph as a whole."""

    name = "negation"
    label = gettext_lazy("Negation")

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
        """What denies in other words ("refuse", "lack", "impossible") is taken for a negation on the other side."""
        (pair,) = pairs
        languages = base(context.source_language), base(context.target_language)
        if not (pair.source.text and pair.target.text and all(language in _SURE for language in languages)):
            return
        for source, target in counterparts(pair):
            theirs, ours = _sure(source, languages[0]), _sure(target, languages[1])
            if len(theirs) > len(ours) + _vague(target, languages[1]):
                sentence = _("“%(word)s” in the source has no negation in the translation.")
                yield self._finding(pair, sentence, theirs[0], tuple(theirs), (target,))
            elif len(ours) > len(theirs) + _vague(source, languages[0]):
                sentence = _("“%(word)s” in the translation has no negation in the source.")
                yield self._finding(pair, sentence, ours[0], (source,), tuple(ours))

    def _finding(
        self, pair: Pair, sentence: str, word: Place, source: tuple[Place, ...], target: tuple[Place, ...]
    ) -> Finding:
        return Finding(self.name, self.severity, sentence % {"word": word.text.strip()}, pair.key, source, target)


def _sure(part: Place, language: str) -> list[Place]:
    """Return the words of a sentence that surely deny."""
    text = _pattern("not denying", language).sub(lambda match: "." * len(match[0]), part.text)
    return [
        Place(part.start + match.start(), part.start + match.end(), part.text[match.start() : match.end()])
        for match in _pattern("sure", language).finditer(text)
    ]


def _vague(part: Place, language: str) -> int:
    """Return how many words of a sentence may stand for a negation, besides those that surely are one."""
    text = _pattern("not denying", language).sub(lambda match: "." * len(match[0]), part.text)
    seemingly = len(_pattern("not denying", language).findall(part.text))
    text = _pattern("sure", language).sub(lambda match: "." * len(match[0]), text)
    return seemingly + len(_pattern("vague", language).findall(text))


@lru_cache(maxsize=64)
def _pattern(table: str, language: str) -> re.Pattern[str]:
    return re.compile(_TABLES[table].get(language, r"(?!)"), re.IGNORECASE)
