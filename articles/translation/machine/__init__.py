"""Machine drafts through a small interface to providers; off unless the settings say otherwise."""
