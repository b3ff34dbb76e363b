"""The page on which a text is approved: what is read there is what is signed."""

import pytest
from django.urls import reverse

from articles.drafting import describe
from articles.models import Release
from articles.workflow import perform
from tests.desk.screens import at_desk, do, queries_of, sentences
from tests.desk_cast import approved, correction, draft, member, public, submitted, translation
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def url(edition) -> str:
    return reverse("admin:articles_edition_approve", args=[edition.pk])


def sign(edition, who: str = "ada", **data):
    """Press the button of the page as it stands."""
    return at_desk(who).post(url(edition), {"text_hash": edition.text_hash, **data})


def test_the_page_shows_the_whole_text_and_what_is_asked_of_it():
    edition = submitted(draft("Ministers meet", standfirst="In Brussels."))
    html = sentences(at_desk("ada").get(url(edition)))

    framed = f"{reverse('admin:articles_edition_preview_page', args=[edition.pk])}?text=saved"
    assert f'src="{framed}"' in html
    assert "In Brussels." in sentences(at_desk("ada").get(framed))
    assert "No placeholder text is left." in html
    assert "a second person reads it" in html
    assert "nothing of this article was public in this language before" in html


def test_the_page_shows_what_changed_since_the_public_read_it():
    html = sentences(at_desk("ada").get(url(submitted(correction(public())))))

    assert "What changed since the public last read it (English, edition 1)" in html
    assert "<ins>" in html
    assert "corrected" in html


def test_the_page_shows_which_persons_came_since_the_public_read_it():
    edition = public()
    second = submitted(correction(edition))
    describe(edition.article, member("pia"), people=[make_person("Ingrid Vale")])

    assert "Person added: Ingrid Vale" in sentences(at_desk("ada").get(url(second)))


def test_signing_binds_the_text_that_was_read():
    edition = submitted()

    sign(edition)

    edition.refresh_from_db()
    assert (edition.state, edition.approved_hash) == ("approved", edition.text_hash)
    assert edition.approved_by == member("ada")


@pytest.mark.parametrize("read", ["", "0" * 64])
def test_another_text_than_the_one_read_is_not_signed(read):
    edition = submitted()

    answer = sign(edition, text_hash=read)

    assert answer.status_code == 409
    assert "Read it again before you approve it." in sentences(answer)
    edition.refresh_from_db()
    assert edition.state == "submitted"


def test_a_text_changed_while_it_was_read_is_shown_anew():
    edition = submitted()
    current = perform(edition, "return", member("max"), reason="A word.")
    current = perform(current, "save", member("wanda"), revision=current.revision, title="Another title")
    perform(current, "submit", member("wanda"))

    answer = sign(edition)

    assert answer.status_code == 409
    assert "Another title" in sentences(answer)


@pytest.mark.parametrize("who", ["wanda", "tariq", "pia", "otto", "emma"])
def test_it_is_for_approvers(who):
    edition = submitted(draft("Zanzibar"))

    assert at_desk(who).get(url(edition)).status_code == 403
    answer = sign(edition, who)

    assert answer.status_code == 403
    assert "Zanzibar" not in sentences(answer)
    edition.refresh_from_db()
    assert edition.state == "submitted"


def test_an_approver_of_another_language_is_refused():
    member("fay", role="approver", language="fr")

    assert at_desk("fay").get(url(submitted())).status_code == 403


def test_whoever_wrote_it_reads_why_they_may_not():
    edition = draft()
    edition = perform(edition, "save", member("max"), revision=edition.revision, title="By Max")

    page = at_desk("max").get(url(perform(edition, "submit", member("wanda"))))

    assert "Someone else has to approve it." in sentences(page)
    assert "Approve and release now" not in sentences(page)


def test_placeholders_block_the_signature():
    edition = submitted(draft(body="<p>XX ships.</p>"))

    assert "Placeholder text is left in it" in sentences(at_desk("ada").get(url(edition)))
    assert sign(edition).status_code == 409


