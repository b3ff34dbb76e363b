from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "articles.translation"
    label = "translation"
    verbose_name = _("Translation")

    def ready(self) -> None:
        # The workflow learns what a translation has to pass.
        from . import readiness, tasks  # noqa: F401
