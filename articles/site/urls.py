"""The addresses of the public site."""

from django.urls import include, path, register_converter

from . import (
    alphabet,
    archive,
    article,
    calendars,
    converters,
    feeds,
    files,
    handout,
    home,
    occasions,
    pdf,
    sitemaps,
    stylesheet,
    subjects,
    updates,
)

app_name = "site"

register_converter(converters.LanguageConverter, "language")
register_converter(converters.SlugConverter, "slug_of_any_script")
register_converter(converters.FeedFormatConverter, "feed_format")
register_converter(converters.FileNameConverter, "file_name")

SLUG = "<slug_of_any_script:slug>"
FEED = "feed.<feed_format:suffix>"

in_a_language = [
    path("", home.home, name="home"),
    path(FEED, feeds.home_feed, name="home-feed"),
    path("news/", archive.archive, name="archive"),
    path(f"news/{SLUG}/", article.article, name="article"),
    path(f"news/{SLUG}/updates/", updates.updates, name="updates"),
    path(f"news/{SLUG}/updates/<int:version>/", updates.update, name="update"),
    path(f"news/{SLUG}/event.ics", calendars.event, name="event"),
    path("events/", occasions.events, name="events"),
    path("events/calendar.ics", calendars.calendar, name="calendar"),
    path("people/", alphabet.people, name="people"),
    path("organisations/", alphabet.organisations, name="organisations"),
    path("topics/", alphabet.topics, name="topics"),
    path(f"people/{SLUG}/", subjects.person, name="person"),
    path(f"people/{SLUG}/{FEED}", feeds.person_feed, name="person-feed"),
    path(f"organisations/{SLUG}/", subjects.organisation, name="organisation"),
    path(f"organisations/{SLUG}/{FEED}", feeds.organisation_feed, name="organisation-feed"),
    path(f"topics/{SLUG}/", subjects.topic, name="topic"),
    path(f"topics/{SLUG}/{FEED}", feeds.topic_feed, name="topic-feed"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemap-<int:year>-<int:month>.xml", sitemaps.month, name="sitemap-month"),
]

if pdf.is_available():
    in_a_language.append(path(f"news/{SLUG}/release.pdf", handout.article_pdf, name="article-pdf"))

urlpatterns = [
    path("", home.choose_language, name="root"),
    path("site.css", stylesheet.stylesheet, name="stylesheet"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("files/<file_name:name>", files.file, name="file"),
    path("<language:language>/", include(in_a_language)),
]
