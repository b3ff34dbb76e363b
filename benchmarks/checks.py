"""How often each check of a translation is right: findings on correct pairs, and errors planted and caught.

Reads real translations, so it needs the folder `../shared/corpus` beside the
checkout, and no database. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from corpora import is_for_tuning, lines, releases  # noqa: E402
from differing_releases import DIFFERING  # noqa: E402
from planting import Document, DocumentPlanter, Planter  # noqa: E402

from articles.translation.checks import CHECKS, Finding, Severity, check_document, check_paragraph  # noqa: E402

CORPORA: dict[str, Callable[[str, str], Iterator[Document]]] = {"lines": lines, "releases": releases}
PAIRS = ("en-fr", "en-de", "en-ru", "fr-en", "de-en", "ru-en")
MODULES = ("planted_numbers", "planted_prose")
"""Modules beside this one, each with a list PLANTERS; and, where it needs to know more, a function
``informed(document) -> Document`` that gives the document's context names and terms."""
NUMBERS = ("numbers", "scale", "dates", "hours")
"""The checks whose findings the limits of numbers and dates count."""


def planters_and_contexts() -> tuple[list[Planter | DocumentPlanter], list[Callable[[Document], Document]]]:
    """Return every planter there is, and everything that informs a context."""
    modules = [import_module(name) for name in MODULES if find_spec(name)]
    planters = [planter for module in modules for planter in module.PLANTERS]
    return planters, [module.informed for module in modules if hasattr(module, "informed")]


def percent(part: int, whole: int) -> str:
    """Return the share as it is printed."""
    return f"{100 * part / whole:6.2f} %" if whole else "     –  "


def measure_correct(documents: Sequence[Document], *, show: Iterable[str] = ()) -> None:
    """Print the share of correct pairs that each check raises, and that any does; and the time taken."""
    raised: Counter[str] = Counter()
    of_documents: Counter[str] = Counter()
    took: list[float] = []
    for document in documents:
        keys: dict[str, set[str]] = {}
        known: dict[str, set[str]] = {}
        for pair in document.pairs:
            before = perf_counter()
            findings = check_paragraph(pair, document.context)
            took.append(1000 * (perf_counter() - before))
            keys[pair.key] = {finding.check for finding in findings}
            unknown = {finding.check for finding in findings if not do_differ(document, finding)}
            known[pair.key] = keys[pair.key] - unknown
            for finding in findings:
                if finding.check in show:
                    print_finding(document, finding, pair.source.text, pair.target.text)
        for key, names in keys.items():
            raised.update(names)
            raised["any finding at all"] += bool(names)
            raised["numbers and dates"] += any(name in NUMBERS for name in names)
            raised["  but for those that do differ"] += any(name in NUMBERS for name in names - known[key])
        for finding in check_document(document.pairs, document.context):
            if not finding.key:
                of_documents[finding.check] += 1
                if finding.check in show:
                    print(f"{document.name}: [{finding.check}] {finding.sentence}")
    whole = len(took)
    print(f"  correct pairs: {whole} in {len(documents)} documents")
    for name in [*CHECKS, "numbers and dates", "  but for those that do differ", "any finding at all"]:
        if name in of_documents:
            print(f"    {name:32} {percent(of_documents[name], len(documents))} of documents")
        elif raised[name] or name not in CHECKS:
            print(f"    {name:32} {percent(raised[name], whole)}")
    took.sort()
    print(f"    {'time, ms per paragraph':32} median {took[whole // 2]:.1f}, p95 {took[int(whole * 0.95)]:.1f}")


def do_differ(document: Document, finding: Finding) -> bool:
    """Tell whether the two texts have been read, and do differ there; whichever is the translation of the other."""
    places = (*finding.source, *finding.target)
    languages = (document.context.source_language, document.context.target_language)
    return any((document.name, language, place.text) in DIFFERING for language in languages for place in places)


def print_finding(document: Document, finding: Finding, source: str, target: str) -> None:
    """Print one finding with both texts."""
    print(f"{document.name} {finding.key}: [{finding.check}] {finding.sentence}\n    {source}\n    {target}")


def caught(planter: Planter | DocumentPlanter, after: Iterable[Finding], before: Iterable[Finding]) -> bool:
    """Tell whether a check that is meant to find the error finds something that was not there before it."""
    known = {finding.fingerprint() for finding in before}
    return any(
        finding.check in planter.checks
        and finding.fingerprint() not in known
        and (finding.severity == Severity.BLOCK or not planter.must_block)
        for finding in after
    )


def measure_planted(
    documents: Sequence[Document], planters: Sequence[Planter | DocumentPlanter], *, show: Iterable[str] = ()
) -> None:
    """Plant each class of errors once in every pair, or document, with room for it; print the share caught."""
    total: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for document in documents:
        for planter in planters:
            random = Random(f"{planter.name} {document.name}")  # noqa: S311
            if isinstance(planter, DocumentPlanter):
                planted = planter.plant(random, document.pairs, document.context)
                if planted is not None:
                    total[planter.name] += 1
                    before = check_document(document.pairs, document.context)
                    hits[planter.name] += caught(planter, check_document(planted, document.context), before)
                continue
            for pair in document.pairs:
                wrong = planter.plant(random, pair, document.context)
                if wrong is None:
                    continue
                total[planter.name] += 1
                before = check_paragraph(pair, document.context)
                if caught(planter, check_paragraph(wrong, document.context), before):
                    hits[planter.name] += 1
                elif planter.name in show:
                    print(f"missed: {planter.name}, {document.name}\n    {pair.source.text}\n    {wrong.target.text}")
    print("  planted errors caught")
    for planter in planters:
        if total[planter.name]:
            print(
                f"    {planter.name:32} {percent(hits[planter.name], total[planter.name])} of {total[planter.name]}"
                f"{'  (must block)' if planter.must_block else ''}"
            )
    ours = [planter.name for planter in planters if planter.must_block and {*planter.checks} <= {*NUMBERS}]
    share = percent(sum(hits[name] for name in ours), sum(total[name] for name in ours))
    print(f"    {'numbers and dates':32} {share}")


def main() -> None:
    """Print the figures of the reporting half; or, of the tuning half, the findings too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pair", action="append", help=f"two languages, en-fr (default: {', '.join(PAIRS)})")
    parser.add_argument("--corpus", choices=CORPORA, action="append", help="what is read (default: both)")
    parser.add_argument("--tuning", action="store_true", help="the half that the checks are tuned on")
    parser.add_argument("--show", action="append", default=[], help="a check or kind of error to list, when tuning")
    parser.add_argument(
        "--differing", action="store_true", help="list the numbers and dates in which correct releases do differ"
    )
    parser.add_argument("--planted", action=argparse.BooleanOptionalAction, default=True)
    options = parser.parse_args()
    if options.show and not options.tuning:
        parser.error("Findings are shown of the tuning half alone: --tuning.")
    planters, contexts = planters_and_contexts()
    for corpus in options.corpus or CORPORA:
        for pair in options.pair or PAIRS:
            documents = [d for d in CORPORA[corpus](*pair.split("-", 1)) if is_for_tuning(d.name) == options.tuning]
            for informed in contexts:
                documents = [informed(document) for document in documents]
            if not documents:
                continue
            print(f"\n{corpus} {pair}")
            show = options.show or (NUMBERS if options.differing and corpus == "releases" else ())
            measure_correct(documents, show=show)
            if options.planted:
                measure_planted(documents, planters, show=options.show)


if __name__ == "__main__":
    main()
