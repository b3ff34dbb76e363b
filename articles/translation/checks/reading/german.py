"""German, whose numbers are one word: "zweihundertfünfundzwanzigtausend"."""

from .tables import Language, expand

UNITS = "eins zwei drei vier fünf sechs sieben acht neun".split()
TEENS = "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
ENDINGS = (
    "jährige jähriger jähriges jährigen jährigem jährig tägige tägiger tägiges tägigen tägigem tägig stündige stündigen"
    " stündiger stündiges minütige minütigen minütiger wöchige wöchigen wöchiger monatige monatigen monatiger köpfige"
    " köpfigen köpfiger mal malige maligen maliger maliges fach fache fachen facher faches stellige stelligen stelliger"
    " prozentige prozentigen prozentiger prozentiges teilige teiligen teiliger seitige seitigen"
).split()
ORDINAL_ENDINGS = tuple(
    "ste ster stes sten stem te ter tes ten tem tel teln stel steln er ern erlei e en tens stens".split()
)
DOUBTFUL = {"acht", "eins", "ein"}


def _below_hundred() -> dict[str, int]:
    words = {word: value for value, word in enumerate(UNITS, start=1)}
    words |= {word: value for value, word in enumerate(TEENS, start=10)} | {"zwo": 2}
    for tens, word in enumerate(TENS, start=2):
        words[word] = 10 * tens
        for unit, name in enumerate(["ein", *UNITS[1:]], start=1):
            words[f"{name}und{word}"] = 10 * tens + unit
    return words


def _below_thousand() -> dict[str, int]:
    small = _below_hundred()
    words = dict(small)
    for value, name in [(1, ""), *enumerate(["ein", *UNITS[1:]], start=1)]:
        hundred, amount = f"{name}hundert", 100 * value
        words[hundred] = amount
        for word, rest in small.items():
            words[f"{hundred}{word}"] = words[f"{hundred}und{word}"] = amount + rest
    return words


WORDS = _below_thousand()


def plain(word: str) -> int | None:
    """Return the value of a cardinal in one word, None if it is none."""
    if word in WORDS:
        return WORDS[word]
    before, thousand, after = word.partition("tausend")
    if not thousand:
        return None
    many = WORDS.get(before, 1 if before in ("", "ein") else None)
    rest = WORDS.get(after.removeprefix("und"), 0 if not after else None)
    return None if many is None or rest is None else 1000 * many + rest


def spelt(word: str) -> tuple[int, bool] | None:
    """Return the value of a word, and whether it surely is that number; None if it is no number."""
    value = plain(word)
    if value is not None:
        return value, word not in DOUBTFUL and word not in ("hundert", "tausend")
    for ending in ENDINGS:
        if word.endswith(ending) and (value := plain(word.removesuffix(ending))) is not None:
            return value, word.removesuffix(ending) not in DOUBTFUL
    for ending in ORDINAL_ENDINGS:
        if word.endswith(ending) and (value := plain(word.removesuffix(ending))) is not None:
            return value, False
    return None


