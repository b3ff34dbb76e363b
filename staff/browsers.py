"""Names for browsers, so that people recognise their own in a list."""

import re

from django.utils.translation import gettext as _

__all__ = ["browser_name"]

# In this order: most of them claim to be those that follow.
BROWSERS = {
    "Edge": r"Edg(?:e|A|iOS)?/",
    "Opera": r"OPR/",
    "Samsung Internet": r"SamsungBrowser/",
    "Firefox": r"(?:Firefox|FxiOS)/",
    "Chrome": r"(?:Chrome|HeadlessChrome|CriOS|Chromium)/",
    "Safari": r"Safari/",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac": "Macintosh",
    "ChromeOS": "CrOS",
    "Linux": "Linux",
}


def browser_name(user_agent: str) -> str:
    """ "Firefox on Windows"; the beginning of what the browser says when it says nothing known."""
    browser = next((name for name, pattern in BROWSERS.items() if re.search(pattern, user_agent)), "")
    system = next((name for name, word in SYSTEMS.items() if word in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or user_agent[:60] or _("unknown browser")
