"""Which paragraphs of a translation say what which paragraphs of the source say."""

from .beads import Alignment
from .paths import align

__all__ = ["Alignment", "align"]
