"""Files of releases are read with distrust: every fault is named with its field, and nothing slips by."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exchange.lines import one_line
from articles.exchange.shape import MAX_BYTES, Malformed, read
from articles.models import Kind

from .release_files import contents, version


def reading(**changes):
    return read(json.dumps(contents(**changes)).encode())


def faults_of(**changes):
    with pytest.raises(Malformed) as refusal:
        reading(**changes)
    return refusal.value.faults


def faults_in(content):
    """What is wrong with a file that may be right."""
    try:
        read(content)
    except Malformed as refusal:
        return refusal.faults
    return []


def test_the_least_a_file_may_hold_is_enough():
    release = reading()
    assert (release.id, release.kind, release.source_language) == ("agency-7", Kind.PRESS_RELEASE, "en")
    assert release.versions["en"].title == "Harbour reopens"
    assert release.left_out == {}


@pytest.mark.parametrize(
    ("text", "instant", "day"),
    [
        ("2012-03-01", datetime(2012, 2, 29, 23, tzinfo=UTC), date(2012, 3, 1)),
        ("2012-07-01", datetime(2012, 6, 30, 22, tzinfo=UTC), date(2012, 7, 1)),
        ("2017-07-18 23:00:00 -0400", datetime(2017, 7, 19, 3, tzinfo=UTC), date(2017, 7, 18)),
        ("2017-03-22T18:00:00+01:00", datetime(2017, 3, 22, 17, tzinfo=UTC), date(2017, 3, 22)),
        ("2019-04-15 14:46:56.823000+00:00", datetime(2019, 4, 15, 14, 46, 56, 823000, tzinfo=UTC), date(2019, 4, 15)),
        ("2015-07-08T14:19:42.460Z", datetime(2015, 7, 8, 14, 19, 42, 460000, tzinfo=UTC), date(2015, 7, 8)),
    ],
)
def test_a_date_a_local_time_with_offset_and_an_instant_are_understood(settings, text, instant, day):
    settings.NEWSROOM_TIME_ZONE = "Europe/Brussels"
    release = reading(published_at=text)
    assert (release.public_from, release.dated_on) == (instant, day)


def test_a_day_begins_at_its_first_instant_where_the_clocks_skip_midnight(settings):
    settings.NEWSROOM_TIME_ZONE = "America/Sao_Paulo"
    assert reading(published_at="2017-10-15").public_from == datetime(2017, 10, 15, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2012-02-30",
        "2012-3-1",
        "2012-03-01 09:00",
        "2012-03-01T25:00:00Z",
        "0001-01-01",
        "9999-12-31T23:00-05:00",
    ],
)
def test_what_is_no_date_or_leaves_the_offset_to_guess_is_refused(text, settings):
    settings.NEWSROOM_TIME_ZONE = "Asia/Tokyo"
    (fault,) = faults_of(published_at=text)
    assert fault.startswith("published_at: ")
    assert text in fault


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "not JSON: line 1"),
        (b"{", "not JSON: line 1"),
        (b"[]", "holds no release"),
        (b"null", "holds no release"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"id": NaN}', "NaN is no JSON value"),
        (b'{"id": "a", "id": "b"}', "“id” is there twice"),
        (b'{"id": ' + b"9" * 5000 + b"}", "not JSON"),
        (b'{"a":' * 100_000, "too deeply"),
        (b" " * (MAX_BYTES + 1), "larger than 10 MB"),
    ],
)
def test_what_is_no_json_object_is_refused(content, fault):
    with pytest.raises(Malformed, match=fault):
        read(content)


def test_a_byte_order_mark_does_no_harm():
    assert read(b"\xef\xbb\xbf" + json.dumps(contents()).encode()).id == "agency-7"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"id": None}, "id: is missing."),
        ({"id": 7}, "id: is a number, not text."),
        ({"id": "x" * 201}, "id: has 201 characters; at most 200 fit."),
        ({"source_language": "klingon"}, "source_language: “klingon” is not the code of a language."),
        ({"source_language": ["en"]}, "source_language: is a list, not text."),
        ({"versions": {}}, "versions: has no text in any language."),
        ({"versions": [version()]}, "versions: is a list, not an object of languages."),
        ({"versions": {"en": "text"}}, "versions.en: is text, not an object."),
        ({"versions": {"xx-yy-zz": version()}}, "versions: “xx-yy-zz” is not the code of a language."),
        ({"versions": {"pt-BR": version(), "pt-br": version()}}, "versions: has “pt-BR” twice, in two spellings."),
        ({"versions": {"en": version(title="")}}, "versions.en.title: is missing."),
        ({"versions": {"en": version(title=" \u200b&nbsp;")}}, "versions.en.title: is empty."),
        ({"versions": {"en": version(title="x" * 301)}}, "versions.en.title: has 301 characters; at most 300 fit."),
        ({"versions": {"en": version(body_html=None)}}, "versions.en.body_html: is missing."),
        ({"versions": {"en": version(body_html="a\0b")}}, "versions.en.body_html: has the character U+0000,"),
        ({"versions": {"en": version(title="\ud800")}}, "versions.en.title: has the character U+D800,"),
        ({"people": {"name": "Ann"}}, "people: is an object, not a list."),
        ({"people": ["Ann"]}, "people[0]: is text, not an object."),
        ({"people": [{"name": ""}]}, "people[0].name: is missing."),
        ({"people": [{"name": {}}]}, "people[0].name: has no name in any language."),
        ({"organisations": [{"name": {"e!": "Port"}}]}, "organisations[0].name: “e!” is not the code of a language."),
        ({"topics": [{}]}, "topics[0].name: is missing."),
        ({"change_history": "none"}, "change_history: is text, not a list."),
        ({"withdrawn_notice": True}, "withdrawn_notice: is true or false, not an object."),
    ],
)
def test_each_fault_names_its_field_and_what_is_wrong(changes, fault):
    assert any(found.startswith(fault) for found in faults_of(**changes)), faults_of(**changes)


def test_an_unknown_kind_is_refused_with_those_that_are_known():
    (fault,) = faults_of(kind="poem")
    assert fault.startswith("kind: “poem” is not a kind of article; known are authored_article, ")


def test_what_a_terminal_might_obey_is_written_out():
    (fault,) = faults_of(kind="\x1b[2J")
    assert "“\\u001b[2J”" in fault
    assert reading(**{"\x1b\0": "x"}).left_out == {"\\u001b\\u0000": "x"}


def test_all_faults_are_told_at_once():
    assert len(faults_of(id=None, published_at="soon", versions={"en": version(title=5)})) == 3


def test_an_office_that_ends_before_it_begins_is_refused():
    role = {"title": "Mayor", "organisation": "Port", "from": "2012-05-01", "until": "2012-05-01"}
    (fault,) = faults_of(people=[{"name": "Ann", "roles": [role]}])
    assert fault == "people[0].roles[0].until: 2012-05-01 does not come after 2012-05-01."


def test_language_codes_take_their_standard_form():
    release = reading(source_language="EN", versions={"EN": version(), "zh-hant": version()})
    assert (release.source_language, set(release.versions)) == ("en", {"en", "zh-Hant"})


def test_a_name_without_language_is_in_the_source_language():
    release = reading(source_language="fr", organisations=[{"name": "Le port", "acronym": {"en": "P"}}])
    assert release.organisations[0].names == {"fr": "Le port"}
    assert release.organisations[0].acronyms == {"en": "P"}


def test_what_has_no_place_is_kept_apart_with_the_way_to_it():
    release = reading(
        licence="free",
        political=False,
        people=[{"name": "Ann", "url": "u"}],
        versions={"en": version(dir="rtl", author="Bo")},
    )
    assert release.left_out == {"licence": "free", "political": False, "people[0].url": "u", "versions.en.author": "Bo"}


def test_the_first_entry_of_the_change_history_is_the_release_itself():
    release = reading(
        change_history=[
            {"public_timestamp": "2012-06-13T14:33:09.000+01:00", "note": "Added slides."},
            {"public_timestamp": "2012-03-01T08:00:00Z", "note": "First published."},
        ]
    )
    assert [change.note for change in release.changes] == ["Added slides."]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" \u200bTwo\n  lines\u00a0", "Two lines"),
        ("A<br>B <strike>old</strike> <em class='x'>new</em>", "A B old new"),
        ("1)&nbsp;R&amp;D, AT&T &lt;b&gt;", "1)\u00a0R&D, AT&T <b>"),
        ("if a<b and b>c", "if a<b and b>c"),
        ("Q&A &copy", "Q&A &copy"),
    ],
)
def test_titles_become_one_line_of_plain_text(text, line):
    assert one_line(text) == line


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=8,
)
MEMBERS = {
    "people": [{"name": "Ann", "short": {"en": "Ann"}, "roles": [{"title": "Mayor", "organisation": "Port"}]}],
    "organisations": [{"name": {"en": "Port"}, "acronym": {"en": "P"}}],
    "topics": [{"name": "Ships"}],
    "change_history": [{"public_timestamp": "2012-06-13T14:33:09Z", "note": "Added slides."}],
    "withdrawn_notice": {"explanation": "Wrong.", "withdrawn_at": "2014-01-01T00:00:00Z"},
}


def ways_into(value, way=()):
    """The ways to each member of a JSON value, at any depth."""
    yield way
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inside in members:
        yield from ways_into(inside, (*way, name))


@given(data=st.data(), intruder=anything)
def test_whatever_stands_in_a_member_is_read_or_refused_in_words(data, intruder):
    release = json.loads(json.dumps(contents(**MEMBERS)))
    *parents, name = data.draw(st.sampled_from([way for way in ways_into(release) if way]))
    holder = release
    for parent in parents:
        holder = holder[parent]
    holder[name] = intruder
    faults = faults_in(json.dumps(release).encode())
    assert all(fault.isprintable() and fault.endswith(".") for fault in faults)


@given(st.binary() | st.text().map(str.encode))
def test_no_bytes_at_all_make_reading_fail_otherwise(content):
    with pytest.raises(Malformed):
        read(content)
