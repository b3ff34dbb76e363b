"""What is not taken from a file, and the sentence that says why."""

import random
import re

import pytest

from articles.models import Edition
from articles.translation.agencies.reports import MOST_SHOWN
from articles.translation.agencies.taking import take_upload
from articles.translation.xliff import VERSIONS, zipped
from tests.desk_cast import member
from tests.translation.agencies.agency import file_for, saved, send_back, to_translate, translated

pytestmark = pytest.mark.django_db

UNIT = re.compile(r"<unit .*?</unit>", re.DOTALL)
GROUP = re.compile(r"<group .*?</group>", re.DOTALL)


def edition_and_file(version: str = "2.1") -> tuple[Edition, str]:
    edition = to_translate()
    return edition, translated(file_for(edition, version))


def nothing_was_taken(edition: Edition, report) -> bool:
    return bool(report.refusals) and report.taken == 0 and edition.title == "" and edition.body == ""


@pytest.mark.parametrize("version", VERSIONS)
def test_a_source_that_has_moved_is_refused_and_shown(version):
    edition, file = edition_and_file(version)
    source = edition.translates
    saved(source, body=source.body.replace("The end.", "The very end."))

    report = send_back(edition, file)

    assert nothing_was_taken(edition, report)
    assert [moved.html for moved in report.moved] == ["The<ins> very</ins> end."]


def test_a_paragraph_added_to_the_source_and_one_removed_are_shown():
    edition, file = edition_and_file()
    source = edition.translates
    saved(source, title="Another title", body=source.body.replace("<h2", "<p>New.</p><h2").split("<ul")[0])

    report = send_back(edition, file)

    html = [moved.html for moved in report.moved]
    assert html[0] == "<del>A</del><ins>Another</ins> title"
    assert "<ins>New.</ins>" in html
    assert any("<del>The end.</del>" in each for each in html)


def test_of_very_many_changes_the_first_are_shown():
    edition = to_translate(body="<p>One more.</p>" * 100)
    file = translated(file_for(edition))
    saved(edition.translates, body=edition.translates.body.replace("One", "Two"))

    report = send_back(edition, file)

    assert (len(report.moved), report.more_moved) == (MOST_SHOWN, 100 - MOST_SHOWN)


def test_a_source_that_came_back_to_what_it_was_is_taken():
    edition, file = edition_and_file()
    source = edition.translates
    saved(saved(source, title="Another"), title="A title")

    assert send_back(edition, file).taken == 6


def test_a_change_of_the_address_alone_moves_no_source():
    edition, file = edition_and_file()
    saved(edition.translates, slug="another-address")

    assert send_back(edition, file).taken == 6


@pytest.mark.parametrize(("version", "unit"), [("2.1", UNIT), ("1.2", GROUP)])
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda units: units[1:], "missing from the file: 1"),
        (lambda units: units[:-1], "missing from the file: 6"),
        (lambda units: [units[1], units[0], *units[2:]], "order"),
        (lambda units: [*units, units[-1].replace("body", "more")], "not sent out"),
    ],
    ids=["first missing", "last missing", "reordered", "added"],
)
def test_an_altered_skeleton_is_refused(version, unit, change, said):
    edition, file = edition_and_file(version)
    units = unit.findall(file)
    head, tail = file.split(units[0])[0], file.rsplit(units[-1], 1)[1]

    report = send_back(edition, head + "".join(change(units)) + tail)

    assert nothing_was_taken(edition, report)
    assert said in report.refusals[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<source>A title</source>", "<source>Another title</source>", "Paragraph 1: its source"),
        ("<source>One</source>", "<source>Uno</source>", "Paragraph 5: its source"),
        ('trgLang="fr"', 'trgLang="de"', "not the languages"),
        ("article/", "story/", "of another text"),
    ],
)
def test_a_file_whose_frame_was_changed_is_refused(old, new, said):
    edition, file = edition_and_file()
    assert old in file

    report = send_back(edition, file.replace(old, new))

    assert nothing_was_taken(edition, report)
    assert said in report.refusals[0]


def test_codes_lost_from_the_source_are_a_changed_source():
    edition, file = edition_and_file()
    code = re.search(r"<source>Ministers (<pc [^>]*>met</pc>)", file)[1]

    report = send_back(edition, file.replace(code, "met", 1))

    assert "Paragraph 4: its source" in report.refusals[0]


def test_a_file_of_another_article_is_refused():
    edition, _file = edition_and_file()

    assert "of another text" in send_back(edition, translated(file_for(to_translate()))).refusals[0]


