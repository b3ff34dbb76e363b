"""The glossary: the terms that the newsroom has settled, in each language.

`articles.translation.glossary.entries` reads it together with the names of
persons and organisations: ``known_terms`` and ``known_names`` for the checks,
``matches`` for the workbench, ``load`` for many texts at once.
"""
