"""What a newsroom would know of the corpus of the benchmark: names and terms in its languages.

Written by hand from common knowledge; spellings as encyclopaedias have them.
"""

from __future__ import annotations

from articles.translation.checks import KnownName, KnownTerm, TermStatus

_PERSONS = """
Donald Trump|Дональд Трамп
Brett Kavanaugh|Бретт Кавано
Christine Blasey Ford|Кристин Блейзи Форд
Jim Furyk|Джим Фьюрик
Francesco Molinari|Франческо Молинари
Tommy Fleetwood|Томми Флитвуд
Justin Thomas|Джастин Томас
Tiger Woods|Тайгер Вудс
Ian Poulter|Иан Поултер
Jordan Spieth|Джордан Спит
Sarah Palin|Сара Пэйлин
Jeremy Corbyn|Джереми Корбин
Boris Johnson|Борис Джонсон
Theresa May|Тереза Мэй
Lindsey Graham|Линдси Грэм
Dianne Feinstein|Дайэнн Файнстайн
Steven Gerrard|Стивен Джеррард
Mike Pompeo|Майк Помпео
Zoran Zaev|Зоран Заев
Angela Merkel|Ангела Меркель
Cristiano Ronaldo|Криштиану Роналду
Evo Morales|Эво Моралес
Elon Musk|Илон Маск
Jeff Flake|Джефф Флейк
Chuck Grassley|Чак Грассли
Rory McIlroy|Рори Макилрой
Sergio Garcia|Серхио Гарсия
Barack Obama|Барак Обама
Hillary Clinton|Хиллари Клинтон
Vladimir Putin|Владимир Путин
Kyle Lafferty|Кайл Лафферти
Kanye West|Канье Уэст
Nigel Farage|Найджел Фарадж
Ian Murdock|Ян Мёрдок
Steve McIntyre|
Stefano Zacchiroli|
Lucas Nussbaum|
Neil McGovern|
Martin Zobel-Helas|
Bdale Garbee|
Kenshi Muto|
Otavio Salvador|
Moray Allan|
Francesca Ciceri|
Ana Guerrero|
Eric Evans|
Luca Filipozzi|
""".strip()
_ORGANISATIONS = [
    {"en": ("NATO",), "fr": ("OTAN",), "de": ("NATO", "Nato"), "ru": ("НАТО",)},
    {
        "en": ("European Union", "EU"),
        "fr": ("Union européenne", "UE"),
        "de": ("Europäische Union", "EU"),
        "ru": ("Европейский союз", "Евросоюз", "ЕС"),
    },
    {
        "en": ("United Nations", "UN"),
        "fr": ("Nations unies", "Organisation des Nations unies", "ONU"),
        "de": ("Vereinte Nationen", "UN", "UNO"),
        "ru": ("Организация Объединенных Наций", "ООН"),
    },
    {"en": ("FBI",), "fr": ("FBI",), "de": ("FBI",), "ru": ("ФБР",)},
    {"en": ("CNN",), "fr": ("CNN",), "de": ("CNN",), "ru": ("CNN",)},
    {"en": ("Debian",), "fr": ("Debian",), "de": ("Debian",), "ru": ("Debian",)},
    {"en": ("Canadian Digital Service", "CDS"), "fr": ("Service numérique canadien", "SNC")},
    {"en": ("Government of Canada",), "fr": ("gouvernement du Canada", "GC")},
    {"en": ("Natural Resources Canada", "NRCan"), "fr": ("Ressources naturelles Canada", "RNCan")},
    {"en": ("Veterans Affairs Canada", "VAC"), "fr": ("Anciens Combattants Canada", "ACC")},
]
_TERMS = [
    {"en": "operating system", "fr": "système d’exploitation", "de": "Betriebssystem", "ru": "операционная система"},
    {"en": "developer", "fr": "développeur", "de": "Entwickler", "ru": "разработчик"},
    {"en": "package", "fr": "paquet", "de": "Paket", "ru": "пакет"},
    {"en": "user", "fr": "utilisateur|usager", "de": "Benutzer|Nutzer|Anwender", "ru": "пользователь"},
    {"en": "government", "fr": "gouvernement", "de": "Regierung", "ru": "правительство"},
    {"en": "police", "fr": "police|policier", "de": "Polizei", "ru": "полиция|полицейский"},
    {"en": "election", "fr": "élection", "de": "Wahl", "ru": "выборы"},
    {"en": "Supreme Court", "fr": "Cour suprême", "de": "Oberster Gerichtshof|Supreme Court", "ru": "Верховный суд"},
    {"en": "troops", "fr": "troupes|soldats", "de": "Truppen|Soldaten", "ru": "войска|солдаты"},
    {"en": "public servant", "fr": "fonctionnaire"},
]


def known_names() -> list[KnownName]:
    """The persons and organisations, with full and short forms."""
    names = []
    for number, line in enumerate(_PERSONS.splitlines()):
        latin, russian = line.split("|")
        forms = {language: (latin, latin.split()[-1]) for language in ("en", "fr", "de")}
        if russian:
            forms["ru"] = (russian, russian.split()[-1])
        names.append(KnownName(f"person:{number}", forms))
    return [*names, *(KnownName(f"organisation:{number}", forms) for number, forms in enumerate(_ORGANISATIONS))]


def known_terms(source: str, target: str) -> list[KnownTerm]:
    """The terms from one language into another: the first one preferred, others admitted."""
    terms = []
    for concept in _TERMS:
        into = concept.get(target, "").split("|")
        targets = tuple(
            (text, TermStatus.ADMITTED if number else TermStatus.PREFERRED) for number, text in enumerate(into) if text
        )
        terms += [
            KnownTerm(text, TermStatus.PREFERRED, targets)
            for text in concept.get(source, "").split("|")
            if text and targets
        ]
    return terms
