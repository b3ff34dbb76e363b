"""How exact a number claims to be: "more than", "at least", "about", "up to"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .base import Check, Context, Finding, Pair, Place
from .sentences import counterparts
from .words import base

__all__ = ["Hedges"]

#: What says so right before a number, by language and kind.
_BEFORE = {
    "ar": {
        "more": "أكثر من|ما يزيد (?:على|عن)|تزيد (?:على|عن)|يزيد (?:على|عن)",
        "least": "ما لا يقل عن",
        "about": "حوالي|نحو|قرابة|زهاء|ما يقارب",
        "less": "أقل من",
        "most": "ما يصل إلى",
    },
    "de": {
        "more": "mehr als|über(?! die letzten)",
        "least": "mindestens|wenigstens|zumindest|nicht weniger als",
        "about": "etwa|ungefähr|circa|ca\\.|rund|schätzungsweise",
        "nearly": "fast|beinahe|nahezu|knapp",
        "less": "weniger als",
        "most": "bis zu|höchstens|maximal|nicht mehr als",
    },
    "en": {
        "more": "more than|upwards of|in excess of|over",
        "least": "at least|no fewer than|no less than|a minimum of",
        "about": "approximately|roughly|about|around|an estimated",
        "nearly": "nearly|almost|just under",
        "less": "less than|fewer than",
        "most": "up to|at most|as many as|no more than|a maximum of",
    },
    "es": {
        "more": "más de",
        "least": "al menos|por lo menos|como mínimo",
        "about": "alrededor de|aproximadamente|cerca de|unos|unas",
        "nearly": "casi",
        "less": "menos de",
        "most": "hasta|como máximo|a lo sumo",
    },
    "fr": {
        "more": "plus d(?:e|['’])",
        "least": "au moins|au minimum|pas moins d(?:e|['’])",
        "about": "environ|quelque|à peu près|approximativement",
        "nearly": "près d(?:e|['’])|presque",
        "less": "moins d(?:e|['’])",
        "most": "jusqu['’]à|au maximum|au plus|tout au plus",
    },
    "it": {
        "more": "più di|oltre",
        "least": "almeno|non meno di",
        "about": "circa|all['’]incirca",
        "nearly": "quasi",
        "less": "meno di",
        "most": "fino a|al massimo|non più di",
    },
    "ru": {
        "more": "более(?: чем)?|больше(?: чем)?|свыше",
        "least": "не менее(?: чем)?|по меньшей мере|как минимум|по крайней мере",
        "about": "около|примерно|приблизительно|порядка",
        "nearly": "почти",
        "less": "(?<!не )менее(?: чем)?|(?<!не )меньше(?: чем)?",
        "most": "не более(?: чем)?|максимум",
    },
}
#: What may say it, wherever it stands.
_ANYWHERE = {
    "ar": {
        "more": "أكثر|يزيد|تزيد|فوق|تجاوز|نيف|يفوق|تفوق",
        "least": "الأقل|لا يقل|لا تقل|أدنى",
        "about": "حوالي|نحو|قرابة|زهاء|تقريب|يقارب|تقارب|بضع",
        "less": "أقل|دون|تحت|يقل|تقل",
        "most": "حتى|يصل|تصل|أقصى|لا يزيد|لا تزيد|لا يتجاوز",
    },
    "de": {
        "more": "mehr|über|höher|größer|überst|übertr|gut|oberhalb|ab|länger|älter|jenseits",
        "least": "mindest|wenigst|zumindest|minimal|minimum|nicht weniger|ab|immerhin",
        "about": "etwa|rund|ungefähr|circa|ca|gut|knapp|um|schätz|annähernd|gegen|zirka|geschätzt|in etwa|an die|fast",
        "nearly": "fast|beinahe|knapp|nahezu|annähernd|rund|etwa|kurz vor",
        "less": "weniger|unter|geringer|unterhalb|knapp|nicht einmal|kürzer|binnen|innerhalb|kaum",
        "most": "bis|höchst|maximal|maximum|nicht mehr|höher",
    },
    "en": {
        "more": "more|over|above|upwards|excess|exceed|greater|beyond|plus|past|well|later|longer|older|higher"
        "|at least",
        "least": "least|fewer|minimum|no less|not less|or more|minimal",
        "about": "about|around|approx|rough|some|circa|or so|estimat|near|close|almost|near|dozen|couple|average|say",
        "nearly": "near|almost|close|just under|about|some|practically|around|approx|virtually",
        "less": "less|fewer|under|below|within|not even|younger|lower|shorter",
        "most": "up to|most|as many|as much|maximum|no more|not more|until|as high|as far|limit|even",
    },
    "es": {
        "more": "más|super|exced|encima|sobre|mayor",
        "least": "menos|mínim",
        "about": "alrededor|aproximad|cerca|uno|una|estim|casi|torno|decena|docena",
        "nearly": "casi|cerca|prácticamente",
        "less": "menos|inferior|debajo|menor",
        "most": "hasta|máximo|sumo",
    },
    "fr": {
        "more": "plus|au-delà|supérieur|dépass|excéd|au-dessus|passé|plusieurs|bien|quelque|sur",
        "least": "moins|minim",
        "about": "environ|quelque|près|à peu près|approximati|autour|\\w+aine|alentour|vers|ordre|estim|presque"
        "|moyenne|dans les",
        "nearly": "près|presque|quasi|environ|pratiquement|approch|quelque",
        "less": "moins|inférieur|sous|dessous|en deçà|pas plus|à peine|ne dépass",
        "most": "jusqu|maxim|au plus|pas plus|plafon|tout au plus|allant|dépass",
    },
    "it": {
        "more": "più|oltre|super|ecced|sopra",
        "least": "almeno|meno|minimo",
        "about": "circa|incirca|quasi|stima|intorno|decina|approssim",
        "nearly": "quasi|circa|vicin",
        "less": "meno|inferior|sotto",
        "most": "fino|massim|più",
    },
    "ru": {
        "more": "более|больше|свыше|превы|выше|лишним|старше|за|дольше|сверх",
        "least": "не менее|меньшей мере|минимум|хотя бы|крайней мере|не меньше|от|не ниже",
        "about": "около|примерн|приблизит|порядка|где-то|почти|оцен|районе|несколько|приближ|в среднем|прим",
        "nearly": "почти|около|практич|без малого|чуть",
        "less": "менее|меньше|ниже|до|младше|не более|не доходит|под",
        "most": "до|не более|максим|не больше|предел",
    },
}
_NUMBERS = {
    "ar": r"\d|[٠-٩]|مائة|مئة|ألف|مليون|مليار",
    "de": r"\d|hundert|tausend|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|zwanzig|dreißig"
    r"|eine[rn]? (?:million|milliarde)",
    "en": r"\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty"
    r"|ninety|a hundred|a thousand|a million|a billion|one hundred|one thousand|one million",
    "es": r"\d|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|veinte|treinta|cien|mil|un millón",
    "fr": r"\d|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante"
    r"|soixante"
    r"|cent|mille|un million|un milliard",
    "it": r"\d|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|venti|trenta|cento|mille|un milione",
    "ru": r"\d|дву|две|два|тре|три|четыр|пят|шест|сем|восем|восьм|девят|десят|двадцат|тридцат|сорок|пятьдес|сто"
    r"|сотн|тысяч|миллион",
}
_BETWEEN = {
    "ar": r"\s+(?:مبلغ\s+)?",
    "de": r"\s+(?:die\s+|den\s+|€\s*|\$\s*)?",
    "en": r"\s+(?:a\s+further\s+|the\s+|US)?[€$£¥]?\s*",
    "es": r"\s+(?:los\s+|las\s+)?",
    "fr": r"\s*(?:les\s+)?",
    "it": r"\s+(?:le\s+|i\s+)?",
    "ru": r"\s+",
}
#: Where the words before a number say something else: a stretch of time, a subject, an age.
_ELSE = {
    "en": re.compile(
        r"\bover\s+(?:\w+\s+){0,2}?\S+\s+(?:\w+\s+)?(?:years?|months?|weeks?|days?|decades?|hours?|minutes?"
        r"|rounds?|games?"
        r"|seasons?|holes|matches)\b|\bover\s+(?:the\s)|\b(?:think|thought|know|knew|talk\w*|spoke|speak\w*|learn\w*|writ\w+|wrote|concern\w*|worry|worried"
        r"|ask|asked"
        r"|said|say|hear|heard|all|questions?|tell|told|brought|it['’]?s)\s+about\b|\b\d+\s*[-–]\s*\d+\s+over\b",
        re.IGNORECASE,
    ),
    "de": re.compile(r"\bknapp\s+(?:zu|mit)\b|\b(?:\d+|berichtet\w*|spr\w+|sieg\w*|buch)\s+über\b", re.IGNORECASE),
}
_KINDS = ("least", "most", "nearly", "less", "more", "about")


class Hedges(Check):
    """A number that is exact on one side and not on the other."""

    name = "hedges"
    label = gettext_lazy("How exact a number is")

    def findings(self, pairs: Sequence[Pair], context: Context) -> Iterator[Finding]:
        """Any word of the same kind in the sentence will do; languages without a table are not judged."""
        (pair,) = pairs
        source_language, target_language = base(context.source_language), base(context.target_language)
        if source_language not in _BEFORE or target_language not in _BEFORE:
            return
        for source, target in counterparts(pair):
            for kind, place in _hedges(source, source_language):
                if not _says(target_language, kind).search(target.text):
                    sentence = _("“%(words)s” in the source: the translation says nothing of the kind.")
                    yield Finding(
                        self.name, self.severity, sentence % {"words": place.text}, pair.key, (place,), (target,)
                    )
            for kind, place in _hedges(target, target_language):
                if not _says(source_language, kind).search(source.text):
                    sentence = _("“%(words)s” in the translation: the source says nothing of the kind.")
                    yield Finding(
                        self.name, self.severity, sentence % {"words": place.text}, pair.key, (source,), (place,)
                    )


def _hedges(part: Place, language: str) -> Iterator[tuple[str, Place]]:
    """Yield what stands before the numbers of a sentence, and its kind."""
    text = part.text
    if not re.search(_NUMBERS[language], text, re.IGNORECASE):
        return
    elsewhere = [match.span() for match in _ELSE[language].finditer(text)] if language in _ELSE else []
    for match in _before(language).finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in elsewhere):
            words = match[match.lastgroup or 0].strip()
            start = part.start + match.start()
            yield match.lastgroup or "", Place(start, start + len(words), words)


@lru_cache(maxsize=16)
def _before(language: str) -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{_BEFORE[language][kind]})" for kind in _KINDS if kind in _BEFORE[language])
    return re.compile(rf"\b(?:{kinds}){_BETWEEN[language]}(?:{_NUMBERS[language]})", re.IGNORECASE)


@lru_cache(maxsize=64)
def _says(language: str, kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_ANYWHERE[language].get(kind, _ANYWHERE[language]['about'])})", re.IGNORECASE)
