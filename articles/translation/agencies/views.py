"""The paragraphs side by side."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Edition
from articles.richtext import Block, split_blocks
from articles.richtext.tree import escape


@dataclass(frozen=True, slots=True)
class View:
    key: str
    source: tuple[Block, ...]
    target: tuple[Block, ...]
    source_state: str
    status: str


def views_of(edition: Edition) -> list[View]:
    source = edition.article.newest_edition(edition.translates.language)
    views = []
    for name in ("title", "standfirst"):
        s, t = getattr(source, name), getattr(edition, name)
        if s:
            blocks = tuple((Block("", name, escape(x).replace("&quot;", '"'), x),) if x else () for x in (s, t))
            views.append(View(name, *blocks, "unchanged", "done" if t else "todo"))
    for name in ("body", "notes_to_editors"):
        targets = {b.id: b for b in split_blocks(getattr(edition, name))}
        for b in split_blocks(getattr(source, name)):
            t = targets.get(b.id)
            views.append(View(f"{name}:{b.id}", (b,), (t,) if t else (), "unchanged", "done" if t else "todo"))
    return views


def save_views(edition, user, *, revision, texts, origins, reason=""):
    import html as h
    import re

    from articles.workflow import perform

    new = {}
    for name in ("title", "standfirst"):
        if name in texts:
            new[name] = h.unescape(texts[name])
    source = edition.article.newest_edition(edition.translates.language)
    for name in ("body", "notes_to_editors"):
        targets = {b.id: b.html for b in split_blocks(getattr(edition, name))}
        for b in split_blocks(getattr(source, name)):
            if f"{name}:{b.id}" in texts:
                targets[b.id] = re.sub(r"^<(\w+)", rf'<\1 data-block="{b.id}"', texts[f"{name}:{b.id}"])
        order = [b.id for b in split_blocks(getattr(source, name))]
        new[name] = "".join(targets.get(i, "") for i in [*order, *(x for x in targets if x not in order)])
    return perform(edition, "save", user, revision=revision, reason=reason, **new)
