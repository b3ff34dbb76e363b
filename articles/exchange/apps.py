from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "articles.exchange"
    label = "exchange"
