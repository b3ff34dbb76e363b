"""Template words about languages: ``{{ language|dir }}``, ``{{ language|language_name }}``."""

from django import template

import languages as bcp47

register = template.Library()
register.filter("dir", bcp47.direction)
register.filter("language_name", bcp47.language_name)
