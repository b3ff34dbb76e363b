from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """The wiring's own commands; it has no models and no rules."""

    name = "newsroom"
