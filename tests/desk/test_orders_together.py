"""One order to an agency for texts of several articles, from the list of articles."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article, Edition, Event
from articles.translation.agencies.delivering import opened_by
from articles.translation.agencies.models import Order
from tests.desk.in_browser import sign_in
from tests.desk.screens import at_desk, queries_of, sentences
from tests.desk_cast import draft, submitted, translation
from tests.translation.agencies.agency import order, to_translate

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_article_changelist")


def url(*articles: Article) -> str:
    return reverse("admin:articles_article_order") + "?" + "&".join(f"article={article.pk}" for article in articles)


def two() -> list[Article]:
    """An article whose French text is open, and one that has no French text yet."""
    return [
        to_translate(title="Ice").article,
        draft("Water", body="<p>One two three.</p>", required=["en", "fr"]).article,
    ]


def place(articles: list[Article], *texts: str, who: str = "max"):
    data = {"texts": texts, "agency": "Verba", "day": f"{timezone.now() + timedelta(days=3):%Y-%m-%d}"}
    return at_desk(who).post(url(*articles), {**data, "time": "18:00", "time_zone": "UTC", "version": "2.1"})


def test_texts_of_several_articles_are_one_order_with_one_link():
    first, second = articles = two()

    html = sentences(place(articles, f"{first.pk}:fr", f"{second.pk}:fr", f"{second.pk}:ar"))

    placed = Order.objects.get()
    texts = {(edition.article_id, edition.language) for edition in placed.editions.all()}
    assert texts == {(first.pk, "fr"), (second.pk, "fr"), (second.pk, "ar")}
    assert opened_by(html.split('id="link"')[1].split('value="')[1].split('"')[0].rpartition("#")[2]) == placed
    assert Event.objects.filter(action="order_translation").count() == 2


def test_the_words_are_shown_before_anything_is_ordered_and_opened():
    articles = two()

    html = sentences(at_desk("max").get(url(*articles)))

    assert "15 words" in html
    assert "4 words" in html
    assert not Order.objects.exists()
    assert not Edition.objects.filter(article=articles[1], language="fr").exists()


def test_what_is_required_is_ticked():
    first, second = articles = two()

    html = sentences(at_desk("max").get(url(*articles)))

    ticked = [value for value in (f"{first.pk}:fr", f"{second.pk}:fr", f"{second.pk}:ar") if f'value="{value}"' in html]
    assert len(ticked) == 3
    assert html.count(" checked") == sum("fr" in article.required_languages for article in articles)


def test_translators_are_offered_their_own_languages():
    first, second = articles = two()

    answer = place(articles, f"{second.pk}:ar", who="tariq")

    assert answer.status_code == 422
    assert f'value="{first.pk}:fr"' in sentences(at_desk("tariq").get(url(*articles)))
    assert not Order.objects.exists()


def test_a_text_that_is_no_longer_a_draft_is_shown_where_it_stands():
    edition = submitted(translation(draft("Ice")))

    html = sentences(at_desk("max").get(url(edition.article, draft("Water").article)))

    assert f'value="{edition.article_id}:fr"' not in html
    assert 'class="badge is-submitted"' in html


def test_nothing_chosen_is_asked_for():
    articles = two()

    assert place(articles).status_code == 422


def test_more_articles_than_an_order_takes_are_refused(monkeypatch):
    monkeypatch.setattr("articles.desk.orders_together.MOST", 1)

    answer = at_desk("max").get(url(*two()))

    assert answer.status_code == 409
    assert "Choose at most 1 articles" in sentences(answer)


def test_the_list_of_articles_leads_to_it_for_those_who_may_order():
    articles = two()
    data = {"action": "order_together", "_selected_action": [article.pk for article in articles]}

    answer = at_desk("max").post(LIST, data)

    assert {f"article={article.pk}" for article in articles} == set(answer.url.split("?")[1].split("&"))
    assert "order_together" not in sentences(at_desk("wanda").get(LIST))


def test_the_page_of_one_article_says_what_else_is_in_the_order():
    first, second = articles = two()
    place(articles, f"{first.pk}:fr", f"{second.pk}:fr")

    html = sentences(at_desk("max").get(reverse("admin:articles_article_agencies", args=[first.pk])))

    assert "and 1 text of another article" in html


def test_each_article_takes_a_limited_number_of_queries():
    client, articles = at_desk("max"), two()
    few = queries_of(client, url(*articles))
    more = [*articles, *two()]

    assert queries_of(client, url(*more)) - few <= 45


# In a browser.

LOOKS = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
}
PICTURES = os.environ.get("PICTURES")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("look", LOOKS)
def test_it_is_readable(new_page, live_server, look):
    order(to_translate(title="Ice", body="<p>Frozen.</p>"))
    page = new_page(**LOOKS[look], bypass_csp=True, base_url=live_server.url)
    sign_in(page.context, live_server, "max")

    page.goto(url(*two(), submitted(translation(draft("A lake between mountains"))).article))
    expect(page.locator("[data-chosen]")).to_be_visible()

    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"order-together-{look}.png", full_page=True)
    faults = Axe().run(page).response["violations"]
    assert not faults, [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in faults]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_it_is_ordered_by_keyboard(new_page, live_server):
    first, second = two()
    page = new_page(base_url=live_server.url)
    sign_in(page.context, live_server, "max")
    page.goto(LIST)
    for article in (first, second):
        page.locator(f"input[name='_selected_action'][value='{article.pk}']").focus()
        page.keyboard.press("Space")
    page.locator("select[name=action]").select_option("order_together")
    page.get_by_role("button", name="Run").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/order/?**")

    page.locator(f"input[value='{first.pk}:fr']").set_checked(True)
    page.locator(f"input[value='{second.pk}:ar']").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-chosen]")).to_contain_text("Texts ticked: 3. Words: ")
    page.get_by_label("Agency", exact=False).first.focus()
    page.keyboard.type("Verba")
    page.locator("input[type=date]").fill("2099-01-01")
    page.get_by_role("button", name="Place the order").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#link")).to_be_visible()
    assert Edition.objects.filter(agency_orders__agency="Verba", article=second, language="ar").exists()
