"""French."""

from .tables import Language, expand

NUMBERS = {
    word: value
    for value, word in enumerate(
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
    )
} | {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60} | {
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip

TABLE = Language(
    decimal=",",
    thousands=" ",
    numbers={word: value for word, value in NUMBERS.items() if word not in ("zéro", "un", "neuf")},
    scales={"dizaines": 10, "douzaine": 12, "douzaines": 12, "centaines": 100, "milliers": 1000}
    | {"cent": 10**2, "cents": 10**2, "mille": 10**3, "million": 10**6, "millions": 10**6}
    | {"milliard": 10**9, "milliards": 10**9, "billion": 10**12, "billions": 10**12, "trillion": 10**18}
    | {"trillions": 10**18},
    abbreviated_scales={"k": 10**3, "mio": 10**6, "mrd": 10**9, "mds": 10**9, "md": 10**9, "mln": 10**6},
    loose={
        "zéro": (0,), "aucun": (0,), "aucune": (0,), "un": (1,), "une": (1,), "seul": (1,), "seule": (1,),
        "neuf": (9,), "neufs": (9,), "premier": (1,), "première": (1,), "premiers": (1,), "premières": (1,),
        "unique": (1,),
        "second": (2,), "seconde": (2,), "secondes": (2,), "couple": (2,), "paire": (2,), "paires": (2,), "duo": (2,),
        "jumeaux": (2,), "jumelles": (2,), "double": (2,), "doubles": (2,), "doublé": (2,), "doubler": (2,),
        "doublement": (2,), "ambos": (2,), "triple": (3,), "triples": (3,), "tripler": (3,), "bihebdomadaire": (2,),
        "bimensuel": (2,), "biannuel": (2,), "réciproque": (2,), "mutuel": (2,), "triplé": (3,), "trio": (3,),
        "trimestre": (3, 4),
        "trimestres": (3, 4), "quadruple": (4,), "quadruplé": (4,), "quintuple": (5,), "semestre": (6, 2, 0.5),
        "moitié": (0.5, 50, 2, 30), "demi": (0.5, 50, 2, 30), "demie": (0.5, 50, 30), "mi": (0.5,),
        "tiers": (3, 33, 0.333, 66, 67), "quart": (0.25, 25, 4, 15), "quarts": (4, 75, 0.75), "dixième": (10,),
        "huitaine": (8, 7), "dizaine": (10, 12), "dizaines": (10, 12), "douzaine": (12,), "douzaines": (12,),
        "quinzaine": (15, 14, 2), "quinzaines": (15,), "vingtaine": (20,), "vingtaines": (20,), "trentaine": (30,),
        "quarantaine": (40,), "cinquantaine": (50,), "soixantaine": (60,), "septantaine": (70,), "centaine": (100,),
        "centaines": (100,), "millier": (1000,), "milliers": (1000,), "décennie": (10,), "décennies": (10, 20, 30, 40),
        "siècle": (100,), "siècles": (100,), "millénaire": (1000,), "quadragénaire": (40,), "quinquagénaire": (50,),
        "sexagénaire": (60,), "septuagénaire": (70,), "octogénaire": (80,), "nonagénaire": (90,), "centenaire": (100,),
        "biennal": (2,), "bilatéral": (2,), "annuel": (1,),
    },
    loose_stems={
        "deuxi[èe]m": (2,), "troisi[èe]m": (3,), "quatri[èe]m": (4,), "cinqui[èe]m": (5, 20), "sixi[èe]m": (6,),
        "septi[èe]m": (7,), "huiti[èe]m": (8,), "neuvi[èe]m": (9,), "dixi[èe]m": (10,), "onzi[èe]m": (11,),
        "douzi[èe]m": (12,), "treizi[èe]m": (13,), "quatorzi[èe]m": (14,), "quinzi[èe]m": (15,),
        "seizi[èe]m": (16,), "vingti[èe]m": (20,), "trenti[èe]m": (30,), "quaranti[èe]m": (40,),
        "cinquanti[èe]m": (50,), "soixanti[èe]m": (60,), "centi[èe]m": (100,), "milli[èe]m": (1000,),
    },
    joins=frozenset({"et"}),
    articles=frozenset({"un", "une"}),
    hardly_one=frozenset({"seul", "seule"}),
    both_before=r"\b(?:les|des|aux|ces|ses|leurs|nos|vos|mes|tous|toutes)\s$",
    half=r"\set\sdemie?\b",
    is_vigesimal=True,
    months=expand(
        {
            "janvier janv": 1, "février fevrier févr fév": 2, "mars": 3, "avril avr": 4, "mai": 5, "juin": 6,
            "juillet juil": 7, "août aout": 8, "septembre sept.": 9, "octobre oct": 10, "novembre nov": 11,
            "décembre decembre déc": 12,
        }
    ),
    doubtful_months=frozenset({"mars", "janv", "févr", "avr", "nov", "oct", "déc", "mai"}),
    before_month=r"(?:\b(?:en|de|mois\sde|fin|début|depuis|mi|courant|dès|à)[\s-]|\bd['’])$",
    weekdays=expand(
        {
            "lundi lundis": 1, "mardi mardis": 2, "mercredi mercredis": 3, "jeudi jeudis": 4,
            "vendredi vendredis": 5, "samedi samedis": 6, "dimanche dimanches": 7,
        }
    ),
    of=r"(?:de\s)?",
    ordinal=r"er|ers|re|ère|res|e|è|ème|eme|es|nd|nde|ième|ieme|ᵉ|ᵉʳ",
    decade=r"(?!)",
    decade_before=r"\bannées\s$",
    ranges=r"à|et|ou|au|aux|jusqu['’]à|sur",
    hours=(
        (
            r"(?P<h>\d{1,2})\s?(?:h|heures?)(?:\s?(?P<m>\d{2}))?(?![\w])"
            r"(?:\s(?:(?P<am>du\smatin)|(?P<pm>de\sl['’]après-midi|du\ssoir)))?"
        ),
    ),
    afternoon=r"après-midi|\bsoir|nuit|midi\b",
    named_hours={"midi": (720,), "minuit": (0, 1440)},
    units={
        r"pourcents?": "%", r"dollars?": "$", r"euros?": "€", r"livres?": "£|lb", r"cents?|centimes?": "cent",
        r"roubles?": "₽", r"yens?": "¥", r"roupies?": "₹",
        r"milles?|miles?": "mi", r"pieds?": "ft", r"pouces?": "in", r"verges?|yards?": "yd",
        r"kilomètres?|km": "km", r"mètres?|m": "m", r"centimètres?|cm": "cm", r"millimètres?|mm": "mm",
        r"acres?": "acre", r"hectares?|ha": "ha", r"onces?": "oz", r"kilos?|kilogrammes?|kg": "kg",
        r"grammes?|g": "g", r"tonnes?": "t", r"gallons?": "gal", r"pintes?": "pt", r"litres?|l": "l",
        r"km/h": "km/h", r"mi/h|mph": "mi/h", r"fahrenheit": "°F", r"celsius": "°C", r"degrés?": "°",
        r"heures?|h": "h", r"minutes?|min|mn": "min", r"secondes?|s": "s", r"jours?": "d", r"semaines?": "week",
        r"décennies?": "decade", r"mois": "month", r"ans?|années?": "year",
    },
)  # fmt: skip
