"""The workbench: a translation beside its source, paragraph by paragraph."""

from .help import check_document_view, check_view, help_view
from .keeping import working_copy_view
from .views import translate_view, workbench_url

__all__ = [
    "check_document_view",
    "check_view",
    "help_view",
    "translate_view",
    "workbench_url",
    "working_copy_view",
]
