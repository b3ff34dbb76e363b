"""English."""

from .tables import Language, expand

NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
ORDINALS = {
    word: (float(value),)
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}

TABLE = Language(
    numbers={word: value for word, value in NUMBERS.items() if word not in ("zero", "one")},
    scales={"dozen": 12, "dozens": 12}
    | {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
    | {"hundreds": 10**2, "thousands": 10**3, "millions": 10**6, "billions": 10**9, "trillions": 10**12},
    abbreviated_scales={"k": 10**3, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12},
    loose={
        **ORDINALS,
        "zero": (0,), "nil": (0,), "nought": (0,), "no": (0,),
        "one": (1,), "a": (1,), "an": (1,), "another": (1,), "once": (1,), "single": (1,), "only": (1,),
        "both": (2,), "twice": (2,), "couple": (2,), "pair": (2,), "pairs": (2,), "twin": (2,), "twins": (2,),
        "two-fold": (2,), "twofold": (2,), "duo": (2,), "either": (2,), "two-time": (2,),
        "double": (2,), "doubles": (2,), "doubled": (2,), "doubling": (2,), "seconds": (2,),
        "triple": (3,), "tripled": (3,), "thrice": (3,), "trio": (3,), "treble": (3,), "threefold": (3,),
        "quadruple": (4,), "quadrupled": (4,), "quartet": (4,), "fourfold": (4,), "fivefold": (5,), "tenfold": (10,),
        "half": (0.5, 50, 2, 30, 1.5, 6), "halves": (0.5, 2), "halved": (0.5, 2, 50), "halfway": (0.5, 50),
        "third": (3, 0.333, 33), "thirds": (3, 66, 67), "quarter": (0.25, 25, 4, 15, 3), "quarters": (4, 75, 0.25),
        "fifths": (5,), "tenths": (10,), "eighths": (8,), "sixths": (6,), "fifth": (5, 20), "tenth": (10,),
        "dozen": (12, 10), "dozens": (12, 10), "score": (20,), "scores": (20,),
        "decade": (10,), "decades": (10, 20, 30, 40, 50), "decade-long": (10,), "century": (100,), "centuries": (100,),
        "fortnight": (14, 15, 2), "fortnightly": (14, 15, 2), "biennial": (2,), "bilateral": (2,),
        "twenties": (20, 1920), "thirties": (30, 1930), "forties": (40, 1940), "fifties": (50, 1950),
        "sixties": (60, 1960), "seventies": (70, 1970), "eighties": (80, 1980), "nineties": (90, 1990),
        "biweekly": (2,), "fortnights": (14,), "former": (2,), "latter": (2,), "duel": (2,), "duet": (2,),
        "forth": (2,),
        "sides": (2,), "twosome": (2,), "foursome": (4,), "foursomes": (4,), "reciprocal": (2,), "mutual": (2,),
        "other": (2,),
        "teens": (10,), "tens": (10,), "millennium": (1000,), "semester": (6,), "yearly": (1,), "annual": (1,),
        "centenary": (100,), "centennial": (100,), "bicentenary": (200,), "bicentennial": (200,),
    },
    loose_stems={
        "two": (2,), "three": (3,), "four": (4,), "five": (5,), "six": (6,), "seven": (7,), "eight": (8,), "nine": (9,),
        "half": (0.5, 50, 2, 30),
    },
    joins=frozenset({"and"}),
    articles=frozenset({"a", "an", "one"}),
    hardly_one=frozenset({"another", "only"}),
    both_before=r"\b(?:the|these|those|his|her|their|its|our|all)\s$",
    half=r"[\s-]and[\s-]a[\s-]half\b",
    months=expand(
        {
            "january jan": 1, "february feb": 2, "march mar": 3, "april apr": 4, "may": 5, "june jun": 6,
            "july jul": 7, "august aug": 8, "september sep sept": 9, "october oct": 10, "november nov": 11,
            "december dec": 12,
        }
    ),
    doubtful_months=frozenset(
        "may march mar jan feb apr jun jul aug sep oct nov dec august june april".split()
    ),
    has_capital_months=True,
    before_month=r"\b(?:in|of|since|last|this|next|by|until|till|late|early|mid|every|from|during|before|after|through"
    r"|end of|throughout)[\s-]$",
    weekdays=expand(
        {
            "monday mondays mon": 1, "tuesday tuesdays tue tues": 2, "wednesday wednesdays wed": 3,
            "thursday thursdays thu thurs": 4, "friday fridays fri": 5, "saturday saturdays sat": 6,
            "sunday sundays sun": 7,
        }
    ),
    doubtful_weekdays=frozenset({"mon", "wed", "sat", "sun", "fri", "tue", "thu"}),
    of=r"(?:of\s)?",
    is_month_first=True,
    ordinal=r"st|nd|rd|th",
    decade=r"['’]?s\b",
    ranges=r"to|and|or|through|until|by|up\sto",
    hours=(
        r"(?P<h>\d{1,2})(?:[:.h](?P<m>\d{2}))?\s?(?:(?P<am>a\.?\s?m\b\.?)|(?P<pm>p\.?\s?m\b\.?))",
        r"(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?\s?(?:o['’]clock)(?:\sin\sthe\s(?:(?P<am>morning)|(?P<pm>afternoon|evening)))?",
    ),
    named_hours={"noon": (720,), "midday": (720,), "midnight": (0, 1440)},
    holidays={
        r"new\syear'?s\seve": (31, 12), r"new\syear'?s\sday": (1, 1), r"christmas\sday": (25, 12),
        r"christmas\seve": (24, 12), r"boxing\sday": (26, 12), r"may\sday": (1, 5), r"valentine'?s\sday": (14, 2),
    },
    fractions=expand(
        {
            "third thirds": 3, "quarter quarters": 4, "fifth fifths": 5, "sixth sixths": 6, "eighth eighths": 8,
            "tenth tenths": 10,
        }
    ),
    square=r"square|sq",
    units={
        r"percent|percentage": "%", r"dollars?|bucks?|usd": "$", r"euros?|eur": "€", r"pounds?": "£|lb", r"quid": "£",
        r"pence|p": "penny", r"cents?": "cent", r"yens?": "¥", r"rubles?|roubles?": "₽", r"rupees?": "₹",
        r"miles?|mi": "mi", r"feet|foot|ft": "ft", r"inch|inches": "in", r"yards?|yds?": "yd",
        r"kilomet(?:er|re)s?|km|kms": "km", r"met(?:er|re)s?|m": "m", r"centimet(?:er|re)s?|cm": "cm",
        r"millimet(?:er|re)s?|mm": "mm", r"acres?": "acre", r"hectares?|ha": "ha",
        r"lbs?": "lb", r"ounces?|oz": "oz", r"stones?": "st", r"kilos?|kilograms?|kg|kgs": "kg", r"grams?|g": "g",
        r"tons?|tonnes?": "t", r"gallons?|gal": "gal", r"pints?": "pt", r"lit(?:er|re)s?|l": "l",
        r"mph": "mi/h", r"kph|kmh|km/h": "km/h", r"fahrenheit": "°F", r"celsius|centigrade": "°C", r"degrees?": "°",
        r"hours?|hrs?": "h", r"minutes?|mins?": "min", r"seconds?|secs?": "s", r"days?": "d", r"weeks?": "week",
        r"months?": "month", r"years?": "year", r"decades?": "decade", r"centur(?:y|ies)": "century",
    },
)  # fmt: skip
