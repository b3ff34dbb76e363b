"""The checks of a translation. Each is one small class in a module of this package, in use by being there."""

from importlib import import_module
from pkgutil import iter_modules

from .base import (
    CHECKS,
    Check,
    Context,
    Finding,
    Fix,
    KnownName,
    KnownTerm,
    Office,
    Pair,
    Place,
    Scope,
    Severity,
    TermStatus,
    Text,
)
from .running import check_document, check_paragraph, check_whole

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = [
    "CHECKS",
    "Check",
    "Context",
    "Finding",
    "Fix",
    "KnownName",
    "KnownTerm",
    "Office",
    "Pair",
    "Place",
    "Scope",
    "Severity",
    "TermStatus",
    "Text",
    "check_document",
    "check_paragraph",
    "check_whole",
]
