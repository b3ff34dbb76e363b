"""Which paragraphs of a translation belong to which of the source."""

from collections import defaultdict
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.richtext import Block
from articles.translation.alignment import Alignment, align
from benchmarks.alignment import KINDS, edits, is_located, texts
from tests.paths import CORPUS, needs_corpus

ENGLISH = [
    "Ministers of the 28 coastal states met in Geneva on 14 May 2019 to agree on quotas for the coming season.",
    (
        "“No fleet gains from an empty sea,” said Commissioner Anna Lindqvist. She asked every delegation to report "
        "its catch within 30 days."
    ),
    "The quota for cod falls by 12 per cent. Herring stays at 13,000 tonnes, as in the previous year.",
    "Small harbours receive 4.5 million euros from the Nordhav fund for new cold stores.",
    "Observers from Greenland and from the World Wildlife Fund attended. The 9 of them may not vote.",
    "The next meeting takes place in Lisbon in November 2020, at the invitation of the Portuguese government.",
]
TRANSLATIONS = {
    "fr": [
        "Les ministres des 28 États côtiers se sont réunis à Genève le 14 mai 2019 pour fixer les quotas de la saison.",
        (
            "« Aucune flotte ne gagne à vider la mer », a déclaré la commissaire Anna Lindqvist. Elle a prié chaque "
            "délégation de rendre compte de ses prises dans les 30 jours."
        ),
        "Le quota de cabillaud baisse de 12 %. Celui du hareng reste de 13 000 tonnes, comme l’année précédente.",
        "Les petits ports reçoivent 4,5 millions d’euros du fonds Nordhav pour de nouveaux entrepôts frigorifiques.",
        "Des observateurs du Groenland et du World Wildlife Fund étaient présents. Les 9 n’ont pas le droit de vote.",
        "La prochaine réunion aura lieu à Lisbonne en novembre 2020, à l’invitation du gouvernement portugais.",
    ],
    "de": [
        "Die Minister der 28 Küstenstaaten trafen sich am 14. Mai 2019 in Genf, um die Quoten der Saison festzulegen.",
        (
            "„Keine Flotte gewinnt an einem leeren Meer“, sagte Kommissarin Anna Lindqvist. Sie bat alle Delegationen, "
            "ihre Fänge binnen 30 Tagen zu melden."
        ),
        "Die Quote für Kabeljau sinkt um 12 Prozent. Bei Hering bleibt es wie im Vorjahr bei 13.000 Tonnen.",
        "Kleine Häfen erhalten 4,5 Millionen Euro aus dem Nordhav-Fonds für neue Kühlhäuser.",
        "Beobachter aus Grönland und vom World Wildlife Fund nahmen teil. Abstimmen dürfen die 9 nicht.",
        "Die nächste Sitzung findet auf Einladung der portugiesischen Regierung im November 2020 in Lissabon statt.",
    ],
    "ru": [
        "Министры 28 прибрежных государств встретились в Женеве 14 мая 2019 года, чтобы согласовать квоты на сезон.",
        (
            "«Пустое море не нужно ни одному флоту», — сказала комиссар Анна Линдквист. Она попросила все делегации "
            "сообщить об уловах в течение 30 дней."
        ),
        "Квота на треску снижается на 12 %. По сельди остаётся 13 000 тонн, как и в прошлом году.",
        "Малые порты получат 4,5 миллиона евро из фонда Nordhav на новые холодильные склады.",
        "Присутствовали наблюдатели из Гренландии и от World Wildlife Fund. Права голоса у этих 9 нет.",
        "Следующая встреча состоится в Лиссабоне в ноябре 2020 года по приглашению правительства Португалии.",
    ],
    "ar": [
        "اجتمع وزراء 28 دولة ساحلية في جنيف في 14 مايو 2019 للاتفاق على حصص الصيد في الموسم المقبل.",
        "وقالت المفوضة آنا ليندكفيست: «لا يربح أي أسطول من بحر خالٍ». وطلبت من كل وفد أن يبلغ عن صيده خلال 30 يوما.",
        "تنخفض حصة سمك القد بنسبة 12 في المئة. وتبقى حصة الرنجة عند 13,000 طن كما في العام السابق.",
        "تتلقى الموانئ الصغيرة 4.5 مليون يورو من صندوق Nordhav لبناء مخازن تبريد جديدة.",
        "حضر مراقبون من غرينلاند ومن World Wildlife Fund. ولا يحق لهؤلاء التسعة (9) التصويت.",
        "يعقد الاجتماع القادم في لشبونة في نوفمبر 2020 بدعوة من الحكومة البرتغالية.",
    ],
    "zh": [
        "28个沿海国家的部长于2019年5月14日在日内瓦开会，商定下一季的捕捞配额。",
        "专员安娜·林奎斯特说：“海里没有鱼，哪支船队都得不到好处。”她要求各代表团在30天内报告捕捞量。",
        "鳕鱼配额下降12%。鲱鱼配额与上年相同，仍为13000吨。",
        "小型港口从Nordhav基金获得450万欧元，用于新建冷库。",
        "格陵兰和World Wildlife Fund的观察员出席了会议。这9人没有表决权。",
        "应葡萄牙政府邀请，下次会议将于2020年11月在里斯本举行。",
    ],
}
STRANGE = {
    "fr": "Le musée de la ville rouvrira ses portes au printemps avec une exposition de 75 tableaux.",
    "de": "Das Stadtmuseum öffnet im Frühjahr wieder, mit einer Ausstellung von 75 Gemälden.",
    "ru": "Городской музей вновь откроется весной выставкой из 75 картин.",
    "ar": "يعيد متحف المدينة فتح أبوابه في الربيع بمعرض يضم 75 لوحة.",
    "zh": "市博物馆将于春季重新开放，并展出75幅油画。",
}
SENTENCES = {"zh": "。"}
languages = pytest.mark.parametrize("language", TRANSLATIONS)


