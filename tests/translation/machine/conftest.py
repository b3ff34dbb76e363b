import pytest

from tests.translation.machine import servers


@pytest.fixture(params=["deepl", "libretranslate"])
def machine(request, settings):
    """A server of each kind in turn, which the settings name."""
    with getattr(servers, request.param)() as made:
        settings.NEWSROOM_MACHINE_TRANSLATION = {"provider": request.param, "url": made.url, "key": servers.KEY}
        yield made


@pytest.fixture
def deepl_server(settings):
    with servers.deepl() as made:
        settings.NEWSROOM_MACHINE_TRANSLATION = {"provider": "deepl", "url": made.url, "key": servers.KEY}
        yield made