TABLE = Language(
    decimal=",",
    thousands=".",
    spelt=spelt,
    scales={"dutzend": 12, "hundert": 10**2, "tausend": 10**3, "million": 10**6, "millionen": 10**6, "milliarde": 10**9}
    | {"milliarden": 10**9, "billion": 10**12, "billionen": 10**12, "billiarde": 10**15, "billiarden": 10**15}
    | {"trillion": 10**18, "trillionen": 10**18},
    abbreviated_scales={"mio": 10**6, "mill": 10**6, "mrd": 10**9, "bio": 10**12, "tsd": 10**3, "k": 10**3},
    loose={
        "null": (0,), "keine": (0,), "kein": (0,), "eins": (1,), "einmal": (1,), "einzige": (1,), "einzigen": (1,),
        "zweite": (2,), "beide": (2,), "beiden": (2,), "beider": (2,), "beides": (2,), "zweimal": (2,), "paar": (2,),
        "zwillinge": (2,), "zwillingen": (2,), "zu": (), "trio": (3,), "duo": (2,), "quartett": (4,), "quartal": (3, 4),
        "hälfte": (0.5, 50, 2), "viertel": (0.25, 25, 4, 15), "dreiviertel": (0.75, 75), "anderthalb": (1.5,),
        "eineinhalb": (1.5, 1), "zweieinhalb": (2.5, 2), "dreieinhalb": (3.5, 3), "viereinhalb": (4.5, 4),
        "fünfeinhalb": (5.5, 5), "sechseinhalb": (6.5, 6), "dutzend": (12, 10), "dutzende": (12, 10),
        "dutzenden": (12, 10), "jahrzehnt": (10,), "jahrzehnte": (10, 20, 30, 40, 50),
        "jahrzehnten": (10, 20, 30, 40, 50), "jahrzehnts": (10,), "jahrhundert": (100,), "jahrhunderts": (100,),
        "jahrhunderte": (100,), "jahrtausend": (1000,), "hunderte": (100,), "hunderten": (100,), "tausende": (1000,),
        "tausenden": (1000,), "zehner": (10,), "siebte": (7,), "siebten": (7,), "siebter": (7,), "achte": (8,),
        "achten": (8,), "achter": (8,), "dritte": (3,), "halbjahr": (6, 0.5, 2), "halbzeit": (2, 0.5),
        "uhr": (24,),
    },
    loose_stems={
        "ein(?:e[rnsm]?)?$": (1,), "erst": (1,), "zweit": (2,), "zwei": (2,), "doppel": (2,), "doppelt": (2,),
        "verdoppel": (2,), "verdreifach": (3,), "verzehnfach": (10,), "dritt": (3, 33, 66), "drei": (3,),
        "viert": (4,), "vier": (4,), "fünf": (5,), "sechs": (6,), "sieben": (7,),
        "acht(?=er|[bdfgjklmpqrstvwxyz])": (8,), "neun": (9,),
        "zehn": (10,), "elf": (11,), "zwölf": (12,), "halb": (0.5, 30, 50), "hundert": (100,), "tausend": (1000,),
        "fünfzig": (50,), "zwanzig": (20, 1920), "dreißig": (30, 1930), "vierzig": (40, 1940),
        "sechzig": (60, 1960), "siebzig": (70, 1970), "achtzig": (80, 1980), "neunzig": (90, 1990),
        "fünfziger": (50, 1950), "vierzehn": (14, 2), "vervierfach": (4,), "verfünffach": (5,), "versechsfach": (6,),
        "halbjähr": (6, 0.5), "vierteljahr": (3, 0.25), "vierteljähr": (3, 0.25), "achtelfinal": (16, 8),
        "sechzehntelfinal": (32, 16), "viertelfinal": (4, 8), "viertelmillion": (250_000,),
        "dreiviertelmillion": (750_000,), "viertelmilliarde": (250_000_000,),
    },
    articles=frozenset({"eine", "einer", "einen", "einem", "ein"}),
    hardly_one=frozenset({"einzige", "einzigen"}),
    both_before=r"\b(?:die|der|den|diese|diesen|dieser|seine|seinen|ihre|ihren|unsere|alle)\s$",
    half=r"\sund\sein(?:e|en)?\shalb\w*",
    months=expand(
        {
            "januar jänner jan januars": 1, "februar feb februars": 2, "märz": 3, "april apr aprils": 4, "mai": 5,
            "juni juno": 6, "juli": 7, "august aug": 8, "september sept sep septembers": 9,
            "oktober okt oktobers": 10, "november nov novembers": 11, "dezember dez dezembers": 12,
        }
    ),
    month_stems=r"(januar|februar|märz|april|juni|juli|august|september|oktober|november|dezember|mai(?=wahl|fei))\w+",
    doubtful_months=frozenset({"august", "jan", "feb", "apr", "aug", "sept", "sep", "okt", "dez", "mai"}),
    has_capital_months=True,
    before_month=r"\b(?:im|seit|anfang|ende|mitte|bis|vergangenen|letzten|nächsten|kommenden|monat|ab|diesen|diesem"
    r"|vom|zum|von)\s$",
    weekdays=expand(
        {
            "montag montags montagabend montagmorgen montagnachmittag": 1,
            "dienstag dienstags dienstagabend dienstagmorgen dienstagnachmittag": 2,
            "mittwoch mittwochs mittwochabend mittwochmorgen mittwochnachmittag": 3,
            "donnerstag donnerstags donnerstagabend donnerstagmorgen donnerstagnachmittag": 4,
            "freitag freitags freitagabend freitagmorgen freitagnachmittag freitagnacht": 5,
            "samstag samstags sonnabend samstagabend samstagmorgen samstagnachmittag samstagnacht": 6,
            "sonntag sonntags sonntagabend sonntagmorgen sonntagnachmittag sonntagnacht": 7,
        }
    ),
    ordinal=r"\.(?=\s)|(?:ste|te)[rnsm]?\b",
    decade=r"er\b",
    ranges=r"bis|und|oder|zu|auf|bis\szu",
    hours=(
        (
            r"(?P<h>\d{1,2})(?:[.:](?P<m>\d{2}))?\s?(?:uhr|h)\b"
            r"(?:\s(?:(?P<am>morgens|früh|vormittags)|(?P<pm>nachmittags|abends)))?"
        ),
    ),
    afternoon=r"nachmittag|abend|nacht",
    named_hours={"mittag": (720,), "mittags": (720,), "mitternacht": (0, 1440)},
    holidays={
        r"silvester\w*": (31, 12), r"neujahr(?:s\w*)?": (1, 1), r"heilig(?:abend|en?\sabend)": (24, 12),
        r"(?:ersten?|1\.)\sweihnachts(?:feier)?tag": (25, 12), r"(?:zweiten?|2\.)\sweihnachts(?:feier)?tag": (26, 12),
        r"valentinstag": (14, 2),
    },
    fractions=expand({"drittel dritteln": 3, "viertel vierteln": 4, "fünftel fünfteln": 5, "zehntel zehnteln": 10}),
    unit_endings={
        "jährig": "year", "monatig": "month", "wöchig": "week", "tägig": "d", "stündig": "h", "minütig": "min",
    },
    units={
        r"prozent\w*": "%", r"us-dollars?|dollars?|usd": "$", r"euros?|eur": "€", r"pfund": "£|lb",
        r"cents?": "cent", r"pence": "penny", r"rubel": "₽", r"yen": "¥", r"rupien": "₹", r"franken|chf": "CHF",
        r"meilen?": "mi", r"fuß": "ft", r"zoll": "in", r"yards?": "yd", r"kilometern?|kilometers|km": "km",
        r"metern?|m|meters": "m", r"zentimetern?|cm": "cm", r"millimetern?|mm": "mm", r"morgen|acres?": "acre",
        r"hektar|ha": "ha", r"unzen?": "oz", r"kilos?|kilogramm|kg": "kg", r"gramm|g": "g", r"tonnen?|t": "t",
        r"gallonen?": "gal", r"pints?": "pt", r"litern?|l": "l", r"mph": "mi/h", r"km/h|stundenkilometern?": "km/h",
        r"fahrenheit": "°F", r"celsius": "°C", r"grad": "°", r"stunden?": "h", r"minuten?": "min", r"sekunden?": "s",
        r"tagen?|tage|tag": "d", r"wochen?": "week", r"jahrzehnt\w{0,2}": "decade", r"jahrhundert\w{0,2}": "century",
        r"quadratmetern?|qm": "m2", r"quadratkilometern?": "km2", r"quadratmeilen?": "mi2", r"quadratfuß": "ft2",
        r"monaten?|monate|monat": "month", r"jahren?|jahre|jahr": "year",
    },
)  # fmt: skip