def test_the_button_of_the_edition_leads_here():
    edition = submitted()

    page = at_desk("ada").get(reverse("admin:articles_edition_change", args=[edition.pk]))

    assert url(edition) in sentences(page)


def test_my_desk_leads_here():
    edition = submitted()

    assert url(edition) in sentences(at_desk("ada").get(reverse("admin:index")))


def test_approve_and_release_repeats_audience_hour_and_languages():
    english = draft(required=["en", "fr"])
    approved(translation(english))

    html = sentences(at_desk("max").get(url(perform(english, "submit", member("wanda")))))

    assert "Everyone will be able to read 2 texts, in English and French, as soon as you confirm" in html


def test_approve_and_release_does_both():
    edition = perform(draft(), "submit", member("wanda"))

    answer = sign(edition, "max", then="release", together=[edition.pk])

    edition.refresh_from_db()
    assert edition.is_public()
    assert answer.url == reverse("admin:articles_release_change", args=[edition.release_id])


def test_approve_and_release_takes_the_languages_that_were_shown():
    english = draft(required=["en", "fr"])
    french = approved(translation(english))
    english = perform(english, "submit", member("wanda"))

    sign(english, "max", then="release", together=[english.pk, french.pk])

    assert {edition.language for edition in Release.objects.get().editions.all()} == {"en", "fr"}


def test_approve_and_release_does_neither_where_one_is_refused():
    edition = perform(draft(required=["en", "fr"]), "submit", member("wanda"))

    answer = sign(edition, "max", then="release", together=[edition.pk])

    assert "has no text in French" in sentences(answer)
    edition.refresh_from_db()
    assert (edition.state, edition.public_from) == ("submitted", None)


def test_an_approver_who_does_not_release_is_not_offered_to():
    assert "Approve and release now" not in sentences(at_desk("ada").get(url(submitted())))
    edition = submitted()

    assert sign(edition, then="release", together=[edition.pk]).status_code == 409
    edition.refresh_from_db()
    assert edition.state == "submitted"


def test_a_text_that_is_no_longer_submitted_says_so():
    page = at_desk("ada").get(url(approved()))

    assert "This one stands at: approved" in sentences(page)


def test_return_asks_for_its_reason_on_the_page():
    edition = submitted()
    assert "Reason (needed)" in sentences(at_desk("ada").get(url(edition)))

    do(at_desk("ada"), edition, "return", reason="")
    edition.refresh_from_db()
    assert edition.state == "submitted"


def test_a_voided_approval_is_told_on_every_page_it_concerns():
    edition = perform(approved(), "reopen", member("wanda"))
    perform(edition, "save", member("wanda"), revision=edition.revision, title="New title")
    pages = {
        who: [
            reverse("admin:index"),
            reverse("admin:articles_edition_change", args=[edition.pk]),
            reverse("admin:articles_article_change", args=[edition.article_id]),
        ]
        for who in ("ada", "wanda", "pia")
    }

    for who, addresses in pages.items():
        for address in addresses:
            assert "was voided by wanda’s edit at" in sentences(at_desk(who).get(address)), (who, address)
    assert "was voided" not in sentences(at_desk("otto").get(reverse("admin:index")))


def test_the_notice_is_gone_once_the_text_is_approved_anew():
    approved(perform(approved(), "reopen", member("wanda")))

    assert "was voided" not in sentences(at_desk("ada").get(reverse("admin:index")))


def test_the_queries_do_not_depend_on_the_rows():
    edition = submitted(correction(public()))
    few = queries_of(at_desk("max"), url(edition))
    for language in ("fr", "de", "nl"):
        approved(translation(edition, language=language))

    # One more for each further text that a release would take along: is it stale?
    assert queries_of(at_desk("max"), url(edition)) <= few + 3 * 3


def test_the_queries_of_my_desk_do_not_depend_on_voided_approvals():
    ada = at_desk("ada")
    perform(approved(), "reopen", member("wanda"))
    few = queries_of(ada, reverse("admin:index"))
    for _number in range(4):
        perform(approved(), "reopen", member("wanda"))

    assert queries_of(ada, reverse("admin:index")) == few
