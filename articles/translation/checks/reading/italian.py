"""Italian, whose numbers are one word: "duecentoventicinquemila"."""

from .tables import Language, expand

SMALL = (
    "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici"
    " diciassette diciotto diciannove".split()
)
TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split()
DOUBTFUL = {"uno", "sei"}


def _below_thousand() -> dict[str, int]:
    words = {word: value for value, word in enumerate(SMALL, start=1)}
    for tens, word in enumerate(TENS, start=2):
        words[word] = 10 * tens
        for unit, name in enumerate(SMALL[:9], start=1):
            stem = word[:-1] if unit in (1, 8) else word
            words[stem + name] = words[stem + name.replace("tre", "tré")] = 10 * tens + unit
        words[word[:-1] + "un"] = 10 * tens + 1
    small = dict(words)
    for many, name in enumerate(["", *SMALL[1:9]], start=1):
        words[f"{name}cento"] = 100 * many
        for word, rest in small.items():
            words[f"{name}cento{word}"] = 100 * many + rest
    return words


WORDS = _below_thousand()


def spelt(word: str) -> tuple[int, bool] | None:
    """Return the value of a word, and whether it surely is that number; None if it is no number."""
    if word in WORDS:
        return WORDS[word], word not in DOUBTFUL
    before, thousand, after = word.partition("mila")
    many, rest = WORDS.get(before), WORDS.get(after, 0 if not after else None)
    return None if not thousand or many is None or rest is None else (1000 * many + rest, True)


TABLE = Language(
    decimal=",",
    thousands=".",
    spelt=spelt,
    scales={"mille": 10**3, "mila": 10**3, "milione": 10**6, "milioni": 10**6, "miliardo": 10**9, "miliardi": 10**9}
    | {"bilione": 10**12, "bilioni": 10**12, "trilione": 10**18, "trilioni": 10**18},
    abbreviated_scales={"mln": 10**6, "mld": 10**9, "mrd": 10**9},
    loose={
        "zero": (0,), "nessun": (0,), "nessuna": (0,), "un": (1,), "una": (1,), "unico": (1,), "unica": (1,),
        "primo": (1,), "prima": (1,), "primi": (1,), "secondo": (2,), "seconda": (2,), "entrambi": (2,),
        "entrambe": (2,), "ambedue": (2,), "coppia": (2,), "paio": (2,), "doppio": (2,), "doppia": (2,),
        "gemelli": (2,), "gemelle": (2,), "triplo": (3,), "tripla": (3,), "trio": (3,), "terzo": (3, 33),
        "terza": (3,), "terzi": (3, 66), "trimestre": (3, 4), "quarto": (4, 0.25, 15), "quarta": (4,),
        "quarti": (4, 75), "quinto": (5,), "quinta": (5,), "sesto": (6,), "sesta": (6,), "settimo": (7,),
        "settima": (7,), "ottavo": (8,), "ottava": (8,), "nono": (9,), "nona": (9,), "decimo": (10,), "decima": (10,),
        "metà": (0.5, 50, 2), "mezzo": (0.5, 30, 50), "mezza": (0.5, 30, 50), "semestre": (6,), "quindicina": (15,),
        "decina": (10,), "decine": (10, 12), "dozzina": (12,), "dozzine": (12,), "ventina": (20,), "trentina": (30,),
        "centinaio": (100,), "centinaia": (100,), "migliaio": (1000,), "migliaia": (1000,), "decennio": (10,),
        "decenni": (10, 20, 30, 40), "secolo": (100,), "secoli": (100,), "ventenne": (20,), "trentenne": (30,),
    },

    articles=frozenset({"un", "una"}),
    both_before=r"\b(?:i|le|gli|dei|delle|ai|alle|questi|queste|suoi|sue|loro)\s$",
    half=r"\se\smezz[oa]\b",
    months=expand(
        {
            "gennaio gen": 1, "febbraio feb": 2, "marzo": 3, "aprile apr": 4, "maggio mag": 5, "giugno giu": 6,
            "luglio lug": 7, "agosto ago": 8, "settembre sett": 9, "ottobre ott": 10, "novembre nov": 11,
            "dicembre dic": 12,
        }
    ),
    doubtful_months=frozenset({"gen", "feb", "apr", "mag", "giu", "lug", "ago", "sett", "ott", "nov", "dic"}),
    weekdays=expand(
        {
            "lunedì lunedi": 1, "martedì martedi": 2, "mercoledì mercoledi": 3, "giovedì giovedi": 4,
            "venerdì venerdi": 5, "sabato": 6, "domenica": 7,
        }
    ),
    of=r"(?:di\s|del\s)?",
    ordinal=r"[ºª°]|mo\b|ma\b|esim[oa]\b",
    decade=r"(?!)",
    decade_before=r"\banni\s['’]?$",
    ranges=r"a|e|o|fino\sa|ai|al",
    hours=(
        r"\b(?:ore|alle)\s(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?",
        r"(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?\s(?:(?P<am>di\smattina|del\smattino)|(?P<pm>del\spomeriggio|di\ssera))",
    ),
    afternoon=r"pomeriggio|\bsera\b|notte",
    named_hours={"mezzogiorno": (720,), "mezzanotte": (0, 1440)},
    units={
        r"dollar[oi]": "$", r"euro": "€", r"sterlin[ae]": "£", r"libbr[ae]": "lb", r"centesim[oi]": "cent",
        r"migli[oa]": "mi", r"pied[ei]": "ft", r"pollic[ei]": "in", r"iard[ae]": "yd", r"chilometr[oi]|km": "km",
        r"metr[oi]|m": "m", r"centimetr[oi]|cm": "cm", r"acr[oi]": "acre", r"ettar[oi]|ha": "ha", r"onc[ei]a?": "oz",
        r"chil[oi]|chilogramm[oi]|kg": "kg", r"tonnellat[ae]": "t", r"gallon[ei]": "gal", r"litr[oi]|l": "l",
        r"grad[oi]": "°", r"or[ae]": "h", r"minut[oi]": "min", r"second[oi]": "s", r"giorn[oi]": "d",
        r"settiman[ae]": "week", r"mes[ei]": "month", r"ann[oi]": "year",
    },
)  # fmt: skip
