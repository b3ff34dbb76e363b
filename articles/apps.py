from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        # The workflow learns what an invitation has to have before it goes out.
        from . import occasions  # noqa: F401
