"""The page of the workbench, and what its buttons do."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.forms import Media as FormMedia
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from js_asset import ImportMap, Media

from articles.desk.autosave import autosave_settings, hour_now, unsaved_work
from articles.desk.badges import with_badges
from articles.desk.buttons import edition_url
from articles.desk.conflict import show_conflict
from articles.desk.figures import editor_library
from articles.desk.pages import member, page, tell
from articles.desk.texts import desk_edition, posted_revision, text_names
from articles.models import Article, Edition
from articles.richtext import RichTextError, RichTextWidget
from articles.translation import machine
from articles.translation.bringing import brought
from articles.translation.checks.fixing import apply_fixes
from articles.translation.machine import MachineError, provider
from articles.translation.models import Origin
from articles.translation.readiness import waive
from articles.translation.saving import confirm, confirm_all, drop, save_units, write_units
from articles.translation.units import Status, UnitView, units_of
from articles.workflow import ACTIONS, Conflict, Refused, perform, refusals

from .keeping import forget, keep, kept_rows, typed_rows
from .rows import STRUCTURE, Row, has_changed, posted_rows, refused_structure, saved_rows
from .sheet import Sheet

__all__ = ["translate_view", "workbench_url"]

MODULES = {
    "newsroom/desk/preview": "desk/preview.js",
    "newsroom/desk/workbench-rows": "desk/workbench-rows.js",
    "newsroom/desk/workbench-help": "desk/workbench-help.js",
}


def workbench_url(edition: Edition) -> str:
    """The address of the workbench of a translation."""
    return reverse("admin:articles_edition_translate", args=[edition.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def translate_view(request: HttpRequest, pk: int) -> HttpResponse:
    """A translation beside its source: to be written by whom the workflow allows, to be read by everyone else."""
    edition = desk_edition(pk)
    if not member(request).has_perm("articles.view_edition"):
        raise PermissionDenied
    source = edition.source_edition()
    if source is None:
        messages.info(request, _("This text translates no other one. It is written as one text."))
        return redirect(edition_url(edition))
    visit = Visit(request, edition, source)
    return visit.act() if request.method == "POST" else visit.show()


class Visit:
    """One request to the workbench of a translation."""

    def __init__(self, request: HttpRequest, edition: Edition, source: Edition) -> None:
        self.request = request
        self.edition = edition
        self.source = source
        self.user = member(request)
        self.units = units_of(edition, source)
        self.reasons_not_to_save = refusals(edition, "save", self.user)

    # Showing

    def show(self) -> HttpResponse:
        """The page of what is saved, or of what the user typed and has not saved."""
        unsaved = unsaved_work(self.edition, self.user)
        if unsaved is None or self.reasons_not_to_save:
            return self.page(saved_rows(self.units), unsaved=unsaved)
        rows = kept_rows(unsaved, self.edition, self.source, self.units)
        return self.page(rows, unsaved=unsaved, revision=unsaved.revision)

    def page(self, rows: list[Row], *, status: int = 200, **context: Any) -> HttpResponse:
        """The workbench with these rows."""
        edition = self.edition
        may_save = not self.reasons_not_to_save
        article = with_badges(Article.objects.all()).get(pk=edition.article_id)
        return page(
            self.request,
            "desk/workbench.html",
            _("Translate “%(title)s”") % {"title": self.source.title or _("(untitled)")},
            status=status,
            edition=edition,
            article=article,
            source=self.source,
            sheet=Sheet.of(edition, self.source, rows),
            standing=edition.standing(),
            form=may_save,
            reasons_not_to_save=self.reasons_not_to_save,
            may_confirm=not refusals(edition, "confirm_source", self.user),
            may_waive=ACTIONS["waive"].allowed(self.user, edition),
            machine=provider() if may_save and not machine.refusals(edition) else None,
            autosave={**autosave_settings(edition, self.user), "key": f"newsroom-rows-{self.user.pk}-{edition.pk}"},
            settings=_editor_settings(),
            media=_media() if may_save else FormMedia(),
            **{"revision": edition.revision, **context},
        )

    # Acting

    def act(self) -> HttpResponse:
        """Do what the pressed button says; nothing typed is lost where it is refused."""
        verb, _space, name = self.request.POST.get("then", "stay").partition(" ")
        if "row" not in self.request.POST:
            return self.act_on_saved(verb, name)
        try:
            rows = posted_rows(self.request.POST, self.units, self.source)
        except RichTextError as error:
            return self.lost([str(error)], status=422)
        if self.reasons_not_to_save:
            return self.lost(self.reasons_not_to_save)
        match verb:
            case "stay" | "submit":
                return self.save(rows, submits=verb == "submit")
            case "confirm" | "leave-out" if self.is_decided_at_once(rows, verb, name):
                return self.decide(rows, verb, name)
            case "confirm-all":
                return self.confirm_all(rows)
            case "machine" | "machine-all":
                return self.draft(rows, name)
            case "waive":
                return self.waive(rows, name)
            case "copy":
                return self.bring_across(rows, name)
            case "fix-all":
                return self.fix_all(rows)
        if verb in STRUCTURE:
            return self.restructure(rows, verb, name)
        raise BadRequest("no button of the workbench")

    def act_on_saved(self, verb: str, name: str) -> HttpResponse:
        """What can be done to a text that is not being written: confirm it, or answer for a finding."""
        try:
            match verb:
                case "confirm":
                    confirm(self.edition, name, self.user, seen=self.request.POST.get(f"seen-{name}"))
                    messages.success(self.request, _("Confirmed: this paragraph is right as it is."))
                case "confirm-all":
                    confirm_all(self.edition, self.user)
                    messages.success(self.request, _("Confirmed. The translation follows its source."))
                case "waive":
                    self.answer_for(name)
                case _:
                    raise Refused(*(self.reasons_not_to_save or [_("Nothing was sent to be saved.")]))
        except Refused as refusal:
            tell(self.request, refusal)
        return redirect(workbench_url(self.edition))

    def answer_for(self, fingerprint: str) -> None:
        waive(self.edition, fingerprint, self.user, reason=self.request.POST.get(f"reason-{fingerprint}", ""))
        messages.success(self.request, _("Noted, with your name and your reason. This no longer holds the text back."))

    def is_decided_at_once(self, rows: list[Row], verb: str, name: str) -> bool:
        """Whether it concerns a paragraph as it is saved, so that it can be recorded now."""
        row = next((row for row in rows if row.name == name), None)
        if row is None or row.saved is None or row.is_edited or row.saved.source_ids != row.source_ids:
            return False
        return verb == "confirm" or not row.saved.target

    def decide(self, rows: list[Row], verb: str, name: str) -> HttpResponse:
        """Record a confirmation, or what is left out on purpose, and show the rows as they were typed."""
        row = next(row for row in rows if row.name == name)
        try:
            if verb == "confirm":
                confirm(self.edition, row.key, self.user, seen=self.request.POST.get(f"seen-{name}"))
            else:
                drop(self.edition, row.key, self.user)
        except Refused as refusal:
            tell(self.request, refusal)
        return self.again(rows)

    def confirm_all(self, rows: list[Row]) -> HttpResponse:
        """Say of all that it is right, of what was typed and of what was not: it is saved first."""
        try:
            self.save_if_changed(rows)
            confirm_all(self.edition, self.user)
            messages.success(self.request, _("Confirmed. The translation follows its source."))
        except Conflict as conflict:
            return self.conflict(rows, conflict)
        except Refused as refusal:
            tell(self.request, refusal)
            return self.again(rows)
        return redirect(workbench_url(self.edition))

    def again(self, rows: list[Row], *, status: int = 200) -> HttpResponse:
        """The page of the rows as they were posted, beside what is saved by now; kept until they are saved."""
        self.units = units_of(self.edition, self.source)
        saved = {unit.key: unit for unit in self.units}
        fresh = [_again(row, saved) for row in rows]
        revision = self.posted_revision
        if not has_changed(fresh, self.units) and revision == self.edition.revision:
            forget(self.edition, self.user)
            return redirect(workbench_url(self.edition))
        is_kept = keep(self.edition, self.user, fresh, self.units, self.source, revision=revision)
        return self.page(
            fresh, is_unsaved=True, kept_at=hour_now() if is_kept else "", revision=revision, status=status
        )

    @property
    def posted_revision(self) -> int:
        """The revision that the user opened."""
        return posted_revision(self.request, self.edition)

    def save(self, rows: list[Row], *, submits: bool) -> HttpResponse:
        """Save the rows; submit the text too where that is asked."""
        try:
            self.save_if_changed(rows, always=True)
        except Conflict as conflict:
            return self.conflict(rows, conflict)
        except Refused as refusal:
            return self.lost(refusal.reasons)
        messages.success(
            self.request, _("Saved at the desk. Only the desk sees it."), extra_tags=f"saved-{self.edition.pk}"
        )
        if submits:
            try:
                perform(self.edition, "submit", self.user)
            except Refused as refusal:
                tell(self.request, refusal)
            else:
                messages.success(
                    self.request, _("Submitted. The approvers of this language can read and approve it now.")
                )
                return redirect(edition_url(self.edition))
        return redirect(workbench_url(self.edition))

    def save_if_changed(self, rows: list[Row], *, always: bool = False) -> None:
        """Save the rows over the revision that was opened. Raises `Refused` and `Conflict`."""
        if not always and not has_changed(rows, self.units):
            return
        texts = [row.as_text() for row in rows]
        self.edition = save_units(self.edition, self.user, revision=self.posted_revision, rows=texts)
        self.units = units_of(self.edition, self.source)

    def conflict(self, rows: list[Row], conflict: Conflict) -> HttpResponse:
        """Someone saved meanwhile: what was typed is kept, and the page of the text as one compares the two."""
        typed = typed_rows(rows, self.units, self.source)
        for kept, posted in zip(typed.rows or [], self.request.POST.getlist("row"), strict=False):
            # By which it shows that someone else merged it meanwhile.
            kept["key"] = json.loads(posted).get("key", "")
        others = {part: getattr(conflict.current, part) for part in text_names(conflict.current)}
        return show_conflict(self.request, conflict.current, others | typed.text, rows=typed.rows)

    def lost(self, reasons: list[str], *, status: int = 409) -> HttpResponse:
        """The text can no longer be saved by the user: what was typed, to be copied, beside what is saved."""
        typed = [self.request.POST[name] for name in self.request.POST if name.startswith("text-")]
        return self.page(saved_rows(self.units), lost=list(filter(None, typed)), reasons=reasons, status=status)

    def draft(self, rows: list[Row], name: str) -> HttpResponse:
        """Ask the machine for one row, or for all that are empty; save what is typed first, and then the drafts."""
        try:
            self.save_if_changed(rows)
            wanted = [unit for unit in self.units if unit.source and unit.status == Status.TODO]
            keys = [name] if name else [unit.key for unit in wanted]
            self.keep_drafts(machine.draft(self.edition, keys))
        except Conflict as conflict:
            return self.conflict(rows, conflict)
        except Refused as refusal:
            tell(self.request, refusal)
            return self.again(rows)
        except MachineError as error:
            messages.error(self.request, str(error))
            return self.again(rows)
        return redirect(workbench_url(self.edition))

    def keep_drafts(self, drafts: dict[str, str]) -> None:
        units = {unit.key: unit for unit in self.units}
        rows = {row.key: row for row in saved_rows(list(units.values()))}
        chosen = provider()
        write_units(
            self.edition,
            self.user,
            revision=self.edition.revision,
            texts={key: rows[key].with_text(html).html for key, html in drafts.items() if key in rows},
            origin=Origin.MACHINE,
            origin_note=chosen.label if chosen else "",
        )
        messages.success(
            self.request, _("Translated by a machine. Read each of these paragraphs, and edit or confirm it.")
        )

    def waive(self, rows: list[Row], fingerprint: str) -> HttpResponse:
        """Answer for a finding; it has to be in the saved text, so what is typed is saved first."""
        try:
            self.save_if_changed(rows)
            self.answer_for(fingerprint)
        except Conflict as conflict:
            return self.conflict(rows, conflict)
        except Refused as refusal:
            tell(self.request, refusal)
            return self.again(rows)
        return redirect(workbench_url(self.edition))

    def bring_across(self, rows: list[Row], name: str) -> HttpResponse:
        """Put the source's paragraph into the row, with names and links of the target language."""
        at = self.place(rows, name)
        html = "".join(block.html for block in rows[at].source)
        rows[at] = rows[at].with_text(brought(html, self.source.language, self.edition.language))
        return self.again(rows)

    def fix_all(self, rows: list[Row]) -> HttpResponse:
        """Mend every fault of the document that a click can mend."""
        sheet = Sheet.of(self.edition, self.source, rows)
        fixes: dict[str, list[Any]] = {}
        for finding in sheet.whole:
            for fix in finding.fixes:
                fixes.setdefault(fix.key, []).append(fix)
        mended = [
            row.with_text(apply_fixes(row.unit.target_html, fixes[row.unit.key]))
            if row.is_anything and row.unit.key in fixes
            else row
            for row in rows
        ]
        return self.again(mended)

    def restructure(self, rows: list[Row], verb: str, name: str) -> HttpResponse:
        """Merge, split, add, leave out: in the form, to be saved with it."""
        turned = STRUCTURE[verb](rows, self.place(rows, name))
        if turned == rows:
            messages.error(self.request, refused_structure(verb))
        return self.again(turned)

    def place(self, rows: list[Row], name: str) -> int:
        for number, row in enumerate(rows):
            if row.name == name:
                return number
        raise BadRequest("no such row")


def _again(row: Row, saved: dict[str, UnitView]) -> Row:
    """The row beside what is saved by now; left out also where that has just been recorded."""
    unit = saved.get(row.key) or saved.get(row.name)
    just_now = unit is not None and unit.is_dropped and row.saved is not None and not row.saved.is_dropped
    return replace(row, saved=unit, is_dropped=row.is_dropped or just_now)


def _editor_settings() -> str:
    """What the editor of every row is set up with, as JSON: once for the page."""
    attributes = RichTextWidget(library=editor_library).get_context("", "", {})["widget"]["attrs"]
    return str(attributes["data-richtext"])


def _media() -> Media:
    """The editor, and the page's own modules after it."""
    return RichTextWidget().media + Media(importmap=ImportMap(MODULES), js=[Script("desk/workbench.js", type="module")])