def blocks(texts, kind="paragraph", prefix=""):
    return [Block(f"{prefix}{number}", kind, f"<p>{text}</p>", text) for number, text in enumerate(texts)]


def aligned(source, target):
    return [(a.source, a.target) for a in align(blocks(source, prefix="s"), blocks(target, prefix="t"))]


def one_to_one(count, start=0, shift=0):
    return [((place,), (place + shift,)) for place in range(start, count)]


@languages
def test_a_whole_translation_goes_paragraph_by_paragraph(language):
    assert aligned(ENGLISH, TRANSLATIONS[language]) == one_to_one(6)


@languages
@pytest.mark.parametrize("place", range(6))
def test_a_deleted_paragraph_is_located(language, place):
    target = TRANSLATIONS[language]
    found = aligned(ENGLISH, target[:place] + target[place + 1 :])
    assert found == [*one_to_one(place), ((place,), ()), *one_to_one(6, place + 1, -1)]


@languages
@pytest.mark.parametrize("place", range(7))
def test_an_inserted_paragraph_is_located(language, place):
    target = TRANSLATIONS[language]
    found = aligned(ENGLISH, [*target[:place], STRANGE[language], *target[place:]])
    assert found == [*one_to_one(place), ((), (place,)), *one_to_one(6, place, 1)]


@languages
def test_equal_counts_do_not_hide_an_insertion_beside_a_deletion(language):
    target = TRANSLATIONS[language]
    found = aligned(ENGLISH, [*target[:2], target[3], STRANGE[language], *target[4:]])
    assert found == [*one_to_one(2), ((2,), ()), ((3,), (2,)), ((), (3,)), *one_to_one(6, 4)]


def test_hours_are_known_whichever_way_they_are_written():
    english = "At 18:52 the Centre received a call; the last one was lifted off at 21:17, in a wind of force nine."
    french = "Ce soir à 18 h 52, un appel a été reçu. Le dernier a été hélitreuillé à 21 h 17, par un vent de force 9."
    assert aligned([english, *ENGLISH[1:3]], [french, *TRANSLATIONS["fr"][1:3]]) == one_to_one(3)


@languages
def test_a_paragraph_replaced_by_a_strange_one_is_no_translation(language):
    target = TRANSLATIONS[language]
    found = aligned(ENGLISH, [*target[:2], STRANGE[language], *target[3:]])
    assert found == [*one_to_one(2), ((2,), ()), ((), (2,)), *one_to_one(6, 3)]


@languages
@pytest.mark.parametrize("place", range(5))
def test_two_paragraphs_made_one_are_located(language, place):
    target = TRANSLATIONS[language]
    found = aligned(ENGLISH, [*target[:place], " ".join(target[place : place + 2]), *target[place + 2 :]])
    assert found == [*one_to_one(place), ((place, place + 1), (place,)), *one_to_one(6, place + 2, -1)]


@languages
@pytest.mark.parametrize("place", [2, 4])
def test_a_paragraph_made_two_is_located(language, place):
    target = TRANSLATIONS[language]
    first, end, second = target[place].partition(SENTENCES.get(language, ". " if "%." not in target[place] else "%. "))
    found = aligned(ENGLISH, [*target[:place], first + end, second, *target[place + 1 :]])
    assert found == [*one_to_one(place), ((place,), (place, place + 1)), *one_to_one(6, place + 1, 1)]


