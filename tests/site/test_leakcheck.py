"""``manage.py leakcheck`` asks a live site for what is not public."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import Edition
from tests import desk_cast as cast

pytestmark = pytest.mark.django_db(transaction=True)


def hidden_and_shown() -> None:
    cast.public(cast.draft("An open word", slug="an-open-word"))
    cast.correction(Edition.objects.public().get())
    cast.approved(cast.draft("A secret between us", body="<p>That nobody may read.</p>"))


def test_a_site_that_keeps_its_secrets_passes(live_server, capsys) -> None:
    hidden_and_shown()
    call_command("leakcheck", base_url=live_server.url, limit=1)
    assert "Nothing that is hidden shows" in capsys.readouterr().out


def test_a_site_that_tells_fails_and_what_it_told_is_listed(live_server, capsys, settings) -> None:
    hidden_and_shown()
    settings.NEWSROOM_NAME = "A secret between us"
    with pytest.raises(CommandError) as error:
        call_command("leakcheck", base_url=live_server.url, limit=1)
    assert error.value.returncode == 1
    assert "GET /en/news/: says “A secret between us”, which is not public" in capsys.readouterr().out


@pytest.mark.parametrize("url", ["press.example.org", "ftp://example.org", "http://"])
def test_what_is_no_address_of_a_site_is_refused(url: str) -> None:
    with pytest.raises(CommandError, match="no address of a site"):
        call_command("leakcheck", base_url=url)


def test_a_site_that_does_not_answer_is_told() -> None:
    with pytest.raises(CommandError, match="does not answer"):
        call_command("leakcheck", base_url="http://127.0.0.1:9")