@pytest.mark.parametrize(
    ("old", "new", "number", "said"),
    [
        ("<target>A TITLE</target>", "", 1, "no translation"),
        ("<target>A TITLE</target>", "<target> </target>", 1, "no translation"),
        ("<target>A TITLE</target>", f"<target>{'A' * 301}</target>", 1, "longer than 300"),
        ("<target>A TITLE</target>", "<target>A title</target>", 1, "word for word"),
        ("<target>A TITLE</target>", '<target>A <ph id="1"/></target>', 1, "does not have"),
        ("<target>ONE</target>", "<target/>", 5, "Parts 1 of 2"),
        ("</pc>.</target>", "</pc><pc id='9'>.</pc></target>", 4, "code “9”"),
        (re.compile(r"<pc id=\"2\"[^>]*>HERE</pc>"), "HERE", 4, "the link to https://example.org/"),
        (re.compile(r"<pc id=\"1\"([^>]*)>MET</pc>"), r'<sc id="1"/>MET', 4, "does not end"),
        (re.compile(r"<pc id=\"1\"([^>]*)>MET</pc>"), r'<pc id="1">MET</pc><pc id="1">!</pc>', 4, "twice"),
        (re.compile(r"(<segment id=\"s1\")(><source>The end)"), r'\1 state="initial"\2', 6, "marked as not translated"),
    ],
)
def test_one_paragraph_is_left_and_the_others_are_taken(old, new, number, said):
    edition, file = edition_and_file()
    changed = old.sub(new, file) if isinstance(old, re.Pattern) else file.replace(old, new)
    assert changed != file

    report = send_back(edition, changed)

    assert (report.taken, [(each.number, said in each.why) for each in report.untaken]) == (5, [(number, True)])


def test_formatting_may_be_dropped():
    edition, file = edition_and_file()

    report = send_back(edition, re.sub(r"<pc id=\"1\"[^>]*>MET</pc>", "MET", file))

    assert report.untaken == []
    assert "MINISTERS MET <a" in edition.body


def test_what_the_desk_changed_meanwhile_is_not_overwritten():
    edition, file = edition_and_file()
    edition = saved(edition, title="Le titre du desk")

    report = send_back(edition, file)

    assert (edition.title, report.taken) == ("Le titre du desk", 5)
    assert "The desk changed" in report.untaken[0].why


def test_the_same_file_twice_changes_nothing_the_second_time():
    edition, file = edition_and_file()
    send_back(edition, file)
    revision = edition.revision

    report = send_back(edition, file)

    assert (report.taken, report.same, edition.revision) == (0, 6, revision)


@pytest.mark.parametrize(
    "hostile",
    ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", '<a href="javascript:alert(1)">x</a>'],
)
def test_markup_in_a_translation_is_text(hostile):
    edition, file = edition_and_file()
    escaped = hostile.replace("&", "&amp;").replace("<", "&lt;")

    send_back(edition, file.replace("THE END.", escaped).replace("A TITLE", escaped))

    assert edition.title == hostile
    assert "<img src=x" not in edition.body
    assert "<script" not in edition.body
    assert '<a href="javascript' not in edition.body


def test_original_data_of_the_file_is_not_believed():
    edition, file = edition_and_file()

    send_back(edition, file.replace('&lt;a href="https://example.org/"&gt;', '&lt;a href="https://evil.example/"&gt;'))

    assert "evil" not in edition.body
    assert "https://example.org/" in edition.body


def test_a_bundle_is_taken_text_by_text():
    edition, file = edition_and_file()
    other = to_translate()
    broken = translated(file_for(other)).replace("<source>A title</source>", "<source>x</source>")
    data = zipped({"a.xlf": file.encode(), "b.xlf": broken.encode()})
    reports = take_upload(data, [edition, other], member("tariq"))

    assert [(report.edition, report.taken, bool(report.refusals)) for report in reports] == [
        (edition.pk, 6, False),
        (other.pk, 0, True),
    ]


def test_a_text_that_is_in_a_bundle_twice_is_taken_once():
    edition, file = edition_and_file()
    reports = take_upload(zipped({"a.xlf": file.encode(), "b.xlf": file.encode()}), [edition], member("tariq"))

    assert [(report.taken, bool(report.refusals)) for report in reports] == [(6, False), (0, True)]


def test_hostile_xml_is_a_refusal_too():
    edition, _file = edition_and_file()

    assert "DOCTYPE" in send_back(edition, '<!DOCTYPE x [<!ENTITY e "e">]><xliff/>').refusals[0]


@pytest.mark.parametrize("version", VERSIONS)
def test_whatever_comes_back_is_answered_with_a_report(version):
    """Tags dropped, doubled and exchanged at random: a sentence for each, and a draft that can be read."""
    edition, file = edition_and_file(version)
    parts = re.split(r"(<[^>]*>)", file)
    for seed in range(60):
        chance = random.Random(seed)
        damaged = list(parts)
        for _again in range(chance.randint(1, 4)):
            here, there = chance.randrange(len(damaged)), chance.randrange(len(damaged))
            damaged[here] = chance.choice(["", damaged[here] * 2, damaged[there]])
        report = send_back(edition, "".join(damaged))
        assert all(report.refusals)
        assert all(each.why for each in report.untaken)
    assert edition.state == "draft"
    assert "data-block" in edition.body or not edition.body
