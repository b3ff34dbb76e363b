"""Spanish."""

from .tables import Language, expand

TEENS = "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte".split()
TWENTIES = (
    "veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve".split()
)
HUNDREDS = "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos".split()

TABLE = Language(
    decimal=",",
    thousands=".",
    numbers={
        **{word: value for value, word in enumerate("dos tres cuatro cinco seis siete ocho nueve".split(), start=2)},
        **{word: value for value, word in enumerate(TEENS, start=10)},
        **{word: value for value, word in enumerate(TWENTIES, start=21)},
        "veintiún": 21, "veintiuna": 21, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60,
        "setenta": 70, "ochenta": 80, "noventa": 90, "ciento": 100, "cien": 100,
        **{word: 100 * value for value, word in enumerate(HUNDREDS, start=2)},
        **{word[:-2] + "as": 100 * value for value, word in enumerate(HUNDREDS, start=2)},
    },
    scales={"mil": 10**3, "millón": 10**6, "millones": 10**6, "billón": 10**12, "billones": 10**12}
    | {"millardo": 10**9, "millardos": 10**9},
    abbreviated_scales={"mill": 10**6, "mdd": 10**6, "k": 10**3},
    loose={
        "cero": (0,), "ningún": (0,), "ninguna": (0,), "un": (1,), "uno": (1,), "una": (1,), "único": (1,),
        "primer": (1,), "primero": (1,), "primera": (1,), "segundo": (2,), "segunda": (2,), "ambos": (2,),
        "ambas": (2,), "par": (2,), "pareja": (2,), "doble": (2,), "dobles": (2,), "triple": (3,), "trío": (3,),
        "tercer": (3,), "tercero": (3,), "tercera": (3,), "tercio": (3, 33), "tercios": (3, 66), "trimestre": (3, 4),
        "cuarto": (4, 0.25, 15), "cuarta": (4, 0.25), "cuartos": (4, 75), "quinto": (5,), "quinta": (5,),
        "sexto": (6,), "sexta": (6,), "séptimo": (7,), "séptima": (7,), "octavo": (8,), "octava": (8,),
        "noveno": (9,), "novena": (9,), "décimo": (10,), "décima": (10,), "mitad": (0.5, 50, 2),
        "medio": (0.5, 30, 50), "media": (0.5, 30, 50), "semestre": (6,), "quincena": (15, 14, 2), "decena": (10,),
        "decenas": (10, 12), "docena": (12,), "docenas": (12,), "veintena": (20,), "treintena": (30,),
        "centenar": (100,), "centenares": (100,), "cientos": (100,), "millar": (1000,), "miles": (1000,),
        "millares": (1000,), "década": (10,), "décadas": (10, 20, 30, 40), "siglo": (100,), "siglos": (100,),
        "gemelos": (2,), "gemelas": (2,), "duodécimo": (12,), "vigésimo": (20,),
    },
    joins=frozenset({"y"}),
    articles=frozenset({"un", "una"}),
    both_before=r"\b(?:los|las|estos|estas|esos|esas|sus)\s$",
    half=r"\sy\smedi[oa]\b",
    months=expand(
        {
            "enero ene": 1, "febrero feb": 2, "marzo": 3, "abril abr": 4, "mayo": 5, "junio jun": 6, "julio jul": 7,
            "agosto ago": 8, "septiembre setiembre sept": 9, "octubre oct": 10, "noviembre nov": 11,
            "diciembre dic": 12,
        }
    ),
    doubtful_months=frozenset({"ene", "abr", "ago", "dic", "oct", "nov"}),
    weekdays=expand(
        {
            "lunes": 1, "martes": 2, "miércoles": 3, "jueves": 4, "viernes": 5, "sábado sábados": 6,
            "domingo domingos": 7,
        }
    ),
    of=r"(?:de(?:l)?\s)?",
    ordinal=r"\.?[ºªo°]",
    decade=r"(?!)",
    decade_before=r"\b(?:años|década\sde(?:\slos)?)\s$",
    ranges=r"a|y|o|hasta|al",
    hours=(
        r"(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?\s?(?:(?P<am>a\.?\s?m\b\.?)|(?P<pm>p\.?\s?m\b\.?))",
        r"(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?\s(?:de\sla\s(?:(?P<am>mañana|madrugada)|(?P<pm>tarde|noche)))",
        r"(?P<h>\d{1,2})[:.](?P<m>\d{2})\s?h(?:oras)?\b",
    ),
    afternoon=r"tarde|noche",
    named_hours={"mediodía": (720,), "medianoche": (0, 1440)},
    units={
        r"dólar|dólares": "$", r"euros?": "€", r"libras?": "£|lb", r"pesos?": "peso", r"centavos?": "cent",
        r"céntimos?": "cent", r"millas?": "mi", r"pies?": "ft", r"pulgadas?": "in", r"yardas?": "yd",
        r"kilómetros?|km": "km", r"metros?|m": "m", r"centímetros?|cm": "cm", r"acres?": "acre", r"hectáreas?|ha": "ha",
        r"onzas?": "oz", r"kilos?|kilogramos?|kg": "kg", r"toneladas?": "t", r"galón|galones": "gal",
        r"litros?|l": "l", r"grados?": "°", r"horas?|h": "h", r"minutos?|min": "min", r"segundos?": "s",
        r"días?": "d", r"semanas?": "week", r"mes|meses": "month", r"años?": "year",
    },
)  # fmt: skip
