"""Machine drafts through a small interface to providers; off unless the settings say otherwise.

``refusals(edition)`` says why nothing may be sent, ``draft(edition, keys)`` asks
for paragraphs. What comes back is a stranger's: it passes the sanitiser, keeps
the ids that were sent, and gains no link, mention or picture that the source has
not.
"""

from .base import MachineError, Provider
from .drafting import draft, refusals
from .providers import provider

__all__ = ["MachineError", "Provider", "draft", "provider", "refusals"]
