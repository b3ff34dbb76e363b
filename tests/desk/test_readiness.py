"""What the checks found in a translation, where it is read, answered for, approved and released."""

import pytest
from django.urls import reverse

from articles import publication
from articles.models import Change, Edition, Waiver
from articles.translation.readiness import report_on, waive
from articles.workflow import perform
from tests.desk.screens import at_desk, queries_of, release_url, sentences, text_url
from tests.desk_cast import approved, correction, draft, member, public, scheduled, submitted, translation

pytestmark = pytest.mark.django_db

ENGLISH = "<p>The fleet sailed with 13,000 sailors on board.</p><p>It came back in spring.</p>"
FRENCH = "<p>La flotte a pris la mer avec 1 300 marins à bord.</p><p>Elle est revenue au printemps.</p>"


def wrong_number() -> Edition:
    """A translation in which a number lost a digit."""
    source = draft("The fleet", body=ENGLISH, required=["en", "fr"])
    return translation(source, title="La flotte", body=FRENCH)


def answered(edition: Edition, reason: str = "The ministry confirmed it.") -> Edition:
    """Its finding waived by Tariq, and submitted."""
    waive(edition, report_on(edition).blocking[0].fingerprint(), member("tariq"), reason=reason)
    return submitted(edition)


def stale() -> Edition:
    """A first translation whose source changed after it was submitted."""
    english = draft("The fleet")
    french = submitted(translation(english))
    perform(english, "save", member("wanda"), title="The whole fleet")
    return french


def approve_url(edition: Edition) -> str:
    return reverse("admin:articles_edition_approve", args=[edition.pk])


def post_waiver(edition: Edition, who: str = "tariq", reason: str = "It is right.", **data: str):
    fingerprint = report_on(Edition.objects.get(pk=edition.pk)).blocking[0].fingerprint()
    url = reverse("admin:articles_edition_waive", args=[edition.pk])
    return at_desk(who).post(url, {"fingerprint": fingerprint, "reason": reason, **data}, follow=True)


def test_the_edition_shows_a_finding_with_its_paragraph_and_both_places():
    html = sentences(at_desk("tariq").get(text_url(wrong_number())))

    assert "Body, paragraph 1" in html
    assert "<mark>13,000</mark> sailors" in html
    assert "<mark>1 300</mark> marins" in html
    assert "Waive it in my name" in html


def test_a_finding_is_waived_by_name_and_reason_from_where_it_was_read():
    edition = wrong_number()

    answer = post_waiver(edition, next=text_url(edition) + "#found")

    waiver = Waiver.objects.get()
    assert (waiver.user, waiver.reason) == (member("tariq"), "It is right.")
    assert answer.redirect_chain[-1][0].startswith(text_url(edition))
    assert "Waived by tariq" in sentences(answer)


def test_a_waiver_needs_a_reason():
    answer = post_waiver(wrong_number(), reason=" ")

    assert "Give a reason." in sentences(answer)
    assert not Waiver.objects.exists()


@pytest.mark.parametrize("who", ["wanda", "pia", "otto", "emma"])
def test_whoever_neither_translates_nor_approves_waives_nothing(who):
    edition = wrong_number()

    post_waiver(edition, who)

    assert not Waiver.objects.exists()
    assert "Waive it in my name" not in sentences(at_desk(who).get(text_url(edition)))


def test_it_leads_back_to_no_other_site():
    edition = wrong_number()

    answer = post_waiver(edition, next="https://elsewhere.example/")

    assert answer.redirect_chain == [(text_url(edition), 302)]


def test_the_approver_reads_who_answered_for_what_before_signing():
    html = sentences(at_desk("ada").get(approve_url(answered(wrong_number()))))

    assert "Waived by tariq" in html
    assert "The ministry confirmed it." in html
    assert "<mark>1 300</mark>" in html


def test_the_approver_of_a_stale_translation_answers_for_it_or_returns_it():
    edition = stale()
    page = sentences(at_desk("ada").get(approve_url(edition)))
    assert edition.staleness() in page
    assert 'aria-disabled="true" aria-describedby="why-approve"' in page

    url = reverse("admin:articles_edition_waive", args=[edition.pk])
    data = {"fingerprint": edition.staleness(), "reason": "Only the title.", "next": approve_url(edition)}
    page = sentences(at_desk("ada").post(url, data, follow=True))

    assert "Only the title." in page
    assert 'aria-describedby="what-approve"' in page


def test_the_approver_may_read_it_side_by_side_with_its_source():
    edition = answered(wrong_number())
    side_by_side = reverse("admin:articles_edition_translate", args=[edition.pk])

    assert side_by_side in sentences(at_desk("ada").get(approve_url(edition)))
    assert at_desk("ada").get(side_by_side).status_code == 200


def test_an_original_has_no_findings():
    html = sentences(at_desk("ada").get(approve_url(submitted())))

    assert "Side by side with its source" not in html

    assert "What the checks found" not in html


def test_the_release_screen_shows_how_far_each_translation_has_come():
    english = approved(draft("The fleet", body=ENGLISH, required=["en", "fr", "ar"]))
    translation(english, title="La flotte", body=FRENCH)
    translation(english, language="ar", title="الأسطول", body="")

    html = sentences(at_desk("pia").get(release_url(english.article)))

    assert "3 of 3 paragraphs" in html
    assert "1 finding blocks" in html
    assert "1 of 3 paragraphs" in html
    assert "2 paragraphs are not translated" in html
    assert "the source" in html


def test_the_release_screen_shows_what_was_waived_and_what_is_stale():
    french = perform(answered(wrong_number()), "approve", member("ada"))
    english = french.translates
    perform(english, "save", member("wanda"), body=ENGLISH.replace("spring", "summer"))

    html = sentences(at_desk("pia").get(release_url(french.article)))

    assert "waived by tariq" in html
    assert "1 paragraph changed in the source" in html
    assert "<em>stale</em>" in html


def test_the_release_screen_takes_a_fixed_number_of_queries_for_each_translation():
    few = approved(draft("One", required=["en"]))
    alone = queries_of(at_desk("pia"), release_url(few.article))
    french = approved(translation(few))
    with_one = queries_of(at_desk("pia"), release_url(few.article))
    translation(few, language="ar", title="عنوان")
    with_two = queries_of(at_desk("pia"), release_url(few.article))

    assert with_one - alone <= 12
    assert with_two - with_one <= with_one - alone
    assert french.state == "approved"


def test_a_minor_change_that_leaves_translations_alone_says_so_on_its_pages():
    english = public(draft("The fleet"))
    minor = publication.correct(english, member("max"), change=Change.MINOR, touches_translations=False)
    minor = submitted(perform(minor, "save", member("max"), title="The Fleet"))
    compare = reverse("admin:articles_article_compare", args=[minor.article_id, "en"])

    for url in (text_url(minor), approve_url(minor), compare):
        assert "leaves the translations as they are" in sentences(at_desk("ada").get(url)), url


def test_a_scheduled_text_that_became_stale_is_marked_on_its_release():
    english = public(draft("The fleet"))
    french = scheduled(translation(english))
    page = reverse("admin:articles_release_change", args=[french.release_id])
    assert "stale: its source has changed" not in sentences(at_desk("pia").get(page))

    correction(english)

    assert "stale: its source has changed" in sentences(at_desk("pia").get(page))