def test_three_paragraphs_may_have_become_one_and_one_three():
    target = TRANSLATIONS["fr"]
    assert aligned(ENGLISH, [" ".join(target[:3]), *target[3:]])[0] == ((0, 1, 2), (0,))
    assert aligned([" ".join(ENGLISH[:3]), *ENGLISH[3:]], target)[0] == ((0,), (0, 1, 2))


def test_a_heading_that_was_added_is_no_part_of_the_paragraph_after_it():
    target = blocks(TRANSLATIONS["fr"], prefix="t")
    heading = Block("t9", "heading", "<h2>Quotas</h2>", "Quotas")
    assert Alignment((), (2,)) in align(blocks(ENGLISH, prefix="s"), [*target[:2], heading, *target[2:]])


def test_a_figure_without_words_is_known_by_its_image():
    figures = [
        Block(name, "figure", f'<figure><img src="/media/{name}.jpg" alt=""></figure>', "") for name in ("a", "b", "c")
    ]
    assert align(figures, [figures[0], figures[2]]) == [
        Alignment((0,), (0,)),
        Alignment((1,), ()),
        Alignment((2,), (1,)),
    ]


def test_ids_of_other_paragraphs_do_not_mislead():
    """A translator who deletes the first paragraph by pasting each text one block up leaves every id wrong."""
    target = blocks(TRANSLATIONS["fr"][1:])
    assert align(blocks(ENGLISH), target) == [
        Alignment((0,), ()),
        *(Alignment((place,), (place - 1,)) for place in range(1, 6)),
    ]


def test_ids_decide_between_paragraphs_that_say_the_same():
    source = blocks(ENGLISH[:1] * 3)
    assert align(source, [source[0], source[2]])[1] == Alignment((1,), ())


@pytest.mark.parametrize(("source", "target"), [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_is_all_deletions_or_insertions(source, target):
    found = aligned(ENGLISH[:source], ENGLISH[:target])
    assert found == [((place,), ()) for place in range(source)] + [((), (place,)) for place in range(target)]


kinds_of_blocks = st.sampled_from(["paragraph", "heading", "list", "quote", "table", "figure"])
words = st.text(st.sampled_from("aB é字я٣7.,-% \u00a0"), max_size=40) | st.sampled_from([*ENGLISH, *STRANGE.values()])
any_blocks = st.lists(
    st.builds(
        lambda i, kind, text: Block(f"b{i}", kind, f"<p>{text}</p>", text), st.integers(0, 9), kinds_of_blocks, words
    ),
    max_size=12,
)


@given(any_blocks, any_blocks)
def test_every_place_occurs_exactly_once_and_in_order(source, target):
    found = align(source, target)
    assert [place for alignment in found for place in alignment.source] == list(range(len(source)))
    assert [place for alignment in found for place in alignment.target] == list(range(len(target)))
    assert all(alignment.source or alignment.target for alignment in found)
    assert all(min(len(a.source), len(a.target)) <= 1 and len(a.source + a.target) <= 4 for a in found)


@given(any_blocks)
def test_the_same_text_aligns_block_by_block(text):
    assert align(text, text) == [Alignment((place,), (place,)) for place in range(len(text))]


def long_text(count):
    return [f"{ENGLISH[number % 6]} {number * 7919} {number % 13 * 'Harbour '}" for number in range(count)]


def test_an_edit_is_located_in_a_long_text_within_a_second_or_so():
    source = blocks(long_text(500), prefix="s")
    target = [*source[:100], *source[140:400], *blocks(["A word in between, on 3 subjects."]), *source[400:]]
    start = perf_counter()
    found = align(source, target)
    assert perf_counter() - start < 5
    assert [a for a in found if not a.target] == [Alignment((place,), ()) for place in range(100, 140)]
    assert [a for a in found if not a.source] == [Alignment((), (360,))]


@pytest.mark.parametrize(("source", "target"), [(3_000, 3_000), (20_000, 2), (2, 20_000)])
def test_what_is_too_long_to_compare_in_full_still_ends(source, target):
    start = perf_counter()
    found = align(blocks(["a"] * source), blocks(["b"] * target))
    assert perf_counter() - start < 20
    assert sum(len(a.source) for a in found) == source


@needs_corpus
def test_edits_to_real_releases_are_located():
    located = defaultdict(list)
    pairs = [text for text in texts(CORPUS / "releases") if not text.is_for_tuning]
    for kind, text, planted in edits(pairs[::2], seed=0):
        located[kind].append(is_located(planted, align(text.source, planted.target)))
    shares = {kind: sum(found) / len(found) for kind, found in located.items()}
    assert list(shares) == list(KINDS)
    assert [kind for kind in ("deletion", "insertion", "shift") if shares[kind] < 0.95] == []
    assert [kind for kind in ("no edit", "replacement", "merge", "split") if shares[kind] < 0.88] == []
