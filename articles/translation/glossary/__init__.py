"""The glossary: the terms that the newsroom has settled, in each language."""
