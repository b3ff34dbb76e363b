"""Managing editors say what each kind requires; the start form begins with it."""

import json

import pytest
from django.urls import reverse

from articles.models import Edition, KindRule
from tests.desk.screens import at_desk, sentences

pytestmark = pytest.mark.django_db

ADD = "/desk/articles/kindrule/add/"


def test_a_managing_editor_makes_a_rule():
    at_desk("max").post(ADD, {"kind": "speech", "required_languages": ["en", "ar"]})

    assert KindRule.objects.get().required_languages == ["en", "ar"]
    html = sentences(at_desk("otto").get(reverse("admin:articles_kindrule_changelist")))
    assert "English, Arabic" in html


@pytest.mark.parametrize("who", ["wanda", "tariq", "ada", "pia", "otto"])
def test_nobody_else_does(who):
    rule = KindRule.objects.create(kind="speech", required_languages=["en"])
    change = reverse("admin:articles_kindrule_change", args=[rule.pk])

    assert at_desk(who).post(change, {"kind": "speech", "required_languages": ["ar"]}).status_code == 403
    rule.refresh_from_db()
    assert rule.required_languages == ["en"]


def test_the_start_form_knows_the_languages_of_every_kind(settings):
    settings.NEWSROOM_REQUIRED_LANGUAGES = ["en", "fr"]
    KindRule.objects.create(kind="speech", required_languages=["en"])

    form = at_desk("wanda").get(reverse("admin:articles_article_add")).context["form"]

    by_kind = json.loads(form.fields["kind"].widget.attrs["data-required"])
    assert (by_kind["speech"], by_kind["press_release"]) == (["en"], ["en", "fr"])
    assert form.fields["required_languages"].initial == ["en", "fr"]


def test_the_languages_that_were_ticked_are_the_articles():
    text = {"kind": "speech", "source_language": "en", "title": "A speech", "body": "<p>Dear all.</p>"}
    at_desk("wanda").post(reverse("admin:articles_article_add"), {**text, "required_languages": ["en", "ar"]})

    assert Edition.objects.get().article.required_languages == ["en", "ar"]
