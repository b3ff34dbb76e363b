from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "articles.search"
    label = "search"
