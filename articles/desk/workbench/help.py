"""What stands beside the row that is being written: suggestions, terms, what to bring across, and what is wrong."""

from __future__ import annotations

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from articles.desk.pages import member
from articles.desk.texts import desk_edition
from articles.models import Edition
from articles.richtext import RichTextError
from articles.translation import machine
from articles.translation.bringing import pieces_of
from articles.translation.checks import TermStatus
from articles.translation.checks.fixing import apply_fixes
from articles.translation.context import context_of
from articles.translation.glossary.entries import load
from articles.translation.memory.suggesting import suggest
from articles.translation.models import Part
from articles.translation.units import blocks_of, units_of
from articles.workflow import ACTIONS, refusals

from .rows import ONE_LINE, posted_row, posted_rows
from .sheet import Sheet, findings_in

__all__ = ["check_document_view", "check_view", "help_view"]

MOST_SUGGESTIONS = 3
MOST_BLOCKS = 20


def _readable(request: HttpRequest, pk: int) -> tuple[Edition, Edition]:
    """The translation and its source, for those who may read at the desk."""
    edition = desk_edition(pk)
    if not member(request).has_perm("articles.view_edition"):
        raise PermissionDenied
    source = edition.source_edition()
    if source is None:
        raise BadRequest("this text translates nothing")
    return edition, source


@require_safe
def help_view(request: HttpRequest, pk: int) -> HttpResponse:
    """What helps with one row: ``part`` and ``source``, the ids of its source blocks, each one once."""
    edition, source = _readable(request, pk)
    part = request.GET.get("part", "")
    if part not in Part.values:
        raise BadRequest("no part of a text")
    wanted = request.GET.getlist("source")[:MOST_BLOCKS]
    blocks = [block for block in blocks_of(source, Part(part)) if block.id in wanted]
    text = "\n".join(block.text for block in blocks)
    pair = (source.language, edition.language)
    may_write = not refusals(edition, "save", member(request))
    return render(
        request,
        "desk/_workbench_help.html",
        {
            "edition": edition,
            "source": source,
            "suggestions": suggest(text, *pair, limit=MOST_SUGGESTIONS) if text else [],
            "matches": _matches(text, *pair) if text else [],
            "pieces": [] if Part(part) in ONE_LINE else pieces_of("".join(block.html for block in blocks), *pair),
            "may_write": may_write,
            "may_draft": may_write and bool(blocks) and not machine.refusals(edition),
        },
    )


def _matches(text: str, source_language: str, target_language: str) -> list[dict[str, object]]:
    """The terms and names in the source, each once, with what to say for them and what not."""
    found: dict[str, dict[str, object]] = {}
    for match in load(source_language, target_language).matches(text):
        entry = match.entries[0]
        found.setdefault(
            match.text,
            {
                "text": match.text,
                "use": [target.text for target in match.targets if target.status != TermStatus.FORBIDDEN],
                "avoid": [target.text for target in match.targets if target.status == TermStatus.FORBIDDEN],
                "note": entry.note or entry.definition,
                "kind": entry.kind,
            },
        )
    return list(found.values())


@require_POST
def check_view(request: HttpRequest, pk: int) -> HttpResponse:
    """What the checks find in the one posted row; with ``fix`` the row's text with that fault mended first.

    Answers with JSON: ``findings`` as HTML, ``count`` and ``blocking``, and ``text`` where it was mended.
    """
    edition, source = _readable(request, pk)
    if not ACTIONS["save"].allowed(member(request), edition):
        raise PermissionDenied
    units = units_of(edition, source)
    answer: dict[str, object] = {}
    try:
        row = posted_row(request.POST, units, source)
        context = context_of(edition, source)
        shown = findings_in(row, edition, source, context)
        if fingerprint := request.POST.get("fix"):
            mended = next((one.finding for one in shown if one.fingerprint == fingerprint), None)
            if mended is not None:
                row = row.with_text(apply_fixes(row.unit.target_html, mended.fixes))
                shown = findings_in(row, edition, source, context)
                answer["text"] = row.html
    except RichTextError as error:
        return JsonResponse({"reasons": [str(error)]}, status=422)
    may_write = not refusals(edition, "save", member(request))
    content = {"findings": shown, "edition": edition, "source": source, "may_write": may_write, "may_waive": may_write}
    return JsonResponse(
        {
            **answer,
            "findings": render_to_string("desk/_workbench_findings.html", content, request),
            "count": len(shown),
            "blocking": sum(one.blocks for one in shown),
        }
    )


@require_POST
def check_document_view(request: HttpRequest, pk: int) -> HttpResponse:
    """What only the whole text shows of the posted rows, as the part of the page that says so. Nothing is kept."""
    edition, source = _readable(request, pk)
    if not ACTIONS["save"].allowed(member(request), edition):
        raise PermissionDenied
    try:
        rows = posted_rows(request.POST, units_of(edition, source), source)
    except RichTextError as error:
        return JsonResponse({"reasons": [str(error)]}, status=422)
    may_write = not refusals(edition, "save", member(request))
    content = {"sheet": Sheet.of(edition, source, rows), "edition": edition, "source": source, "form": may_write}
    return render(request, "desk/_workbench_document.html", {**content, "may_waive": may_write})
